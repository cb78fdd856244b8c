"""What was made stays as it was, and what is final was seen by a second person."""

from accounts.triggers import Event, Guard

_APPEND_ONLY: tuple[tuple[str, str], ...] = (
    ("reports_housestyle", "een huisstijl verandert niet; plaats een nieuwe"),
    ("reports_madefile", "wat van een gemaakt bestand is onthouden verandert niet"),
    ("reports_reportversion", "een versie van een rapport verandert niet"),
    ("reports_reportapproval", "een goedkeuring verandert niet"),
)
_CHANGES: tuple[Event, ...] = ("UPDATE", "DELETE")

# Who made a version since the last approval before it, or since the beginning.
_APPROVED_BY_A_MAKER = (
    "EXISTS (SELECT 1 FROM reports_reportversion approved"
    " JOIN reports_reportversion made ON made.report_id = approved.report_id"
    " AND made.number <= approved.number"
    " WHERE approved.id = NEW.version_id AND made.made_by_id = NEW.approved_by_id"
    " AND made.number > COALESCE((SELECT MAX(earlier.number) FROM reports_reportapproval a"
    " JOIN reports_reportversion earlier ON earlier.id = a.version_id"
    " WHERE earlier.report_id = approved.report_id AND earlier.number < approved.number), 0))"
)
_FINAL_WITHOUT_APPROVAL = (
    "NEW.state = 'final' AND NOT EXISTS (SELECT 1 FROM reports_reportapproval a"
    " JOIN reports_reportversion v ON v.id = a.version_id"
    " WHERE v.report_id = NEW.id AND v.number = NEW.version)"
)

GUARDS: tuple[Guard, ...] = (
    *(
        Guard(f"guard_{table}_{event.lower()}", table, event, "TRUE", message)
        for table, message in _APPEND_ONLY
        for event in _CHANGES
    ),
    Guard(
        "guard_reports_four_eyes",
        "reports_reportapproval",
        "INSERT",
        _APPROVED_BY_A_MAKER,
        "wie een rapport wijzigde keurt het niet goed",
    ),
    Guard(
        "guard_reports_final_approved",
        "reports_report",
        "UPDATE",
        _FINAL_WITHOUT_APPROVAL,
        "een definitief rapport is goedgekeurd",
    ),
    Guard(
        "guard_reports_report_begins",
        "reports_report",
        "INSERT",
        "NEW.state <> 'draft'",
        "een rapport begint als concept",
    ),
    Guard(
        "guard_reports_report_place",
        "reports_report",
        "UPDATE",
        "OLD.round_id <> NEW.round_id OR OLD.kind <> NEW.kind"
        " OR COALESCE(OLD.organisation_id, 0) <> COALESCE(NEW.organisation_id, 0)",
        "een rapport hoort bij een ronde, een soort en een organisatie",
    ),
)
