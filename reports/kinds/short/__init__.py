"""What the short reports share: notices, figures per theme, changes, neighbours, disclosure."""
