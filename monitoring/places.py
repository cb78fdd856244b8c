"""How the results of a round are named in memory."""

Place = tuple[int, int]
"""An organisation and a point, by their keys."""
