"""What the pages of reports show, read for one user; a module per page."""
