"""The page for who makes screens: it shows every component, and is there only in DEBUG."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from pytest_django import Settings

from tests.conftest import SignIn, World

PATH = "/componenten/"
COMPONENTS = Path(settings.BASE_DIR) / "templates/components"


def test_components_are_not_there_without_debug(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.district_coordinator).get(PATH).status_code == 404


def test_components_need_signing_in_in_debug_too(client: Client, settings: Settings) -> None:
    settings.DEBUG = True

    assert client.get(PATH).status_code == 302


def test_every_component_is_shown_in_debug(
    world: World, sign_in: SignIn, settings: Settings
) -> None:
    settings.DEBUG = True

    response = sign_in(world.outsider).get(PATH)

    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    assert {f"components/{path.name}" for path in COMPONENTS.glob("*.html")} - shown == set()
