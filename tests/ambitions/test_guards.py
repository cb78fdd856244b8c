"""What the database itself refuses to change of a norm that is no draft any more."""

from collections.abc import Callable

import pytest

from ambitions.choices import NormState
from ambitions.guards import GUARDS
from ambitions.models import AmbitionPoint, Applicability, Norm, Theme
from tests.breaking import Break, assert_refused_by, execute, guards_of, integrity_error
from tests.conftest import World
from tests.factories import MUNICIPALITY, PROVINCE, make_norm, make_point, make_theme

FINAL = "deze normversie is gepubliceerd en verandert niet meer"


def draft_of(world: World) -> Norm:
    return make_norm(region=world.region, code="concept", state=NormState.DRAFT)


def bare_norm(world: World) -> Norm:
    """A published norm with one theme that has no points."""
    return make_norm(region=world.region, code="kaal", content={"A": {}})


def point_of(norm: Norm, code: str = "A1") -> AmbitionPoint:
    return norm.points.get(code=code)


def new_theme(world: World) -> Callable[[], object]:
    return lambda: make_theme(norm=world.norm)


def changed_theme(world: World) -> Callable[[], object]:
    return lambda: world.norm.themes.filter(code="A").update(title="Anders")


def theme_into_published(world: World) -> Callable[[], object]:
    theme = make_theme(norm=draft_of(world))
    return lambda: Theme.objects.filter(pk=theme.pk).update(norm=world.norm)


def theme_out_of_published(world: World) -> Callable[[], object]:
    norm, draft = bare_norm(world), make_norm(region=world.region, content={}, state=DRAFT)
    return lambda: norm.themes.update(norm=draft)


def deleted_theme(world: World) -> Callable[[], object]:
    theme = bare_norm(world).themes.get()
    return lambda: execute("DELETE FROM ambitions_theme WHERE id = %s", theme.pk)


def new_point(world: World) -> Callable[[], object]:
    theme = world.norm.themes.get(code="A")
    return lambda: make_point(theme=theme)


def changed_point(world: World) -> Callable[[], object]:
    return lambda: world.norm.points.filter(code="A1").update(achieved_when="Makkelijker.")


def deleted_point(world: World) -> Callable[[], object]:
    norm = make_norm(region=world.region, code="kaal", content={"A": {"A1": ()}})
    point = point_of(norm)
    return lambda: execute("DELETE FROM ambitions_ambitionpoint WHERE id = %s", point.pk)


def new_applicability(world: World) -> Callable[[], object]:
    return lambda: Applicability.objects.create(point=point_of(world.norm, "A3"), kind=PROVINCE)


def changed_applicability(world: World) -> Callable[[], object]:
    rows = Applicability.objects.filter(point=point_of(world.norm, "A3"))
    return lambda: rows.update(kind=PROVINCE)


def applicability_into_published(world: World) -> Callable[[], object]:
    point = make_point(theme=make_theme(norm=draft_of(world)), kinds=(PROVINCE,))
    rows = Applicability.objects.filter(point=point)
    return lambda: rows.update(point=point_of(world.norm, "A3"))


def deleted_applicability(world: World) -> Callable[[], object]:
    rows = Applicability.objects.filter(point=point_of(world.norm), kind=MUNICIPALITY)
    return rows.delete


def new_replaces(world: World) -> Callable[[], object]:
    return lambda: point_of(world.norm).replaces.add(point_of(draft_of(world)))


def changed_replaces(world: World) -> Callable[[], object]:
    norm = successor(world)
    other = point_of(world.norm, "A2")
    rows = AmbitionPoint.replaces.through.objects.filter(from_ambitionpoint__norm=norm)
    return lambda: rows.update(to_ambitionpoint=other)


def deleted_replaces(world: World) -> Callable[[], object]:
    norm = successor(world)
    return lambda: point_of(norm).replaces.clear()


def successor(world: World) -> Norm:
    """A published version whose A1 replaces A1 of the world's norm."""
    norm = make_norm(region=world.region, code="norm", version="2.0", state=DRAFT)
    point_of(norm).replaces.add(point_of(world.norm))
    norm.state = NormState.PUBLISHED
    norm.save()
    return norm


def new_point_with_theme_of_another_norm(world: World) -> Callable[[], object]:
    draft, other = draft_of(world), make_norm(region=world.region, state=DRAFT)
    theme = other.themes.get(code="A")
    return lambda: AmbitionPoint.objects.create(
        norm=draft, theme=theme, code="Z9", title="Z9", position=99
    )


