from monitoring.models.activity import Activity
from monitoring.models.assessment import Assessment
from monitoring.models.assessment_step import AssessmentStep
from monitoring.models.assignment import Assignment
from monitoring.models.evidence import Evidence, EvidenceUse, Period
from monitoring.models.evidence_file import EvidenceFile
from monitoring.models.exemption import Exemption
from monitoring.models.exemption_request import ExemptionRequest
from monitoring.models.help_request import HelpRequest
from monitoring.models.improvement_action import ImprovementAction
from monitoring.models.peer_review import PeerReview
from monitoring.models.publication import Publication
from monitoring.models.result import Result
from monitoring.models.review_remark import ReviewRemark, thread_state
from monitoring.models.round import Round
from monitoring.models.sheet_upload import SheetUpload
from monitoring.models.sign_off import BODIES, SignOff

__all__ = [
    "BODIES",
    "Activity",
    "Assessment",
    "AssessmentStep",
    "Assignment",
    "Evidence",
    "EvidenceFile",
    "EvidenceUse",
    "Exemption",
    "ExemptionRequest",
    "HelpRequest",
    "ImprovementAction",
    "PeerReview",
    "Period",
    "Publication",
    "Result",
    "ReviewRemark",
    "Round",
    "SheetUpload",
    "SignOff",
    "thread_state",
]
