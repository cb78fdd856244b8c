"""What a version of a report may not be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.refusals import Refused
from monitoring.plain_text import why_not
from reports.documents.blocks import Level
from reports.drafting import standard_parts, with_texts
from reports.kinds.kind import Kind
from reports.models import Report, ReportVersion

MAX_SENTENCE = 5_000
MAX_FACT, MAX_NOTE, MAX_SECRET = 300, 300, 200
MAX_REMARK = 1_000
LEVELS = tuple(Level)
"""From light to heavy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a version has beside its texts."""

    parts: Sequence[str]
    facts: Mapping[str, str]
    level: str
    is_secret: bool = False
    secret_ground: str = ""
    secret_decision: str = ""
    secret_until: date | None = None

    @classmethod
    def of(cls, version: ReportVersion) -> "Settings":
        return cls(
            version.parts,
            version.facts,
            version.level,
            version.is_secret,
            version.secret_ground,
            version.secret_decision,
            version.secret_until,
        )


def refuse_texts(
    report: Report, present: ReportVersion, texts: Mapping[str, str], by: User
) -> None:
    """Too long, not to be seen whole, or naming a number that there is not."""
    for markup in texts.values():
        refuse_line("Een zin", markup, MAX_SENTENCE)
    broken = with_texts(report, present, texts, by).broken
    if broken:
        raise Refused(*dict.fromkeys(broken.values()))


def refuse_settings(kind: Kind, settings: Settings) -> None:
    """A lighter mark than the kind's, secrecy that is not whole, or what the kind does not have."""
    if settings.level not in LEVELS or LEVELS.index(Level(settings.level)) < LEVELS.index(
        kind.level
    ):
        raise Refused(f"Dit rapport is ten minste {kind.level}.")
    if not {*settings.parts} <= {*standard_parts(kind)}:
        raise Refused("Dit onderdeel heeft het rapport niet.")
    if not {*settings.facts} <= {fact.name for fact in kind.facts}:
        raise Refused("Dit gegeven heeft het rapport niet.")
    for value in settings.facts.values():
        refuse_line("Een gegeven", value, MAX_FACT)
    for value in (settings.secret_ground, settings.secret_decision):
        refuse_line("De geheimhouding", value, MAX_SECRET)
    _refuse_secrecy(settings)


def _refuse_secrecy(settings: Settings) -> None:
    told = settings.secret_ground, settings.secret_decision, settings.secret_until
    if settings.is_secret:
        if settings.level != Level.CONFIDENTIAL:
            raise Refused("Geheimhouding kan alleen bij een rapport dat vertrouwelijk is.")
        if not all(told[:2]):
            raise Refused("Noem bij geheimhouding de grondslag en het besluit.")
    elif any(told):
        raise Refused("Kies dat geheimhouding is opgelegd, of laat de velden ervan leeg.")


def refuse_line(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise Refused(f"{what} is langer dan {longest} tekens.")
    if (problem := why_not(text)) is not None:
        raise Refused(f"{what}: {problem}")
