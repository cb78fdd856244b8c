"""The house style of a region: bringing one, keeping all of them, and going back."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.events import EventType
from accounts.models import AuditEvent
from accounts.refusals import Refused
from reports.actions.house_styles import reset_house_style, set_house_style
from reports.documents import docx
from reports.guards import GUARDS
from reports.house_style.kinds import Kind
from reports.models import HouseStyle
from tests.breaking import Break, assert_refused_by, integrity_error, not_unique
from tests.clamd import INFECTED, OK, clamd
from tests.conftest import SignIn, World
from tests.house_styles import DOCX, ODT, checked, in_blue, sent, template

PAGE = "/beheer/huisstijl/"


@pytest.fixture
def client(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def bring(client: Client, content: bytes, name: str = "Flevoland.docx") -> Any:
    return client.post(PAGE, {"template": sent(content, name)})


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("type", flat=True))


def test_region_without_a_house_style_has_the_standard_template(client: Client) -> None:
    page = client.get(PAGE).content.decode()

    assert page.count("<strong>het standaardsjabloon</strong>") == 2
    assert "Weer de standaard" not in page
    standard = client.get(f"{PAGE}docx/huidig/")
    assert standard.content == docx.standard_template()


def test_house_style_that_was_brought_holds(world: World, client: Client) -> None:
    answer = bring(client, in_blue(DOCX))

    assert answer.status_code == 302
    assert answer.url == f"{PAGE}?regio=flevoland"
    assert HouseStyle.objects.template_for(world.region, DOCX) == in_blue(DOCX)
    assert HouseStyle.objects.template_for(world.region, ODT) is None
    assert HouseStyle.objects.template_for(world.other_region, DOCX) is None
    page = client.get(PAGE).content.decode()
    assert "Flevoland.docx" in page
    assert "nummer 1" in page
    assert client.get(f"{PAGE}docx/huidig/").content == in_blue(DOCX)
    event = AuditEvent.objects.get(type=EventType.HOUSE_STYLE_SET)
    assert event.region == "flevoland"
    assert event.new_values["bestandsnaam"] == "Flevoland.docx"


def test_new_house_style_is_a_new_number_and_the_old_one_stays(
    world: World, client: Client
) -> None:
    bring(client, in_blue(DOCX))
    green = template(DOCX, ("word/styles.xml", "0E5A64", "00FF00"))
    bring(client, green)

    assert HouseStyle.objects.template_for(world.region, DOCX) == green
    kept = HouseStyle.objects.order_by("number").values_list("number", "content")
    assert [(number, bytes(content)) for number, content in kept] == [
        (1, in_blue(DOCX)),
        (2, green),
    ]


def test_same_template_again_is_refused(client: Client) -> None:
    bring(client, in_blue(DOCX))
    answer = bring(client, in_blue(DOCX))

    assert answer.status_code == 409
    assert "Dit sjabloon is al in gebruik." in answer.content.decode()
    assert HouseStyle.objects.count() == 1


def test_going_back_to_the_standard_is_asked_first_and_keeps_all(
    world: World, client: Client
) -> None:
    bring(client, in_blue(ODT), "Flevoland.odt")
    assert client.get(f"{PAGE}odt/standaard-terug/").status_code == 200
    assert HouseStyle.objects.template_for(world.region, ODT) is not None

    assert client.post(f"{PAGE}odt/standaard-terug/").status_code == 302
    assert HouseStyle.objects.template_for(world.region, ODT) is None
    assert HouseStyle.objects.count() == 2
    assert events()[-1] == EventType.HOUSE_STYLE_RESET
    assert "weer sinds" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}odt/standaard-terug/").status_code == 409


def test_template_after_the_standard_is_the_next_number(world: World) -> None:
    by = world.district_coordinator
    set_house_style(region=world.region, template=checked(), by=by)
    reset_house_style(region=world.region, kind=DOCX, by=by)
    again = set_house_style(region=world.region, template=checked(), by=by)

    assert again.number == 3


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.docx", "leeg"),
        (in_blue(DOCX), "a.dotm", "macro&#x27;s"),
        (
            template(DOCX, ("word/document.xml", "<w:body>", "<w:body><w:altChunk/>")),
            "a.docx",
            "altChunk",
        ),
    ],
)
def test_bad_template_comes_back_with_the_reason(
    client: Client, content: bytes, name: str, reason: str
) -> None:
    answer = bring(client, content, name)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert HouseStyle.objects.count() == 0
    assert EventType.HOUSE_STYLE_SET not in events()


def test_name_of_a_template_is_shown_as_it_was_typed(client: Client) -> None:
    bring(client, in_blue(DOCX), "<b>stijl</b>.docx")

    page = client.get(PAGE).content.decode()
    assert "<b>stijl" not in page
    assert "stijl" in page


def test_trial_report_is_written_on_the_template_that_holds(client: Client) -> None:
    standard = client.get(f"{PAGE}docx/proef/").content
    bring(client, in_blue(DOCX))
    own = client.get(f"{PAGE}docx/proef/")

    assert own.content != standard
    assert own.headers["Content-Disposition"].endswith('"proefrapport-flevoland.docx"')
    assert own.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("regio", ["elders", "nergens", "\x00", "9" * 400])
def test_other_region_is_not_there(client: Client, regio: str) -> None:
    for path in (PAGE, f"{PAGE}docx/huidig/", f"{PAGE}docx/standaard-terug/"):
        assert client.get(path, {"regio": regio}).status_code == 404


def test_infected_template_is_refused_and_recorded(world: World, settings: Settings) -> None:
    with clamd(INFECTED) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        with pytest.raises(Refused, match="virusscanner"):
            set_house_style(region=world.region, template=checked(), by=world.district_coordinator)

    assert HouseStyle.objects.count() == 0
    assert events()[-1] == EventType.EVIDENCE_REFUSED


def test_clean_template_was_sent_whole_to_the_scanner(world: World, settings: Settings) -> None:
    with clamd(OK) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        set_house_style(region=world.region, template=checked(), by=world.district_coordinator)

    assert scanner.received == [in_blue(DOCX)]


def test_template_that_cannot_be_scanned_is_refused(world: World, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"
    with pytest.raises(Refused, match="niet op virussen"):
        set_house_style(region=world.region, template=checked(), by=world.district_coordinator)


def test_page_takes_the_same_queries_with_many_templates(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 8):
        stored(world, number)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200


def test_number_is_given_once(world: World) -> None:
    stored(world, 1)
    columns = ("region_id", "kind", "number")
    names = ", ".join(f"reports_housestyle.{name}" for name in columns)
    with not_unique("reports_house_style_once", names):
        stored(world, 1)


def test_unknown_kind_is_refused_by_the_database(world: World) -> None:
    with integrity_error("reports_house_style_kind_known"):
        stored(world, 1, kind="pdf")


def changed(world: World) -> Any:
    stored(world, 1)
    return lambda: HouseStyle.objects.update(name="anders")


def deleted(world: World) -> Any:
    stored(world, 1)
    return lambda: HouseStyle.objects.all().delete()


@pytest.mark.parametrize(
    ("name", "prepare"),
    [("guard_reports_housestyle_update", changed), ("guard_reports_housestyle_delete", deleted)],
)
def test_house_style_does_not_change(world: World, name: str, prepare: Break) -> None:
    [guard] = [guard for guard in GUARDS if guard.name == name]

    assert_refused_by(guard, world, prepare)


def stored(world: World, number: int, kind: str = Kind.DOCX) -> HouseStyle:
    return HouseStyle.objects.create(
        region=world.region,
        kind=kind,
        number=number,
        name="a.docx",
        content=b"x",
        sha256="a" * 64,
        uploaded_by=world.district_coordinator,
        uploaded_at=world.district_coordinator.date_joined,
    )