def point_moved_to_theme_of_another_norm(world: World) -> Callable[[], object]:
    draft, other = draft_of(world), make_norm(region=world.region, state=DRAFT)
    theme = other.themes.get(code="A")
    return lambda: draft.points.filter(code="A1").update(theme=theme)


def theme_moved_from_draft_to_draft(world: World) -> Callable[[], object]:
    """A point's norm repeats that of its theme; moving the theme would part the two."""
    draft, other = draft_of(world), make_norm(region=world.region, content={}, state=DRAFT)
    return lambda: draft.themes.filter(code="A").update(norm=other)


def changed_title(world: World) -> Callable[[], object]:
    return lambda: Norm.objects.filter(pk=world.norm.pk).update(title="Anders")


def deleted_norm(world: World) -> Callable[[], object]:
    norm = make_norm(region=world.region, code="leeg", content={})
    return lambda: execute("DELETE FROM ambitions_norm WHERE id = %s", norm.pk)


DRAFT = NormState.DRAFT
BREAKS: list[tuple[str, Break]] = [
    ("guard_ambitions_theme_insert", new_theme),
    ("guard_ambitions_theme_update", changed_theme),
    ("guard_ambitions_theme_update", theme_into_published),
    ("guard_ambitions_theme_update", theme_out_of_published),
    ("guard_ambitions_theme_delete", deleted_theme),
    ("guard_ambitions_ambitionpoint_insert", new_point),
    ("guard_ambitions_ambitionpoint_update", changed_point),
    ("guard_ambitions_ambitionpoint_delete", deleted_point),
    ("guard_ambitions_applicability_insert", new_applicability),
    ("guard_ambitions_applicability_update", changed_applicability),
    ("guard_ambitions_applicability_update", applicability_into_published),
    ("guard_ambitions_applicability_delete", deleted_applicability),
    ("guard_ambitions_ambitionpoint_replaces_insert", new_replaces),
    ("guard_ambitions_ambitionpoint_replaces_update", changed_replaces),
    ("guard_ambitions_ambitionpoint_replaces_delete", deleted_replaces),
    ("guard_ambitions_point_theme_insert", new_point_with_theme_of_another_norm),
    ("guard_ambitions_point_theme_update", point_moved_to_theme_of_another_norm),
    ("guard_ambitions_theme_norm", theme_moved_from_draft_to_draft),
    ("guard_ambitions_norm_update", changed_title),
    ("guard_ambitions_norm_delete", deleted_norm),
]


@pytest.mark.parametrize(
    ("name", "prepare"), BREAKS, ids=[prepare.__name__ for _, prepare in BREAKS]
)
def test_guard_refuses(world: World, name: str, prepare: Break) -> None:
    assert_refused_by(guards_of(GUARDS, name), world, prepare)


def test_every_guard_is_broken_here() -> None:
    assert {guard.name for guard in GUARDS} <= {name for name, _ in BREAKS}


@pytest.mark.parametrize("state", [NormState.PUBLISHED, NormState.RETIRED])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "anders"),
        ("version", "9.9"),
        ("title", "Anders"),
        ("formula", "behaald-half-1"),
        ("example", True),
        ("adopted_on", "2025-03-03"),
    ],
)
def test_norm_that_is_no_draft_keeps_every_field(
    world: World, state: NormState, field: str, value: object
) -> None:
    Norm.objects.filter(pk=world.norm.pk).update(state=state)

    with integrity_error(FINAL):
        Norm.objects.filter(pk=world.norm.pk).update(**{field: value})


def test_published_norm_keeps_its_region(world: World) -> None:
    with integrity_error(FINAL):
        Norm.objects.filter(pk=world.norm.pk).update(region=world.other_region)


def test_published_norm_can_be_retired(world: World) -> None:
    Norm.objects.filter(pk=world.norm.pk).update(state=NormState.RETIRED)

    assert Norm.objects.get(pk=world.norm.pk).state == NormState.RETIRED


def test_retired_norm_keeps_its_points(world: World) -> None:
    Norm.objects.filter(pk=world.norm.pk).update(state=NormState.RETIRED)

    with integrity_error(FINAL):
        world.norm.points.filter(code="A1").update(title="Anders")


def test_draft_norm_can_change_and_go(world: World) -> None:
    draft = draft_of(world)

    draft.points.filter(code="A1").update(title="Anders")
    draft.points.all().delete()
    draft.themes.all().delete()
    draft.delete()

    assert not Norm.objects.filter(code="concept").exists()
