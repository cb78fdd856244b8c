"""Documents as a tree of typed blocks, and a writer for each kind of file."""
