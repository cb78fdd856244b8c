"""The template of a region for its reports: what may be one, and what is refused and why."""
