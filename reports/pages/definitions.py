"""`/begrippen/`: what the words of pages and reports mean, for every norm at once."""

from reports.texts.definitions import Group, groups

WEIGHT = "telt niet als behaald, of voor de helft als de norm dat zegt"
DIVIDED = (
    "het aantal behaalde resultaten, met de helft van de deels behaalde erbij als de norm dat zegt"
)


def definitions() -> tuple[Group, ...]:
    return groups(WEIGHT, DIVIDED)
