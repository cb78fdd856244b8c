"""What was made stays as it was."""

from accounts.triggers import Event, Guard

_APPEND_ONLY: tuple[tuple[str, str], ...] = (
    ("reports_housestyle", "een huisstijl verandert niet; plaats een nieuwe"),
    ("reports_madefile", "wat van een gemaakt bestand is onthouden verandert niet"),
)
_CHANGES: tuple[Event, ...] = ("UPDATE", "DELETE")

GUARDS: tuple[Guard, ...] = (
    *(
        Guard(f"guard_{table}_{event.lower()}", table, event, "TRUE", message)
        for table, message in _APPEND_ONLY
        for event in _CHANGES
    ),
)
