"""Parts that reports are put together from: each has the blocks it adds, and often its counts."""
