"""Every write leaves its event, with old and new values, in the transaction of the write."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction

from accounts.audit import head, verify
from accounts.models import AuditEvent
from accounts.refusals import Refused
from ambitions.actions.norms import import_norm
from ambitions.actions.organisations import import_organisations
from ambitions.files.norm_file import read_norm
from ambitions.files.organisations_file import read_organisations
from monitoring.actions.exemptions import grant_exemption
from monitoring.actions.publication import publish_round
from monitoring.actions.results import Entry, import_results, record_results
from monitoring.actions.rounds import close_round, open_round, plan_round
from monitoring.choices import RoundState
from monitoring.models import Assessment, Round
from monitoring.snapshot import Row
from reports.actions.exports import export_round, export_rows
from reports.exports import FORMATS
from tests.conftest import World
from tests.factories import get_result, make_round
from tests.files import results_file
from tests.monitoring.log import Log

pytestmark = pytest.mark.django_db


def test_life_of_a_round_is_recorded(world: World) -> None:
    by = world.district_coordinator
    log = Log()

    round = plan_round(
        norm=world.norm,
        code="ronde",
        name="Ronde",
        kind="interim",
        reference_date=date(2026, 10, 1),
        closes_on=date(2026, 12, 1),
        by=by,
    )
    open_round(round=round, by=by)
    close_round(round=round, by=by)
    publication = publish_round(round=round, by=by)

    events = log.events()
    assert [event.type for event in events] == [
        "round_planned",
        "round_opened",
        "round_closed",
        "round_published",
    ]
    assert {(event.actor, event.region, event.subject) for event in events} == {
        (by, "flevoland", "ronde")
    }
    assert events[0].new_values["peildatum"] == "2026-10-01"
    assert events[1].new_values["organisaties"] == ["GM0034", "GM0995", "GM0184", "PV24"]
    assert events[3].new_values["sha256"] == publication.sha256


def test_saved_result_is_recorded_with_old_and_new_values(world: World, open_round: Round) -> None:
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assessment = Assessment.objects.get(round=open_round, organisation=world.almere)
    log = Log()

    record_results(
        assessment=assessment,
        entries=[Entry(result.pk, result.version, "partly", "Nog niet alles.")],
        by=world.coordinator,
    )

    event = log.only()
    assert (event.type, event.actor) == ("result_changed", world.coordinator)
    assert (event.region, event.organisation) == ("flevoland", "GM0034")
    assert (event.subject, event.subject_id) == ("ronde-open GM0034 A1", str(result.pk))
    assert event.old_values == {"status": "unanswered", "explanation": ""}
    assert event.new_values == {"status": "partly", "explanation": "Nog niet alles."}


def test_only_what_differs_is_recorded(world: World, open_round: Round) -> None:
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assessment = Assessment.objects.get(round=open_round, organisation=world.almere)
    log = Log()

    record_results(
        assessment=assessment,
        entries=[Entry(result.pk, result.version, "achieved", None)],
        by=world.coordinator,
    )

    assert log.only().new_values == {"status": "achieved"}


def test_save_that_changes_nothing_or_is_stale_is_not_recorded(
    world: World, open_round: Round
) -> None:
    same = get_result(round=open_round, organisation="GM0034", point="A1")
    stale = get_result(round=open_round, organisation="GM0034", point="A2")
    assessment = Assessment.objects.get(round=open_round, organisation=world.almere)
    log = Log()

    record_results(
        assessment=assessment,
        entries=[
            Entry(same.pk, same.version, same.status, same.explanation),
            Entry(stale.pk, stale.version + 1, "achieved", ""),
        ],
        by=world.coordinator,
    )

    assert log.events() == []


def test_every_row_of_a_file_that_differs_is_recorded(open_round: Round, tmp_path: Path) -> None:
    file = results_file(
        tmp_path,
        ("GM0034", "A1", "behaald", ""),
        ("GM0995", "A2", "deels behaald", "Bijna."),
        ("GM0995", "A3", "", ""),
    )
    log = Log()

    changed = import_results(round=open_round, file=file, by=None)

    events = log.events()
    assert changed == 2
    assert [event.subject for event in events] == ["ronde-open GM0034 A1", "ronde-open GM0995 A2"]
    assert [event.actor for event in events] == [None, None]
    assert events[1].new_values == {"status": "partly", "explanation": "Bijna."}


def test_write_that_is_rolled_back_leaves_no_event(world: World, open_round: Round) -> None:
    log = Log()

    with transaction.atomic():
        close_round(round=open_round, by=world.district_coordinator)
        transaction.set_rollback(True)

    open_round.refresh_from_db()
    assert open_round.state == RoundState.OPEN
    assert log.events() == []


def test_refused_write_leaves_no_event(world: World, open_round: Round) -> None:
    log = Log()

    with pytest.raises(Refused):
        publish_round(round=open_round, by=world.district_coordinator)

    assert log.events() == []


def test_exemption_is_recorded(world: World) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    point = world.norm.points.get(code="A1")
    log = Log()

    grant_exemption(
        organisation=world.urk,
        point=point,
        reason="Geen haven.",
        from_round=round,
        until_round=None,
        by=world.district_coordinator,
    )

    event = log.only()
    assert (event.type, event.organisation) == ("exemption_granted", "GM0184")
    assert event.new_values == {
        "reden": "Geen haven.",
        "vanaf": round.code,
        "tot en met": None,
    }


@pytest.mark.parametrize("whole", [True, False])
def test_export_is_recorded_with_what_was_taken(
    world: World, published_round: Round, whole: bool
) -> None:
    organisation = None if whole else world.almere
    log = Log()

    export_round(
        round=published_round,
        format=FORMATS["csv"],
        organisation=organisation,
        by=world.analyst,
    )

    event = log.only()
    assert (event.type, event.actor) == ("exported", world.analyst)
    assert event.subject == "ronde-gepubliceerd csv"
    assert event.organisation == ("" if whole else "GM0034")
    assert len(event.new_values["sha256"]) == 64


@pytest.mark.parametrize("whole", [True, False])
def test_export_of_the_rows_behind_a_figure_is_recorded(
    world: World, published_round: Round, whole: bool
) -> None:
    point = published_round.norm.points.get(code="A1")
    log = Log()

    content = export_rows(
        round=published_round,
        rows=[Row(world.almere, point, "achieved", "")],
        organisation=None if whole else world.almere,
        selection="punt=A1",
        by=world.analyst,
    )

    event = log.only()
    assert (event.type, event.actor) == ("exported", world.analyst)
    assert event.subject == "ronde-gepubliceerd csv van een cijfer"
    assert event.organisation == ("" if whole else "GM0034")
    assert (event.new_values["selectie"], event.new_values["aantal"]) == ("punt=A1", 1)
    assert event.new_values["sha256"] == sha256(content).hexdigest()


NORM = """
norm: {{code: n, version: "1.0", title: {title}, region: flevoland, adopted_on: null,
       example: true, formula: behaald-1}}
