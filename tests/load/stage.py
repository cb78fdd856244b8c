"""What people save on, made and looked at in a process of its own by `Installation.manage`."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from accounts.audit import record
from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from ambitions.models import Membership, Organisation
from monitoring.actions.results import changed_event
from monitoring.models import Result
from tests.factories import MUNICIPALITY, make_norm, make_organisation, make_region, make_round

PEOPLE = 200
POINTS = 100
"""Half as many as people, so that two meet at each."""
PATIENCE = 60
ROUND, ORGANISATION = "ronde", "GM0034"


@transaction.atomic
def prepare() -> None:
    """One municipality in an open round, its coordinators, and a session of each; tells them."""
    region = make_region(code="flevoland")
    almere = make_organisation(region=region, code=ORGANISATION, name="Almere")
    points = {f"A{number}": (MUNICIPALITY,) for number in range(1, POINTS + 1)}
    round = make_round(norm=make_norm(region=region, content={"A": points}), code=ROUND)
    codes = round.results.order_by("point__position").values_list("pk", "point__code")
    sessions = [_session(_coordinator(almere, number)) for number in range(PEOPLE)]
    _tell({"sessions": sessions, "points": list(codes)})


def look() -> None:
    """Tells of every result that was written: key, version, text, and each change in the log."""
    changes: dict[str, list[list[str]]] = {}
    for event in AuditEvent.objects.in_chain().filter(type=EventType.RESULT_CHANGED):
        texts = [json.loads(value)["explanation"] for value in (event.old, event.new)]
        changes.setdefault(event.subject_id, []).append(texts)
    _tell(
        [
            [result.pk, result.version, result.explanation, changes.get(str(result.pk), [])]
            for result in Result.objects.all()
            if result.version > 1 or str(result.pk) in changes
        ]
    )


def save_carelessly(people: int) -> None:
    """Everybody reads one result, and then writes it whatever its version is by now."""
    pk = Result.objects.order_by("point__position").values_list("pk", flat=True)[0]
    all_have_read = Barrier(people, timeout=PATIENCE)

    def save(number: int) -> tuple[int, str, int]:
        try:
            result = Result.objects.select_related("round__norm__region", "organisation").get(pk=pk)
            all_have_read.wait()
            text = f"Onvoorzichtig {number}"
            with transaction.atomic():
                changes = {"explanation": text}
                Result.objects.filter(pk=pk).update(**changes, version=result.version + 1)
                record(changed_event(result, result.round, result.organisation, changes), by=None)
            return pk, text, result.version + 1
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        _tell(list(pool.map(save, range(people))))


def _coordinator(organisation: Organisation, number: int) -> User:
    """Without a password, which would take a tenth of a second to make."""
    user = User.objects.create_user(f"iemand-{number}@voorbeeld.test", None, name=f"C. {number}")
    Membership.objects.create(user=user, role=Role.COORDINATOR, organisation=organisation)
    return user


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["second_factor"] = True
    session.create()
    assert session.session_key
    return session.session_key


def _tell(what: Any) -> None:
    json.dump(what, sys.stdout)
