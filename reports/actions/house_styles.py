"""The template of a region for its reports: taking in a new one, and going back to the standard."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.actions.memberships import hold_region
from ambitions.models import Region
from monitoring.files.virus_scan import ScanFailed, find_threat
from reports.house_style.checks import Template
from reports.house_style.kinds import Kind
from reports.models import HouseStyle

NOT_SCANNED = (
    "Het sjabloon kan nu niet op virussen worden gecontroleerd en is niet opgeslagen. "
    "Probeer het later opnieuw."
)
INFECTED = "De virusscanner heeft dit sjabloon geweigerd. Het is niet opgeslagen."


def set_house_style(*, region: Region, template: Template, by: User) -> HouseStyle:
    """Has reports of the region be written on a template from now on.

    Raises Refused when it holds already, is infected or cannot be scanned; the scanner is asked
    outside any transaction, because it takes its time.
    """
    try:
        threat = find_threat(template.upload.content)
    except ScanFailed as error:
        raise Refused(NOT_SCANNED) from error
    if threat is not None:
        _record_threat(region, template, threat, by)
        raise Refused(INFECTED)
    return _set(region, template, by)


@transaction.atomic
def _set(region: Region, template: Template, by: User) -> HouseStyle:
    hold_region(region)
    before = HouseStyle.objects.of(region, template.kind)
    if before is not None and before.sha256 == template.upload.sha256:
        raise Refused("Dit sjabloon is al in gebruik.")
    made = HouseStyle.objects.create(
        region=region,
        kind=template.kind,
        number=before.number + 1 if before else 1,
        name=template.upload.name,
        content=template.content,
        sha256=template.upload.sha256,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    new = {"nummer": made.number, "bestandsnaam": made.name, "sha256": made.sha256}
    record(_event(EventType.HOUSE_STYLE_SET, region, template.kind, new), by=by)
    return made


@transaction.atomic
def reset_house_style(*, region: Region, kind: Kind, by: User) -> None:
    """Has reports of the region be written on the standard template again.

    Raises Refused when they are already.
    """
    hold_region(region)
    before = HouseStyle.objects.of(region, kind)
    if before is None or before.is_standard:
        raise Refused("Het standaardsjabloon is al in gebruik.")
    HouseStyle.objects.create(
        region=region,
        kind=kind,
        number=before.number + 1,
        content=b"",
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    new = {"nummer": before.number + 1}
    record(_event(EventType.HOUSE_STYLE_RESET, region, kind, new), by=by)


@transaction.atomic
def _record_threat(region: Region, template: Template, threat: str, by: User) -> None:
    new = {"besmet met": threat[:200], "sha256": template.upload.sha256}
    record(_event(EventType.EVIDENCE_REFUSED, region, template.kind, new), by=by)


def _event(type: EventType, region: Region, kind: Kind, new: dict[str, Any]) -> Event:
    return Event(type, subject=region, label=f"{region.code} {kind}", region=region.code, new=new)
