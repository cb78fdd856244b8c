"""The material of a report is what the publication or the rows say, figure by figure."""

import json

from monitoring.choices import RoundState
from monitoring.models import Round
from monitoring.snapshot import as_document, as_json, take
from reports.material import names
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.reports.conftest import MakeRound

FIGURE_KEYS = ("achieved", "partly", "not_achieved", "unanswered", "not_applicable", "applicable")


def test_figures_are_those_of_the_publication(rich_round: MakeRound) -> None:
    publication = rich_round(RoundState.PUBLISHED).publications.get()
    document = json.loads(publication.content)

    material = of_publication(publication)

    stored = {names.TOTAL: document["total"]}
    for theme in document["themes"]:
        stored[names.theme(theme["code"])] = theme
    for point in document["points"]:
        stored[names.point(point["code"])] = point
    for organisation in document["organisations"]:
        stored[names.organisation(organisation["code"])] = organisation
        for theme in organisation["themes"]:
            stored[names.cell(organisation["code"], theme["code"])] = theme
    assert {place: figure.as_dict() for place, figure in material.figures.items()} == {
        place: {key: figure[key] for key in (*FIGURE_KEYS, "percentage", "rounded", "coverage")}
        for place, figure in stored.items()
    }


def test_published_and_closed_round_give_the_same_figures(rich_round: MakeRound) -> None:
    closed = of_round(rich_round(RoundState.CLOSED))

    assert closed.figures[names.TOTAL].applicable > 0
    assert closed.seal is None
    assert not closed.round.is_provisional


def test_publication_is_read_and_not_the_rows_of_now(
    rich_round: MakeRound, django_assert_num_queries: object
) -> None:
    round = rich_round(RoundState.PUBLISHED)
    publication = round.publications.select_related("round__norm__region").get()

    with django_assert_num_queries(0):  # type: ignore[operator]
        material = of_publication(publication)

    assert material.content == publication.content
    assert material.seal is not None
    assert material.seal.sha256 == publication.sha256
    assert material.moment == publication.published_at


def test_part_of_one_organisation_holds_no_row_of_another(open_round: Round, world: World) -> None:
    material = of_round(open_round, world.almere)

    assert {row.organisation for row in material.rows} == {"GM0034"}
    assert not material.covers_region
    assert material.round.is_provisional
    assert material.content == as_json(as_document(take(open_round, world.almere)))


def test_private_note_is_nowhere(open_round: Round) -> None:
    open_round.results.update(private_note="geheim-van-ons")

    material = of_round(open_round)

    assert "geheim-van-ons" not in material.content
    assert "geheim-van-ons" not in repr(material)
