"""What the pages show: frozen objects with ready figures, built from reads that fit the user."""
