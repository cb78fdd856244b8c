"""Who gets which file: by the screen and by the command, in every format."""

import json
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import AuditEvent
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.exports import FORMATS
from tests.conftest import SignIn, World
from tests.exporting import exported
from tests.factories import MUNICIPALITY, fill_round, make_norm, make_round
from tests.reports.conftest import MakeRound, advance
from tests.reports.document import read
from tests.reports.exports.reading import expected, figures, texts_in, xlsx_cells
from tests.reports.test_query_counts import add_organisations, queries
from tests.running import refuse, say

NOTE = "Alleen-voor-ons"
EXTRA_FOR_A_SEAL = 1


def address(round: Round, format: str, organisation: str = "") -> str:
    query = f"?organisatie={organisation}" if organisation else ""
    return f"/rondes/{round.code}/export/{format}/{query}"


def taken(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return bytes(response.content)


@pytest.mark.parametrize("format", FORMATS)
def test_screen_gives_the_file_of_the_command(
    world: World, sign_in: SignIn, rich_round: MakeRound, tmp_path: Path, format: str
) -> None:
    round = rich_round(RoundState.PUBLISHED)
    path = tmp_path / f"ronde.{format}"

    response = sign_in(world.analyst).get(address(round, format))
    said = say("export_round", round.code, f"--format={format}", f"--output={path}")

    assert said == ""
    assert path.read_bytes() == response.content == exported(round, format)
    assert response["Content-Type"] == FORMATS[format].content_type
    assert response["Content-Disposition"] == f'attachment; filename="ronde-rijk.{format}"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("format", FORMATS)
def test_file_of_one_organisation_holds_no_other(
    world: World, sign_in: SignIn, rich_round: MakeRound, format: str
) -> None:
    round = rich_round(RoundState.OPEN)
    round.results.filter(organisation=world.lelystad).update(explanation="Geheim van Lelystad")

    content = taken(sign_in(world.coordinator), address(round, format, "GM0034"))

    texts = texts_in(content)
    assert "Almere" in texts
    assert not [word for word in ("Lelystad", "GM0995", "Urk", "PV24") if word in texts]


@pytest.mark.parametrize("format", FORMATS)
def test_command_gives_one_organisation_as_the_screen_does(
    world: World, sign_in: SignIn, rich_round: MakeRound, tmp_path: Path, format: str
) -> None:
    round = rich_round(RoundState.CLOSED)
    path = tmp_path / f"deel.{format}"

    say(
        "export_round",
        round.code,
        f"--format={format}",
        "--organisation=GM0034",
        f"--output={path}",
    )

    assert path.read_bytes() == taken(sign_in(world.coordinator), address(round, format, "GM0034"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("role", "state", "organisation"),
    [
        ("coordinator", RoundState.PUBLISHED, ""),
        ("executive", RoundState.PUBLISHED, ""),
        ("coordinator", RoundState.PUBLISHED, "GM0995"),
        ("district_coordinator", RoundState.OPEN, ""),
        ("district_coordinator", RoundState.OPEN, "GM0034"),
        ("analyst", RoundState.OPEN, "GM0034"),
        ("outsider", RoundState.PUBLISHED, ""),
        ("nobody", RoundState.PUBLISHED, ""),
        ("administrator", RoundState.PUBLISHED, ""),
        ("analyst", RoundState.PUBLISHED, "GM9999"),
        ("analyst", RoundState.PUBLISHED, "%00"),
    ],
)
def test_who_may_not_have_it_finds_no_file(
    world: World,
    sign_in: SignIn,
    rich_round: MakeRound,
    role: str,
    state: RoundState,
    organisation: str,
    format: str,
) -> None:
    round = rich_round(state)
    before = AuditEvent.objects.filter(type="exported").count()

    response = sign_in(world.user(role)).get(address(round, format, organisation))

    assert response.status_code == 404
    assert AuditEvent.objects.filter(type="exported").count() == before


@pytest.mark.parametrize("name", ["exe", "XLSX", "xls", "9" * 400, "..", "%00"])
def test_unknown_format_is_no_file(
    world: World, sign_in: SignIn, published_round: Round, name: str
) -> None:
    assert sign_in(world.analyst).get(address(published_round, name)).status_code == 404


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("part", [False, True])
def test_private_note_is_in_no_file(
    world: World, rich_round: MakeRound, part: bool, format: str
) -> None:
    round = rich_round(RoundState.OPEN)
    round.results.update(private_note=NOTE, explanation="Toelichting")

    texts = texts_in(exported(round, format, world.almere if part else None))

    assert "Toelichting" in texts
    assert NOTE not in texts


@pytest.mark.parametrize("format", FORMATS)
def test_taking_a_file_is_recorded_with_its_hash(
    world: World, sign_in: SignIn, rich_round: MakeRound, format: str
) -> None:
    import hashlib

    round = rich_round(RoundState.PUBLISHED)

    content = taken(sign_in(world.district_coordinator), address(round, format))

    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor) == ("exported", world.district_coordinator)
    assert event.subject == f"ronde-rijk {format}"
    assert event.new_values == {
        "bestandsoort": format,
        "publicatie": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


@pytest.mark.parametrize("format", FORMATS)
def test_file_that_cannot_be_written_was_not_taken(
    world: World, published_round: Round, tmp_path: Path, format: str
) -> None:
    path = tmp_path / "nergens" / "ronde"
    before = AuditEvent.objects.count()

    lines = refuse("export_round", published_round.code, f"--format={format}", f"--output={path}")

    assert lines == [f"Het bestand {path} kan niet worden geschreven."]
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("format", FORMATS)
def test_file_takes_as_many_queries_for_forty_organisations_as_for_three(
    world: World, sign_in: SignIn, format: str
) -> None:
    content = {"A": {f"A{number}": (MUNICIPALITY,) for number in range(1, 13)}}
    norm = make_norm(region=world.region, code="smal", content=content)
    found = []
    for number, size in enumerate((3, 40)):
        add_organisations(world.region, size)
        round = make_round(norm=norm, code=f"ronde-{number}")
        fill_round(round=round)
        advance(round, RoundState.PUBLISHED)
        assert round.assessments.count() == size
        found.append(queries(sign_in(world.analyst), address(round, format)))

    assert found[0] == found[1] <= 21


def test_round_page_offers_every_format_in_words(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.CLOSED)

    page = read(sign_in(world.analyst), f"/rondes/{round.code}/")

    hrefs = page.hrefs()
    assert {address(round, format) for format in FORMATS} <= set(hrefs)
    assert f"{address(round, 'xlsx', 'GM0034')}" in hrefs
    assert "Behandel het als vertrouwelijk." in page.one("main").text
    other = read(sign_in(world.coordinator), f"/rondes/{round.code}/")
    assert not [href for href in other.hrefs() if href == address(round, "xlsx")]


def test_publication_and_workbook_of_the_command_agree(
    world: World, rich_round: MakeRound, tmp_path: Path
) -> None:
    round = rich_round(RoundState.PUBLISHED)
    path = tmp_path / "ronde.xlsx"
    say("export_round", round.code, "--format=xlsx", f"--output={path}")

    found = figures(xlsx_cells(path.read_bytes()))

    document = json.loads(round.publications.get().content)
    assert set(found) == set(expected(document))
