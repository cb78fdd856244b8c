"""`/zoeken/`: what is found, by whom, and that nothing else is told."""

from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import AuditEvent
from ambitions.choices import NormState
from ambitions.models import Organisation
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.factories import MUNICIPALITY, make_norm, make_round, set_assessment
from tests.reports.conftest import advance
from tests.reports.document import Element, read

SECRET = "Geheimtaal over de haven"


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def search(client: Client, words: str, more: str = "") -> Element:
    return read(client, f"/zoeken/?q={quote(words)}{more}").one("main")


def counts(page: Element) -> str:
    return page.one("p", role="status").text


def titles(page: Element) -> list[str]:
    return [line.one("a").text for line in page.all("li") if line.all(css="fn-hits__title")]


def explain(round: Round, organisation: str, text: str, *, note: str = "") -> None:
    Result.objects.filter(round=round, organisation__code=organisation, point__code="A1").update(
        explanation=text, private_note=note
    )


def test_point_is_found_by_its_texts_with_the_norm_and_theme(district: Client) -> None:
    page = search(district, "wil bereiken b2")

    assert counts(page) == (
        "Gevonden bij “wil bereiken b2”: 1 ambitiepunt, 0 organisaties en 0 toelichtingen."
    )
    (hit,) = (line for line in page.all("li") if line.all(css="fn-hits__title"))
    assert hit.one("a").attributes["href"] == "/ambitiepunten/norm/1.0/B2/"
    assert hit.one(css="fn-hits__place").text == "Norm van de tests 1.0, B Thema B"
    assert [mark.text for mark in hit.all("mark")] == ["B2", "B2", "B2", "wil", "bereiken"]


def test_point_with_that_code_is_first_and_the_newest_version_before_it(
    world: World, district: Client
) -> None:
    make_norm(region=world.region, code="norm", version="2.0")
    draft = make_norm(region=world.region, code="norm", version="3.0", state=NormState.DRAFT)
    draft.points.filter(code="A1").update(title="Meer dan A2 alleen")

    page = search(district, "a2")

    places = [place.text for place in page.all(css="fn-hits__place")]
    assert titles(page) == ["A2 Ambitiepunt A2"] * 3 + ["A1 Meer dan A2 alleen"]
    assert [place.split()[4].rstrip(",") for place in places] == ["3.0", "2.0", "1.0", "3.0"]


def test_draft_norm_is_found_by_who_manages_norms_only(world: World, sign_in: SignIn) -> None:
    draft = make_norm(region=world.region, code="nieuw", state=NormState.DRAFT)
    draft.points.filter(code="A1").update(title="Onbekend plan")

    assert "1 ambitiepunt" in counts(search(sign_in(world.district_coordinator), "onbekend plan"))
    for role in ("analyst", "coordinator", "executive", "outsider"):
        assert "Niets gevonden" in counts(search(sign_in(world.user(role)), "onbekend plan"))


def test_organisation_is_found_by_name_code_and_without_its_accents(
    world: World, district: Client
) -> None:
    Organisation.objects.filter(pk=world.urk.pk).update(name="Ürk (gemeente)")

    for words in ("urk", "URK (GEM", "gm0184"):
        assert titles(search(district, words)) == ["Ürk (gemeente) (GM0184)"]
    assert "Niets gevonden" in counts(search(district, "gm9999"))


