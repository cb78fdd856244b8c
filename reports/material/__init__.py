"""What a report is made from: one round, read from its publication or as it is now."""
