"""A published norm version does not change; a point's theme is of the point's own norm."""

from accounts.triggers import Event, Guard

FINAL = "deze normversie is gepubliceerd en verandert niet meer"


def _final(norm_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM ambitions_norm n WHERE n.id = {norm_id} AND n.state <> 'draft')"


def _norm_of_point(point_id: str) -> str:
    return f"(SELECT p.norm_id FROM ambitions_ambitionpoint p WHERE p.id = {point_id})"


def _content_guards(table: str, norm_of: str) -> list[Guard]:
    """Refuses every change to rows of a table that belong to a norm which is no longer a draft.

    `norm_of` is the SQL of the row's norm, with `{row}` for OLD or NEW.
    """
    rows: dict[Event, tuple[str, ...]] = {
        "INSERT": ("NEW",),
        "UPDATE": ("OLD", "NEW"),
        "DELETE": ("OLD",),
    }
    return [
        Guard(
            name=f"guard_{table}_{event.lower()}",
            table=table,
            event=event,
            when=" OR ".join(_final(norm_of.format(row=row)) for row in names),
            message=FINAL,
        )
        for event, names in rows.items()
    ]


_SAME_THEME = "NEW.norm_id <> (SELECT t.norm_id FROM ambitions_theme t WHERE t.id = NEW.theme_id)"
_CONTENT = ("region_id", "code", "version", "title", "formula", "example")

GUARDS: tuple[Guard, ...] = (
    *_content_guards("ambitions_theme", "{row}.norm_id"),
    *_content_guards("ambitions_ambitionpoint", "{row}.norm_id"),
    *_content_guards("ambitions_applicability", _norm_of_point("{row}.point_id")),
    *_content_guards(
        "ambitions_ambitionpoint_replaces", _norm_of_point("{row}.from_ambitionpoint_id")
    ),
    *(
        Guard(
            f"guard_ambitions_point_theme_{event.lower()}",
            "ambitions_ambitionpoint",
            event,
            _SAME_THEME,
            "het thema hoort bij een andere normversie",
        )
        for event in ("INSERT", "UPDATE")
    ),
    Guard(
        "guard_ambitions_theme_norm",
        "ambitions_theme",
        "UPDATE",
        "OLD.norm_id <> NEW.norm_id",
        "een thema blijft bij zijn norm",
    ),
    Guard(
        "guard_ambitions_norm_update",
        "ambitions_norm",
        "UPDATE",
        "OLD.state <> 'draft' AND NEW.state <> 'draft' AND ("
        + " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _CONTENT)
        + " OR COALESCE(CAST(OLD.adopted_on AS TEXT), '')"
        " <> COALESCE(CAST(NEW.adopted_on AS TEXT), ''))",
        FINAL,
    ),
    Guard(
        "guard_ambitions_norm_delete",
        "ambitions_norm",
        "DELETE",
        "OLD.state <> 'draft'",
        FINAL,
    ),
)
