"""What the pages of figures and reports ask of a request."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.requests import signed_in
from ambitions.access import regions_of
from ambitions.models import Organisation, Region
from monitoring.models import Round
from reports.dashboards.naming import named
from reports.kinds import KINDS
from reports.kinds.kind import Kind
from reports.models import Report, ReportVersion
from reports.reach import may_have


def chosen_region(request: HttpRequest) -> tuple[Region, list[Region]]:
    """The region that `?regio=` names, else the first, and all in which the user holds a role.

    404 for another region, and for a user without a role.
    """
    regions = regions_of(signed_in(request))
    code = request.GET.get("regio")
    for region in regions:
        if code in (None, region.code):
            return region, regions
    raise Http404


@dataclass(frozen=True, slots=True)
class Chosen:
    """The report that an address names."""

    round: Round
    kind: Kind
    organisation: Organisation | None


def chosen_report(request: HttpRequest, code: str, kind: str) -> Chosen:
    """The report of a round that an address names; 404 unless the user may have it."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    not_found_unless(kind in KINDS)
    participants = Organisation.objects.filter(assessments__round=round).select_related("region")
    organisation = named(participants, request.GET.get("organisatie"))
    not_found_unless(may_have(user, KINDS[kind], round, organisation))
    return Chosen(round, KINDS[kind], organisation)


def find_report(request: HttpRequest, pk: int) -> Report:
    """A report that the user may have, with its versions; 404 for any other."""
    user = signed_in(request)
    found = Report.objects.visible_to(user).with_place().with_versions(user)
    return get_object_or_404(found, pk=pk)


def newest(report: Report) -> ReportVersion:
    """The newest version of a report found with its versions."""
    history: Sequence[ReportVersion] = report.history  # type: ignore[attr-defined]
    return history[0]


def numbered(report: Report, number: int) -> ReportVersion:
    """A version that the user may see, of a report found with its versions; 404 for any other."""
    history: Sequence[ReportVersion] = report.history  # type: ignore[attr-defined]
    for version in history:
        if version.number == number:
            return version
    raise Http404


def not_found_unless(condition: bool) -> None:
    if not condition:
        raise Http404
