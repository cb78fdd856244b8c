from monitoring.models.assessment import Assessment
from monitoring.models.exemption import Exemption
from monitoring.models.publication import Publication
from monitoring.models.result import Result
from monitoring.models.round import Round

__all__ = ["Assessment", "Exemption", "Publication", "Result", "Round"]
