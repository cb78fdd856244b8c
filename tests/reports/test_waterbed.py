"""`/regio/waterbed/`: the numbers, and the list behind each of them."""

import re
from datetime import date

import pytest
from django.test import Client

from ambitions.models import Norm
from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import MUNICIPALITY, make_exemption, make_norm, make_organisation, make_round
from tests.reports.conftest import RICH, MakeRound
from tests.reports.document import Element, read

A, P, N, X = "achieved", "partly", "not_achieved", "not_applicable"
ALMERE, LELYSTAD, URK = "GM0034", "GM0995", "GM0184"
MUNICIPAL = {"A": dict.fromkeys(("A1", "A2"), (MUNICIPALITY,))}
MUNICIPAL["B"] = dict.fromkeys(("B1", "B2"), (MUNICIPALITY,))
# The example of docs/waterbed.md, whose A3 and A4 are B1 and B2 here.
EXAMPLE = {
    (ALMERE, "A1"): A,
    (ALMERE, "A2"): N,
    (ALMERE, "B1"): A,
    (ALMERE, "B2"): P,
    (LELYSTAD, "A1"): P,
    (LELYSTAD, "A2"): A,
    (LELYSTAD, "B1"): A,
    (URK, "A1"): A,
    (URK, "A2"): X,
    (URK, "B1"): N,
    (URK, "B2"): A,
}
LIST = "De vergelijkingen in deze keuze"


@pytest.fixture
def norm(world: World) -> Norm:
    world.lelystad.neighbours.add(world.urk)
    return make_norm(region=world.region, code="gemeentenorm", content=MUNICIPAL)


@pytest.fixture
def round(norm: Norm) -> Round:
    return make_round(norm=norm, code="nu", state=RoundState.PUBLISHED, statuses=EXAMPLE)


def page_of(client: Client, query: str = "", *, code: str = "nu") -> Element:
    return read(client, f"/regio/waterbed/?ronde={code}{query and '&'}{query}")


def headline(page: Element) -> str:
    return page.one("p", css="fn-headline").text


def cells(table: Element) -> dict[str, list[str]]:
    """The texts of the cells after the head, by the head of the row."""
    return {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in table.all("tr")
        if row.all("td")
    }


def listed(page: Element) -> list[tuple[str, ...]]:
    """The rows of the list: the code of the point, and the texts of the other cells."""
    rows = page.captioned(LIST).one("tbody").all("tr")
    return [(row.one("th").text.split()[0], *(cell.text for cell in row.all("td"))) for row in rows]


def listed_counts(page: Element) -> tuple[int, ...]:
    """How many points (of differences) and comparisons the list says it has."""
    section = next(part for part in page.all("section") if part.all("h2", id="lijst"))
    return tuple(int(number) for number in re.findall(r"\d+", section.one("p", role="status").text))


def test_example_of_the_documentation_is_on_the_page(
    world: World, sign_in: SignIn, round: Round
) -> None:
    page = page_of(sign_in(world.district_coordinator))

    assert headline(page) == (
        "Buren verschillen 4 keer: de een heeft een ambitiepunt behaald, de ander niet."
    )
    assert cells(page.captioned("Per twee buren")) == {
        "Almere – Lelystad": ["2", "Almere: 1 Lelystad: 1", "1"],
        "Lelystad – Urk": ["2", "Lelystad: 1 Urk: 1", "1"],
        "Samen": ["4", "", "2"],
    }
    assert cells(page.captioned("Per organisatie")) == {
        "Almere": ["1 punt, 1 verschil", "1 verschil"],
        "Lelystad": ["1 punt, 2 verschillen", "2 verschillen"],
        "Urk": ["1 punt, 1 verschil", "1 verschil"],
    }
    assert cells(page.captioned("Per thema")) == {"A Thema A": ["3", "0"], "B Thema B": ["1", "2"]}
    assert cells(page.captioned("Alle vergelijkingen naar uitkomst")) == {
        "verschil": ["4"],
        "beide behaald": ["1"],
        "beide niet behaald": ["0"],
        "nog niet bekend": ["2"],
        "Samen": ["7"],
    }
    assert listed(page) == [
        ("A2", "Almere", "✗niet behaald", "Lelystad"),
        ("A1", "Lelystad", "◐deels behaald", "Almere Urk"),
        ("B1", "Urk", "✗niet behaald", "Lelystad"),
    ]
    assert listed_counts(page) == (3, 4)


def test_map_says_the_numbers_of_the_tables(world: World, sign_in: SignIn, round: Round) -> None:
    page = page_of(sign_in(world.district_coordinator))

    assert page.one("desc").text == (
        "Almere: 1 punt; Lelystad: 1 punt; Urk: 1 punt; "
        "Almere en Lelystad: 2 verschillen; Lelystad en Urk: 2 verschillen"
    )


