"""Fills an empty, migrated database with a shape, by set-based SQL that both databases share.

The states are ones that the application reaches too: rounds are planned, opened, filled and
closed in the steps that the triggers allow, and applicability and exemptions are frozen into the
results. The rounds of the region that is looked at are published by the application's own action.
What looks random is drawn by arithmetic from the seed and the numbers in the codes, so that the
same seed gives the same rows on every database.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from monitoring.actions.publication import publish_round
from monitoring.models import Round
from tests.bench.bulk import bulk_insert
from tests.bench.shapes import THEMES, Shape, region_code

PRIME = 2_147_483_647  # the square of a number below it fits in 63 bits
ORGANISATION = "CAST(SUBSTR(o.code, 3, 6) AS bigint)"
POSITION = "CAST(p.position AS bigint)"
ROUND = "CAST(SUBSTR(r.code, 8, 2) AS bigint)"

EXEMPTED = 15  # of a thousand pairs of organisation and point
UNANSWERED = 20  # of a thousand results of a closed round
OPEN_UNANSWERED = 400
PARTLY = 200
ACHIEVED_FIRST, ACHIEVED_LAST = 350, 720  # it gets better with every closed round
OPEN_ACHIEVED = 280
UPDATED = 10  # of so many shuffled rows one is updated after all were stored
EXPLANATION = (
    "Besproken in het lokaal overleg; de afspraken zijn vastgelegd en worden ieder half jaar"
    " bekeken door de portefeuillehouder en de coördinator."
)


@transaction.atomic
def generate(connection: BaseDatabaseWrapper, shape: Shape, seed: int) -> None:
    """Writes the shape into the database behind `connection`, which must be the default one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        _organisations(cursor, shape)
        _neighbours(cursor)
        _norms(cursor, shape)
        _rounds(cursor, shape)
        _exemptions(cursor, seed)
        cursor.execute("UPDATE monitoring_round SET state = 'open'")
        _assessments(cursor, shape)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # or the planner takes every table for an empty one
        with bulk_insert(cursor, "monitoring_result"):
            _results(cursor, shape, seed)
        if shape.shuffled:
            cursor.execute(
                f"UPDATE monitoring_result SET version = version + 1 WHERE id % {UPDATED} = 0"
            )
        cursor.execute(
            "UPDATE monitoring_round SET state = 'closed' WHERE reference_date < %s",
            [shape.reference_date(shape.rounds)],
        )
    finished = Round.objects.filter(norm__region__code=region_code(shape.middle_region))
    for round in finished.exclude(state="open"):
        publish_round(round=round, by=None)


def _numbers(last: int) -> str:
    """A table `n` with a column `i` from 1 to `last`."""
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def _padded(number: str, width: int) -> str:
    return f"SUBSTR(CAST({10**width} + {number} AS TEXT), 2, {width})"


def _draw(seed: int, *numbers: str) -> str:
    """SQL of a number from 0 to 999 that looks random, made of the seed and other numbers.

    Uses the numbers in the codes instead of primary keys, which differ per database.
    """
    factors = (104_395_301, 28_657_009, 7_368_787)
    terms = " + ".join(f"{n} * {factor}" for n, factor in zip(numbers, factors, strict=False))
    mixed = f"(({terms} + {seed}) % {PRIME})"
    return f"({mixed} * {mixed} % {PRIME} % 1000)"


def _organisations(cursor: CursorWrapper, shape: Shape) -> None:
    """The last organisation of every full region is a province, the others municipalities."""
    cursor.execute(
        "INSERT INTO ambitions_region (code, title)"
        f" {_numbers(shape.regions)}"
        f" SELECT 'district-' || {_padded('i', 5)}, 'District ' || i FROM n"
    )
    size = shape.region_size
    cursor.execute(
        "INSERT INTO ambitions_organisation (region_id, code, name, kind, tile_row, tile_column)"
        f" {_numbers(shape.organisations)}"
        f" SELECT g.id, 'GM' || {_padded('i', 6)}, 'Gemeente ' || {_padded('i', 6)},"
        f" CASE WHEN i % {size} = 0 THEN 'province' ELSE 'municipality' END,"
        f" (i - 1) % {size} / 4, (i - 1) % {size} % 4"
        f" FROM n JOIN ambitions_region g ON g.code = 'district-' ||"
        f" {_padded(f'(i - 1) / {size} + 1', 5)} ORDER BY i"
    )


