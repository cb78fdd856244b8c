"""What a page shows, read and put together; nothing here writes or renders."""
