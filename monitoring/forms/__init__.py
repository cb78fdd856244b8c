"""What people send: parsing, field validation and layout; a module per subject."""
