from ambitions.models.membership import Membership
from ambitions.models.norm import Norm
from ambitions.models.organisation import Organisation
from ambitions.models.point import AmbitionPoint, Applicability
from ambitions.models.region import Region
from ambitions.models.rights_review import RightsReview
from ambitions.models.theme import Theme

__all__ = [
    "AmbitionPoint",
    "Applicability",
    "Membership",
    "Norm",
    "Organisation",
    "Region",
    "RightsReview",
    "Theme",
]
