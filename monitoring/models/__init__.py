from monitoring.models.activity import Activity
from monitoring.models.assessment import Assessment
from monitoring.models.assessment_step import AssessmentStep
from monitoring.models.assignment import Assignment
from monitoring.models.evidence import Evidence, EvidenceUse
from monitoring.models.evidence_file import EvidenceFile
from monitoring.models.exemption import Exemption
from monitoring.models.exemption_request import ExemptionRequest
from monitoring.models.improvement_action import ImprovementAction
from monitoring.models.peer_review import PeerReview
from monitoring.models.publication import Publication
from monitoring.models.result import Result
from monitoring.models.review_remark import ReviewRemark
from monitoring.models.round import Round
from monitoring.models.sheet_upload import SheetUpload
from monitoring.models.sign_off import SignOff

__all__ = [
    "Activity",
    "Assessment",
    "AssessmentStep",
    "Assignment",
    "Evidence",
    "EvidenceFile",
    "EvidenceUse",
    "Exemption",
    "ExemptionRequest",
    "ImprovementAction",
    "PeerReview",
    "Publication",
    "Result",
    "ReviewRemark",
    "Round",
    "SheetUpload",
    "SignOff",
]
