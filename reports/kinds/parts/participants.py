"""Who takes part in a round, as a sentence names them."""

from collections import Counter
from collections.abc import Mapping

from ambitions.choices import OrganisationKind
from reports.material.material import Material
from reports.texts import grammar
from reports.texts.grammar import Noun, join

NOUNS: Mapping[str, Noun] = {
    OrganisationKind.MUNICIPALITY: grammar.MUNICIPALITY,
    OrganisationKind.PROVINCE: grammar.PROVINCE,
    OrganisationKind.WATER_BOARD: grammar.WATER_BOARD,
    OrganisationKind.PARTNER: grammar.PARTNER,
}
ORGANISATIONS = "organisaties"


def counts(material: Material) -> dict[str, int | str]:
    """How many organisations there are, and of each kind: "organisaties", "gemeenten"."""
    found = Counter(organisation.kind for organisation in material.organisations)
    kinds = {noun.many: found[kind] for kind, noun in NOUNS.items()}
    return {ORGANISATIONS: len(material.organisations), **kinds}


def participants(material: Material) -> str:
    """Markup: "de zes gemeenten, de provincie en het waterschap"."""
    found = Counter(organisation.kind for organisation in material.organisations)
    return join([_of_kind(noun, found[kind]) for kind, noun in NOUNS.items() if found[kind]])


def have(material: Material) -> str:
    """The verb that goes with `participants`."""
    return grammar.has_or_have(len(material.organisations))


def _of_kind(noun: Noun, count: int) -> str:
    if count == 1:
        return f"{noun.article} {noun.one}"
    return f"de {{{noun.many} in woorden}} {noun.many}"
