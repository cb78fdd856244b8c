"""What a file says of itself: for whose eyes, how final, and what it was sealed with."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from monitoring.models import Publication, Round
from reports.documents import marker
from reports.documents.blocks import Level, Seal
from reports.exports.extract import Extract

CREATOR = "flevonorm"


@dataclass(frozen=True, slots=True)
class About:
    """`moment` is the date in the properties: of the publication, else of the measurement; never
    of the making, so that a file that is made again is the same.
    """

    title: str
    subject: str
    level: Level
    state: str
    moment: datetime
    seal: Seal | None
    marker: str
    """The line by which a file is recognised; only that of a whole round, which anybody may hear
    to be genuine."""

    @classmethod
    def of(cls, extract: Extract) -> "About":
        round = extract.round
        publication = extract.publication
        seal = _seal(round, publication) if publication else None
        of_whom = f", {extract.organisation}" if extract.organisation else ""
        return cls(
            title=f"Resultaten {round.name}{of_whom}",
            subject=f"{round.norm.title} {round.norm.version}",
            # The rows hold explanations, whatever became of the round.
            level=Level.CONFIDENTIAL,
            state="voorlopig" if round.is_provisional else round.get_state_display(),
            moment=(
                publication.published_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
                if publication
                else datetime.combine(round.reference_date, time())
            ),
            seal=seal,
            marker=marker.of(seal) if seal and extract.organisation is None else "",
        )

    @property
    def mark(self) -> str:
        """Stands above every page."""
        return f"{self.level.capitalize()}, {self.state}"

    @property
    def footing(self) -> str:
        """Stands below every page: what the figures were sealed with."""
        if self.seal is None:
            return "Niet gepubliceerd"
        return f"{self.seal.line}, SHA-256 {self.seal.sha256}"

    @property
    def properties(self) -> dict[str, str]:
        """What the properties of the file say beside title and subject."""
        found = {"Vertrouwelijkheid": self.level.value, "Stand": self.state}
        if self.seal:
            found |= {
                "Ronde": self.seal.round,
                "Publicatie": str(self.seal.publication),
                "Formule": self.seal.formula,
                "SHA-256": self.seal.sha256,
            }
        if self.marker:
            found[marker.NAME] = self.marker
        return found


def _seal(round: Round, publication: Publication) -> Seal:
    return Seal(
        round=round.code,
        publication=publication.number,
        formula=publication.formula,
        sha256=publication.sha256,
        check="",
    )
