"""Loading a norm: idempotent, published by loading, fixed as soon as something leans on it."""

from datetime import date
from pathlib import Path

import pytest

from ambitions.actions.norms import NormImport, import_norm
from ambitions.choices import FormulaId, NormState
from ambitions.files.norm_file import read_norm
from ambitions.models import AmbitionPoint, Norm
from monitoring.choices import RoundState
from tests.breaking import nothing_written, refused
from tests.factories import make_organisation, make_region, make_round
from tests.files import NORM, yaml_path

SUCCESSOR = """\
norm: {code: norm, version: "2.0", title: Norm, region: flevoland}
themes:
  - code: A
    title: Bewustwording
    points:
      - {code: A1, title: Scan, applies_to: [municipality], replaces: ["1.0:A1", "1.0:A2"]}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _region() -> None:
    make_region(code="flevoland", title="Flevoland")


def load(folder: Path, text: str = NORM, *, publish: bool = True) -> NormImport:
    content, source = read_norm(yaml_path(folder, text, name="norm.yaml"))
    return import_norm(content=content, source=source, publish=publish, by=None)


def test_import_norm_stores_head_themes_points_and_applicability(tmp_path: Path) -> None:
    done = load(tmp_path)

    norm = Norm.objects.get(pk=done.norm.pk)
    assert done.changed
    assert (norm.code, norm.version, norm.title, norm.state) == (
        "norm",
        "1.0",
        "Norm",
        NormState.PUBLISHED,
    )
    assert (norm.adopted_on, norm.example, norm.formula) == (
        date(2025, 3, 3),
        False,
        FormulaId.ACHIEVED,
    )
    themes = norm.themes.order_by("position")
    assert list(themes.values_list("code", "title", "position")) == [
        ("A", "Bewustwording", 1),
        ("B", "Inrichting", 2),
    ]
    points = norm.points.order_by("position")
    assert list(points.values_list("code", "theme__code", "position")) == [
        ("A1", "A", 1),
        ("A2", "A", 2),
        ("B1", "B", 3),
    ]
    first = points[0]
    assert (first.title, first.description, first.achieved_when, first.source) == (
        "Scan",
        "Wat is zwak.",
        "De scan is er.",
        "https://voorbeeld.test/bron",
    )
    kinds = {p.code: {row.kind for row in p.applicability.all()} for p in points}
    assert kinds == {
        "A1": {"municipality", "province"},
        "A2": {"municipality"},
        "B1": {"municipality"},
    }


def test_import_norm_as_a_draft_leaves_it_one(tmp_path: Path) -> None:
    assert load(tmp_path, publish=False).norm.state == NormState.DRAFT


def test_import_norm_twice_writes_nothing(tmp_path: Path) -> None:
    load(tmp_path)

    with nothing_written():
        assert not load(tmp_path).changed


def test_import_norm_again_publishes_a_draft(tmp_path: Path) -> None:
    load(tmp_path, publish=False)

    done = load(tmp_path)

    assert done.changed
    assert Norm.objects.get().state == NormState.PUBLISHED


@pytest.mark.parametrize("publish", [True, False])
def test_import_norm_again_never_takes_a_publication_back(tmp_path: Path, publish: bool) -> None:
    load(tmp_path)

    load(tmp_path, publish=publish)

    assert Norm.objects.get().state == NormState.PUBLISHED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Norm,", "title: Andere norm,"),
        ("adopted_on: 2025-03-03", "adopted_on: null"),
        ("2025-03-03}", "2025-03-03, example: true}"),
        ("2025-03-03}", "2025-03-03, formula: behaald-half-1}"),
        ("title: Bewustwording", "title: Bewust"),
        ("code: B\n", "code: C\n"),
        ("{code: B1, title", "{code: B2, title"),
        ("[municipality, province]", "[municipality]"),
        ("[municipality, province]", "[]"),
        ("achieved_when: De scan is er.", "achieved_when: Twee scans."),
        ("        source: https://voorbeeld.test/bron\n", ""),
        ("      - {code: A2, title: Sessie, applies_to: [municipality]}\n", ""),
    ],
)
def test_import_norm_with_other_content_replaces_the_version(
    tmp_path: Path, old: str, new: str
) -> None:
    load(tmp_path)
    changed = NORM.replace(old, new)
    assert changed != NORM

    done = load(tmp_path, changed)

    assert done.changed
    assert done.norm.state == NormState.PUBLISHED
    assert Norm.objects.count() == 1
    with nothing_written():
        assert not load(tmp_path, changed).changed


def test_import_norm_into_an_unknown_region_is_refused(tmp_path: Path) -> None:
    text = NORM.replace("region: flevoland", "region: friesland")

    with refused("norm.yaml, rij 1, kolom 57: de regio friesland bestaat niet."):
        load(tmp_path, text)


@pytest.mark.parametrize("state", list(RoundState))
def test_import_norm_with_other_content_and_a_round_is_refused(
    tmp_path: Path, state: RoundState
) -> None:
    norm = load(tmp_path).norm
    make_organisation(region=norm.region)
    make_round(norm=norm, state=state)
    text = NORM.replace("title: Scan", "title: Andere scan")

    with refused(
        "norm.yaml, rij 1, kolom 29: "
        "Norm 1.0 heeft een monitoringsronde en verandert niet meer; maak een nieuwe versie."
    ):
        load(tmp_path, text)


def test_import_norm_with_a_round_and_the_same_content_is_no_error(tmp_path: Path) -> None:
    norm = load(tmp_path).norm
    make_round(norm=norm, state=RoundState.PLANNED)

    with nothing_written():
        assert not load(tmp_path).changed


def test_import_norm_stores_what_it_replaces(tmp_path: Path) -> None:
    load(tmp_path)

    load(tmp_path, SUCCESSOR)

    point = AmbitionPoint.objects.get(norm__version="2.0")
    assert {f"{old.norm.version}:{old.code}" for old in point.replaces.all()} == {
        "1.0:A1",
        "1.0:A2",
    }
    with nothing_written():
        assert not load(tmp_path, SUCCESSOR).changed


def test_import_norm_that_replaces_unknown_points_names_each(tmp_path: Path) -> None:
    load(tmp_path)
    text = SUCCESSOR.replace('"1.0:A2"', '"1.0:Z9", "0.9:A1"')

    with refused(
        "norm.yaml, rij 6, kolom 71: het eerdere ambitiepunt 0.9:A1 bestaat niet.",
        "norm.yaml, rij 6, kolom 71: het eerdere ambitiepunt 1.0:Z9 bestaat niet.",
    ):
        load(tmp_path, text)


def test_import_norm_that_a_later_version_refers_to_is_refused(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, SUCCESSOR)
    text = NORM.replace("title: Scan", "title: Andere scan")

    with refused(
        "norm.yaml, rij 1, kolom 29: Norm 1.0 heeft punten waar een latere versie naar verwijst "
        "en verandert niet meer; maak een nieuwe versie."
    ):
        load(tmp_path, text)


def test_import_norm_of_a_successor_can_change(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, SUCCESSOR)
    text = SUCCESSOR.replace(', "1.0:A2"', "")

    load(tmp_path, text)

    point = AmbitionPoint.objects.get(norm__version="2.0")
    assert [old.code for old in point.replaces.all()] == ["A1"]


def test_import_norm_keeps_the_points_in_the_order_of_the_file(tmp_path: Path) -> None:
    load(tmp_path)
    first, second = "code: A1\n        title: Scan", "{code: A2, title: Sessie"
    text = NORM.replace(first, "code: A9\n        title: Scan")
    text = text.replace(second, "{code: A1, title: Sessie")

    load(tmp_path, text)

    points = Norm.objects.get().points.order_by("position")
    assert [point.code for point in points] == ["A9", "A1", "B1"]


def test_import_norm_to_a_retired_version_with_the_same_content_is_no_change(
    tmp_path: Path,
) -> None:
    norm = load(tmp_path).norm
    Norm.objects.filter(pk=norm.pk).update(state=NormState.RETIRED)

    with nothing_written():
        assert not load(tmp_path).changed


def test_import_norm_of_another_region_is_refused(tmp_path: Path) -> None:
    """A file for one region must not take over the norm of another."""
    load(tmp_path)
    make_region(code="friesland")
    text = NORM.replace("region: flevoland", "region: friesland")

    with refused("norm.yaml, rij 1, kolom 57: Norm 1.0 hoort bij een andere regio."):
        load(tmp_path, text)
