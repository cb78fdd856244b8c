"""What reports tell of a round beside its rows and figures, schema `flevonorm.surroundings/1`.

A publication keeps it, so that a report that is made again in ten years says the same. Like the
JSON of a round: the same data gives the same document, with keys sorted, lists in an order that
does not depend on the database, and codes instead of keys. No private notes; of evidence only what
is not confidential, and only of results that are shared as a good example.
"""

from typing import Any

from ambitions.models import Organisation
from monitoring.achievement import FORMULAS, Figure, pool
from monitoring.choices import RoundState
from monitoring.figures import RoundFigures
from monitoring.models import (
    Activity,
    EvidenceUse,
    Exemption,
    ImprovementAction,
    Result,
    Round,
    SignOff,
)
from monitoring.models.evidence import Period
from monitoring.succession import origins, previous_round

SCHEMA = "flevonorm.surroundings/1"


def as_surroundings(round: Round) -> dict[str, Any]:
    """The document of a round as things are now. At most 22 queries, however large the region."""
    region = round.norm.region
    participants = list(Organisation.objects.filter(assessments__round=round).in_order())
    return {
        "schema": SCHEMA,
        "region": {"code": region.code, "title": region.title},
        "discussed_on": _day(round.college_on),
        "points": [
            {"code": code, "description": description, "achieved_when": achieved_when}
            for code, description, achieved_when in round.norm.points.order_by(
                "position"
            ).values_list("code", "description", "achieved_when")
        ],
        "neighbours": _neighbours(participants),
        "before": _before(round),
        "course": _course(round),
        "activities": _activities(round),
        "examples": _examples(round),
        "improvements": _improvements(round),
        "exemptions": _exemptions(round),
        "sign_offs": _sign_offs(round),
    }


def _neighbours(participants: list[Organisation]) -> list[list[str]]:
    """Pairs of participants that border on each other, each once."""
    codes = {participant.pk: participant.code for participant in participants}
    found = Organisation.neighbours.through.objects.filter(
        from_organisation__in=codes, to_organisation__in=codes
    ).values_list("from_organisation", "to_organisation")
    return sorted([codes[one], codes[other]] for one, other in found if codes[one] < codes[other])


def _before(round: Round) -> dict[str, Any] | None:
    """The round before with its figures, and its statuses on the points of now."""
    before = previous_round(round)
    if before is None:
        return None
    figures = RoundFigures.of(before, before.results.all())
    came_from = origins(round, before)
    codes = dict(round.norm.points.values_list("pk", "code"))
    points_now: dict[int, list[str]] = {}
    for new, old in came_from.items():
        points_now.setdefault(old, []).append(codes[new])
    organisations = Organisation.objects.filter(assessments__round=before).in_order()
    results = before.results.order_by("organisation__code", "point__position")
    return {
        **_round(before),
        "same_version": before.norm_id == round.norm_id,
        "published": before.is_published,
        "total": figures.total.as_dict(),
        "themes": [
            {"code": theme.code, **figures.theme(theme.pk).as_dict()}
            for theme in before.norm.themes.order_by("position")
        ],
        "organisations": [
            {"code": each.code, **figures.organisation(each.pk).as_dict()} for each in organisations
        ],
        "results": [
            {"organisation": organisation, "point": code, "status": status}
            for organisation, point, status in results.values_list(
                "organisation__code", "point", "status"
            )
            for code in sorted(points_now.get(point, []))
        ],
    }


def _course(round: Round) -> list[dict[str, Any]]:
    """The earlier published rounds from old to new, with a figure in total and for each."""
    rounds = [
        each
        for each in Round.objects.before(round).with_norm().order_by("reference_date", "pk")
        if each.state == RoundState.PUBLISHED
    ]
    found = Result.objects.filter(round__in=rounds).tallies("round", "organisation__code")
    course = []
    for each in rounds:
        formula = FORMULAS[each.norm.formula]
        tallies = {code: tally for (key, code), tally in found.items() if key == each.pk}
        course.append(
            {
                **_round(each),
                "total": Figure(pool(tallies.values()), formula).as_dict(),
                "organisations": [
                    {"code": code, **Figure(tallies[code], formula).as_dict()}
                    for code in sorted(tallies)
                ],
            }
        )
    return course


