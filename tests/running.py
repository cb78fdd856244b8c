"""Running a command inside the test's own database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.breaking import nothing_written


def say(command: str, *arguments: str | Path) -> str:
    """What a command that succeeds prints."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


def refuse(command: str, *arguments: str | Path) -> list[str]:
    """The lines with which a command refuses; it prints nothing else and writes nothing."""
    out = StringIO()
    with nothing_written(), pytest.raises(CommandError) as caught:
        call_command(command, *map(str, arguments), stdout=out)
    assert out.getvalue() == ""
    return str(caught.value).splitlines()
