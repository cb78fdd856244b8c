"""How the application says no: in Dutch, for the person who asked, with nothing written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

SHOWN = 50


class Refused(Exception):
    """An action or a file that is refused; `lines` are the reasons, ready for the screen."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines: Sequence[str] = lines

    @classmethod
    def from_validation(cls, error: ValidationError, instance: Model) -> "Refused":
        """The messages of the instance's own validation, each with the field's Dutch name."""
        return cls(
            *(
                message if field == NON_FIELD_ERRORS else f"{_label(instance, field)}: {message}"
                for field, messages in error.message_dict.items()
                for message in messages
            )
        )


def _label(instance: Model, field: str) -> str:
    return str(getattr(instance._meta.get_field(field), "verbose_name", field))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file; `row` and `column` count from 1, None for the file as a whole.

    `sheet` is the name of the sheet, where a workbook has more than one.
    """

    message: str
    row: int | None = None
    column: int | None = None
    heading: str = ""
    sheet: str = ""

    def line(self, file: str) -> str:
        place = [file]
        if self.sheet:
            place.append(f"blad {self.sheet}")
        if self.row is not None:
            place.append(f"rij {self.row}")
        if self.column is not None:
            place.append(f"kolom {self.column}" + (f" ({self.heading})" if self.heading else ""))
        return f"{', '.join(place)}: {self.message}"


class FileRefused(Refused):
    """A file with problems, one line each; of very many the first ones and the number left out."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [problem.line(file) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"{file}: en nog {len(self.problems) - SHOWN} fouten.")
        super().__init__(*lines)
