"""Reports: standard ones, those that people change, and their way to final."""

from reports.models import ReportState
from tests.conftest import World
from tests.permission_row import (
    CLOSED,
    ELSEWHERE,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    REGION_ROLES,
    Row,
)
from tests.reports.making import AGENDA, LETTER, STAND, SUMMARY, make_report

STANDARD = "/rapporten/ronde"
ALMERE_AND_REGION = "200 200 200 200 404 404 404 404"
# What follows an empty form: nothing was filled in, or it is not to be done now.
WRITES_REGION = ("200 200 404 404 404 404 404 404", "422 422 404 404 404 404 404 404")
WRITES_ALMERE = ("200 200 200 404 404 404 404 404", "422 422 422 404 404 404 404 404")
APPROVES_ALMERE = ("200 200 404 200 404 404 404 404", "422 422 404 422 404 404 404 404")
BEGINS_ALMERE = "302 302 302 404 404 404 404 404"

ROWS: tuple[Row, ...] = (
    Row("report_list", "/rapporten/", "200 200 200 200 200 200 404 404"),
    Row("report_list", f"/rapporten/?ronde={OPEN}", REGION),
    Row("report_list", f"/rapporten/?ronde={PLANNED}", NOBODY),
    Row("report_list", "/rapporten/?regio=elders", ELSEWHERE),
    Row("report_list", "/rapporten/?ronde=ronde-elders", "404 404 404 404 404 200 404 404"),
    # The region's reports are of its roles, the public summary is for everybody
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{STAND}/", REGION_ROLES),
    Row("report_standard", f"{STANDARD}/{CLOSED}/{STAND}/", REGION_ROLES),
    Row("report_standard", f"{STANDARD}/{OPEN}/{STAND}/", NOBODY),
    Row("report_standard", f"{STANDARD}/{PLANNED}/{STAND}/", NOBODY),
    Row("report_standard", f"{STANDARD}/ronde-elders/{STAND}/", NOBODY),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/bestaat-niet/", NOBODY),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{SUMMARY}/", REGION),
    Row("report_standard", f"{STANDARD}/{CLOSED}/{SUMMARY}/", NOBODY),
    Row("report_standard", f"{STANDARD}/{OPEN}/{AGENDA}/", REGION_ROLES),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{AGENDA}/", NOBODY),
    # An organisation's reports are its own and the region's
    Row(
        "report_standard",
        f"{STANDARD}/{PUBLISHED}/{LETTER}/?organisatie=GM0034",
        ALMERE_AND_REGION,
    ),
    Row(
        "report_standard",
        f"{STANDARD}/{PUBLISHED}/{LETTER}/?organisatie=GM0995",
        "409 409 404 404 409 404 404 404",  # nothing was filled in, which the answer says
    ),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{LETTER}/", NOBODY),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{STAND}/?organisatie=GM0034", NOBODY),
    Row("report_standard", f"{STANDARD}/{PUBLISHED}/{LETTER}/?organisatie=GM9999", NOBODY),
    # As files; no other kind of file than there are
    Row("report_standard_file", f"{STANDARD}/{PUBLISHED}/{STAND}/exe/", NOBODY),
    Row("report_standard_file", f"{STANDARD}/{OPEN}/{STAND}/pdf/", NOBODY),
    Row("report_file", "/rapporten/{region_report}/bestand/exe/", NOBODY),
    Row("report_version_file", "/rapporten/{region_report}/versies/1/exe/", NOBODY),
    Row("report_version_file", "/rapporten/{region_report}/versies/9/pdf/", NOBODY),
    # Beginning one: there is one already, so that one is shown
    Row(
        "report_begin",
        f"{STANDARD}/{PUBLISHED}/{LETTER}/concept/?organisatie=GM0034",
        "405",
        post=BEGINS_ALMERE,
    ),
    Row(
        "report_begin",
        f"{STANDARD}/{PUBLISHED}/{STAND}/concept/",
        "405",
        post="302 302 404 404 404 404 404 404",
    ),
    Row("report_begin", f"{STANDARD}/{OPEN}/{STAND}/concept/", "405", post=NOBODY),
    # What people change
    Row("report_detail", "/rapporten/{region_report}/", REGION_ROLES),
    Row("report_detail", "/rapporten/{letter}/", ALMERE_AND_REGION),
    Row("report_detail", "/rapporten/{final_summary}/", REGION),
    Row("report_detail", "/rapporten/999999/", NOBODY),
    Row("report_version", "/rapporten/{letter}/versies/1/", ALMERE_AND_REGION),
    Row("report_version", "/rapporten/{letter}/versies/9/", NOBODY),
    *(
        Row(name, f"/rapporten/{{{report}}}/{page}/", get, post=post)
        for name, page in (
            ("report_settings", "instellingen"),
            ("report_offer", "aanbieden"),
            ("report_renew", "vernieuwen"),
        )
        for report, (get, post) in (("region_report", WRITES_REGION), ("letter", WRITES_ALMERE))
    ),
    Row(
        "report_text",
        "/rapporten/{letter}/tekst/",
        WRITES_ALMERE[0],
        post="409 409 409 404 404 404 404 404",
    ),
    # While somebody types: how it reads stores nothing, and what is kept is the writer's own
    *(
        Row("report_reading", f"/rapporten/{{{report}}}/tekst/lezen/", "405", post=writes[1])
        for report, writes in (("region_report", WRITES_REGION), ("letter", WRITES_ALMERE))
    ),
    *(
        Row("report_unsaved", f"/rapporten/{{{report}}}/tekst/onthouden/", get, post=post)
        for report, (get, post) in (("region_report", WRITES_REGION), ("letter", WRITES_ALMERE))
    ),
    Row(
        "report_approve", "/rapporten/{letter}/goedkeuren/?versie=1&publicatie=1", *APPROVES_ALMERE
    ),
    Row(
        "report_approve",
        "/rapporten/{final_summary}/goedkeuren/?versie=1&publicatie=1",
        *WRITES_REGION,
    ),
    Row(
        "report_return",
        "/rapporten/{letter}/terugsturen/",
        ALMERE_AND_REGION,
        post="422 422 422 422 404 404 404 404",
    ),
)


def make(world: World) -> dict[str, object]:
    """Of the published round: the district's, Almere's letter, and a final summary."""
    published = world.norm.rounds.get(code=PUBLISHED)
    letter = make_report(
        round=published, kind=LETTER, organisation=world.almere, by=world.coordinator
    )
    by, approver = world.analyst, world.district_coordinator
    final = make_report(
        round=published, kind=SUMMARY, by=by, state=ReportState.FINAL, approver=approver
    )
    return {
        "region_report": make_report(round=published, by=by).pk,
        "letter": letter.pk,
        "final_summary": final.pk,
    }
