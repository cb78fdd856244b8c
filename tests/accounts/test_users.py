"""Accounts: the manager, and the actions that make and share them."""

import pytest
from django.contrib.auth import authenticate

from accounts.actions.users import change_name, create_account, share_password
from accounts.models import User
from tests.breaking import nothing_written
from tests.factories import PASSWORD, make_user


@pytest.mark.django_db
def test_create_user_stores_the_address_in_lower_case() -> None:
    user = User.objects.create_user("Jan.Jansen@Voorbeeld.TEST", PASSWORD, name="Jan")

    assert user.email == "jan.jansen@voorbeeld.test"
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert not user.is_superuser


@pytest.mark.django_db
def test_create_superuser_holds_no_role() -> None:
    user = User.objects.create_superuser("beheer@voorbeeld.test", PASSWORD)

    assert user.is_staff
    assert user.is_superuser
    assert not user.memberships.exists()
    assert str(user) == "beheer@voorbeeld.test"


@pytest.mark.django_db
def test_user_without_a_name_is_shown_by_address() -> None:
    assert str(make_user(name="", email="a@voorbeeld.test")) == "a@voorbeeld.test"
    assert str(make_user(name="Anna")) == "Anna"


@pytest.mark.django_db
def test_create_account_cannot_be_used_before_it_has_a_password() -> None:
    user = create_account(email="nieuw@voorbeeld.test", name="Nieuw", by=None)

    assert not user.has_usable_password()
    assert authenticate(email=user.email, password="") is None


@pytest.mark.django_db
def test_create_account_keeps_an_existing_one() -> None:
    existing = make_user(email="iemand@voorbeeld.test", name="Iemand")

    again = create_account(email="Iemand@voorbeeld.test", name="Anders", by=None)

    assert again == existing
    assert again.name == "Iemand"
    assert again.check_password(PASSWORD)


@pytest.mark.django_db
def test_share_password_reaches_only_the_named_accounts() -> None:
    named, other = [make_user(), make_user()], make_user()

    share_password(users=named, password="een heel ander wachtwoord", by=None)

    for user in named:
        user.refresh_from_db()
        assert user.check_password("een heel ander wachtwoord")
    other.refresh_from_db()
    assert other.check_password(PASSWORD)


@pytest.mark.django_db
def test_change_name_to_the_same_name_writes_nothing() -> None:
    user = make_user(name="Anna")

    with nothing_written():
        change_name(user=user, name=" Anna ", was="Anna", by=None)
