"""Which reports somebody may have: the one place that answers it (contract: "reports").

The region's roles have every report as far as they may read what is in it; the roles of an
organisation have the reports about it. The public summary of a published round is for everybody.
"""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can, scope
from ambitions.models import Organisation, Region
from monitoring.models import Round
from reports.documents.blocks import Level
from reports.kinds.kind import Kind


@dataclass(frozen=True, slots=True)
class Reach:
    """What a user may have made of one round; read once for a page with many kinds.

    `organisations` are keys of those whose explanations in this round the user is trusted with,
    and which they may export.
    """

    has_begun: bool
    is_final: bool
    is_published: bool
    whole_region: bool
    sees_region: bool
    organisations: frozenset[int]

    @classmethod
    def of(cls, user: User, round: Round) -> "Reach":
        """One query: which organisations of the round the user may read."""
        region: Region = round.norm.region
        return cls(
            has_begun=round.is_open or round.is_final,
            is_final=round.is_final,
            is_published=round.is_published,
            whole_region=can(user, Permission.EXPORT_REGION, region),
            sees_region=can(user, Permission.VIEW_REGION, region),
            organisations=frozenset(
                key
                for key, region_key in round.results.entrusted_to(user)
                .order_by()
                .values_list("organisation", "organisation__region")
                .distinct()
                if _may_export(user, key, region_key)
            ),
        )

    def holds(self, kind: Kind, organisation: Organisation | None = None) -> bool:
        """Whether the user may have this kind of report, about this organisation."""
        if kind.of_organisation != (organisation is not None) or not self.has_begun:
            return False
        if kind.needs_final and not self.is_final:
            return False
        # What there is to discuss about a round is over when it is published, ...
        if kind.needs_agenda and self.is_published:
            return False
        # ... and before that nothing of it is for everybody.
        if kind.level == Level.PUBLIC and not self.is_published:
            return False
        if organisation is not None:
            return organisation.pk in self.organisations
        if kind.level == Level.PUBLIC:
            return self.sees_region
        return self.whole_region


def sees_drafts(user: User, region: Region, organisation: Organisation | None) -> bool:
    """Whether the user may read versions that nobody approved, of a report that they may have.

    Of a public one everybody of the region has the approved versions, and nothing of how it grew.
    """
    return organisation is not None or can(user, Permission.EXPORT_REGION, region)


def may_have(user: User, kind: Kind, round: Round, organisation: Organisation | None) -> bool:
    """Whether the user may read this report and take it as a file."""
    return Reach.of(user, round).holds(kind, organisation)


def may_write(user: User, round: Round, organisation: Organisation | None) -> bool:
    """Whether the user may change the texts of a report that they may have."""
    return can(user, Permission.WRITE_REPORT, organisation or round.norm.region)


def may_approve(user: User, round: Round, organisation: Organisation | None) -> bool:
    """Whether the user may be the second pair of eyes; not for what they changed themself."""
    return can(user, Permission.APPROVE_REPORT, organisation or round.norm.region)


def _may_export(user: User, organisation: int, region: int) -> bool:
    reach = scope(user, Permission.EXPORT_ORGANISATION)
    return organisation in reach.organisations or region in reach.regions
