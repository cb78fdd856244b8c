"""The kinds of report: for each what it is for, who it is for and how it is built."""

from collections.abc import Mapping

from reports.kinds import agenda, council_letter, evaluation, mededeling, one_pager, public_summary
from reports.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        evaluation.KIND,
        one_pager.KIND,
        mededeling.KIND,
        council_letter.KIND,
        public_summary.KIND,
        agenda.KIND,
    )
}
"""By the name that addresses and the database use."""
