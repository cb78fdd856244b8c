"""What an action left in the audit log."""

from accounts.audit import Head, head
from accounts.models import AuditEvent


class Log:
    """The events since this object was made."""

    def __init__(self) -> None:
        self.start: Head = head()

    def events(self) -> list[AuditEvent]:
        return list(AuditEvent.objects.in_chain().filter(sequence__gt=self.start.sequence))

    def only(self) -> AuditEvent:
        (event,) = self.events()
        return event
