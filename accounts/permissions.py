"""What may be done, and which role may do it (contract: "Who may do what").

A role is held in a membership, for one organisation or for a whole region
(`ambitions.Membership`). Code never asks for a role by name: it asks
`ambitions.access.can(user, Permission.X, organisation_or_region)`. Default deny: what this table
does not grant, nobody may.
"""

from enum import Enum, auto

from django.db import models


class Role(models.TextChoices):
    """The four roles; the first and last are held for a region, the others for an organisation."""

    DISTRICT_COORDINATOR = "district_coordinator", "districtscoördinator"
    COORDINATOR = "coordinator", "coördinator"
    EXECUTIVE = "executive", "bestuurder"
    ANALYST = "analyst", "RIEC-analist"


REGION_ROLES = frozenset({Role.DISTRICT_COORDINATOR, Role.ANALYST})
ORGANISATION_ROLES = frozenset({Role.COORDINATOR, Role.EXECUTIVE})


class Permission(Enum):
    """One thing that somebody may do to an organisation or a region."""

    VIEW_REGION = auto()
    """Region figures of a closed or published round; norms and rounds by name."""
    VIEW_PROVISIONAL_REGION = auto()
    """Figures of a round that is not closed, for the whole region."""
    VIEW_ORGANISATION = auto()
    """Everything of one organisation, the private note excepted."""
    VIEW_DRAFT_STATUSES = auto()
    """Statuses of an organisation that has not submitted yet."""
    VIEW_SUBMITTED = auto()
    """Statuses and explanations of an organisation that has submitted."""
    VIEW_PRIVATE_NOTE = auto()
    ENTER_RESULTS = auto()
    """Results, evidence, improvement actions and activities."""
    ASSIGN_POINTS = auto()
    """Divide the points of the own organisation among its coordinators."""
    SUBMIT = auto()
    """Hand in an assessment, withdraw that, record its sign-off, agree on a peer review."""
    ASK_EXEMPTION = auto()
    ASK_HELP = auto()
    """Ask an organisation that achieved a point to help the own organisation with it."""
    REVIEW = auto()
    """Look an assessment over, ask, agree, return it; see what it was sent back for."""
    EXPORT_ORGANISATION = auto()
    EXPORT_REGION = auto()
    WRITE_REPORT = auto()
    """Change texts, parts and mark of a report, and offer it for approval."""
    APPROVE_REPORT = auto()
    """Make final what somebody else wrote, or send it back."""
    MANAGE_ROUNDS = auto()
    DECIDE_EXEMPTIONS = auto()
    MANAGE_USERS = auto()
    """Invite people of the region, give, change and end their roles, review who holds which."""
    VIEW_AUDIT = auto()
    """The audit log of the region."""
    MANAGE_HOUSE_STYLE = auto()
    """The templates on which reports of the region are written."""


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.DISTRICT_COORDINATOR: frozenset(
        {
            Permission.VIEW_REGION,
            Permission.VIEW_PROVISIONAL_REGION,
            Permission.VIEW_DRAFT_STATUSES,
            Permission.VIEW_SUBMITTED,
            Permission.ENTER_RESULTS,
            Permission.EXPORT_ORGANISATION,
            Permission.EXPORT_REGION,
            Permission.WRITE_REPORT,
            Permission.APPROVE_REPORT,
            Permission.MANAGE_ROUNDS,
            Permission.REVIEW,
            Permission.DECIDE_EXEMPTIONS,
            Permission.MANAGE_USERS,
            Permission.VIEW_AUDIT,
            Permission.MANAGE_HOUSE_STYLE,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Permission.VIEW_REGION,
            Permission.VIEW_PROVISIONAL_REGION,
            Permission.VIEW_SUBMITTED,
            Permission.EXPORT_ORGANISATION,
            Permission.EXPORT_REGION,
            Permission.WRITE_REPORT,
            Permission.APPROVE_REPORT,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.VIEW_REGION,
            Permission.VIEW_ORGANISATION,
            Permission.VIEW_PRIVATE_NOTE,
            Permission.ENTER_RESULTS,
            Permission.ASSIGN_POINTS,
            Permission.SUBMIT,
            Permission.ASK_EXEMPTION,
            Permission.ASK_HELP,
            Permission.EXPORT_ORGANISATION,
            Permission.WRITE_REPORT,
        }
    ),
    Role.EXECUTIVE: frozenset(
        {
            Permission.VIEW_REGION,
            Permission.VIEW_ORGANISATION,
            Permission.ASK_HELP,
            Permission.EXPORT_ORGANISATION,
            Permission.APPROVE_REPORT,
        }
    ),
}


def granted(permission: Permission) -> frozenset[Role]:
    """The roles that hold a permission."""
    return frozenset(role for role, permissions in GRANTS.items() if permission in permissions)
