"""The process log of a real server: what it tells, and that it tells no secret."""

import json
import logging
import sys
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.db import IntegrityError, connection

from accounts.origin import Origin, working_for
from flevonorm.process_log import SafeFormatter
from tests.installation import Installation, copied
from tests.monitoring.views.entering import sent
from tests.production import ENVIRONMENT, Answer, Site, serving
from tests.reports.document import Response, document

PASSWORD = "wachtwoord-van-de-coordinator"
WRONG_PASSWORD = "verkeerd-getypt-wachtwoord"
EXPLANATION = "TOELICHTING-die-niemand-mag-lezen"
INVITATION = "uitnodiging-9f8e7d6c5b4a"
RESET = "abc123-9a8b7c6d5e4f"
QUERY = "zoekterm-in-het-adres"
EMAIL = "coordinator@voorbeeld.test"
AGENT = "Eigenaardige-browser/7"

PREPARE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from accounts.permissions import Role
from tests.factories import make_member, make_norm, make_organisation, make_region, make_round

region = make_region(code="flevoland")
almere = make_organisation(region=region, code="GM0034", name="Almere")
make_round(norm=make_norm(region=region, code="norm"), code="ronde")
user = make_member(role=Role.COORDINATOR, target=almere, email="coordinator@voorbeeld.test")
user.set_password("wachtwoord-van-de-coordinator")
user.save()
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session["second_factor"] = True
session.create()
print(json.dumps({"session": session.session_key, "user": user.pk}))
"""
# A rule of the database that quotes the row, as those of PostgreSQL do.
QUOTING_ON_SQLITE = """
from django.db import connection
connection.cursor().execute(
    "CREATE TRIGGER quoting BEFORE UPDATE ON monitoring_result BEGIN"
    " SELECT RAISE(ABORT, 'rij: TOELICHTING-die-niemand-mag-lezen'); END"
)
"""
QUOTING_ON_POSTGRESQL = '''
from django.db import connection
connection.cursor().execute("""
    CREATE FUNCTION quote_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'rij: %', NEW.explanation
            USING ERRCODE = 'unique_violation', DETAIL = NEW.explanation;
    END $$;
    CREATE TRIGGER quoting BEFORE UPDATE ON monitoring_result
        FOR EACH ROW EXECUTE FUNCTION quote_row();
""")
'''
QUOTING = {"sqlite": QUOTING_ON_SQLITE, "postgresql": QUOTING_ON_POSTGRESQL}
ENTRY = "/rondes/ronde/invoer/GM0034/"


# --- Lines of a server ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What a server wrote while it was asked all that may hold a secret."""

    text: str
    lines: list[dict[str, Any]]
    user: int
    session: str
    failed: Answer

    def of_requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["message"] == "request"]


