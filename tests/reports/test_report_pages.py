"""The pages of reports: what each of the cast finds there, and what they can do."""

import pytest
from django.test import Client

from accounts.events import EventType
from accounts.models import AuditEvent
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.documents import writers
from reports.documents.writers import AT_ONCE
from reports.models import Report, ReportState, ReportVersion
from reports.texts.typed_fields import BACK, FIELD
from tests.conftest import SignIn, World
from tests.reports.conftest import MakeRound
from tests.reports.making import (
    LETTER,
    STAND,
    SUMMARY,
    change_sentence,
    fresh,
    make_report,
)

HOSTILE = "<script>alert(1)</script> {{ 7 }} {totaal: procent} =1+1"
LOOSE = "Het is {totaal: procent}, dat zijn 12 gemeenten."


def first_key(client: Client, report: Report) -> str:
    page = client.get(f"/rapporten/{report.pk}/tekst/").context["page"]
    key: str = page.sections[0].lines[0].key
    return key


def test_list_names_what_each_may_have(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    district = sign_in(world.district_coordinator).get("/rapporten/").content.decode()
    executive = sign_in(world.executive).get("/rapporten/").content.decode()

    assert "Stand voor het DVC" in district
    assert "Lelystad" in district
    assert "Openbare samenvatting" in executive
    assert "Stand voor het DVC" not in executive
    assert "Lelystad" not in executive
    assert "Over uw organisatie" in executive


def test_list_without_a_round_says_so(world: World, sign_in: SignIn) -> None:
    response = sign_in(world.executive).get("/rapporten/")

    assert "nog geen rapporten" in response.content.decode()


def test_list_of_an_open_round_is_provisional(
    world: World, open_round: Round, sign_in: SignIn
) -> None:
    page = sign_in(world.coordinator).get("/rapporten/").content.decode()

    assert "voorlopig" in page
    assert "Openbare samenvatting" not in page


@pytest.mark.parametrize("ronde", ["bestaat-niet", "\x00", "9" * 400, "<script>"])
def test_unknown_round_is_not_found(world: World, sign_in: SignIn, ronde: str) -> None:
    assert sign_in(world.analyst).get("/rapporten/", {"ronde": ronde}).status_code == 404


def test_draft_of_the_summary_is_not_for_everybody(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    draft = make_report(round=published_round, by=world.analyst, kind=SUMMARY)

    assert sign_in(world.executive).get(f"/rapporten/{draft.pk}/").status_code == 404
    listed = sign_in(world.user("executive")).get("/rapporten/").content.decode()
    assert f"/rapporten/{draft.pk}/" not in listed


def test_draft_begins_from_the_standard_report(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    address = f"/rapporten/ronde/{published_round.code}/{STAND}/"
    assert "Maak een concept" in client.get(address).content.decode()

    response = client.post(f"{address}concept/")

    report = Report.objects.get()
    assert response["Location"] == f"/rapporten/{report.pk}/"
    assert "Er is ook een aangepast rapport" in client.get(address).content.decode()


def test_text_is_saved_and_shown_to_the_second_reader(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    key = first_key(client, report)

    response = client.post(
        f"/rapporten/{report.pk}/tekst/", {"version": "1", f"{FIELD}{key}": LOOSE}
    )

    assert response.status_code == 302
    page = sign_in(world.district_coordinator).get(f"/rapporten/{report.pk}/").content.decode()
    assert "los staan van de cijfers" in page
    assert "<strong>12</strong>" in page
    assert "(tekst gewijzigd)" in page


def test_preview_saves_nothing(world: World, published_round: Round, sign_in: SignIn) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    fields = {"version": "1", f"{FIELD}{first_key(client, report)}": LOOSE, "bekijk": "ja"}

    response = client.post(f"/rapporten/{report.pk}/tekst/", fields)

    assert response.status_code == 200
    assert "Staat los van de cijfers" in response.content.decode()
    assert fresh(report).version == 1


def test_unknown_field_is_told_at_its_sentence_and_nothing_is_lost(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    fields = {"version": "1", f"{FIELD}{first_key(client, report)}": "Het is {geen: getal}."}

    response = client.post(f"/rapporten/{report.pk}/tekst/", {**fields, "note": "mijn regel"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Het getal “geen: getal” bestaat niet" in page
    assert "Het is {geen: getal}." in page
    assert "mijn regel" in page
    assert fresh(report).version == 1


def test_two_people_change_different_sentences_and_both_stay(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    lines = client.get(f"/rapporten/{report.pk}/tekst/").context["page"].sections
    one, other = [line for section in lines for line in section.lines][:2]
    change_sentence(report, "Van de collega.", by=world.district_coordinator, key=other.key)
    mine = {f"{FIELD}{one.key}": "Van mij.", f"{FIELD}{other.key}": other.typed}

    response = client.post(f"/rapporten/{report.pk}/tekst/", {"version": "1", **mine})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Van mij." in page
    assert "Van de collega." in page
    assert fresh(report).version == 2
    again = {f"{FIELD}{one.key}": "Van mij.", f"{FIELD}{other.key}": "Van de collega."}
    client.post(f"/rapporten/{report.pk}/tekst/", {"version": "2", **again})
    texts = report.versions.get(number=3).texts
    assert texts == {one.key: "Van mij.", other.key: "Van de collega."}


def test_two_people_change_the_same_sentence_and_see_both(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    key = first_key(client, report)
    change_sentence(report, "Van de collega.", by=world.district_coordinator, key=key)

    response = client.post(
        f"/rapporten/{report.pk}/tekst/", {"version": "1", f"{FIELD}{key}": "Van mij."}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Uw collega maakte er dit van" in page
    assert "Van de collega." in page
    assert "Van mij." in page


def test_sentence_goes_back_to_the_standard_text(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    key = first_key(client, report)
    change_sentence(report, "Anders.", by=world.analyst, key=key)

    fields = {"version": "2", f"{FIELD}{key}": "Anders.", f"{BACK}{key}": "ja"}
    client.post(f"/rapporten/{report.pk}/tekst/", fields)

    assert report.versions.get(number=3).texts == {}


@pytest.mark.parametrize("version", ["", "x", "0", "99", "9" * 400, "\x00"])
def test_odd_version_saves_nothing(
    world: World, published_round: Round, sign_in: SignIn, version: str
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)

    response = client.post(f"/rapporten/{report.pk}/tekst/", {"version": version})

    assert response.status_code == 409
    assert fresh(report).version == 1


def test_hostile_text_is_shown_as_typed(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, HOSTILE, by=world.analyst)
    client = sign_in(world.analyst)

    for page in ("", "tekst/", "versies/2/"):
        content = client.get(f"/rapporten/{report.pk}/{page}").content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


def test_text_with_a_number_that_is_gone_is_told_and_makes_no_file(
    world: World, rich_round: MakeRound, sign_in: SignIn
) -> None:
    round = rich_round(RoundState.PUBLISHED)
    report = make_report(round=round, by=world.analyst)
    report = change_sentence(report, "{thema C: procent}", by=world.analyst)
    gone = dict.fromkeys(report.versions.get(number=2).texts, "{thema Z: procent}")
    ReportVersion.objects.create(
        report=report,
        number=3,
        texts=gone,
        level="vertrouwelijk",
        made_by=world.analyst,
        made_at=report.versions.get(number=2).made_at,
    )
    Report.objects.filter(pk=report.pk).update(version=3)
    client = sign_in(world.analyst)

    assert "Een zin klopt niet meer" in client.get(f"/rapporten/{report.pk}/").content.decode()
    assert "{thema Z: procent}" in client.get(f"/rapporten/{report.pk}/tekst/").content.decode()
    refused = client.get(f"/rapporten/{report.pk}/bestand/pdf/")
    assert refused.status_code == 409
    assert "Pas eerst de tekst aan" in refused.content.decode()


def test_versions_are_compared_in_words(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, "Nu iets anders.", by=world.analyst)

    page = sign_in(world.analyst).get(f"/rapporten/{report.pk}/versies/2/").content.decode()

    assert "Was (versie 1)" in page
    assert "Nu iets anders." in page


def test_secrecy_is_asked_for_whole(world: World, published_round: Round, sign_in: SignIn) -> None:
    report = make_report(round=published_round, by=world.analyst)
    client = sign_in(world.analyst)
    fields = {"version": "1", "level": "vertrouwelijk", "is_secret": "on", "secret_ground": "x"}

    refused = client.post(f"/rapporten/{report.pk}/instellingen/", fields)
    client.post(f"/rapporten/{report.pk}/instellingen/", {**fields, "secret_decision": "besluit 2"})

    assert refused.status_code == 422
    page = client.get(f"/rapporten/{report.pk}/").content.decode()
    assert "Geheimhouding op grond van x, besluit 2" in page


def test_settings_on_top_of_an_older_version_show_who_was_first(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, "Anders.", by=world.district_coordinator)
    fields = {"version": "1", "level": "vertrouwelijk", "is_secret": "on"}
    secret = {"secret_ground": "artikel 1", "secret_decision": "besluit 2"}

    response = sign_in(world.analyst).post(
        f"/rapporten/{report.pk}/instellingen/", {**fields, **secret}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Iemand was u voor" in page
    assert "besluit 2" in page


def approve(client: Client, report: Report) -> int:
    return client.post(
        f"/rapporten/{report.pk}/goedkeuren/", {"version": "1", "publication": "1"}
    ).status_code


def test_second_reader_approves_on_the_page(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(
        round=published_round, kind=LETTER, organisation=world.almere, by=world.coordinator
    )
    sign_in(world.coordinator).post(f"/rapporten/{report.pk}/aanbieden/", {"version": "1"})

    assert approve(sign_in(world.executive), report) == 302
    assert fresh(report).is_final


def test_maker_reads_why_they_cannot_approve(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)
    client = sign_in(world.analyst)

    assert (
        "Een ander moet het goedkeuren" in client.get(f"/rapporten/{report.pk}/").content.decode()
    )
    assert approve(client, report) == 409
    assert fresh(report).state == ReportState.REVIEW


@pytest.mark.parametrize(("name", "sees"), [("district_coordinator", True), ("analyst", False)])
def test_log_of_files_is_for_who_reads_the_audit_log(
    world: World, published_round: Round, sign_in: SignIn, name: str, sees: bool
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    sign_in(world.analyst).get(f"/rapporten/{report.pk}/bestand/docx/")

    page = sign_in(world.user(name)).get(f"/rapporten/{report.pk}/").content.decode()

    assert ("Wie haalde dit rapport op?" in page) is sees


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_file_is_handed_over_and_recorded(
    world: World, published_round: Round, sign_in: SignIn, format: str
) -> None:
    address = f"/rapporten/ronde/{published_round.code}/{SUMMARY}/{format}/"

    response = sign_in(world.executive).get(address)

    assert response.status_code == 200
    name = f"{published_round.code}-{SUMMARY}.{format}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    event = AuditEvent.objects.get(type=EventType.EXPORTED)
    assert event.new_values["markering"] == "openbaar"
    assert event.new_values["bestandsoort"] == format


def test_third_file_waits_and_tries_again_by_itself(
    world: World, published_round: Round, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "PATIENCE_SECONDS", 0.05)
    for _ in range(AT_ONCE):
        assert writers._TURNS.acquire(blocking=False)
    try:
        response = sign_in(world.analyst).get(
            f"/rapporten/ronde/{published_round.code}/{STAND}/pdf/"
        )
    finally:
        writers._TURNS.release(AT_ONCE)

    assert response.status_code == 503
    assert (response["Retry-After"], response["Refresh"]) == ("5", "5")
    assert "Er worden nu 2 andere grote bestanden gemaakt" in response.content.decode()
    assert not AuditEvent.objects.filter(type=EventType.EXPORTED).exists()
