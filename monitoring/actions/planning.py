"""Changing what was planned of a round, and dropping the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from accounts.audit import differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.actions.memberships import hold_region
from monitoring.actions.rounds import (
    CHANGED_MEANWHILE,
    hold,
    mark_of,
    refuse_unless,
    refuse_wrong,
    round_event,
    told,
)
from monitoring.choices import RoundState
from monitoring.models import Exemption, Round

CHANGEABLE: Mapping[str, Sequence[str]] = {
    RoundState.PLANNED: (
        "norm",
        "code",
        "name",
        "kind",
        "reference_date",
        "opens_on",
        "closes_on",
        "college_on",
    ),
    RoundState.OPEN: ("name", "opens_on", "closes_on", "college_on"),
    RoundState.CLOSED: ("college_on",),
    RoundState.PUBLISHED: (),
}
"""Which fields of a round can still be changed, by its state."""


@transaction.atomic
def change_round(*, round: Round, changes: Mapping[str, Any], seen: str, by: User | None) -> None:
    """Gives the fields in `changes` their new values.

    `seen` is the mark of the round that was looked at (`mark_of`). Raises Refused when the round
    has changed since, when its state lets a field change no more (`CHANGEABLE`), and when it would
    not fit its exemptions any longer.
    """
    region = round.norm.region
    hold_region(region)
    hold(round)
    if mark_of(round) != seen:
        raise Refused(CHANGED_MEANWHILE)
    before = told(round)
    for name, value in changes.items():
        if name not in CHANGEABLE[round.state]:
            label = Round._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise Refused(f"De ronde is {round.get_state_display()}: {label} staat vast.")
        setattr(round, name, value)
    if round.norm.region_id != region.pk:
        raise Refused("De ronde blijft bij haar regio: kies een norm daarvan.")
    refuse_wrong(round)
    _refuse_unfit_exemptions(round)
    round.save(update_fields=list(changes))
    old, new = differences(before, told(round))
    if new:
        record(round_event(EventType.ROUND_CHANGED, round, new, old), by=by)


@transaction.atomic
def drop_round(*, round: Round, by: User | None) -> None:
    """Deletes a planned round; raises Refused when it was opened or something refers to it."""
    hold(round)
    refuse_unless(round, RoundState.PLANNED)
    event = round_event(EventType.ROUND_DROPPED, round, {}, told(round))
    try:
        Round.objects.filter(pk=round.pk).delete()
    except ProtectedError as error:
        raise Refused(
            "Er zijn vrijstellingen die met deze ronde beginnen of eindigen. "
            "Zij kan daarom niet worden verwijderd; u kunt haar wel wijzigen."
        ) from error
    record(event, by=by)


def _refuse_unfit_exemptions(round: Round) -> None:
    """Exemptions are of the round's norm, and end no earlier than they begin."""
    exemptions = Exemption.objects.filter(Q(from_round=round) | Q(until_round=round))
    if exemptions.exclude(point__norm=round.norm_id).exists():
        raise Refused(
            "Er zijn vrijstellingen die met deze ronde beginnen of eindigen: de norm staat vast."
        )
    day = round.reference_date
    turned = Q(from_round=round, until_round__reference_date__lt=day)
    if exemptions.filter(
        turned | Q(until_round=round, from_round__reference_date__gt=day)
    ).exists():
        raise Refused("Met deze peildatum zou een vrijstelling eindigen voor zij begint.")
