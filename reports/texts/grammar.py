"""Dutch grammar for sentences from data."""

WORDS = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)
"""The numbers that are written as words; larger ones are digits."""


def number_word(count: int) -> str:
    """A count as a word up to twelve: "zes", "20"."""
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)
