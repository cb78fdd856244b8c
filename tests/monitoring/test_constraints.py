"""What the database refuses of rounds, results, exemptions and publications."""

import pytest
from django.db.models import Model, ProtectedError
from django.utils import timezone

from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Assessment, Exemption, Publication, Result, Round
from tests.breaking import integrity_error, not_unique
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_round, set_result


def test_round_code_is_there_once(world: World, open_round: Round) -> None:
    other = make_round(norm=world.norm, state=RoundState.PLANNED)

    with not_unique("monitoring_round_code", "monitoring_round.code"):
        Round.objects.filter(pk=other.pk).update(code=open_round.code)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "party"}, "monitoring_round_kind_known"),
        ({"state": "lost"}, "monitoring_round_state_known"),
    ],
)
def test_round_with_an_unknown_value_is_refused(
    world: World, values: dict[str, str], constraint: str
) -> None:
    round = Round(
        norm=world.norm,
        code="nieuw",
        name="Nieuw",
        reference_date=timezone.localdate(),
        closes_on=timezone.localdate(),
        **{"kind": "interim", **values},
    )

    with integrity_error(constraint):
        round.save()


def test_assessment_is_there_once(world: World, open_round: Round) -> None:
    with not_unique(
        "monitoring_assessment_once",
        "monitoring_assessment.round_id, monitoring_assessment.organisation_id",
    ):
        Assessment.objects.create(round=open_round, organisation=world.almere)


def test_assessment_in_an_unknown_state_is_refused(open_round: Round) -> None:
    with integrity_error("monitoring_assessment_state_known"):
        open_round.assessments.update(state="lost")


def test_result_is_there_once(world: World, open_round: Round) -> None:
    point = world.norm.points.get(code="A1")

    with not_unique(
        "monitoring_result_once",
        "monitoring_result.round_id, monitoring_result.organisation_id, monitoring_result.point_id",
    ):
        Result.objects.create(round=open_round, organisation=world.almere, point=point)


def test_result_of_an_unknown_status_is_refused(open_round: Round) -> None:
    with integrity_error("monitoring_result_status_known"):
        open_round.results.filter(scope="applicable").update(status="maybe")


def test_result_of_an_unknown_scope_is_refused(open_round: Round) -> None:
    with integrity_error("monitoring_result_status_fits_scope"):
        open_round.results.update(scope="elsewhere")


@pytest.mark.parametrize("scope", ["not_by_norm", "exempted"])
@pytest.mark.parametrize("status", sorted(set(ResultStatus.values) - {"not_applicable"}))
def test_result_that_does_not_apply_has_no_other_status(
    open_round: Round, scope: str, status: str
) -> None:
    result = get_result(round=open_round, organisation="GM0034", point="A1")

    with integrity_error("monitoring_result_status_fits_scope"):
        Result.objects.filter(pk=result.pk).update(scope=scope, status=status)


@pytest.mark.parametrize("status", ResultStatus.values)
def test_result_that_applies_takes_every_status(open_round: Round, status: str) -> None:
    assert set_result(round=open_round, organisation="GM0034", point="A1", status=status)


def test_publication_number_is_there_once(published_round: Round) -> None:
    with not_unique(
        "monitoring_publication_once",
        "monitoring_publication.round_id, monitoring_publication.number",
    ):
        Publication.objects.create(
            round=published_round,
            number=1,
            formula="behaald-1",
            content="{}",
            sha256="",
            published_at=timezone.now(),
        )


@pytest.fixture
def exemption(world: World) -> Exemption:
    return make_exemption(
        organisation=world.almere,
        point=world.norm.points.get(code="A1"),
        from_round=make_round(norm=world.norm, state=RoundState.PLANNED),
    )


def test_exemption_is_there_once(exemption: Exemption) -> None:
    with not_unique(
        "monitoring_exemption_once",
        "monitoring_exemption.organisation_id, monitoring_exemption.point_id, "
        "monitoring_exemption.from_round_id",
    ):
        Exemption.objects.create(
            organisation=exemption.organisation,
            point=exemption.point,
            from_round=exemption.from_round,
            reason="Nog een keer.",
            granted_at=timezone.now(),
        )


def test_exemption_without_a_reason_is_refused(exemption: Exemption) -> None:
    with integrity_error("monitoring_exemption_has_reason"):
        Exemption.objects.filter(pk=exemption.pk).update(reason="")


# --- Everything a result refers to stays ----------------------------------------------------------


@pytest.mark.parametrize("name", ["round", "organisation", "point", "changed_by"])
def test_what_a_result_refers_to_is_protected(world: World, open_round: Round, name: str) -> None:
    result = set_result(round=open_round, organisation="GM0184", point="A1", by=world.nobody)
    open_round.assessments.all().delete()
    referred: Model = getattr(result, name)

    with pytest.raises(ProtectedError):
        referred.delete()


def test_round_with_a_publication_is_protected(published_round: Round) -> None:
    with pytest.raises(ProtectedError):
        published_round.delete()


def test_round_with_an_exemption_is_protected(exemption: Exemption) -> None:
    with pytest.raises(ProtectedError):
        exemption.from_round.delete()


def test_person_who_granted_an_exemption_is_protected(world: World, exemption: Exemption) -> None:
    Exemption.objects.filter(pk=exemption.pk).update(granted_by=world.nobody)

    with pytest.raises(ProtectedError):
        world.nobody.delete()
