"""`/ambitiepunten/…`: of whom one can learn about a point, and what of it is told to whom."""

from datetime import date

import pytest
from django.test import Client

from ambitions.choices import NormState
from ambitions.models import AmbitionPoint, Norm
from monitoring.actions.publication import publish_round
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Assessment, Result, Round
from tests.conftest import SignIn, World
from tests.evidence import ADDRESS, Entering
from tests.factories import make_norm, make_round, set_assessment, set_result
from tests.monitoring.following import activity, make_activity
from tests.reports.conftest import advance
from tests.reports.document import Element, read

A1 = "/ambitiepunten/norm/1.0/A1/"
EXAMPLES, HELPERS, ACTIVITIES = "voorbeelden", "hulp", "activiteiten"
TEXT = "Wij deden het <script>zo</script> & anders"


def section(client: Client, name: str, path: str = A1) -> Element:
    sections = {
        each.attributes.get("aria-labelledby"): each for each in read(client, path).all("section")
    }
    return sections[name]


def lines(of: Element) -> list[str]:
    return [line.text for line in of.all("li")]


def share(round: Round, organisation: str, text: str, *, point: str = "A1") -> None:
    set_result(round=round, organisation=organisation, point=point, explanation=text)
    Result.objects.filter(round=round, organisation__code=organisation, point__code=point).update(
        is_shared=True
    )


def next_version(world: World) -> Norm:
    """Norm 2.0, of which B1 replaces A1 of 1.0."""
    norm = make_norm(region=world.region, code="norm", version="2.0", state=NormState.DRAFT)
    norm.points.get(code="B1").replaces.add(world.norm.points.get(code="A1"))
    return norm


def publish(norm: Norm) -> None:
    norm.state = NormState.PUBLISHED
    norm.save()


@pytest.fixture
def round(world: World) -> Round:
    """Open; Almere and Lelystad share A1, Urk explains it and shares nothing."""
    round = make_round(norm=world.norm, code="ronde-1", name="Ronde 2025")
    share(round, "GM0034", TEXT)
    share(round, "GM0995", "Zo doet Lelystad het")
    set_result(round=round, organisation="GM0184", point="A1", explanation="Van Urk, niet gedeeld")
    return round


@pytest.mark.parametrize(
    "role", ["district_coordinator", "analyst", "coordinator", "executive", "other_coordinator"]
)
def test_good_examples_are_what_is_shared_once_the_round_is_published(
    world: World, round: Round, sign_in: SignIn, role: str
) -> None:
    client = sign_in(world.user(role))
    assert not section(client, EXAMPLES).all("li")
    advance(round, RoundState.CLOSED)
    assert not section(client, EXAMPLES).all("li")

    publish_round(round=round, by=None)

    examples = section(client, EXAMPLES)
    assert lines(examples) == [
        f"Almere Ronde 2025 ✓behaald {TEXT}",
        "Lelystad Ronde 2025 ✓behaald Zo doet Lelystad het",
    ]
    assert "/organisaties/GM0034/?ronde=ronde-1" in examples.hrefs()
    assert not examples.all("script")
    if role in {"coordinator", "executive", "other_coordinator"}:
        assert "Van Urk" not in read(client, A1).text


def test_newest_example_of_an_organisation_is_first_and_earlier_ones_are_folded(
    world: World, round: Round, sign_in: SignIn
) -> None:
    advance(round, RoundState.PUBLISHED)
    later = make_round(
        norm=world.norm, code="ronde-2", name="Ronde 2027", reference_date=date(2027, 1, 1)
    )
    share(later, "GM0995", "Nu nog beter")
    advance(later, RoundState.PUBLISHED)

    examples = section(sign_in(world.coordinator), EXAMPLES)

    folded = examples.one("details")
    assert lines(folded) == ["Lelystad Ronde 2025 ✓behaald Zo doet Lelystad het"]
    assert [line.split(" ✓")[0] for line in lines(examples)] == [
        "Lelystad Ronde 2027",
        "Almere Ronde 2025",
        "Lelystad Ronde 2025",
    ]


def test_examples_and_helpers_of_the_point_before_are_named_as_such(
    world: World, round: Round, sign_in: SignIn
) -> None:
    advance(round, RoundState.PUBLISHED)
    publish(next_version(world))
    path = "/ambitiepunten/norm/2.0/B1/"

    client = sign_in(world.coordinator)

    assert "Bij A1 Ambitiepunt A1 uit Norm van de tests 1.0" in section(client, EXAMPLES, path).text
    helpers = section(client, HELPERS, path)
    assert lines(helpers) == [
        "Lelystad Ronde 2025, bij A1 uit Norm van de tests 1.0 Vraag om hulp aan Lelystad",
        "Urk Ronde 2025, bij A1 uit Norm van de tests 1.0 Vraag om hulp aan Urk",
    ]
    assert f"{A1}hulp/GM0995/" in helpers.hrefs()


def test_point_of_a_draft_norm_is_not_named_to_who_may_not_see_it(
    world: World, round: Round, sign_in: SignIn
) -> None:
    next_version(world)

    assert "Vervangen door" in read(sign_in(world.district_coordinator), A1).text
    assert "Vervangen door" not in read(sign_in(world.coordinator), A1).text


