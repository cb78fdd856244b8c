"""The audit log is only ever added to."""

from accounts.triggers import Event, Guard

EVENTS: tuple[Event, ...] = ("UPDATE", "DELETE", "TRUNCATE")
APPEND_ONLY = "het logboek verandert niet"

GUARDS: tuple[Guard, ...] = tuple(
    Guard(
        f"guard_accounts_audit_{event.lower()}", "accounts_auditevent", event, "TRUE", APPEND_ONLY
    )
    for event in EVENTS
)
