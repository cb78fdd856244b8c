"""Recomputes what was published and compares: rows, counts, percentages and hash."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from monitoring.models import Publication, Round
from monitoring.snapshot import as_document, take

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


def round_differences(round: Round) -> Iterator[str]:
    """What is no longer as it was in each publication of a published round."""
    publications = list(round.publications.order_by("number"))
    if not publications:
        yield "de ronde is gepubliceerd, maar haar publicatie ontbreekt"
    for publication in publications:
        yield from differences(publication)


def differences(publication: Publication) -> Iterator[str]:
    """What is no longer as it was published, a Dutch line each; nothing when all is right."""
    sha256 = hashlib.sha256(publication.content.encode()).hexdigest()
    if sha256 != publication.sha256:
        yield f"het controlegetal is {sha256}, bij publicatie was het {publication.sha256}"
    try:
        published = _facts(json.loads(publication.content))
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "de inhoud van de publicatie is niet meer te lezen"
        return
    now = _facts(as_document(take(publication.round)))
    for name in sorted(published.keys() | now.keys()):
        for key, old, new in _changed(published.get(name, {}), now.get(name, {})):
            yield f"{name}, {key}: gepubliceerd {_shown(old)}, nu {_shown(new)}"


def _facts(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each figure and row of a document under a Dutch name, without titles and names."""
    facts: dict[str, dict[str, Any]] = {
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
    for row in document["results"]:
        name = f"resultaat {row['organisation']} {row['point']}"
        facts[name] = {"status": row["status"], "toelichting": row["explanation"]}
    return facts


def _figure(item: dict[str, Any]) -> dict[str, Any]:
    return {key: item[key] for key in FIGURE_KEYS}


def _changed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key in old | new:
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


def _shown(value: Any) -> str:
    return "niets" if value is None else str(value)
