"""A house style that a report was written on stays as it was."""

from accounts.triggers import Event, Guard

EVENTS: tuple[Event, ...] = ("UPDATE", "DELETE")

GUARDS: tuple[Guard, ...] = tuple(
    Guard(
        f"guard_reports_house_style_{event.lower()}",
        "reports_housestyle",
        event,
        "TRUE",
        "een huisstijl verandert niet; plaats een nieuwe",
    )
    for event in EVENTS
)