def _round(round: Round) -> dict[str, Any]:
    return {
        "code": round.code,
        "name": round.name,
        "kind": round.kind,
        "reference_date": round.reference_date.isoformat(),
        "formula": round.norm.formula,
        "norm_version": round.norm.version,
    }


def _activities(round: Round) -> list[dict[str, Any]]:
    """Activities in the time that the round measures, from old to new.

    One on a reference date is of the round of that date, and not of the round after it too.
    """
    period = Period.of(round)
    told_before = Round.objects.before(round).values("reference_date")
    activities = (
        Activity.objects.filter(
            region=round.norm.region_id,
            removed_at=None,
            held_on__range=(period.start, period.end),
        )
        .exclude(held_on__in=told_before)
        .with_place()
        .order_by("held_on", "title", "pk")
    )
    return [
        {
            "kind": activity.kind,
            "title": activity.title,
            "held_on": activity.held_on.isoformat(),
            "participants": activity.participants,
            "description": activity.description,
            "organisations": sorted(each.code for each in activity.organisations.all()),
            "points": sorted(
                each.code for each in activity.points.all() if each.norm_id == round.norm_id
            ),
        }
        for activity in activities
    ]


def _examples(round: Round) -> list[dict[str, Any]]:
    """Results that are shared as a good example, with the evidence that others may see."""
    uses = EvidenceUse.objects.filter(
        result__round=round,
        result__is_shared=True,
        evidence__is_confidential=False,
        evidence__removed_at=None,
    ).order_by("evidence__title", "evidence__place", "evidence__address", "pk")
    evidence: dict[int, list[dict[str, str]]] = {}
    for result, title, place, address in uses.values_list(
        "result", "evidence__title", "evidence__place", "evidence__address"
    ):
        piece = {"title": title, "place": place, "address": address}
        evidence.setdefault(result, []).append(piece)
    shared = round.results.filter(is_shared=True).order_by("point__position", "organisation__code")
    return [
        {"organisation": organisation, "point": point, "evidence": evidence.get(key, [])}
        for key, organisation, point in shared.values_list(
            "pk", "organisation__code", "point__code"
        )
    ]


def _improvements(round: Round) -> list[dict[str, Any]]:
    actions = ImprovementAction.objects.filter(
        point__norm=round.norm_id, organisation__assessments__round=round
    ).order_by("organisation__code", "point__position", "due_on", "title", "pk")
    fields = actions.values_list(
        "organisation__code", "point__code", "title", "owner", "due_on", "state", "outcome"
    )
    return [
        {
            "organisation": organisation,
            "point": point,
            "title": title,
            "owner": owner,
            "due_on": due_on.isoformat(),
            "state": state,
            "outcome": outcome,
        }
        for organisation, point, title, owner, due_on, state, outcome in fields
    ]


def _exemptions(round: Round) -> list[dict[str, Any]]:
    held = (
        Exemption.objects.holding_in(round)
        .filter(organisation__assessments__round=round)
        .order_by("organisation__code", "point__position", "pk")
    )
    fields = held.values_list("organisation__code", "point__code", "reason", "until_round__code")
    return [
        {"organisation": organisation, "point": point, "reason": reason, "until": until}
        for organisation, point, reason, until in fields
    ]


def _sign_offs(round: Round) -> list[dict[str, Any]]:
    held = SignOff.objects.filter(assessment__round=round, lapsed_at=None)
    fields = held.order_by("assessment__organisation__code").values_list(
        "assessment__organisation__code", "decided_on", "decision_number"
    )
    return [
        {"organisation": code, "decided_on": decided_on.isoformat(), "decision_number": number}
        for code, decided_on, number in fields
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
