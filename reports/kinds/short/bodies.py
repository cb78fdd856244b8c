"""Who writes to whom, and what that letter is called, for each kind of organisation."""

from collections.abc import Mapping
from dataclasses import dataclass

from ambitions.choices import OrganisationKind


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the letter is called, who reads it and who writes it."""

    letter: str
    reader: str
    writer: str
    place: str
    """What the organisation is called in running text."""
    informs: str = "informeert"
    """The verb that goes with the writer."""
    in_full: tuple[str, str] | None = None
    """Reader and writer as they stand above the letter, where a sentence says it shorter."""


BODIES: Mapping[str, Bodies] = {
    OrganisationKind.MUNICIPALITY: Bodies(
        "Raadsinformatiebrief",
        "de raad",
        "het college",
        "de gemeente",
        in_full=("de gemeenteraad", "het college van burgemeester en wethouders"),
    ),
    OrganisationKind.PROVINCE: Bodies(
        "Statenbrief", "Provinciale Staten", "Gedeputeerde Staten", "de provincie", "informeren"
    ),
    OrganisationKind.WATER_BOARD: Bodies(
        "Brief aan het algemeen bestuur",
        "het algemeen bestuur",
        "het dagelijks bestuur",
        "het waterschap",
    ),
    OrganisationKind.PARTNER: Bodies(
        "Informatiebrief", "het bestuur", "de directie", "de organisatie"
    ),
}
