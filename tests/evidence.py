"""Evidence for the tests, made by the actions."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from monitoring.actions.evidence import add_evidence
from monitoring.actions.evidence_files import add_file
from monitoring.actions.evidence_parts import Details
from monitoring.choices import EvidenceKind
from monitoring.files.uploads import Upload
from monitoring.models import Assessment, Evidence, EvidenceUse, Result, Round
from tests.factories import get_result
from tests.uploads import upload

ADDRESS = "https://www.almere.example/besluit"


@dataclass(frozen=True, slots=True)
class Entering:
    """The assessment of an organisation in a round, and who enters it."""

    round: Round
    organisation: str
    by: User

    @property
    def assessment(self) -> Assessment:
        return Assessment.objects.with_round().get(
            round=self.round, organisation__code=self.organisation
        )

    def result(self, point: str) -> Result:
        return get_result(round=self.round, organisation=self.organisation, point=point)

    def use(self, evidence: Evidence, point: str = "A1") -> EvidenceUse:
        return EvidenceUse.objects.get(evidence=evidence, result=self.result(point))

    def link(
        self,
        *points: str,
        title: str = "Besluit",
        address: str = ADDRESS,
        dated_on: date | None = None,
        is_confidential: bool = True,
    ) -> Evidence:
        """A link that serves the points, A1 when none is named."""
        return add_evidence(
            assessment=self.assessment,
            results=[self.result(point) for point in points or ("A1",)],
            kind=EvidenceKind.LINK,
            details=Details(
                title=title, address=address, dated_on=dated_on, is_confidential=is_confidential
            ),
            by=self.by,
        )

    def file(
        self,
        *points: str,
        title: str = "Verslag",
        file: Upload | None = None,
        is_confidential: bool = True,
    ) -> Evidence:
        """A file that serves the points, A1 when none is named."""
        return add_file(
            assessment=self.assessment,
            results=[self.result(point) for point in points or ("A1",)],
            details=Details(title=title, is_confidential=is_confidential),
            upload=file or upload(),
            by=self.by,
        )
