"""What the entry page shows: themes as steps, and the results of one of them."""

from dataclasses import dataclass

from ambitions.models import Theme
from monitoring.achievement import FORMULAS, Figure, Tally, pool
from monitoring.models import Assessment, Result


@dataclass(frozen=True, slots=True)
class Step:
    """One theme of the round with how far it is filled in."""

    theme: Theme
    figure: Figure
    is_current: bool


@dataclass(frozen=True, slots=True)
class EntrySteps:
    steps: tuple[Step, ...]
    current: Theme
    next: Theme | None
    total: Figure


def entry_steps(assessment: Assessment, code: str | None) -> EntrySteps | None:
    """The steps, at the theme that `code` names or at the first; None when there is no such."""
    round = assessment.round
    themes = list(round.norm.themes.order_by("position"))
    place = next((i for i, theme in enumerate(themes) if code in (None, theme.code)), None)
    if place is None:
        return None
    tallies = round.results.filter(organisation=assessment.organisation).tallies("point__theme")
    formula = FORMULAS[round.norm.formula]
    steps = tuple(
        Step(theme, Figure(tallies.get((theme.pk,), Tally()), formula), theme == themes[place])
        for theme in themes
    )
    total = Figure(pool(tallies.values()), formula)
    following = themes[place + 1] if place + 1 < len(themes) else None
    return EntrySteps(steps, themes[place], following, total)


def theme_results(assessment: Assessment, theme: Theme) -> list[Result]:
    """The results of one theme of the assessment, in the norm's order, as they are now."""
    return list(
        Result.objects.filter(
            round=assessment.round, organisation=assessment.organisation, point__theme=theme
        )
        .select_related("point__norm", "changed_by")
        .order_by("point__position")
    )
