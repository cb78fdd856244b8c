"""Which passwords are refused, each with a Dutch message that says what to do about it.

Length decides; composition rules (a capital, a digit) do not exist, because they make weaker
passwords. What is refused is what somebody else would try first.
"""

import string
import unicodedata
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

MAX_LENGTH = 256
"""Longer ones are refused before they are hashed, for hashing megabytes keeps a server busy."""
DIFFERENT_CHARACTERS = 5

WORDS = frozenset(
    """
    flevonorm flevo flevoland flevolands flevolandse almere dronten lelystad noordoostpolder urk
    zeewolde emmeloord zuiderzeeland zuiderzee ijsselmeer markermeer polder dijk nederland holland
    gemeente gemeentehuis stadhuis provincie provinciehuis waterschap regio district rijk overheid
    burgemeester wethouder commissaris dijkgraaf bestuurder coordinator beheerder beheer
    norm normen monitor monitoring ambitie ondermijning weerbaar veilig veiligheid politie riec
    welkom hallo wachtwoord geheim toegang inloggen aanmelden account gebruiker mijn nieuw oud
    welcome hello password secret login admin administrator user test demo qwerty azerty
    lente voorjaar zomer herfst najaar winter spring summer autumn
    januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    aan bij de een en het in is met naar of ons onze op te van voor
    """.split()  # noqa: SIM905  # a list of words reads better without a hundred quotes
)
"""What everybody here would try, in lower case and without accents."""
LONGEST = max(map(len, WORDS))
LOOKALIKES = str.maketrans("013457@$", "oleastas")
AROUND = string.digits + string.punctuation + string.whitespace


class LengthValidator:
    """Between a least and a greatest number of characters."""

    def __init__(self, min_length: int = 12, max_length: int = MAX_LENGTH) -> None:
        self.min_length = min_length
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        if len(password) < self.min_length:
            raise ValidationError(
                f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens.",
                code="password_too_short",
            )
        if len(password) > self.max_length:
            raise ValidationError(
                f"Dit wachtwoord is te lang. Gebruik hoogstens {self.max_length} tekens.",
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return f"Minstens {self.min_length} tekens."


class CommonValidator(CommonPasswordValidator):
    """Not on Django's list of the twenty thousand passwords that are used most."""

    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies een ander wachtwoord."

    def get_help_text(self) -> str:
        return "Geen wachtwoord dat veel mensen gebruiken."


class PersonValidator(UserAttributeSimilarityValidator):
    """Not like the person's name or e-mail address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt te veel op uw naam of e-mailadres."

    def get_help_text(self) -> str:
        return "Niet uw naam of e-mailadres."


class LocalWordsValidator:
    """More than words that everybody in the region would try, with digits or marks around them."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        if len(password) > MAX_LENGTH or not is_easily_guessed(password):
            return
        raise ValidationError(
            "Dit wachtwoord is makkelijk te raden. Gebruik ook andere woorden dan namen uit de "
            "regio, maanden of woorden als ‘welkom’.",
            code="password_easily_guessed",
        )

    def get_help_text(self) -> str:
        return "Niet alleen namen uit de regio, maanden of woorden als ‘welkom’."


def is_easily_guessed(password: str) -> bool:
    """Whether only WORDS are left without digits, marks and blanks, or hardly any characters.

    Digits that stand for letters count as those: "Fl3v0land!" is one word.
    """
    text = _folded(password)
    if len(set(text)) < DIFFERENT_CHARACTERS:
        return True
    spellings = (text, text.strip(AROUND).translate(LOOKALIKES))
    return any(_is_words(_letters(spelling)) for spelling in spellings)


def _folded(text: str) -> str:
    """In lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _is_words(text: str) -> bool:
    """Whether the text is nothing but WORDS, one after another; an empty text is not."""
    ends = {0}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - LONGEST), end)
        if any(start in ends and text[start:end] in WORDS for start in starts):
            ends |= {end}
    return bool(text) and len(text) in ends
