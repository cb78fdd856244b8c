"""A file that was made from a publication is remembered for good."""

from accounts.triggers import Event, Guard

EVENTS: tuple[Event, ...] = ("UPDATE", "DELETE")

GUARDS: tuple[Guard, ...] = tuple(
    Guard(
        f"guard_reports_made_file_{event.lower()}",
        "reports_madefile",
        event,
        "TRUE",
        "wat van een gemaakt bestand is onthouden verandert niet",
    )
    for event in EVENTS
)
