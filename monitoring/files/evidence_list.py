"""The evidence of an assessment as one reader may see it, for the page and the ZIP."""

from dataclasses import dataclass

from accounts.models import User
from ambitions.models import AmbitionPoint
from monitoring.choices import EvidenceKind
from monitoring.models import Assessment, Evidence, EvidenceFile, EvidenceUse, Period, Result


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with the points that it serves and its files, the present one first.

    `remark` is what there is to say of its date.
    """

    evidence: Evidence
    points: tuple[AmbitionPoint, ...]
    files: tuple[EvidenceFile, ...]
    remark: str

    @property
    def file(self) -> EvidenceFile | None:
        """The present revision."""
        return self.files[0] if self.files else None

    @property
    def older(self) -> tuple[EvidenceFile, ...]:
        return self.files[1:]


def pieces(user: User, assessment: Assessment, at: Result | None = None) -> list[Piece]:
    """In order of the first point that each serves; with `at` only what serves that result.

    At most three queries, one when there is nothing.
    """
    uses = EvidenceUse.objects.visible_to(user).of(assessment)
    if at is not None:
        uses = uses.filter(evidence__in=EvidenceUse.objects.filter(result=at).values("evidence"))
    served: dict[Evidence, list[Result]] = {}
    for use in uses.select_related("evidence", "result__point"):
        served.setdefault(use.evidence, []).append(use.result)
    if at is not None:
        # The piece may serve this result out of sight of a reader of another one.
        served = {piece: results for piece, results in served.items() if at in results}
    if not served:
        return []
    files = _files_of(served)
    period = Period.of(assessment.round)
    return [
        Piece(
            evidence=piece,
            points=tuple(result.point for result in results),
            files=tuple(files.get(piece.pk, ())),
            remark=period.remark_on(piece.dated_on),
        )
        for piece, results in served.items()
    ]


def _files_of(served: dict[Evidence, list[Result]]) -> dict[int, list[EvidenceFile]]:
    """Revisions by the key of their piece, newest first; no query when there are no files."""
    files: dict[int, list[EvidenceFile]] = {}
    with_file = [piece.pk for piece in served if piece.kind == EvidenceKind.FILE]
    if with_file:
        for file in EvidenceFile.objects.filter(evidence__in=with_file).order_by("-number"):
            files.setdefault(file.evidence_id, []).append(file)
    return files