@pytest.fixture(scope="module")
def told(template: Installation, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("process-log")
    shell = ("shell", "--no-imports", "-c")
    with copied(template, folder) as installation:
        prepared = installation.manage(*shell, PREPARE, SECRET_KEY=ENVIRONMENT["SECRET_KEY"])
        assert prepared.status == 0, prepared.errors
        made = json.loads(prepared.text)
        installation.run(*shell, QUOTING[connection.vendor])
        with serving(installation, folder) as site:
            ask_as_visitor(site)
            failed = ask_as_coordinator(site, made["session"])
    return Told(site.log.read_text(), site.lines(), made["user"], made["session"], failed)


def ask_as_visitor(site: Site) -> None:
    site.get("/", **{"User-Agent": AGENT})
    site.post("/", {"login": EMAIL, "password": WRONG_PASSWORD})
    site.post("/", {"login": EMAIL, "password": PASSWORD})
    site.cookies.pop("__Host-sessionid", None)
    site.get(f"/uitnodiging/{INVITATION}/")
    site.get(f"/wachtwoord-vergeten/{RESET}/")
    site.get(f"/nergens/{INVITATION}/?q={QUERY}")
    site.get(f"/?q={QUERY}", Host=f"{QUERY}.example")
    site.ask("POST", "/", f"password={PASSWORD}")
    site.ask(f"{QUERY}", f"/{QUERY}")
    site.get("/gezond/")


def ask_as_coordinator(site: Site, session: str) -> Answer:
    """Saves an explanation, which the database refuses and quotes."""
    site.cookies["__Host-sessionid"] = session
    page = document(cast("Response", site.get(ENTRY)))
    form = sent(page.one("form", id="invoer"))
    explanation = next(name for name in form if name.endswith("-explanation"))
    return site.post(ENTRY, {**form, explanation: EXPLANATION, "opslaan": ""})


def test_every_line_is_one_object_with_the_same_fields(told: Told) -> None:
    for line in told.lines:
        assert {"time", "level", "logger", "message", "request_id"} <= set(line)


@pytest.mark.parametrize(
    "secret",
    [PASSWORD, WRONG_PASSWORD, EXPLANATION, INVITATION, RESET, QUERY, EMAIL, AGENT, "192.0.2.7"],
)
def test_log_holds_no_secret_and_no_personal_data(told: Told, secret: str) -> None:
    assert secret.lower() not in told.text.lower()


def test_log_holds_no_key_of_a_session(told: Told) -> None:
    assert told.session not in told.text
    assert ENVIRONMENT["SECRET_KEY"] not in told.text


def test_request_is_told_by_the_name_of_its_page(told: Told) -> None:
    requests = [(line["method"], line["route"], line["status"]) for line in told.of_requests()]

    assert ("GET", "start", 200) in requests
    assert ("GET", "invitation", 302) in requests
    assert ("GET", None, 404) in requests
    assert ("POST", "entry", 500) in requests
    assert all(isinstance(line["milliseconds"], int) for line in told.of_requests())
    assert "health" not in {route for _, route, _ in requests}


def test_request_of_a_user_has_the_key_of_the_account(told: Told) -> None:
    users = {line["route"]: line["user"] for line in told.of_requests()}

    assert users["entry"] == told.user
    assert users["invitation"] is None


def test_failure_is_told_with_its_place_under_the_number_of_the_answer(told: Told) -> None:
    number = told.failed.headers["X-Request-ID"]

    about = [line for line in told.lines if line["request_id"] == number]
    (error,) = (line for line in about if "exception" in line)
    (request,) = (line for line in about if line["message"] == "request")
    assert (told.failed.status, request["status"], error["level"]) == (500, 500, "ERROR")
    assert error["exception"][0]["type"] == "django.db.utils.IntegrityError"
    assert any(
        "monitoring/actions/results.py" in frame for frame in error["exception"][0]["frames"]
    )


# --- Single lines ---------------------------------------------------------------------------------


def line(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(SafeFormatter().format(record))
    return told


def made(name: str, message: object, *args: object, **extra: object) -> logging.LogRecord:
    logger = logging.getLogger(name)
    return logger.makeRecord(name, logging.WARNING, "", 1, message, args, None, extra=extra)


@pytest.mark.parametrize(
    ("name", "message", "args", "shown"),
    [
        ("accounts.mail", "mail was not sent: %s", ("OSError",), "mail was not sent: OSError"),
        ("django.request", "Not Found: %s", ("/geheim/",), "Not Found: …"),
        ("django.request", "%(path)s: %(status)d", ({"path": "/geheim/", "status": 404},), "…: …"),
        ("django.security.DisallowedHost", "Invalid host: 'geheim'", (), "DisallowedHost"),
        ("psycopg", "DETAIL: Key (email)=(geheim)", (), "DETAIL"),
        ("library", ValueError("geheim"), (), "ValueError"),
        ("library", "(geheim)", (), ""),
    ],
)
def test_message_of_a_library_goes_without_what_is_filled_in(
    name: str, message: object, args: tuple[object, ...], shown: str
) -> None:
    assert line(made(name, message, *args))["message"] == shown


def test_line_has_the_number_of_the_request(caplog: pytest.LogCaptureFixture) -> None:
    with working_for(Origin(request_id="0123")):
        told = line(made("flevonorm", "iets"))

    assert told["request_id"] == "0123"
    assert line(made("flevonorm", "iets"))["request_id"] is None


def test_line_leaves_out_fields_that_it_does_not_know() -> None:
    told = line(made("flevonorm", "iets", audit_head="7:ab", password="geheim"))

    assert told["audit_head"] == "7:ab"
    assert "geheim" not in json.dumps(told)


def test_exception_is_told_without_its_message() -> None:
    try:
        try:
            raise KeyError("geheim")
        except KeyError as error:
            raise IntegrityError("geheim") from error
    except IntegrityError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "mis", (), sys.exc_info())

    told = line(record)

    types = [error["type"] for error in told["exception"]]
    assert types == ["django.db.utils.IntegrityError", "builtins.KeyError"]
    assert told["exception"][0]["frames"][0].startswith("tests/test_process_log.py:")
    assert "geheim" not in json.dumps(told)


def test_chain_of_exceptions_that_is_long_is_told_by_its_ends() -> None:
    error: Exception = ValueError("begin")
    for number in range(50):
        error, cause = RuntimeError(number), error
        error.__cause__ = cause
    record = logging.LogRecord("x", logging.ERROR, "", 1, "mis", (), (type(error), error, None))

    types = [part["type"] for part in line(record)["exception"]]

    assert types == [*["builtins.RuntimeError"] * 3, "builtins.ValueError"]
