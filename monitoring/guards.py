"""A closed round does not change, a measured norm stays published, a publication is kept."""

from collections.abc import Mapping

from accounts.triggers import Event, Guard

CLOSED = "deze ronde is gesloten, de resultaten veranderen niet meer"
PROVEN = "deze onderbouwing hoort bij een gesloten ronde en verandert niet meer"
STEPS = (("planned", "open"), ("open", "closed"), ("closed", "published"))

_ROWS: dict[Event, tuple[str, ...]] = {
    "INSERT": ("NEW",),
    "UPDATE": ("OLD", "NEW"),
    "DELETE": ("OLD",),
}


def _round_is_final(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM monitoring_round r WHERE r.id = {row}.round_id"
        " AND r.state IN ('closed', 'published'))"
    )


def _is_reopened(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM monitoring_assessment a WHERE a.round_id = {row}.round_id"
        f" AND a.organisation_id = {row}.organisation_id AND a.is_reopened)"
    )


def _closed_round_guards(table: str, unless: Mapping[Event, str]) -> list[Guard]:
    """What belongs to a final round stays as it is, `unless` says otherwise."""
    guards = []
    for event, rows in _ROWS.items():
        final = " OR ".join(map(_round_is_final, rows))
        when = f"({final}) AND NOT ({unless.get(event, '1 = 0')})"
        guards.append(Guard(f"guard_{table}_{event.lower()}", table, event, when, CLOSED))
    return guards


# An assessment of a final round is reopened and closed again, and is still adopted while the round
# is not published.
_ASSESSMENT_MOVES = (
    "OLD.is_reopened OR NEW.is_reopened"
    " OR (OLD.state = 'submitted' AND NEW.state = 'adopted' AND EXISTS (SELECT 1"
    " FROM monitoring_round r WHERE r.id = OLD.round_id AND r.state = 'closed'))"
)

# Rows of evidence know their round by the result that they serve.
_SERVES_FINAL = (
    "EXISTS (SELECT 1 FROM {uses} JOIN monitoring_round r ON r.id = s.round_id"
    " WHERE {of} AND r.state IN ('closed', 'published')"
    " AND NOT EXISTS (SELECT 1 FROM monitoring_assessment a WHERE a.round_id = s.round_id"
    " AND a.organisation_id = s.organisation_id AND a.is_reopened))"
)


def _use_is_final(row: str) -> str:
    return _SERVES_FINAL.format(uses="monitoring_result s", of=f"s.id = {row}.result_id")


def _evidence_is_final(key: str) -> str:
    uses = "monitoring_evidenceuse u JOIN monitoring_result s ON s.id = u.result_id"
    return _SERVES_FINAL.format(uses=uses, of=f"u.evidence_id = {key}")


def _use_guards() -> list[Guard]:
    """What serves a result of a final round stays, unless it was removed while the round was open.

    That shows nowhere, and goes when its time is over (`purge`).
    """
    table = "monitoring_evidenceuse"
    removed = (
        "EXISTS (SELECT 1 FROM monitoring_evidence e"
        " WHERE e.id = OLD.evidence_id AND e.removed_at IS NOT NULL)"
    )
    guards = []
    for event, rows in _ROWS.items():
        when = " OR ".join(map(_use_is_final, rows))
        if event == "DELETE":
            when = f"({when}) AND NOT {removed}"
        guards.append(Guard(f"guard_{table}_{event.lower()}", table, event, when, PROVEN))
    return guards


_STEP = " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in STEPS)
_PLACE = ("round_id", "organisation_id", "point_id")
_MEASURED = "EXISTS (SELECT 1 FROM monitoring_round r WHERE r.norm_id = OLD.id)"

GUARDS: tuple[Guard, ...] = (
    *_closed_round_guards("monitoring_result", {"UPDATE": _is_reopened("OLD")}),
    *_closed_round_guards("monitoring_assessment", {"UPDATE": _ASSESSMENT_MOVES}),
    *_use_guards(),
    # Else changing the piece itself, or putting another file in it, would be the way around.
    Guard(
        "guard_monitoring_evidence_update",
        "monitoring_evidence",
        "UPDATE",
        _evidence_is_final("OLD.id"),
        PROVEN,
    ),
    *(
        Guard(
            f"guard_monitoring_evidencefile_{event.lower()}",
            "monitoring_evidencefile",
            event,
            " OR ".join(_evidence_is_final(f"{row}.evidence_id") for row in rows),
            PROVEN,
        )
        for event, rows in _ROWS.items()
    ),
    Guard(
        "guard_monitoring_result_place",
        "monitoring_result",
        "UPDATE",
        " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _PLACE),
        "een resultaat hoort bij een ronde, een organisatie en een ambitiepunt",
    ),
    Guard(
        "guard_monitoring_round_state",
        "monitoring_round",
        "UPDATE",
        f"OLD.state <> NEW.state AND NOT ({_STEP})",
        "een ronde gaat van gepland naar open, gesloten en gepubliceerd",
    ),
    Guard(
        "guard_monitoring_round_identity",
        "monitoring_round",
        "UPDATE",
        "OLD.state <> 'planned' AND (OLD.norm_id <> NEW.norm_id OR OLD.code <> NEW.code"
        " OR OLD.kind <> NEW.kind OR OLD.reference_date <> NEW.reference_date)",
        "norm, code, soort en peildatum van een ronde staan vast na de opening",
    ),
    Guard(
        "guard_monitoring_round_delete",
        "monitoring_round",
        "DELETE",
        "OLD.state <> 'planned'",
        "een ronde die open is geweest blijft bewaard",
    ),
    Guard(
        "guard_monitoring_norm_measured",
        "ambitions_norm",
        "UPDATE",
        f"OLD.state <> 'draft' AND NEW.state = 'draft' AND {_MEASURED}",
        "deze normversie heeft een ronde en verandert niet meer",
    ),
    *(
        Guard(
            f"guard_monitoring_publication_{event.lower()}",
            "monitoring_publication",
            event,
            "TRUE",
            "een publicatie verandert niet",
        )
        for event in ("UPDATE", "DELETE")
    ),
)