def test_evidence_that_is_shared_stands_with_its_example_and_what_is_confidential_never(
    world: World, round: Round, sign_in: SignIn
) -> None:
    entering = Entering(round, "GM0995", world.other_coordinator)
    entering.link(title="Gedeeld besluit", is_confidential=False)
    entering.link(title="Geheim besluit", address=f"{ADDRESS}/geheim")
    file = entering.file(title="Gedeeld verslag", is_confidential=False)
    entering.link(
        "A2", title="Van een ander punt", address=f"{ADDRESS}/ander", is_confidential=False
    )
    urk = Entering(round, "GM0184", world.district_coordinator)
    urk.link(title="Niet gedeeld", is_confidential=False)
    advance(round, RoundState.PUBLISHED)

    for role in ("coordinator", "district_coordinator", "analyst", "other_coordinator"):
        client = sign_in(world.user(role))
        example = section(client, EXAMPLES).all("li", css="fn-example")[1]

        assert lines(example.one(css="fn-example__evidence")) == [
            "Gedeeld besluit",
            "Gedeeld verslag (bestand)",
        ]
        address, download = example.one(css="fn-example__evidence").hrefs()
        assert address == ADDRESS
        assert download == f"/rondes/ronde-1/invoer/GM0995/onderbouwing/{file.pk}/versie/1/"
        response = client.get(download)
        assert response.status_code == 200
        assert b"".join(response)
        text = read(client, A1).text
        assert not [word for word in ("Geheim", "Niet gedeeld", "Van een ander") if word in text]


def test_helpers_are_others_that_achieved_it_when_they_were_last_seen(
    world: World, round: Round, sign_in: SignIn
) -> None:
    advance(round, RoundState.PUBLISHED)
    later = make_round(
        norm=world.norm,
        code="ronde-2",
        state=RoundState.PUBLISHED,
        name="Ronde 2027",
        reference_date=date(2027, 1, 1),
        statuses={("GM0034", "A1"): "achieved", ("GM0995", "A1"): "partly"},
    )
    assert later.is_published

    client = sign_in(world.other_coordinator)

    # Urk has not answered in the later round.
    assert lines(section(client, HELPERS)) == ["Almere Ronde 2027 Vraag om hulp aan Almere"]
    assert section(client, HELPERS).hrefs() == [f"{A1}hulp/GM0034/"]
    assert client.get(f"{A1}hulp/GM0034/").status_code == 200


def test_status_that_may_not_be_seen_makes_no_helper_and_no_figure(
    world: World, round: Round, sign_in: SignIn
) -> None:
    set_assessment(round=round, organisation=world.urk, state=AssessmentState.SUBMITTED)
    client = sign_in(world.other_coordinator)

    page = read(client, A1)

    assert "Almere" not in page.one("main").text
    assert "Urk" not in page.one("main").text
    assert not page.all(css="fn-figure-inline__counts")
    assert "Er is nog geen andere organisatie" in section(client, HELPERS).text


@pytest.mark.parametrize("role", ["district_coordinator", "analyst"])
def test_who_asks_for_no_organisation_sees_no_helpers(
    world: World, round: Round, sign_in: SignIn, role: str
) -> None:
    advance(round, RoundState.PUBLISHED)

    assert not read(sign_in(world.user(role)), A1).all("h2", id=HELPERS)


def test_activities_are_those_for_the_point_the_newest_first(world: World, sign_in: SignIn) -> None:
    point = AmbitionPoint.objects.get(norm=world.norm, code="A1")
    for number in range(1, 13):
        content = activity(
            world.almere,
            world.lelystad,
            title=f"Training {number} <b>",
            held_on=date(2026, 1, number),
            points=[point],
        )
        make_activity(world, content)
    make_activity(world, activity(world.almere, title="Iets anders"))

    activities = section(sign_in(world.executive), ACTIVITIES)

    assert len(activities.all("li")) == 10
    assert lines(activities)[0] == ("Training 12 <b> Training, 12 januari 2026: Almere, Lelystad")
    assert "En nog 2, in het overzicht van activiteiten." in activities.text
    assert "Iets anders" not in activities.text


def test_empty_page_says_what_there_is_not(world: World, sign_in: SignIn) -> None:
    text = read(sign_in(world.coordinator), A1).one("main").text

    assert "Er zijn nog geen resultaten bij dit ambitiepunt die u mag zien." in text
    assert "Nog geen organisatie deelt bij dit ambitiepunt een goed voorbeeld." in text
    assert "Er is nog geen andere organisatie van wie u ziet dat zij dit heeft behaald." in text
    assert "Er zijn nog geen activiteiten voor dit ambitiepunt." in text


def test_every_participant_has_a_result_so_that_a_whole_round_is_known(
    world: World, round: Round
) -> None:
    """On this the page relies where it counts whether the user sees everybody."""
    for point in world.norm.points.all():
        assert round.results.filter(point=point).count() == Assessment.objects.count()