@pytest.mark.parametrize(
    ("role", "finds"),
    [
        ("district_coordinator", {"GM0995"}),  # draft statuses, but no draft explanations
        ("analyst", {"GM0995"}),
        ("coordinator", {"GM0034"}),
        ("executive", {"GM0034"}),
        ("other_coordinator", {"GM0995"}),
        ("outsider", set()),
        ("nobody", set()),
        ("administrator", set()),
    ],
)
def test_explanation_of_an_open_round_is_found_by_who_may_read_it(
    world: World, open_round: Round, sign_in: SignIn, role: str, finds: set[str]
) -> None:
    set_assessment(round=open_round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    for code in ("GM0034", "GM0995", "GM0184"):
        explain(open_round, code, f"{SECRET} {code}", note="Kladje over de haven")
    client = sign_in(world.user(role))

    page = search(client, "geheimtaal HAVEN")

    assert {code for code in ("GM0034", "GM0995", "GM0184") if code in page.text} == finds
    total = len(finds)
    assert not total or f"{total} toelichting" in counts(page)
    assert "Niets gevonden" in counts(search(client, "kladje"))


def test_shared_explanation_is_found_once_its_round_is_published(
    world: World, sign_in: SignIn
) -> None:
    rounds = {
        state: make_round(norm=world.norm, state=RoundState.OPEN, code=f"ronde-{state}")
        for state in (RoundState.CLOSED, RoundState.PUBLISHED)
    }
    for state, round in rounds.items():
        explain(round, "GM0034", f"{SECRET} gedeeld {state}")
        explain(round, "GM0184", f"{SECRET} niet gedeeld")
        Result.objects.filter(round=round, organisation=world.almere).update(is_shared=True)
        advance(round, state)

    page = search(sign_in(world.other_coordinator), "geheimtaal")

    assert "1 toelichting." in counts(page)
    assert "gedeeld published" in page.text


def test_explanation_says_where_it_is_and_leads_there(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    round = make_round(
        norm=world.norm, code="ronde-nieuw", name="Ronde 2026", reference_date=date(2026, 5, 1)
    )
    explain(round, "GM0034", "Het <script>beleid</script> & meer")

    page = search(sign_in(world.coordinator), "beleid")

    (hit,) = (line for line in page.all("li") if line.all(css="fn-hits__title"))
    assert hit.one("a").text == "Almere: A1 Ambitiepunt A1"
    assert hit.one("a").attributes["href"] == (
        "/rondes/ronde-nieuw/resultaten/?organisatie=GM0034&punt=A1"
    )
    assert hit.one(css="fn-hits__place").text == "Ronde 2026, Norm van de tests 1.0"
    assert "Het <script>beleid</script> & meer" in hit.raw_text
    assert not page.all("script")


def test_more_than_twenty_are_shown_page_by_page(world: World, district: Client) -> None:
    points = {f"K{number}": (MUNICIPALITY,) for number in range(1, 46)}
    norm = make_norm(
        region=world.region, code="lange-norm", content={"K": points}, state=NormState.DRAFT
    )
    norm.points.update(title="Kade en haven")

    first = search(district, "kade haven")
    more = search(district, "kade haven", "&groep=punten")
    last = search(district, "kade haven", "&groep=punten&pagina=3")

    assert len(titles(first)) == 20
    assert "?q=kade%20haven&groep=punten" in "".join(first.hrefs()).replace("+", "%20")
    assert [len(titles(page)) for page in (more, last)] == [20, 5]
    assert "45 ambitiepunten" in counts(last)
    assert "Pagina 3 van 3" in last.text
    assert len(titles(search(district, "kade haven", "&groep=onzin"))) == 20


@pytest.mark.parametrize(
    "words",
    ["%%", "__", "' OR 1=1 --", '";<script>', "\\\\", "(((", "[a", "a{9999}", "*?", "💧💧"],
)
def test_odd_words_find_nothing_and_break_nothing(
    district: Client, open_round: Round, words: str
) -> None:
    page = search(district, words)

    assert words in page.text
    assert "Niets gevonden" in counts(page)
    assert not page.all("script")


@pytest.mark.parametrize("words", ["", "  ", "a", "%", "x" * 201, "9" * 400, "a\x00b", "\x00"])
def test_what_cannot_be_searched_for_is_said_beside_the_field(district: Client, words: str) -> None:
    page = read(district, f"/zoeken/?q={quote(words)}")

    assert page.one("title").text.startswith("Fout: Zoeken")
    field = page.one("input", name="q").attributes
    assert field["aria-invalid"] == "true"
    assert page.one(id=field["aria-describedby"]).one("p").text
    assert not page.all(css="fn-hits")


def test_page_without_words_says_what_can_be_found(district: Client) -> None:
    page = read(district, "/zoeken/")

    assert "Alle woorden moeten voorkomen." in page.one("main").text
    assert "aria-invalid" not in page.one("input", name="q").attributes


def test_search_is_in_the_header_of_every_page_with_a_label(district: Client) -> None:
    form = read(district, "/rondes/").one("form", role="search")

    assert form.attributes["action"] == "/zoeken/"
    assert form.one("label").attributes["for"] == form.one("input").attributes["id"]
    assert not read(Client(), "/").all("form", role="search")


def test_words_are_not_kept_anywhere(district: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="flevonorm"):
        response = district.get("/zoeken/?q=vertrouwelijkewoorden")

    assert "no-store" in response["Cache-Control"]
    assert not AuditEvent.objects.filter(new__contains="vertrouwelijkewoorden").exists()
    assert "vertrouwelijkewoorden" not in caplog.text
