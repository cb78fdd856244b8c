"""Single sign-on for the tests that ask for it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from pytest_django import Settings

from accounts.models import User
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, FakeProvider
from tests.single_sign_on import ADDRESS, linked


@pytest.fixture
def provider(
    db: None, settings: Settings, mailoutbox: list[EmailMessage]
) -> Iterator[FakeProvider]:
    """A proper provider, and settings that know it; nobody has tried anything yet."""
    cache.clear()
    with FakeProvider() as made:
        settings.OIDC_ISSUER = made.issuer
        settings.OIDC_CLIENT_ID = CLIENT_ID
        settings.OIDC_CLIENT_SECRET = CLIENT_SECRET
        settings.OIDC_HTTPS_REQUIRED = False
        settings.SECOND_FACTOR_REQUIRED = True
        yield made
    cache.clear()


@pytest.fixture
def employee(provider: FakeProvider) -> User:
    """Somebody whose organisation account is linked, and who has no password here."""
    return linked(User.objects.create_user(ADDRESS, None, name="Anna"), provider)
