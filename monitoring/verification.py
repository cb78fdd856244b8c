"""Recomputes what was published and compares: rows, counts, percentages, hashes, seal, succession.

What the audit log saw made is compared too (`monitoring.logged`).

The newest publication of a round has to be what the rows of today say. An older one was true of
other rows, which nobody has any more but itself: its figures are recomputed from its own rows.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.choices import RoundState
from monitoring.logged import log_differences, logged_rounds
from monitoring.models import Publication, Round
from monitoring.seal import Keys, SignatureState, seal_differences, signature_state
from monitoring.signing import public_keys
from monitoring.snapshot import as_document, digest, take

FIGURE_KEYS = (
    "achieved",
    "partly",
    "not_achieved",
    "unanswered",
    "not_applicable",
    "applicable",
    "percentage",
    "rounded",
    "coverage",
)
Facts = dict[str, dict[str, Any]]
"""Figures and rows of a document, each under its Dutch name."""


def ever_published() -> QuerySet[Round]:
    """Rounds that are published by their state, by a publication or by the log, in order of code.

    All three, because one of them may have been changed behind our back.
    """
    was = Q(state=RoundState.PUBLISHED) | Q(publications__isnull=False) | Q(pk__in=logged_rounds())
    return Round.objects.with_norm().filter(was).distinct().order_by("code")


def round_differences(round: Round, keys: Keys | None = None) -> Iterator[str]:
    """What is no longer as it was in each publication of a published round.

    `keys` are the ones to check signatures with, else those of the settings (raises KeyUnusable).
    """
    keys = public_keys() if keys is None else keys
    publications = list(round.publications.select_related("predecessor").order_by("number"))
    if not round.is_published:
        yield f"de ronde is gepubliceerd, maar haar stand is nu {round.get_state_display()}"
    if not publications:
        yield "de ronde is gepubliceerd, maar haar publicatie ontbreekt"
        return
    yield from _broken_succession(publications)
    yield from log_differences(round, publications)
    *older, newest = publications
    for publication in older:
        for line in differences(publication, keys, is_newest=False):
            yield f"publicatie {publication.number}, {line}"
    for line in differences(newest, keys):
        yield f"publicatie {newest.number}, {line}" if older else line


def remarks(round: Round, keys: Keys) -> Iterator[str]:
    """What could not be checked, which is no difference: signatures with an unknown key."""
    for publication in round.publications.order_by("number"):
        if signature_state(publication, keys) is SignatureState.UNKNOWN_KEY:
            yield (
                f"publicatie {publication.number}: handtekening niet te controleren, "
                f"de sleutel {publication.key_id} is niet bekend (SIGNING_PUBLIC_KEYS)"
            )


def differences(publication: Publication, keys: Keys, *, is_newest: bool = True) -> Iterator[str]:
    """What is no longer as it was published, a Dutch line each; nothing when all is right."""
    sha256 = digest(publication.content)
    if sha256 != publication.sha256:
        yield f"het controlegetal is {sha256}, bij publicatie was het {publication.sha256}"
    if _digest_of_kept(publication.surroundings) != publication.surroundings_sha256:
        yield "het controlegetal van wat rapporten verder vertellen klopt niet meer"
    yield from seal_differences(publication, keys)
    try:
        document = json.loads(publication.content)
        published = _facts(document)
        now = _facts(as_document(take(publication.round))) if is_newest else _recomputed(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "de inhoud van de publicatie is niet meer te lezen"
        return
    for name in sorted(published.keys() | now.keys()):
        for key, old, new in _changed(published.get(name, {}), now.get(name, {})):
            yield f"{name}, {key}: gepubliceerd {_shown(old)}, nu {_shown(new)}"


def _digest_of_kept(text: str) -> str:
    """Publications of before the surroundings were kept have neither them nor their hash."""
    return digest(text) if text else ""


def _broken_succession(publications: Sequence[Publication]) -> Iterator[str]:
    """Publications are numbered 1, 2, 3 … and each replaces the one before."""
    before: Publication | None = None
    for number, publication in enumerate(publications, start=1):
        if publication.number != number:
            yield f"publicatie {number} ontbreekt"
            return
        if publication.predecessor_id != (before.pk if before else None):
            yield f"publicatie {number} vervangt niet de publicatie ervoor"
        before = publication


def _recomputed(document: dict[str, Any]) -> Facts:
    """The facts of a document, with every figure computed from its own rows."""
    themes = {point["code"]: point["theme"] for point in document["points"]}
    statuses: dict[str, list[str]] = defaultdict(list)
    for row in document["results"]:
        organisation, theme = f"organisatie {row['organisation']}", f"thema {themes[row['point']]}"
        for name in (
            "totaal",
            organisation,
            f"{organisation}, {theme}",
            theme,
            f"ambitiepunt {row['point']}",
        ):
            statuses[name].append(row["status"])
    formula = FORMULAS[document["formula"]]
    rows = _row_facts(document)
    # An organisation without a row in a theme has a figure there too, an empty one.
    figures = {*_facts(document), *statuses} - {*rows, "formule"}
    return {
        "formule": {"formule": document["formula"]},
        **{name: Figure(Tally.of(statuses[name]), formula).as_dict() for name in figures},
        **rows,
    }


def _facts(document: dict[str, Any]) -> Facts:
    """Each figure and row of a document under a Dutch name, without titles and names."""
    facts: Facts = {
        "formule": {"formule": document["formula"]},
        "totaal": _figure(document["total"]),
    }
    for organisation in document["organisations"]:
        facts[f"organisatie {organisation['code']}"] = _figure(organisation)
        for theme in organisation["themes"]:
            facts[f"organisatie {organisation['code']}, thema {theme['code']}"] = _figure(theme)
    for theme in document["themes"]:
        facts[f"thema {theme['code']}"] = _figure(theme)
    for point in document["points"]:
        facts[f"ambitiepunt {point['code']}"] = _figure(point)
    return facts | _row_facts(document)


def _row_facts(document: dict[str, Any]) -> Facts:
    return {
        f"resultaat {row['organisation']} {row['point']}": {
            "status": row["status"],
            "toelichting": row["explanation"],
        }
        for row in document["results"]
    }


def _figure(item: dict[str, Any]) -> dict[str, Any]:
    return {key: item[key] for key in FIGURE_KEYS}


def _changed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key in old | new:
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


def _shown(value: Any) -> str:
    return "niets" if value is None else str(value)
