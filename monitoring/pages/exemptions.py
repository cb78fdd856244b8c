"""What pages show of exemptions: with one point, with a decision, and the overview."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Norm, Organisation
from monitoring.achievement import FORMULAS, Figure, Tally, pool
from monitoring.choices import ExemptionStage, RequestState, ResultScope, ResultStatus, RoundState
from monitoring.links import point_address
from monitoring.models import Assessment, Exemption, ExemptionRequest, Result, Round


@dataclass(frozen=True, slots=True)
class PointExemption:
    """The exemption of one result: the newest request, what holds now, and what the user may do."""

    request: ExemptionRequest | None
    holding: Exemption | None
    may_ask: bool
    may_withdraw: bool
    may_decide: bool


def exemption_of(user: User, result: Result, assessment: Assessment) -> PointExemption:
    """Two queries at most."""
    organisation = assessment.organisation
    request = (
        ExemptionRequest.objects.visible_to(user)
        .filter(result=result)
        .select_related("decided_by", "asked_by")
        .order_by("-pk")
        .first()
    )
    holding = None
    if result.scope == ResultScope.EXEMPTED:
        exemptions = Exemption.objects.visible_to(user).holding_in(assessment.round)
        holding = (
            exemptions.filter(organisation=organisation, point=result.point_id)
            .select_related("until_round", "from_round")
            .first()
        )
    runs = request is not None and request.state == RequestState.ASKED
    may_ask = can(user, Permission.ASK_EXEMPTION, organisation)
    return PointExemption(
        request=request,
        holding=holding,
        may_ask=may_ask and not runs and result.is_applicable and assessment.is_editable,
        may_withdraw=may_ask and runs,
        may_decide=runs and can(user, Permission.DECIDE_EXEMPTIONS, organisation),
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """Figures as they are, and as they would be with one result more not applicable."""

    organisation_now: Figure
    organisation_then: Figure
    region_now: Figure
    region_then: Figure


def effect_of_granting(result: Result) -> Effect:
    """What exempting this result does to the figures of its round; one query, nothing stored."""
    others = result.round.results.exclude(pk=result.pk).tallies("organisation")
    own = others.get((result.organisation_id,), Tally())
    region = pool(others.values())
    now, then = Tally.of([result.status]), Tally.of([ResultStatus.NOT_APPLICABLE])
    formula = FORMULAS[result.round.norm.formula]
    return Effect(
        organisation_now=Figure(own + now, formula),
        organisation_then=Figure(own + then, formula),
        region_now=Figure(region + now, formula),
        region_then=Figure(region + then, formula),
    )


def later_rounds(round: Round) -> list[Round]:
    """The planned rounds of the same norm after this one, the next one first."""
    planned = Round.objects.filter(
        norm=round.norm_id, state=RoundState.PLANNED, reference_date__gt=round.reference_date
    )
    return list(planned.order_by("reference_date", "pk"))


@dataclass(frozen=True, slots=True)
class RequestLine:
    request: ExemptionRequest
    may_decide: bool
    may_withdraw: bool

    @property
    def organisation(self) -> Organisation:
        return self.request.result.organisation

    @property
    def stage(self) -> ExemptionStage:
        runs = self.request.state == RequestState.ASKED
        return ExemptionStage.TO_DECIDE if runs else ExemptionStage.SETTLED


@dataclass(frozen=True, slots=True)
class ExemptionLine:
    """`is_over`: its last round is closed; `href`: where to ask for it again, empty for nowhere."""

    exemption: Exemption
    stage: ExemptionStage
    is_over: bool
    may_change: bool
    href: str

    @property
    def organisation(self) -> Organisation:
        return self.exemption.organisation


@dataclass(frozen=True, slots=True)
class ExemptionOverview:
    requests: Sequence[RequestLine]
    exemptions: Sequence[ExemptionLine]

    @property
    def organisations(self) -> list[Organisation]:
        found = {line.organisation for line in self.requests}
        found |= {line.organisation for line in self.exemptions}
        return sorted(found, key=lambda organisation: organisation.order)

    @property
    def is_example(self) -> bool:
        norms = [line.request.result.round.norm for line in self.requests]
        norms += [line.exemption.point.norm for line in self.exemptions]
        return any(norm.example for norm in norms)

    def narrowed(self, organisation: str, stage: str) -> "ExemptionOverview":
        """Of one organisation and in one stage; empty is of all, and all but what is settled."""

        def fits(line: RequestLine | ExemptionLine) -> bool:
            wanted = line.stage == stage if stage else line.stage != ExemptionStage.SETTLED
            return wanted and organisation in ("", line.organisation.code)

        return ExemptionOverview(
            [line for line in self.requests if fits(line)],
            [line for line in self.exemptions if fits(line)],
        )

    @property
    def to_decide(self) -> list[RequestLine]:
        return [line for line in self.requests if line.stage == ExemptionStage.TO_DECIDE]

    @property
    def decided(self) -> list[RequestLine]:
        return [line for line in self.requests if line.stage == ExemptionStage.SETTLED]

    @property
    def to_review(self) -> list[ExemptionLine]:
        return self._in(ExemptionStage.TO_REVIEW)

    @property
    def held(self) -> list[ExemptionLine]:
        return self._in(ExemptionStage.HELD)

    @property
    def ended(self) -> list[ExemptionLine]:
        return self._in(ExemptionStage.SETTLED)

    def _in(self, stage: ExemptionStage) -> list[ExemptionLine]:
        return [line for line in self.exemptions if line.stage == stage]


def exemption_overview(user: User) -> ExemptionOverview:
    """Everything of exemptions that the user may see: what runs first, then the newest decisions.

    Three queries. An exemption comes back for review in the round with which it ends, and when the
    next round of the norm is open, in whatever version; until it is extended or asked for again.
    """
    requests = list(
        ExemptionRequest.objects.visible_to(user)
        .with_result()
        .select_related("decided_by")
        .order_by("-pk")
    )
    exemptions = list(Exemption.objects.visible_to(user).with_rounds().order_by("pk"))
    rounds = _opened_rounds(exemptions)
    asked = {
        (request.result.organisation_id, request.result.point_id, request.result.round_id)
        for request in requests
        if request.state in {RequestState.ASKED, RequestState.GRANTED}
    }
    lines = [_line(user, exemption, rounds, asked) for exemption in exemptions]
    return ExemptionOverview(
        [_request_line(user, request) for request in requests],
        sorted(lines, key=lambda line: (line.organisation.order, line.exemption.point.position)),
    )


Series = tuple[int, str]
"""A region and the code of a norm: the rounds that follow each other, over its versions."""


def _series(norm: Norm) -> Series:
    return norm.region_id, norm.code


def _opened_rounds(exemptions: Iterable[Exemption]) -> Mapping[Series, list[Round]]:
    """All rounds that were opened of the norms of these exemptions, the newest first."""
    regions = {exemption.organisation.region_id for exemption in exemptions}
    opened = Round.objects.filter(norm__region__in=regions).exclude(state=RoundState.PLANNED)
    rounds: dict[Series, list[Round]] = defaultdict(list)
    for round in opened.with_norm().newest_first():
        rounds[_series(round.norm)].append(round)
    return rounds


def _line(
    user: User,
    exemption: Exemption,
    rounds: Mapping[Series, list[Round]],
    asked: set[tuple[int, int, int]],
) -> ExemptionLine:
    organisation, point, end = exemption.organisation, exemption.point, exemption.until_round
    opened = rounds.get(_series(point.norm), [])
    newest = opened[0] if opened else None
    again = newest is not None and (organisation.pk, point.pk, newest.pk) in asked
    if end is None or end.state == RoundState.PLANNED:
        stage = ExemptionStage.HELD
    elif end == newest or (end in opened[1:2] and opened[0].is_open and not again):
        stage = ExemptionStage.TO_REVIEW
    else:
        stage = ExemptionStage.SETTLED
    may_ask_again = (
        stage == ExemptionStage.TO_REVIEW
        and newest is not None
        and newest != end
        and newest.norm_id == point.norm_id
        and can(user, Permission.ASK_EXEMPTION, organisation)
    )
    return ExemptionLine(
        exemption=exemption,
        stage=stage,
        is_over=end is not None and end.is_final,
        # Once a round was opened without it, an exemption can not reach over that round any more.
        may_change=(stage == ExemptionStage.HELD or end == newest)
        and can(user, Permission.DECIDE_EXEMPTIONS, organisation),
        href=point_address(newest, organisation, point) if newest and may_ask_again else "",
    )


def _request_line(user: User, request: ExemptionRequest) -> RequestLine:
    organisation = request.result.organisation
    runs = request.state == RequestState.ASKED
    return RequestLine(
        request=request,
        may_decide=runs and can(user, Permission.DECIDE_EXEMPTIONS, organisation),
        may_withdraw=runs and can(user, Permission.ASK_EXEMPTION, organisation),
    )