def _neighbours(cursor: CursorWrapper) -> None:
    """Every organisation borders on the two after it in its region."""
    near = f"{ORGANISATION.replace('o.', 'p.')} - {ORGANISATION}"
    cursor.execute(
        "INSERT INTO ambitions_organisation_neighbours (from_organisation_id, to_organisation_id)"
        " SELECT o.id, p.id FROM ambitions_organisation o"
        " JOIN ambitions_organisation p ON p.region_id = o.region_id"
        f" WHERE {near} IN (-2, -1, 1, 2)"
    )


def _norms(cursor: CursorWrapper, shape: Shape) -> None:
    """A norm per region; every tenth point does not apply to the province."""
    cursor.execute(
        "INSERT INTO ambitions_norm (region_id, code, version, title, state, formula, example)"
        " SELECT id, 'norm-' || code, '1.0', 'Norm van ' || title, 'draft', 'behaald-1', FALSE"
        " FROM ambitions_region ORDER BY id"
    )
    cursor.execute(
        "INSERT INTO ambitions_theme (norm_id, code, title, position)"
        f" {_numbers(THEMES)}"
        " SELECT m.id, SUBSTR('ABCDE', i, 1), 'Thema ' || i || ' van de weerbare overheid', i"
        " FROM ambitions_norm m CROSS JOIN n ORDER BY m.id, i"
    )
    cursor.execute(
        "INSERT INTO ambitions_ambitionpoint"
        " (norm_id, theme_id, code, title, description, achieved_when, source, position)"
        f" {_numbers(shape.points)}"
        " SELECT t.norm_id, t.id, t.code || i, 'Ambitiepunt ' || i || ' met een gewone titel',"
        " 'Wat de organisatie doet, voor wie, en hoe dat is vastgelegd.',"
        " 'Vastgesteld beleid, een eigenaar, en een voorbeeld van de uitvoering.', '', i"
        f" FROM n JOIN ambitions_theme t ON t.position = (i - 1) * {THEMES} / {shape.points} + 1"
        " ORDER BY t.norm_id, i"
    )
    for kind, condition in (("municipality", "TRUE"), ("province", "position % 10 <> 0")):
        cursor.execute(
            "INSERT INTO ambitions_applicability (point_id, kind)"
            f" SELECT id, '{kind}' FROM ambitions_ambitionpoint WHERE {condition} ORDER BY id"
        )
    cursor.execute("UPDATE ambitions_norm SET state = 'published'")


def _rounds(cursor: CursorWrapper, shape: Shape) -> None:
    for number in range(1, shape.rounds + 1):
        date = shape.reference_date(number)
        cursor.execute(
            "INSERT INTO monitoring_round"
            " (norm_id, code, name, kind, state, reference_date, closes_on, is_reopened)"
            f" SELECT m.id, 'meting-{number:02}-' || g.code, 'Meting {number}',"
            f" '{'baseline' if number == 1 else 'interim'}', 'planned', %s, %s, FALSE"
            " FROM ambitions_norm m JOIN ambitions_region g ON g.id = m.region_id ORDER BY m.id",
            [date, date],
        )


