"""The kinds of report: for each what it is for, who it is for and how it is built."""

from collections.abc import Mapping

from reports.kinds import evaluation, one_pager, organisation_report
from reports.kinds.kind import Kind

ALL = (
    evaluation.KIND,
    one_pager.KIND,
    organisation_report.KIND,
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in ALL}
"""By the name that addresses and the database use."""
