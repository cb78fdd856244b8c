"""Choosing of what one gets notices, and seeing one's letters."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.notices import choose_notices, notify, wanted_by
from accounts.actions.retention import erase_letters, pseudonymise_account
from accounts.models import AuditEvent, Digest, Notice, UnwantedNotice, User
from accounts.notices import NoticeKind
from tests.breaking import not_unique, nothing_written, refused
from tests.conftest import SignIn, World
from tests.factories import make_user
from tests.reports.document import document, read
from tests.reports.test_query_counts import queries

pytestmark = pytest.mark.django_db
ALL = frozenset(NoticeKind)
PATH = "/account/berichten/"
ELSEWHERE = "U hebt uw keuze intussen in een ander venster gewijzigd. Bekijk die opnieuw."


@pytest.fixture
def user() -> User:
    return make_user(email="a@voorbeeld.test", name="A. Jansen")


def make_letter(user: User, day: date, **fields: object) -> Digest:
    values = {"subject": "flevonorm: 1 bericht", "text": "Geachte", "made_at": timezone.now()}
    return Digest.objects.create(user=user, day=day, **{**values, **fields})


# --- The choice -----------------------------------------------------------------------------------


def test_who_never_chose_wants_every_kind(user: User) -> None:
    assert wanted_by(user) == ALL


def test_choice_is_stored_and_recorded(user: User) -> None:
    wanted = ALL - {NoticeKind.NUDGE, NoticeKind.REVIEW}

    choose_notices(user=user, wanted=wanted, was=ALL, by=user)

    assert wanted_by(user) == wanted
    event = AuditEvent.objects.newest_first()[0]
    assert (event.type, event.actor, event.subject_id) == ("notices_chosen", user, str(user.pk))
    assert len(event.old_values["bericht als"]) == len(ALL)
    assert NoticeKind.NUDGE.label not in event.new_values["bericht als"]


def test_kind_can_be_wanted_again(user: User) -> None:
    choose_notices(user=user, wanted=[], was=ALL, by=user)
    assert wanted_by(user) == frozenset()

    choose_notices(user=user, wanted=ALL, was=[], by=user)

    assert wanted_by(user) == ALL


def test_same_choice_again_writes_nothing(user: User) -> None:
    choose_notices(user=user, wanted=[], was=ALL, by=user)

    with nothing_written():
        choose_notices(user=user, wanted=[], was=ALL, by=user)


def test_choice_on_top_of_an_old_page_is_refused(user: User) -> None:
    choose_notices(user=user, wanted=[], was=ALL, by=user)

    with refused(ELSEWHERE):
        choose_notices(user=user, wanted=[NoticeKind.REVIEW], was=ALL, by=user)


def test_kind_is_unwanted_once(user: User) -> None:
    UnwantedNotice.objects.create(user=user, kind=NoticeKind.REVIEW)

    with not_unique(
        "accounts_unwanted_once", "accounts_unwantednotice.user_id, accounts_unwantednotice.kind"
    ):
        UnwantedNotice.objects.create(user=user, kind=NoticeKind.REVIEW)


# --- The page -------------------------------------------------------------------------------------


def form_of(client: Client) -> dict[str, list[str]]:
    """What a browser would send of the page without a touch."""
    inputs = read(client, PATH).one("main").all("input")
    sent: dict[str, list[str]] = {}
    for field in inputs:
        kind = field.attributes.get("type")
        if field.attributes["name"] == "was" or (
            kind == "checkbox" and "checked" in field.attributes
        ):
            sent.setdefault(field.attributes["name"], []).append(field.attributes["value"])
    return sent


def test_page_shows_every_kind_as_wanted(user: User, sign_in: SignIn) -> None:
    sent = form_of(sign_in(user))

    assert set(sent["wanted"]) == set(sent["was"]) == set(NoticeKind.values)


def test_kind_is_switched_off_on_the_page(user: User, sign_in: SignIn) -> None:
    client = sign_in(user)
    sent = form_of(client)
    sent["wanted"].remove("review")

    response = client.post(PATH, sent, follow=True)

    assert response.redirect_chain == [(PATH, 302)]
    assert "Uw keuze is opgeslagen." in response.content.decode()
    assert wanted_by(user) == ALL - {NoticeKind.REVIEW}
    assert "review" not in form_of(client)["wanted"]


def test_all_kinds_are_switched_off_and_on_again(user: User, sign_in: SignIn) -> None:
    client = sign_in(user)
    client.post(PATH, {"was": NoticeKind.values})
    assert form_of(client) == {}

    client.post(PATH, {"wanted": NoticeKind.values})

    assert wanted_by(user) == ALL


def test_old_page_is_refused_with_what_was_chosen(user: User, sign_in: SignIn) -> None:
    client = sign_in(user)
    choose_notices(user=user, wanted=[], was=ALL, by=user)

    response = client.post(PATH, {"was": NoticeKind.values, "wanted": ["review", "nudge"]})

    assert response.status_code == 409
    assert wanted_by(user) == frozenset()
    page = document(response)
    assert ELSEWHERE in page.one("main").text
    ticked = [box.attributes["value"] for box in page.all("input", type="checkbox", checked="")]
    assert sorted(ticked) == ["nudge", "review"]


@pytest.mark.parametrize("kind", ["onzin", "x" * 100_000, "\x00", "\u202ereview", "<script>"])
def test_kind_that_does_not_exist_is_invalid(user: User, sign_in: SignIn, kind: str) -> None:
    response = sign_in(user).post(PATH, {"was": NoticeKind.values, "wanted": [kind]})

    assert response.status_code == 422
    assert document(response).one("main").all("script") == []
    assert wanted_by(user) == ALL


def test_page_shows_own_letters_of_90_days(world: World, sign_in: SignIn) -> None:
    today = timezone.localdate()
    user = world.coordinator
    make_letter(user, today, subject="flevonorm: 3 berichten", sent_at=timezone.now())
    make_letter(user, today - timedelta(days=90))
    make_letter(user, today - timedelta(days=80), attempts=5)
    make_letter(user, today - timedelta(days=91), subject="te oud")
    make_letter(world.other_coordinator, today, subject="van een ander")

    page = read(sign_in(user), PATH)

    rows = [row.text for row in page.one("tbody").all("tr")]
    assert len(rows) == 3
    assert "flevonorm: 3 berichten" in rows[0]
    assert str(today.year) in rows[0]
    assert rows[1].endswith("niet gelukt")
    assert rows[2].endswith("nog niet")


def test_page_takes_as_many_queries_for_many_letters_as_for_one(
    user: User, sign_in: SignIn
) -> None:
    client = sign_in(user)
    make_letter(user, timezone.localdate())
    few = queries(client, PATH)
    for number in range(1, 40):
        make_letter(user, timezone.localdate() - timedelta(days=number))

    assert queries(client, PATH) == few


def test_account_page_leads_to_it(user: User, sign_in: SignIn) -> None:
    assert PATH in read(sign_in(user), "/account/").one("main").hrefs()


# --- Gone -----------------------------------------------------------------------------------------


def test_letters_of_who_left_are_erased(user: User) -> None:
    other = make_user()
    for each in (user, other):
        notify(users=[each], kind=NoticeKind.REVIEW, key="1", text="Vraag.", address="/", by=None)
        make_letter(each, date(2026, 1, 1))
        UnwantedNotice.objects.create(user=each, kind=NoticeKind.NUDGE)

    pseudonymise_account(user=user, by=None)

    for model in (Notice, Digest, UnwantedNotice):
        assert [row.user for row in model._default_manager.all()] == [other]


def test_old_letters_are_erased_with_their_notices(user: User) -> None:
    old = timezone.now() - timedelta(days=10)
    for key, made_at in (("oud", old), ("wacht", old), ("nieuw", timezone.now())):
        notify(users=[user], kind=NoticeKind.REVIEW, key=key, text="Vraag.", address="/", by=None)
        digest = make_letter(user, made_at.date(), made_at=made_at) if key != "wacht" else None
        Notice.objects.filter(key=key).update(made_at=made_at, digest=digest)

    erased = erase_letters(before=timezone.now() - timedelta(days=9))

    assert erased == 1
    assert Notice.objects.get().key == "nieuw"
    assert Digest.objects.count() == 1
