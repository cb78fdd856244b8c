"""Fields for text of people; a form of ours uses no other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from monitoring.plain_text import NO_SIGNALS, tidy, why_not


class LineField(forms.CharField):
    """One line of text, without what cannot be seen."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if (problem := why_not(text)) is not None:
            raise ValidationError(problem)
        return text

    def to_python(self, value: Any) -> str:
        return tidy(str(super().to_python(value)))


class TextField(LineField):
    """Some lines of text; says what does not belong in it."""

    def __init__(self, *, rows: int = 4, help_text: str = "", **options: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}),
            help_text=f"{help_text} {NO_SIGNALS}".strip(),
            **options,
        )


class ConditionalTextField(TextField):
    """Asked for with some choices of another field, so that it is not called optional either."""

    is_conditional = True

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
