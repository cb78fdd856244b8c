"""The example region: organisations, two norm versions, five rounds and an account per role.

Everything goes through the actions and files that real data goes through, so the example holds no
state that the application could not reach.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions.users import create_account
from accounts.models import User
from accounts.permissions import Role
from ambitions.actions.inhabitants import set_inhabitants
from ambitions.actions.memberships import give_role
from ambitions.actions.norms import import_norm
from ambitions.actions.organisations import import_organisations
from ambitions.files.norm_file import read_norm
from ambitions.files.organisations_file import read_organisations
from ambitions.models import AmbitionPoint, Norm, Organisation, Region
from monitoring.actions.exemptions import grant_exemption
from monitoring.actions.publication import publish_round
from monitoring.actions.results import Entry, import_results, record_results
from monitoring.actions.rounds import close_round, open_round, plan_round
from monitoring.choices import RoundKind
from monitoring.demo_activities import load_activities
from monitoring.demo_evaluation import load_evaluation
from monitoring.demo_followup import load_followup
from monitoring.files.results_file import ResultsFile, read_results
from monitoring.models import Result, Round

EXAMPLE = Path(settings.BASE_DIR) / "example"
DOMAIN = "flevonorm.example"
OPEN_ROUND = "fn2-nulmeting"
INHABITANTS = {
    "GM0034": 220_000,
    "GM0050": 24_000,
    "GM0171": 50_000,
    "GM0184": 22_000,
    "GM0303": 44_000,
    "GM0995": 83_000,
}
"""Round numbers, for an example of comparing by size."""


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A round of the example; its results are in the file with its code."""

    norm: str
    code: str
    name: str
    kind: RoundKind
    reference_date: date
    published: bool = True
    shared: tuple[tuple[str, str], ...] = ()
    """Organisation and point of the results that are shared as good examples."""


ROUNDS = (
    DemoRound("1.0", "fn1-meting-1", "Meting 1", RoundKind.INTERIM, date(2020, 6, 1)),
    DemoRound("1.0", "fn1-meting-2", "Meting 2", RoundKind.INTERIM, date(2021, 3, 1)),
    DemoRound("1.0", "fn1-meting-3", "Meting 3", RoundKind.INTERIM, date(2021, 11, 1)),
    DemoRound(
        "1.0",
        "fn1-evaluatie-2022",
        "Evaluatie 2022",
        RoundKind.EVALUATION,
        date(2022, 10, 1),
        shared=(
            ("GM0034", "A1"),
            ("GM0303", "A1"),
            ("GM0995", "A5"),
            ("GM0171", "A5"),
            ("GM0303", "B4"),
            ("GM0171", "C1"),
            ("PV24", "C1"),
            ("GM0995", "D3"),
            ("GM0171", "D6"),
        ),
    ),
    DemoRound(
        "2.0",
        OPEN_ROUND,
        "Nulmeting norm 2.0",
        RoundKind.BASELINE,
        date(2026, 10, 1),
        published=False,
    ),
)


@transaction.atomic
def load_demo() -> None:
    """Loads what is not there yet; what is there stays as it is."""
    content, source = read_organisations(EXAMPLE / "organisaties.yaml")
    region = import_organisations(content=content, source=source, by=None).region
    for organisation in region.organisations.filter(code__in=INHABITANTS, inhabitants=None):
        set_inhabitants(
            organisation=organisation, inhabitants=INHABITANTS[organisation.code], by=None
        )
    norms = {version: _load_norm(version) for version in ("1.0", "2.0")}
    people: dict[tuple[str, str], User] = {}
    for email, name, role, target in _accounts(region):
        user = create_account(email=email, name=name, by=None)
        give_role(user=user, role=role, target=target, by=None)
        people[role, str(target)] = user
    coordinators = {
        place: user for (role, place), user in people.items() if role == Role.COORDINATOR
    }
    district = people[Role.DISTRICT_COORDINATOR, str(region)]
    load_activities(region, district=district)
    for demo in ROUNDS:
        if not Round.objects.filter(code=demo.code).exists():
            _load_round(demo, norms[demo.norm], coordinators)
    load_followup(region, Round.objects.get(code=OPEN_ROUND), by_place=coordinators)


def demo_users() -> list[User]:
    """The example accounts that exist, in the order in which they are printed."""
    users = User.objects.filter(email__endswith=f"@{DOMAIN}").in_bulk(field_name="email")
    emails = [
        email for region in Region.objects.order_by("code") for email, *_ in _accounts(region)
    ]
    return [users[email] for email in emails if email in users]


def _load_norm(version: str) -> Norm:
    content, source = read_norm(EXAMPLE / f"flevolandse-norm-{version}.yaml")
    return import_norm(content=content, source=source, publish=True, by=None).norm


def _load_round(demo: DemoRound, norm: Norm, coordinators: Mapping[str, User]) -> None:
    weeks = timedelta(weeks=6)
    round = plan_round(
        norm=norm,
        code=demo.code,
        name=demo.name,
        kind=demo.kind,
        reference_date=demo.reference_date,
        closes_on=(demo.reference_date if demo.published else timezone.localdate()) + weeks,
        by=None,
    )
    file = read_results(EXAMPLE / "resultaten" / f"{demo.code}.csv")
    _grant_exemptions(round, file)
    open_round(round=round, by=None)
    import_results(round=round, file=file, by=None)
    for organisation, point in demo.shared:
        _share(round, organisation, point, coordinators)
    if demo.kind == RoundKind.EVALUATION:
        load_evaluation(round, coordinators)
    if demo.published:
        close_round(round=round, by=None)
        publish_round(round=round, by=None)


def _share(round: Round, organisation: str, point: str, coordinators: Mapping[str, User]) -> None:
    assessment = round.assessments.with_round().get(organisation__code=organisation)
    result = Result.objects.of(assessment).get(point__code=point)
    entry = Entry(result.pk, result.version, result.status, None, is_shared=True)
    by = coordinators[str(assessment.organisation)]
    record_results(assessment=assessment, entries=[entry], by=by)


def _grant_exemptions(round: Round, file: ResultsFile) -> None:
    """The n.v.t. in the file that the norm does not explain, as exemptions for this round."""
    organisations = Organisation.objects.in_bulk(field_name="code")
    points = {
        point.code: point
        for point in AmbitionPoint.objects.filter(norm=round.norm).prefetch_related("applicability")
    }
    for row in file.rows:
        organisation, point = organisations[row.organisation], points[row.point]
        applies_to = {applicability.kind for applicability in point.applicability.all()}
        if row.status == "not_applicable" and organisation.kind in applies_to:
            grant_exemption(
                organisation=organisation,
                point=point,
                reason=row.explanation,
                from_round=round,
                until_round=round,
                by=None,
            )


def _accounts(region: Region) -> Iterator[tuple[str, str, Role, Organisation | Region]]:
    """E-mail address, name, role and target of every example account."""
    yield (
        f"districtscoordinator@{DOMAIN}",
        "Districtscoördinator (voorbeeld)",
        Role.DISTRICT_COORDINATOR,
        region,
    )
    yield f"riec@{DOMAIN}", "RIEC-analist (voorbeeld)", Role.ANALYST, region
    for organisation in region.organisations.in_order():
        slug = slugify(organisation.name)
        for role in (Role.COORDINATOR, Role.EXECUTIVE):
            name = f"{role.label.capitalize()} {organisation} (voorbeeld)"
            yield f"{slugify(role.label)}.{slug}@{DOMAIN}", name, role, organisation
