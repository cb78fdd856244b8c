"""The kinds of report: for each what it is for, who it is for and how it is built."""

from collections.abc import Mapping

from reports.kinds import (
    agenda,
    council_letter,
    evaluation,
    mededeling,
    one_pager,
    organisation_report,
    public_summary,
)
from reports.kinds.kind import Kind

ALL = (
    evaluation.KIND,
    one_pager.KIND,
    mededeling.KIND,
    council_letter.KIND,
    public_summary.KIND,
    organisation_report.KIND,
    agenda.KIND,
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in ALL}
"""By the name that addresses and the database use."""