def test_theme_narrows_the_whole_page(world: World, sign_in: SignIn, round: Round) -> None:
    page = page_of(sign_in(world.district_coordinator), "thema=B")

    assert headline(page).startswith("Bij thema B verschillen buren 1 keer:")
    assert page.one("desc").text == (
        "Almere: 0 punten; Lelystad: 0 punten; Urk: 1 punt; "
        "Almere en Lelystad: 0 verschillen; Lelystad en Urk: 1 verschil"
    )
    assert [row[0] for row in listed(page)] == ["B1"]
    assert cells(page.captioned("Per thema"))["A Thema A"] == ["3", "0"]


def test_organisation_gives_its_own_sentence_and_list(
    world: World, sign_in: SignIn, round: Round
) -> None:
    page = page_of(sign_in(world.district_coordinator), "organisatie=GM0995")

    assert headline(page) == "Lelystad heeft 1 ambitiepunt niet behaald waar een buur verder is."
    assert listed(page) == [("A1", "Lelystad", "◐deels behaald", "Almere Urk")]


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("buur=GM0995", ["A2", "B1"]),
        ("organisatie=GM0995&buur=GM0034", ["A1"]),
        ("organisatie=GM0034&buur=GM0995&richting=beide", ["A2", "A1"]),
        ("punt=A1", ["A1"]),
        ("uitkomst=unknown", ["B2", "B2"]),
        ("uitkomst=unknown&organisatie=GM0184", ["B2"]),
        ("uitkomst=both", ["B1"]),
        ("thema=B&organisatie=&buur=", ["B1"]),
    ],
)
def test_list_is_narrowed_by_the_address(
    world: World, sign_in: SignIn, round: Round, query: str, points: list[str]
) -> None:
    page = page_of(sign_in(world.district_coordinator), query)

    assert [row[0] for row in listed(page)] == points


def test_list_of_another_outcome_shows_both_statuses(
    world: World, sign_in: SignIn, round: Round
) -> None:
    page = page_of(sign_in(world.district_coordinator), "uitkomst=unknown&organisatie=GM0184")

    assert listed(page) == [("B2", "Urk", "✓behaald", "Lelystad ○nog niet ingevuld")]
    assert listed_counts(page) == (1,)


def test_every_number_leads_to_the_list_that_makes_it(
    world: World, sign_in: SignIn, norm: Norm, rich_round: MakeRound
) -> None:
    world.almere.neighbours.add(world.urk, world.province)
    before = rich_round(RoundState.PUBLISHED)
    now = make_round(
        norm=before.norm,
        code="later",
        state=RoundState.PUBLISHED,
        reference_date=date(2027, 1, 1),
        statuses={(ALMERE, "A1"): A, (LELYSTAD, "A1"): N, (URK, "C1"): A, ("PV24", "B1"): A},
    )
    client = sign_in(world.district_coordinator)
    found: dict[str, tuple[int, ...]] = {}
    tried = 0
    for code, query in ((before.code, ""), (now.code, ""), (now.code, "thema=A")):
        page = page_of(client, query, code=code)
        for link in page.all("a"):
            address, _, place = link.attributes["href"].partition("#")
            number = re.search(r"\d+", link.text)
            if place != "lijst" or number is None:
                continue
            if address not in found:
                found[address] = listed_counts(read(client, address))
            counts = found[address]
            expected = counts[0] if "punt" in link.text else counts[-1]
            assert int(number[0]) == expected, (link.text, address)
            tried += 1

    assert tried > 60


def test_movement_since_the_round_before_is_given_per_pair_and_in_total(
    world: World, sign_in: SignIn, norm: Norm, round: Round
) -> None:
    make_round(
        norm=norm,
        code="eerder",
        name="Meting 3",
        state=RoundState.PUBLISHED,
        reference_date=date(2025, 10, 1),
        # Then Almere was also lower on B1, and Urk on nothing that Lelystad had.
        statuses={**EXAMPLE, (ALMERE, "B1"): N, (URK, "B1"): A},
    )

    page = page_of(sign_in(world.district_coordinator))

    assert headline(page).endswith("Dat is even vaak als bij Meting 3.")
    movement = {head: row[-1] for head, row in cells(page.captioned("Per twee buren")).items()}
    assert movement == {
        "Almere – Lelystad": "3, nu 1 minder",
        "Lelystad – Urk": "1, nu 1 meer",
        "Samen": "4, nu evenveel",
    }
    assert "Bij Meting 3 was 2 keer nog niet bekend of er een verschil was." in page.text
    narrowed = page_of(sign_in(world.district_coordinator), "thema=A")
    assert headline(narrowed).endswith("Dat is even vaak als bij Meting 3.")


