"""What every page about a round or an assessment says of itself."""

from typing import Any

from monitoring.models import Assessment, Round


def of_round(round: Round, **more: Any) -> dict[str, Any]:
    """The round, its place in the menu, and the marks "vertrouwelijk" and "voorbeeld"."""
    return {
        "section": "rounds",
        "round": round,
        "example": round.norm.example,
        "confidential": True,
        **more,
    }


def of_assessment(assessment: Assessment, **more: Any) -> dict[str, Any]:
    return of_round(assessment.round, assessment=assessment, **more)
