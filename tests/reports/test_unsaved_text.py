"""The pages around what is typed and not saved: whose it is, of which version, how many queries."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from monitoring.choices import RoundState
from monitoring.models import Round
from reports.models import Report, UnsavedText
from reports.querysets.unsaved import KEPT
from reports.texts.typed_fields import FIELD
from tests.conftest import SignIn, World
from tests.reports.making import change_sentence, make_report
from tests.reports.test_query_counts import add_organisations, counted, filled_round, wide_norm

LIMIT = 8
"""The session, the user, the roles, the report, its versions, and one statement that keeps it."""


@pytest.fixture
def report(world: World, published_round: Round) -> Report:
    return make_report(round=published_round, by=world.analyst)


def first_name(client: Client, report: Report) -> str:
    page = client.get(f"/rapporten/{report.pk}/tekst/").context["page"]
    return f"{FIELD}{page.sections[0].lines[0].key}"


def keep(client: Client, report: Report, name: str, text: str, version: str = "1") -> int:
    path = f"/rapporten/{report.pk}/tekst/onthouden/"
    return client.post(path, {"version": version, name: text}).status_code


def editor(client: Client, report: Report) -> str:
    return client.get(f"/rapporten/{report.pk}/tekst/").content.decode()


def test_flush_of_the_cache_takes_nothing(world: World, report: Report, sign_in: SignIn) -> None:
    client = sign_in(world.analyst)
    name = first_name(client, report)
    keep(client, report, name, "Blijft staan.")

    cache.clear()

    assert "Blijft staan." in editor(client, report)


def test_each_of_two_people_finds_their_own(world: World, report: Report, sign_in: SignIn) -> None:
    name = first_name(sign_in(world.analyst), report)
    for user, text in ((world.analyst, "Van A."), (world.district_coordinator, "Van D.")):
        assert keep(sign_in(user), report, name, text) == 200

    analyst = editor(sign_in(world.analyst), report)
    coordinator = editor(sign_in(world.district_coordinator), report)

    assert "Van A." in analyst
    assert "Van D." not in analyst
    assert "Van D." in coordinator
    assert "Van A." not in coordinator


def test_throwing_away_takes_nothing_of_a_colleague(
    world: World, report: Report, sign_in: SignIn
) -> None:
    name = first_name(sign_in(world.analyst), report)
    keep(sign_in(world.analyst), report, name, "Van A.")

    sign_in(world.district_coordinator).post(
        f"/rapporten/{report.pk}/tekst/onthouden/", {"weg": "ja"}
    )

    assert UnsavedText.objects.get().user == world.analyst


def test_text_on_an_older_version_becomes_a_choice_and_is_not_lost_by_looking(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    name = first_name(client, report)
    keep(client, report, name, "Van mij.")
    change_sentence(report, "Van een collega.", by=world.district_coordinator)
    path = f"/rapporten/{report.pk}/tekst/"

    stale = client.post(path, {"version": "1", name: "Van mij, later."})

    assert stale.status_code == 409
    assert UnsavedText.objects.get().version == 1
    assert "Van mij, later." in editor(client, report)
    assert "Van mij, later." in editor(client, report)


def test_tab_that_is_behind_keeps_what_was_typed_in_it(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    name = first_name(client, report)
    client.post(f"/rapporten/{report.pk}/tekst/", {"version": "1", name: "Uit tab een."})
    assert not UnsavedText.objects.exists()

    assert keep(client, report, name, "Uit tab twee.", "1") == 200

    page = editor(client, report)
    assert "Uit tab twee." in page
    assert "Uit tab een." in page


def test_what_is_two_weeks_old_is_not_told_of(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    keep(client, report, first_name(client, report), "Van lang geleden.")
    UnsavedText.objects.update(kept_at=timezone.now() - KEPT)

    assert "Van lang geleden." not in editor(client, report)
    assert "Ga verder" not in client.get(f"/rapporten/{report.pk}/").content.decode()


@pytest.mark.parametrize("municipalities", [3, 40])
def test_keeping_takes_few_queries_whatever_the_size(
    world: World, sign_in: SignIn, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), RoundState.PUBLISHED)
    report = make_report(round=round, by=world.analyst)
    client = sign_in(world.analyst)
    keep(client, report, f"{FIELD}een.zin", "Eerst.")

    with counted() as again:
        assert keep(client, report, f"{FIELD}een.zin", "Dan.") == 200
    with counted() as asked:
        client.get(f"/rapporten/{report.pk}/tekst/onthouden/")

    assert len(again) <= LIMIT, again
    assert len(asked) <= LIMIT
