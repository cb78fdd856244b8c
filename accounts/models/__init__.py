from accounts.models.audit import AuditEvent, AuditPersonalData
from accounts.models.invitation import Invitation
from accounts.models.notice import Digest, Notice, UnwantedNotice
from accounts.models.user import User

__all__ = [
    "AuditEvent",
    "AuditPersonalData",
    "Digest",
    "Invitation",
    "Notice",
    "UnwantedNotice",
    "User",
]
