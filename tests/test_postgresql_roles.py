"""The application's role on PostgreSQL owns nothing, and in the audit log it reads and adds.

On a cluster of its own, because roles belong to a whole server.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from tests.installation import ROOT, Installation
from tests.postgres import cluster, find_binaries

pytestmark = pytest.mark.postgresql

SCRIPT = ROOT / "deploy" / "postgresql-roles.sql"
OWNER, APP = "flevonorm_owner", "flevonorm"
PASSWORD = "demo-wachtwoord-1"
LOG, PERSONAL = "accounts_auditevent", "accounts_auditpersonaldata"
USE = f"""
import json
from django.test import Client
from accounts.actions.users import change_name
from accounts.audit import head
from accounts.models import User
before = head().sequence
client = Client(SERVER_NAME="localhost")
person = {{"login": "coordinator.almere@flevonorm.example", "password": "{PASSWORD}"}}
seen = [client.post("/", person).status_code]
paths = ("/", "/regio/", "/rondes/", "/normen/", "/rondes/nergens/")
seen += [client.get(path).status_code for path in paths]
seen += [client.post("/afmelden/").status_code]
user = User.objects.get(email=person["login"])
change_name(user=user, name="Iemand anders", was=user.name, by=None)
print(json.dumps([seen, head().sequence - before]))
"""
FORBIDDEN = (
    f"UPDATE {LOG} SET subject = ''",
    f"DELETE FROM {LOG}",
    f"TRUNCATE {LOG} CASCADE",
    f"INSERT INTO {LOG} SELECT * FROM {LOG} ON CONFLICT (sequence) DO UPDATE SET subject = ''",
    f"SELECT * FROM {LOG} FOR UPDATE",
    f"LOCK TABLE {LOG} IN ACCESS EXCLUSIVE MODE",
    f"ALTER TABLE {LOG} DISABLE TRIGGER ALL",
    f"ALTER TABLE {LOG} ADD COLUMN more text",
    f"ALTER TABLE {LOG} OWNER TO {APP}",
    f"CREATE RULE silent AS ON INSERT TO {LOG} DO INSTEAD NOTHING",
    f"CREATE TRIGGER silent BEFORE INSERT ON {LOG} EXECUTE FUNCTION guard_accounts_audit_update()",
    f"DROP TRIGGER guard_accounts_audit_update ON {LOG}",
    f"DROP TABLE {LOG} CASCADE",
    "DROP FUNCTION guard_accounts_audit_delete() CASCADE",
    "CREATE OR REPLACE FUNCTION guard_accounts_audit_update() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NEW; END $$",
    f"UPDATE {PERSONAL} SET content = '{{}}'",
    f"DELETE FROM {PERSONAL}",
    f"TRUNCATE {PERSONAL}",
    "TRUNCATE monitoring_publication",
    "DROP TRIGGER guard_monitoring_round_state ON monitoring_round",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999', now())",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "SET session_replication_role = replica",
    f"SET ROLE {OWNER}",
    f"ALTER ROLE {APP} SUPERUSER",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A cluster of which we are superuser; its roles sign in without a password."""

    binaries: Path
    url: str

    def address(self, role: str, database: str = APP) -> str:
        return f"postgres://{role}@{self.url.rpartition('@')[2].rpartition('/')[0]}/{database}"

    def connect(self, role: str, database: str = APP) -> psycopg.Connection:
        return psycopg.connect(self.address(role, database), autocommit=True)

    def superuser(self, database: str = APP) -> psycopg.Connection:
        return self.connect("tests", database)

    def run_script(
        self, database: str = APP, arguments: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """As an administrator does it, and with the settings of nobody's own `.psqlrc`."""
        psql, where = str(self.binaries / "psql"), self.address("tests", database)
        return subprocess.run(
            [psql, "--no-psqlrc", f"--file={SCRIPT}", f"--dbname={where}", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def rights(self, database: str = APP) -> list[tuple[object, ...]]:
        """Owner and rights of everything in the schema, and the rights of what comes later."""
        with self.superuser(database) as connection:
            return [
                *connection.execute(
                    "SELECT relname, relowner::regrole::text, relacl::text FROM pg_class"
                    " WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
                ),
                *connection.execute("SELECT defaclobjtype, defaclacl::text FROM pg_default_acl"),
            ]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no initdb and pg_ctl on this machine")
    with cluster(binaries) as url:
        yield Server(binaries, url)


@pytest.fixture(scope="module")
def installed(server: Server) -> Server:
    """Put up as docs/beheer.md says, with the example content loaded by the application's role."""
    with server.superuser("postgres") as connection:
        connection.execute(f"CREATE DATABASE {APP}")
    first = server.run_script()
    assert first.returncode == 0, first.stderr
    assert "migrate" in first.stdout
    Installation(server.address(OWNER)).run("migrate", "--verbosity", "0")
    second = server.run_script()
    assert (second.returncode, second.stderr) == (0, "")
    assert "alleen lezen en toevoegen" in second.stdout
    done = Installation(server.address(APP)).manage("load_demo", DEMO_PASSWORD=PASSWORD)
    assert done.status == 0, done.errors
    return server


def test_application_works_with_its_role(installed: Server) -> None:
    application = Installation(installed.address(APP))

    done = application.run("shell", "--no-imports", "-c", USE)

    statuses, events = json.loads(done.text.splitlines()[-1])
    assert statuses == [302, 200, 200, 200, 200, 404, 302]
    assert events == 4, "signed in, refused once, signed out, changed a name"
    assert application.manage("verify_audit").status == 0


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_role_of_the_application_may_not(installed: Server, statement: str) -> None:
    with (
        installed.connect(APP) as connection,
        pytest.raises(errors.InsufficientPrivilege),
        connection.transaction(),
    ):
        connection.execute(statement)


@pytest.mark.parametrize("table", [LOG, PERSONAL])
def test_role_of_the_application_reads_and_adds_only(installed: Server, table: str) -> None:
    with installed.connect(APP) as connection:
        connection.execute(f"GRANT ALL ON {table} TO {APP}")  # only warns

        granted = connection.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE table_name = %s AND grantee = current_user ORDER BY 1",
            [table],
        ).fetchall()

    assert granted == [("INSERT",), ("SELECT",)]


def test_role_of_the_application_owns_nothing(installed: Server) -> None:
    with installed.superuser() as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = %s::regrole", [APP]
        ).fetchone()

    assert owned == (0,)
    assert {owner for _, owner, *_ in installed.rights() if owner == APP} == set()


def test_owner_is_stopped_by_the_guards(installed: Server) -> None:
    with (
        installed.connect(OWNER) as connection,
        pytest.raises(errors.IntegrityConstraintViolation, match="logboek verandert niet"),
    ):
        connection.execute(f"UPDATE {LOG} SET subject = ''")


def test_purge_erases_as_the_owner_only(installed: Server) -> None:
    person = ("purge", "--apply", "--person", "riec@flevonorm.example")
    kept = Installation(installed.address(APP)).manage(*person)

    assert kept.status == 1
    assert "Traceback" not in kept.errors

    past = {"RETENTION_LOG_DAYS": "-1"}
    done = Installation(installed.address(OWNER)).manage("purge", "--apply", **past)
    assert done.status == 0, done.errors
    with installed.superuser() as connection:
        left = connection.execute(f"SELECT count(*) FROM {PERSONAL}").fetchone()
    assert left is not None
    assert left[0] <= 1, "only of this purge itself"


def test_table_of_a_later_migration_can_be_used(installed: Server) -> None:
    with installed.connect(OWNER) as connection:
        connection.execute("CREATE TABLE later (id serial PRIMARY KEY, name text)")

    with installed.connect(APP) as connection:
        connection.execute("INSERT INTO later (name) VALUES ('x')")
        connection.execute("UPDATE later SET name = 'y'")
        connection.execute("DELETE FROM later")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("TRUNCATE later")

    with installed.connect(OWNER) as connection:
        connection.execute("DROP TABLE later")


def test_script_that_runs_again_changes_nothing(installed: Server) -> None:
    before = installed.rights()

    done = installed.run_script()

    assert (done.returncode, done.stderr) == (0, "")
    assert installed.rights() == before


def test_installation_with_one_role_is_taken_over(server: Server) -> None:
    with server.superuser("postgres") as connection:
        connection.execute('CREATE ROLE "een rol" LOGIN')
        connection.execute('CREATE DATABASE "eerder" OWNER "een rol"')
    with server.connect("een%20rol", "eerder") as connection:
        connection.execute(f"CREATE TABLE {LOG} (sequence int)")
        connection.execute(f"INSERT INTO {LOG} VALUES (1)")

    done = server.run_script("eerder", ["--set=owner=Eigenaar's", "--set=app=een rol"])

    assert (done.returncode, done.stderr) == (0, "")
    with server.connect("een%20rol", "eerder") as connection:
        assert connection.execute(f"SELECT sequence FROM {LOG}").fetchall() == [(1,)]
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(f"DELETE FROM {LOG}")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(LOG)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set=owner=flevonorm"], "dezelfde rol"),
        (["--set=owner=tests"], "geen superuser"),
        (["--set=app=tests"], "geen superuser"),
        (["--set=owner=pg_read_all_data", "--set=app=lezer"], "is lid van"),
    ],
)
def test_script_refuses_roles_that_would_break_something(
    server: Server, arguments: list[str], message: str
) -> None:
    with server.superuser("postgres") as connection:
        if "--set=app=lezer" in arguments:
            connection.execute("CREATE ROLE lezer IN ROLE pg_read_all_data")

    done = server.run_script("template1", arguments)

    assert done.returncode != 0
    assert message in done.stderr
    with server.superuser("postgres") as connection:
        assert connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = 'tests'"
        ).fetchone() == (True,)