themes:
  - code: A
    title: Thema
    points:
      - {{code: A1, title: Een, applies_to: [municipality]}}
"""
ORGANISATIONS = """
region: {{code: flevoland, title: {title}}}
organisations:
  - {{code: GM0034, name: Almere, kind: municipality, neighbours: [{neighbours}], tile: [3, 1]}}
  - {{code: GM0995, name: Lelystad, kind: municipality, neighbours: [], tile: [2, 1]}}
"""


def test_imported_norm_is_recorded_with_what_changed(world: World, tmp_path: Path) -> None:
    path = tmp_path / "norm.yaml"

    def load(title: str, *, publish: bool) -> list[AuditEvent]:
        path.write_text(NORM.format(title=title))
        content, source = read_norm(path)
        log = Log()
        import_norm(content=content, source=source, publish=publish, by=None)
        return log.events()

    (made,) = load("Norm", publish=False)
    assert (made.type, made.subject, made.region) == ("norm_imported", "n@1.0", "flevoland")
    assert set(made.new_values) == {"norm", "thema A", "ambitiepunt A1"}
    (changed,) = load("Andere titel", publish=False)
    assert set(changed.new_values) == {"norm"}
    assert changed.old_values["norm"]["title"] == "Norm"
    (published,) = load("Andere titel", publish=True)
    assert published.type == "norm_published"
    assert load("Andere titel", publish=True) == []
    assert [event.type for event in load("Derde titel", publish=True)] == [
        "norm_imported",
        "norm_published",
    ]


def test_imported_organisations_are_recorded_with_what_changed(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "organisaties.yaml"

    def load(title: str, neighbours: str) -> dict[str, AuditEvent]:
        path.write_text(ORGANISATIONS.format(title=title, neighbours=neighbours))
        content, source = read_organisations(path)
        log = Log()
        import_organisations(content=content, source=source, by=None)
        return {event.subject: event for event in log.events()}

    assert load("Flevoland", "GM0995") == {}
    renamed = load("Regio Flevoland", "GM0995")
    assert set(renamed) == {"flevoland"}
    assert renamed["flevoland"].old_values == {"naam": "Flevoland"}
    parted = load("Regio Flevoland", "")
    assert set(parted) == {"GM0034", "GM0995"}
    assert parted["GM0034"].old_values == {"buren": ["GM0995"]}
    assert parted["GM0034"].new_values == {"buren": []}


def test_chain_of_all_these_holds(world: World, open_round: Round, published_round: Round) -> None:
    assert head().sequence > 5
    assert list(verify()) == []