def test_nothing_is_compared_with_a_round_of_another_version(
    world: World, sign_in: SignIn, norm: Norm, round: Round
) -> None:
    older = make_norm(region=world.region, code=norm.code, version="0.9", content=MUNICIPAL)
    make_round(
        norm=older,
        name="Meting 3",
        state=RoundState.PUBLISHED,
        reference_date=date(2025, 10, 1),
        statuses=EXAMPLE,
    )

    page = page_of(sign_in(world.district_coordinator))

    assert "dan bij" not in headline(page)
    assert len(cells(page.captioned("Per twee buren"))["Samen"]) == 3


def test_open_round_is_provisional_and_says_what_is_not_known(
    world: World, sign_in: SignIn, norm: Norm
) -> None:
    make_round(norm=norm, code="nu", statuses={(ALMERE, "A1"): A})

    page = page_of(sign_in(world.district_coordinator))

    assert headline(page).startswith("Buren verschillen tot nu toe 0 keer:")
    assert "Bij 8 vergelijkingen is het punt bij een of beide buren nog niet ingevuld." in page.text
    assert "voorlopig" in page.one(css="fn-page-header__labels").text
    assert listed_counts(page) == (0, 0)


def test_organisation_without_a_tile_stands_beside_the_map(world: World, sign_in: SignIn) -> None:
    world.province.neighbours.add(world.almere)
    norm = make_norm(region=world.region, code="brede-norm", content=RICH)
    make_round(
        norm=norm,
        code="nu",
        state=RoundState.PUBLISHED,
        statuses={(ALMERE, "A1"): A, ("PV24", "A1"): N},
    )

    page = page_of(sign_in(world.district_coordinator))

    assert "Provincie Flevoland" not in page.one("desc").text
    assert "Zonder plaats op de kaart: Provincie Flevoland, 1 punt." in page.text
    assert "Zonder buren in dit overzicht: Urk." in page.text


def test_watch_names_what_an_exempted_organisation_leaves_out(
    world: World, sign_in: SignIn, norm: Norm
) -> None:
    planned = make_round(norm=norm, code="gepland", state=RoundState.PLANNED)
    make_exemption(
        organisation=world.almere,
        point=norm.points.get(code="A1"),
        from_round=planned,
        reason="Geen haven <script>alert(1)</script>",
    )
    make_round(
        norm=norm,
        code="nu",
        state=RoundState.PUBLISHED,
        statuses={(LELYSTAD, "A1"): A, (URK, "A2"): X, (LELYSTAD, "A2"): A, (URK, "B1"): X},
    )

    client = sign_in(world.district_coordinator)
    page = page_of(client)

    table = cells(page.captioned("Niet van toepassing, en bij een buur behaald"))
    assert table == {
        "A1 Ambitiepunt A1": [
            "Almere vrijgesteld",
            "Lelystad",
            "Geen haven <script>alert(1)</script>",
        ],
        "A2 Ambitiepunt A2": ["Urk ingevuld als n.v.t.", "Lelystad", "geen toelichting"],
    }
    assert b"<script>alert" not in client.get("/regio/waterbed/?ronde=nu").content
    narrowed = page_of(client, "organisatie=GM0184")
    watch = cells(narrowed.captioned("Niet van toepassing, en bij een buur behaald"))
    assert list(watch) == ["A2 Ambitiepunt A2"]


def test_watch_is_about_neighbours_of_the_same_kind_and_not_about_the_norm(
    world: World, sign_in: SignIn
) -> None:
    world.province.neighbours.add(world.almere)
    norm = make_norm(region=world.region, code="brede-norm", content=RICH)
    make_round(
        norm=norm,
        code="nu",
        state=RoundState.PUBLISHED,
        # A3 is not for provinces by the norm; A1 is n.v.t. for Almere by answer.
        statuses={(ALMERE, "A1"): X, ("PV24", "A1"): A, (ALMERE, "A3"): A},
    )

    page = page_of(sign_in(world.district_coordinator))

    assert "Er zijn geen zulke punten in deze keuze." in page.text


def test_names_cannot_become_markup(world: World, sign_in: SignIn, norm: Norm) -> None:
    hostile = make_organisation(
        region=world.region, name="<script>alert(1)</script>", tile=(9, 9), code="GM6666"
    )
    hostile.neighbours.add(world.almere)
    make_round(
        norm=norm,
        code="nu",
        state=RoundState.PUBLISHED,
        statuses={("GM6666", "A1"): A, (ALMERE, "A1"): N},
    )

    for path in ("/regio/waterbed/?ronde=nu", "/regio/?ronde=nu"):
        body = sign_in(world.district_coordinator).get(path).content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
