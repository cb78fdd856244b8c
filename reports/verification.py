"""What the audit log says of made files and of approvals, compared with what is stored of them.

Who can write rows could have a file of their own recognised as genuine, or change a report after it
was approved. The log is sealed with a key outside the database, and does not go along.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.events import EventType
from accounts.models import AuditEvent
from monitoring.models import Round
from reports.models import MadeFile, ReportApproval


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that somebody took, as the log has it; `level` and `state` of reports only."""

    publication: int
    level: str
    state: str


class Log:
    """What the log has of files and approvals, read once for all rounds."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str], set[Taken]] = defaultdict(set)
        self._told_less: set[tuple[str, str]] = set()
        self._approved: dict[tuple[str, int], dict[str, Any]] = {}
        events = AuditEvent.objects.filter(type__in=(EventType.EXPORTED, EventType.REPORT_APPROVED))
        for event in events.in_chain().iterator():
            told = event.new_values
            if event.type == EventType.REPORT_APPROVED:
                self._approved[event.subject_id, told["versie"]] = told
            elif "sha256" in told:
                self._note((event.subject.partition(" ")[0], told["sha256"]), told)

    def _note(self, place: tuple[str, str], told: Mapping[str, Any]) -> None:
        if "publicatie" not in told:
            # An event of before the publication was kept says only that the file was made.
            self._told_less |= {place}
            return
        taken = Taken(told["publicatie"], told.get("markering", ""), told.get("stand", ""))
        self._taken[place] |= {taken}

    def differences(self, round: Round) -> Iterator[str]:
        """In what files and approvals of a round are not what the log saw, a Dutch line each."""
        yield from self._file_differences(round)
        yield from self._approval_differences(round)

    def _file_differences(self, round: Round) -> Iterator[str]:
        missing = {key: {*found} for key, found in self._taken.items() if key[0] == round.code}
        made = MadeFile.objects.filter(publication__round=round).select_related("publication")
        for file in made.order_by("pk").iterator():
            known = missing.get((round.code, file.sha256), set())
            fitting = {taken for taken in known if _fits(file, taken)}
            if not fitting and (round.code, file.sha256) not in self._told_less:
                yield (
                    f"logboek: het bestand “{file.what}” ({file.format}, {file.sha256}) is hier "
                    "niet gemaakt, of anders"
                )
            known -= fitting
        for _, sha256 in sorted(key for key, left in missing.items() if left):
            yield f"logboek: van het bestand {sha256} is niet meer bekend dat het is gemaakt"

    def _approval_differences(self, round: Round) -> Iterator[str]:
        approvals = ReportApproval.objects.filter(version__report__round=round).select_related(
            "version__report__organisation", "publication"
        )
        for approval in approvals.order_by("pk"):
            version = approval.version
            told = self._approved.get((str(version.report_id), version.number))
            now = {"publicatie": approval.publication.number, "inhoud": version.digest}
            # What an event of before a key was kept does not say, it does not contradict.
            if told is None or any(told.get(key, value) != value for key, value in now.items()):
                yield f"logboek: {version} is niet zo goedgekeurd"


def _fits(file: MadeFile, taken: Taken) -> bool:
    """Whether the log says the same of a file as what is remembered of it."""
    return (
        file.publication.number == taken.publication
        and taken.level in ("", file.level)
        and file.what.endswith(taken.state)
    )
