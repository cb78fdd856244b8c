"""The sentences of the short reports: keys that last, and numbers only as fields."""

import re

import pytest

from accounts.models import User
from monitoring.actions.results import write
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Round
from reports.kinds import agenda, council_letter, mededeling, one_pager, public_summary
from reports.kinds.kind import Kind
from reports.material.reading import of_publication, of_round
from reports.material.working_group import read_agenda
from reports.texts.fields import parse
from reports.texts.grammar import day
from reports.texts.texts import Sentence
from tests.conftest import World
from tests.evidence import Entering
from tests.reports.conftest import MakeRound, advance
from tests.reports.kinds.making import built
from tests.reports.kinds.walk import texts

SHORT = (one_pager, mededeling, council_letter, public_summary, agenda)
KINDS = tuple(module.KIND for module in SHORT)
BY_NAME = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def sentences(kind: Kind, round: Round, by: User) -> tuple[Sentence, ...]:
    if kind.needs_agenda:
        return built(kind, of_round(round), agenda=read_agenda(by, round)).sentences
    material = of_publication(round.publications.get())
    return built(kind, material, organisation="GM0034").sentences


def round_for(kind: Kind, rich_round: MakeRound) -> Round:
    return rich_round(RoundState.OPEN if kind.needs_agenda else RoundState.PUBLISHED)


@BY_NAME
def test_every_number_in_a_sentence_is_a_field(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    round = round_for(kind, rich_round)
    points = [f"{point.code} {point.title}" for point in round.norm.points.all()]
    typed = (round.name, day(round.reference_date), round.norm.title, round.norm.version)

    for sentence in sentences(kind, round, world.district_coordinator):
        said = "".join(piece for piece in parse(sentence.standard) if isinstance(piece, str))
        for known in (*typed, *points):
            said = said.replace(known, "")
        assert not re.search(r"\d", said), sentence


@BY_NAME
def test_keys_are_their_own_and_plain(world: World, rich_round: MakeRound, kind: Kind) -> None:
    found = sentences(kind, round_for(kind, rich_round), world.district_coordinator)

    keys = [each.key for each in found]
    assert keys
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+([.-][a-z]+)*", key) for key in keys)
    assert all(each.section for each in found)


@BY_NAME
def test_private_notes_and_confidential_evidence_are_nowhere(
    world: World, rich_round: MakeRound, kind: Kind
) -> None:
    round = rich_round(RoundState.OPEN)
    secret = {"private_note": "GEHEIM", "explanation": "GEHEIM", "is_shared": True}
    for result in round.results.exclude(status=ResultStatus.NOT_APPLICABLE):
        assert write(result, secret, by=None)
    Entering(round, "GM0034", world.coordinator).link(title="GEHEIM", is_confidential=True)
    agenda = read_agenda(world.district_coordinator, round)
    advance(round, RoundState.CLOSED if kind.needs_agenda else RoundState.PUBLISHED)
    round.refresh_from_db()
    publication = round.publications.first()
    material = of_publication(publication) if publication else of_round(round)

    document = built(kind, material, organisation="GM0034", agenda=agenda).document

    assert not [text for text in texts(document) if "GEHEIM" in text]
