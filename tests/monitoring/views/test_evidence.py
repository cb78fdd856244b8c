"""Adding and changing evidence in the browser: what is refused comes back as it was typed."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.actions.rounds import close_round
from monitoring.models import Evidence, EvidenceUse, Round
from tests.conftest import SignIn, World
from tests.evidence import ADDRESS, Entering
from tests.reports.document import document
from tests.uploads import PDF, TEXT, docx, sent

POINT = "/rondes/ronde-open/invoer/GM0034/punt/A1/"
ADD = f"{POINT}onderbouwing/toevoegen/"
LINK = {"title": "Besluit", "address": ADDRESS, "dated_on": "2026-03-01", "is_confidential": "on"}


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


@pytest.fixture
def coordinator(almere: Entering, sign_in: SignIn) -> Client:
    return sign_in(almere.by)


def address(name: str, evidence: Evidence) -> str:
    return reverse(name, args=["ronde-open", "GM0034", "A1", evidence.pk])


def points_of(evidence: Evidence) -> list[str]:
    return sorted(use.result.point.code for use in evidence.uses.all())


def test_link_is_added_and_leads_back_to_the_point(coordinator: Client, almere: Entering) -> None:
    response = coordinator.post(ADD, LINK | {"also_for": ["B1", "B2"]})

    assert (response.status_code, response.headers["Location"]) == (302, POINT)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.title, evidence.address) == ("link", "Besluit", ADDRESS)
    assert (evidence.dated_on, evidence.is_confidential) == (date(2026, 3, 1), True)
    assert points_of(evidence) == ["A1", "B1", "B2"]


def test_link_comes_first_and_is_confidential(coordinator: Client) -> None:
    page = document(coordinator.get(ADD))

    assert [link.text for link in page.all("a", css="fn-tabs__link")] == [
        "Link",
        "Verwijzing naar een document",
        "Bestand",
    ]
    assert page.one("input", name="is_confidential").attributes.get("checked") is not None
    assert "Schrijf geen namen, verdachten, signalen of zaken op." in page.text
    values = [box.attributes["value"] for box in page.all("input", name="also_for")]
    assert values == ["A2", "A3", "B1", "B2"]


def test_reference_and_file_are_added(coordinator: Client) -> None:
    reference = coordinator.post(f"{ADD}?soort=verwijzing", {"title": "Nota", "place": "Zaak 12"})
    file = coordinator.post(
        f"{ADD}?soort=bestand", {"title": "Verslag", "file": sent("../verslag.docx", docx())}
    )

    assert (reference.status_code, file.status_code) == (302, 302)
    nota, verslag = Evidence.objects.order_by("title")
    assert (nota.place, nota.is_confidential) == ("Zaak 12", False)
    assert verslag.files.get().name == "verslag.docx"


BAD_LINKS: dict[str, dict[str, str | list[str]]] = {
    "javascript": {"address": "javascript:alert(1)"},
    "data": {"address": "data:text/html,x"},
    "ftp": {"address": "ftp://almere.example/besluit"},
    "no address": {"address": ""},
    "no title": {"title": "   "},
    "nul": {"title": "a\x00b"},
    "bidi": {"title": "a\u202eb"},
    "bidi in address": {"address": f"{ADDRESS}/\u202efdp"},
    "very long": {"title": "x" * 100_000},
    "very long address": {"address": f"{ADDRESS}/{'x' * 2000}"},
    "no date": {"dated_on": "morgen"},
    "point that does not exist": {"also_for": ["Z9"]},
    "own point": {"also_for": ["A1"]},
}


@pytest.mark.parametrize("name", BAD_LINKS)
def test_link_that_is_not_right_comes_back_as_typed(coordinator: Client, name: str) -> None:
    response = coordinator.post(ADD, {**LINK, **BAD_LINKS[name]})

    assert response.status_code == 422
    assert not Evidence.objects.exists()
    if "title" not in BAD_LINKS[name]:
        assert document(response).one("input", name="title").attributes["value"] == "Besluit"


def test_address_without_scheme_is_https_and_markup_is_text(coordinator: Client) -> None:
    coordinator.post(ADD, LINK | {"title": "<script>x</script>", "address": "www.almere.example/b"})

    assert Evidence.objects.get().address == "https://www.almere.example/b"
    page = coordinator.get(reverse("evidence_list", args=["ronde-open", "GM0034"]))
    assert b"&lt;script&gt;x&lt;/script&gt;" in page.content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", PDF, "Kies een bestand van een van deze soorten"),
        ("besluit.pdf", TEXT, "De inhoud past niet bij de naam"),
        ("besluit.pdf", b"", "Het bestand is leeg."),
        ("macro.docx", docx({"word/vbaProject.bin": b"x"}), "Het bestand bevat macro"),
    ],
)
def test_file_that_may_not_stay_is_told_why(
    coordinator: Client, name: str, content: bytes, said: str
) -> None:
    response = coordinator.post(
        f"{ADD}?soort=bestand", {"title": "Verslag", "file": sent(name, content)}
    )

    assert response.status_code == 422
    page = document(response)
    assert said in page.text
    assert page.one("input", name="title").attributes["value"] == "Verslag"
    assert not Evidence.objects.exists()


def test_two_files_at_once_are_refused(coordinator: Client) -> None:
    files = [sent("een.pdf", PDF), sent("twee.pdf", PDF)]

    assert (
        coordinator.post(f"{ADD}?soort=bestand", {"title": "x", "file": files}).status_code == 400
    )


def test_sending_twice_adds_once(coordinator: Client) -> None:
    assert coordinator.post(ADD, LINK).status_code == 302

    response = coordinator.post(ADD, LINK)

    assert response.status_code == 409
    assert "Deze onderbouwing staat al bij dit ambitiepunt." in document(response).text
    assert Evidence.objects.count() == 1


def test_nothing_is_added_to_a_closed_round(coordinator: Client, almere: Entering) -> None:
    close_round(round=almere.round, by=None)

    response = coordinator.post(ADD, LINK)

    assert response.status_code == 409
    page = document(response)
    assert "De ronde is gesloten" in page.text
    assert page.one("input", name="title").attributes["value"] == "Besluit"


def test_existing_evidence_is_chosen(coordinator: Client, almere: Entering) -> None:
    evidence = almere.link("A2")

    response = coordinator.post(f"{POINT}onderbouwing/kiezen/", {"evidence": [evidence.pk]})

    assert response.status_code == 302
    assert points_of(evidence) == ["A1", "A2"]


def test_evidence_of_another_organisation_cannot_be_chosen(
    world: World, coordinator: Client, almere: Entering
) -> None:
    foreign = replace(almere, organisation="GM0995", by=world.other_coordinator).link()

    response = coordinator.post(f"{POINT}onderbouwing/kiezen/", {"evidence": [foreign.pk]})

    assert response.status_code == 422
    assert points_of(foreign) == ["A1"]


def test_without_anything_to_choose_there_is_nothing_to_send(coordinator: Client) -> None:
    page = document(coordinator.get(f"{POINT}onderbouwing/kiezen/"))

    assert "Er is geen andere onderbouwing om te kiezen." in page.text
    assert not page.all("input", name="opslaan")


def test_change_is_saved(coordinator: Client, almere: Entering) -> None:
    evidence = almere.link()
    page = document(coordinator.get(address("evidence_edit", evidence)))
    assert page.one("input", name="version").attributes["value"] == "1"
    assert not page.all("input", name="also_for")

    response = coordinator.post(
        address("evidence_edit", evidence), LINK | {"title": "Nieuw", "version": 1}
    )

    assert response.status_code == 302
    evidence.refresh_from_db()
    assert (evidence.title, evidence.version) == ("Nieuw", 2)


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30])
def test_change_without_a_version_is_refused(
    coordinator: Client, almere: Entering, version: str
) -> None:
    evidence = almere.link()

    response = coordinator.post(
        address("evidence_edit", evidence), LINK | {"title": "Nieuw", "version": version}
    )

    assert response.status_code == 422


def test_change_of_what_a_colleague_changed_shows_both_and_can_be_sent_again(
    coordinator: Client, almere: Entering
) -> None:
    evidence = almere.link()
    edit = address("evidence_edit", evidence)
    coordinator.post(edit, LINK | {"title": "Van een collega", "version": 1})

    response = coordinator.post(edit, LINK | {"title": "Van mij", "version": 1})

    assert response.status_code == 409
    page = document(response)
    assert "Iemand anders heeft deze onderbouwing intussen gewijzigd" in page.text
    assert "Van een collega" in page.text
    assert page.one("input", name="title").attributes["value"] == "Van mij"
    version = page.one("input", name="version").attributes["value"]
    assert (
        coordinator.post(edit, LINK | {"title": "Van mij", "version": version}).status_code == 302
    )
    evidence.refresh_from_db()
    assert (evidence.title, evidence.version) == ("Van mij", 3)


def test_new_version_of_a_file_is_placed(coordinator: Client, almere: Entering) -> None:
    evidence = almere.file()

    response = coordinator.post(
        address("evidence_revise", evidence),
        {"version": 1, "file": sent("nieuw.pdf", PDF + b"% 2")},
    )

    assert response.status_code == 302
    assert [file.name for file in evidence.files.order_by("number")] == [
        "besluit.pdf",
        "nieuw.pdf",
    ]


def test_evidence_is_unlinked_and_removed(coordinator: Client, almere: Entering) -> None:
    evidence = almere.link("A1", "A2")
    other = almere.link("A1", address=f"{ADDRESS}/2")

    unlinked = coordinator.post(address("evidence_unlink", evidence), {"version": 1})
    removed = coordinator.post(address("evidence_remove", other), {"version": 1})

    assert (unlinked.status_code, removed.status_code) == (302, 302)
    assert points_of(evidence) == ["A2"]
    other.refresh_from_db()
    assert other.removed_at is not None
    for name in ("evidence_unlink", "evidence_edit"):
        assert coordinator.post(address(name, evidence), {"version": 1}).status_code == 404
    assert coordinator.post(address("evidence_remove", other), {"version": 1}).status_code == 404


def test_removal_of_what_a_colleague_changed_is_refused(
    coordinator: Client, almere: Entering
) -> None:
    evidence = almere.link()
    coordinator.post(address("evidence_edit", evidence), LINK | {"title": "Anders", "version": 1})

    response = coordinator.post(address("evidence_remove", evidence), {"version": 1})

    assert response.status_code == 409
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_district_adds_on_behalf_and_sees_nothing_of_what_is_there(
    world: World, almere: Entering, sign_in: SignIn
) -> None:
    almere.link("A2", title="GEHEIM")
    district = sign_in(world.district_coordinator)

    assert district.post(ADD, LINK).status_code == 302
    choose = district.get(f"{POINT}onderbouwing/kiezen/")
    assert b"GEHEIM" not in choose.content
    assert EvidenceUse.objects.get(result=almere.result("A1")).evidence.title == "Besluit"
