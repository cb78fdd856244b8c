"""A district coordinator at work in the administration."""

import pytest
from django.test import Client

from tests.conftest import World
from tests.signing_in import confirm_identity


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    """The client of Flevoland's district coordinator, who just showed who they are."""
    confirm_identity(client, world.district_coordinator)
    return client
