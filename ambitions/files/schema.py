"""Building blocks of the file schemas, and pydantic's errors in Dutch at their place."""

import unicodedata
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from accounts.refusals import FileRefused
from ambitions.files.source import Source

Model = TypeVar("Model", bound="FileModel")


def _printable(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\r\t":
            raise ValueError(f"het teken U+{ord(character):04X} is niet toegestaan")
    return text


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("een bron is een webadres dat begint met https://")
    return text


NOTHING = "het bestand is leeg."
WRONG_FORM = "het bestand begint niet met sleutels zoals 'norm:' of 'region:'."

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,50}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$")]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n\r\t]*$"),
    AfterValidator(_printable),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=10_000),
    AfterValidator(_printable),
]
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500),
    AfterValidator(_printable),
    AfterValidator(_web_address),
]


class FileModel(BaseModel):
    """A part of a file: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def validate(model: type[Model], source: Source) -> Model:
    """The file's data as `model`; raises FileRefused with one problem per error."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A list that lost its wrong items may be too short for that reason alone.
        inside = {item["loc"][:depth] for item in errors for depth in range(1, len(item["loc"]))}
        raise FileRefused(
            source.file,
            [
                source.problem(tuple(item["loc"]), _dutch(item))
                for item in errors
                if item["loc"] not in inside
            ],
        ) from error


def _dutch(error: Any) -> str:
    """Pydantic's error types that these schemas can give, in words for a norm's keeper."""
    key = str(error["loc"][-1]) if error["loc"] else ""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"'{key}' ontbreekt."
        case "extra_forbidden":
            return f"'{key}' hoort hier niet."
        case "string_too_short":
            return f"'{key}' mag niet leeg zijn."
        case "string_too_long" | "too_long":
            return f"'{key}' is langer dan {context['max_length']} tekens."
        case "string_pattern_mismatch":
            return f"'{key}' heeft een onjuiste vorm: gebruik letters, cijfers, punt en streepje."
        case "enum":
            choices = context["expected"].replace(" or ", " of ")
            return f"'{error['input']}' is geen keuze; kies uit {choices}."
        case "bool_parsing" | "bool_type":
            return f"'{key}' is true of false."
        case "value_error":
            return f"{context['error']}."
        case kind if kind.startswith("date"):
            return f"'{key}' is een datum als 2025-03-03."
        case kind if kind.startswith("int") or kind in {"greater_than_equal", "less_than_equal"}:
            return f"'{key}' is een geheel getal vanaf 1."
        case "string_type":
            return f"'{key}' moet tekst zijn."
        case _:
            if key:
                return f"'{key}' heeft niet de vorm die hier hoort."
            return NOTHING if error["input"] is None else WRONG_FORM