def _exemptions(cursor: CursorWrapper, seed: int) -> None:
    """From the first round on, for good."""
    cursor.execute(
        "INSERT INTO monitoring_exemption"
        " (organisation_id, point_id, from_round_id, reason, granted_at)"
        " SELECT o.id, p.id, r.id, 'Deze taak ligt bij een ander.', CURRENT_TIMESTAMP"
        " FROM ambitions_organisation o"
        " JOIN ambitions_norm m ON m.region_id = o.region_id"
        " JOIN ambitions_ambitionpoint p ON p.norm_id = m.id"
        " JOIN ambitions_applicability a ON a.point_id = p.id AND a.kind = o.kind"
        f" JOIN monitoring_round r ON r.norm_id = m.id AND {ROUND} = 1"
        f" WHERE {_draw(seed + 1, ORGANISATION, POSITION)} < {EXEMPTED} ORDER BY o.id, p.id"
    )


def _assessments(cursor: CursorWrapper, shape: Shape) -> None:
    """Of the open round two in three organisations have handed in."""
    cursor.execute(
        "INSERT INTO monitoring_assessment (round_id, organisation_id, is_reopened, state)"
        f" SELECT r.id, o.id, FALSE, CASE WHEN {ROUND} < {shape.rounds} THEN 'adopted'"
        f" WHEN {ORGANISATION} % 3 = 0 THEN 'draft' ELSE 'submitted' END"
        " FROM monitoring_round r"
        " JOIN ambitions_norm m ON m.id = r.norm_id"
        " JOIN ambitions_organisation o ON o.region_id = m.region_id ORDER BY r.id, o.id"
    )


def _results(cursor: CursorWrapper, shape: Shape, seed: int) -> None:
    """Every pair of every round, filled in already; the last round only in part."""
    order = "draw, ordinal" if shape.shuffled else "round_id, organisation_id, point_id"
    closed = f"CASE WHEN number < {shape.rounds} THEN"
    rise = ACHIEVED_LAST - ACHIEVED_FIRST
    achieved = (
        f"{closed} {ACHIEVED_FIRST} + {rise} * number / {shape.rounds} ELSE {OPEN_ACHIEVED} END"
    )
    unanswered = f"{closed} {UNANSWERED} ELSE {OPEN_UNANSWERED} END"
    cursor.execute(
        "INSERT INTO monitoring_result (round_id, organisation_id, point_id, scope, status,"
        " explanation, private_note, is_shared, is_taken_over, version, changed_at)"
        " SELECT round_id, organisation_id, point_id, scope,"
        " CASE WHEN scope <> 'applicable' THEN 'not_applicable'"
        f" WHEN draw < {unanswered} THEN 'unanswered'"
        f" WHEN draw - ({unanswered}) < {PARTLY} THEN 'partly'"
        f" WHEN draw - ({unanswered}) - {PARTLY} < ({achieved}) THEN 'achieved'"
        " ELSE 'not_achieved' END,"
        f" CASE WHEN draw % 5 < 2 THEN '{EXPLANATION}' ELSE '' END,"
        " '', FALSE, FALSE, 2, CURRENT_TIMESTAMP"
        f" FROM ({_pairs(seed)}) pairs ORDER BY {order}"
    )


def _pairs(seed: int) -> str:
    return (
        "SELECT r.id AS round_id, o.id AS organisation_id, p.id AS point_id,"
        f" {ROUND} AS number, {_draw(seed, ORGANISATION, POSITION, ROUND)} AS draw,"
        f" {_draw(seed + 2, ORGANISATION, POSITION, ROUND)} AS ordinal,"
        " CASE WHEN a.id IS NULL THEN 'not_by_norm' WHEN e.id IS NOT NULL THEN 'exempted'"
        " ELSE 'applicable' END AS scope"
        " FROM monitoring_round r"
        " JOIN ambitions_norm m ON m.id = r.norm_id"
        " JOIN ambitions_organisation o ON o.region_id = m.region_id"
        " JOIN ambitions_ambitionpoint p ON p.norm_id = r.norm_id"
        " LEFT JOIN ambitions_applicability a ON a.point_id = p.id AND a.kind = o.kind"
        " LEFT JOIN monitoring_exemption e ON e.organisation_id = o.id AND e.point_id = p.id"
    )
