"""Dutch text from data: sentences whose every number is a field bound to a figure."""
