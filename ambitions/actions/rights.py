"""Writing down that the rights list or the audit log was taken out, and that it was reviewed."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.actions.memberships import hold_region
from ambitions.models import Region, RightsReview
from ambitions.rights_list import as_csv, rights_list

MAX_REMARK = 2000


@transaction.atomic
def export_rights(*, region: Region, by: User | None) -> bytes:
    """The rights list of a region as a file; who took it is recorded."""
    content = as_csv(rights_list(region, timezone.now()))
    taken = {"bestandsoort": "csv", "sha256": _sha256(content)}
    record(_event(EventType.RIGHTS_EXPORTED, region, taken), by=by)
    return content


@transaction.atomic
def review_rights(*, region: Region, remark: str, seen: str, by: User) -> RightsReview:
    """Stores that the rights list was looked over, with the digest of its export.

    `seen` is the mark of the list that was looked at (`RightsList.mark`). Raises Refused when the
    rights have changed since.
    """
    if len(remark) > MAX_REMARK:
        raise Refused(f"De opmerking is te lang: hoogstens {MAX_REMARK} tekens.")
    # Roles do not change meanwhile: whoever writes them holds the region too.
    hold_region(region)
    now = timezone.now()
    rights = rights_list(region, now)
    if rights.mark != seen:
        raise Refused("De lijst is gewijzigd sinds u haar opende. Bekijk haar opnieuw.")
    review = RightsReview.objects.create(
        region=region,
        reviewed_by=by,
        reviewed_at=now,
        role_count=len(rights.lines),
        sha256=_sha256(as_csv(rights)),
        remark=remark,
    )
    reviewed = {"aantal rollen": review.role_count, "sha256": review.sha256, "opmerking": remark}
    record(_event(EventType.RIGHTS_REVIEWED, region, reviewed), by=by)
    return review


@transaction.atomic
def note_audit_export(
    *, regions: Iterable[Region], narrowed: Mapping[str, str], by: User | None
) -> None:
    """Records that the audit log of these regions is taken out, narrowed as these words say."""
    record(*(_event(EventType.AUDIT_EXPORTED, region, narrowed) for region in regions), by=by)


def _event(type: EventType, region: Region, new: Mapping[str, Any]) -> Event:
    return Event(type, subject=region, label=region.code, region=region.code, new=new)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
