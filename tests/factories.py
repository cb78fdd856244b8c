"""Real rows for the tests: keyword-only functions with sensible defaults.

What an action guards is made by the action (rounds, results); the rest by the models.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count

from accounts.models import User
from accounts.permissions import Role
from ambitions.choices import FormulaId, NormState, OrganisationKind
from ambitions.models import (
    AmbitionPoint,
    Applicability,
    Membership,
    Norm,
    Organisation,
    Region,
    Theme,
)
from monitoring.actions.exemptions import grant_exemption
from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round, open_round, plan_round
from monitoring.choices import AssessmentState, ResultStatus, RoundKind, RoundState
from monitoring.models import Assessment, Exemption, Result, Round

PASSWORD = "lang genoeg voor de tests"
REFERENCE_DATE = date(2026, 10, 1)

MUNICIPALITY = OrganisationKind.MUNICIPALITY
PROVINCE = OrganisationKind.PROVINCE
WATER_BOARD = OrganisationKind.WATER_BOARD
PARTNER = OrganisationKind.PARTNER

Content = Mapping[str, Mapping[str, Sequence[OrganisationKind]]]
"""A norm in short: theme code → point code → the kinds to which the point applies."""

CONTENT: Content = {
    "A": {"A1": (MUNICIPALITY, PROVINCE), "A2": (MUNICIPALITY, PROVINCE), "A3": (MUNICIPALITY,)},
    "B": {"B1": (MUNICIPALITY, PROVINCE), "B2": (MUNICIPALITY,)},
}
"""Five points in two themes; two of them not for the province, none for the water board."""

_numbers = count(1)


def make_region(*, code: str = "", title: str = "") -> Region:
    number = next(_numbers)
    return Region.objects.create(
        code=code or f"regio-{number}", title=title or code.title() or f"Regio {number}"
    )


def make_organisation(
    *,
    region: Region,
    kind: OrganisationKind = MUNICIPALITY,
    code: str = "",
    name: str = "",
    tile: tuple[int, int] | None = None,
) -> Organisation:
    number = next(_numbers)
    row, column = tile or (None, None)
    return Organisation.objects.create(
        region=region,
        code=code or f"X{number:04}",
        name=name or f"Organisatie {number:04}",
        kind=kind,
        tile_row=row,
        tile_column=column,
    )


def make_user(*, email: str = "", name: str = "Iemand", password: str = PASSWORD) -> User:
    email = email or f"iemand-{next(_numbers)}@voorbeeld.test"
    return User.objects.create_user(email, password, name=name)


def make_member(
    *, role: Role, target: Organisation | Region, email: str = "", name: str = ""
) -> User:
    """A user who holds one role; a row of its own, since most tests begin with eight of these."""
    user = make_user(email=email, name=name or f"{role.label} van {target}")
    scope = "region" if isinstance(target, Region) else "organisation"
    Membership.objects.create(user=user, role=role, **{scope: target})
    return user


def make_norm(
    *,
    region: Region,
    code: str = "",
    version: str = "1.0",
    title: str = "Norm van de tests",
    content: Content = CONTENT,
    formula: FormulaId = FormulaId.ACHIEVED,
    example: bool = False,
    state: NormState = NormState.PUBLISHED,
) -> Norm:
    """A norm with themes, points and applicability, written as a draft and then put in `state`."""
    norm = Norm.objects.create(
        region=region,
        code=code or f"norm-{next(_numbers)}",
        version=version,
        title=title,
        formula=formula,
        example=example,
    )
    themes = Theme.objects.bulk_create(
        Theme(norm=norm, code=code, title=f"Thema {code}", position=number)
        for number, code in enumerate(content, start=1)
    )
    places = [(theme, code) for theme in themes for code in content[theme.code]]
    points = AmbitionPoint.objects.bulk_create(
        _point(theme, code, position) for position, (theme, code) in enumerate(places, start=1)
    )
    Applicability.objects.bulk_create(
        Applicability(point=point, kind=kind)
        for point in points
        for kind in content[point.theme.code][point.code]
    )
    if state != NormState.DRAFT:
        norm.state = state
        norm.save()
    return norm


def make_theme(*, norm: Norm, code: str = "Z", position: int = 90) -> Theme:
    return Theme.objects.create(norm=norm, code=code, title=f"Thema {code}", position=position)


def make_point(
    *,
    theme: Theme,
    code: str = "Z1",
    kinds: Sequence[OrganisationKind] = (MUNICIPALITY,),
    position: int = 900,
) -> AmbitionPoint:
    point = _point(theme, code, position)
    point.save()
    Applicability.objects.bulk_create(Applicability(point=point, kind=kind) for kind in kinds)
    return point


def _point(theme: Theme, code: str, position: int) -> AmbitionPoint:
    return AmbitionPoint(
        norm=theme.norm,
        theme=theme,
        code=code,
        title=f"Ambitiepunt {code}",
        description=f"Wat {code} wil bereiken.",
        achieved_when=f"Wanneer {code} behaald is.",
        position=position,
    )


def make_round(
    *,
    norm: Norm,
    state: RoundState = RoundState.OPEN,
    code: str = "",
    name: str = "",
    kind: RoundKind = RoundKind.INTERIM,
    reference_date: date = REFERENCE_DATE,
    statuses: Mapping[tuple[str, str], str] | None = None,
) -> Round:
    """A round that went, by the actions, as far as `state`.

    `statuses` maps (organisation code, point code) to a status, written while the round was open.
    """
    number = next(_numbers)
    round = plan_round(
        norm=norm,
        code=code or f"ronde-{number}",
        name=name or f"Ronde {number}",
        kind=kind,
        reference_date=reference_date,
        closes_on=reference_date + timedelta(weeks=6),
        by=None,
    )
    if state == RoundState.PLANNED:
        return round
    open_round(round=round, by=None)
    for (organisation, point), status in (statuses or {}).items():
        set_result(round=round, organisation=organisation, point=point, status=status)
    if state in {RoundState.CLOSED, RoundState.PUBLISHED}:
        close_round(round=round, by=None)
    if state == RoundState.PUBLISHED:
        publish_round(round=round, by=None)
    return round


def get_result(*, round: Round, organisation: str, point: str) -> Result:
    """The result of an organisation code and a point code."""
    return Result.objects.get(round=round, organisation__code=organisation, point__code=point)


def set_result(
    *,
    round: Round,
    organisation: str,
    point: str,
    status: str = ResultStatus.ACHIEVED,
    explanation: str = "",
    by: User | None = None,
) -> Result:
    """Writes one result of an open round; returns it as it is now."""
    result = get_result(round=round, organisation=organisation, point=point)
    assert write(result, {"status": status, "explanation": explanation}, by=by)
    result.refresh_from_db()
    return result


def fill_round(*, round: Round, status: str = ResultStatus.ACHIEVED) -> None:
    """Gives every applicable result of an open round the same status."""
    for result in round.results.exclude(status=ResultStatus.NOT_APPLICABLE):
        assert write(result, {"status": status, "explanation": ""}, by=None)


def set_assessment(
    *, round: Round, organisation: Organisation, state: AssessmentState
) -> Assessment:
    """Puts an assessment of an open round in a state (handing in has no action yet)."""
    assessment = Assessment.objects.get(round=round, organisation=organisation)
    assessment.state = state
    assessment.save()
    return assessment


def make_exemption(
    *,
    organisation: Organisation,
    point: AmbitionPoint,
    from_round: Round,
    until_round: Round | None = None,
    reason: str = "Hier niet aan de orde.",
) -> Exemption:
    return grant_exemption(
        organisation=organisation,
        point=point,
        reason=reason,
        from_round=from_round,
        until_round=until_round,
        by=None,
    )
