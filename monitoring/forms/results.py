"""The answer to one point: on the entry list, on the page of a point, and by autosave.

A form carries the version and a digest of what its fields were filled with. A form that was not
touched writes nothing, whatever a colleague did meanwhile. A touched form on top of a version that
is no longer there comes back with both versions beside each other and a choice; its base version
stays the old one, so that nobody overwrites a colleague without having seen what they wrote.
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.http import QueryDict

from monitoring.actions.results import MAX_EXPLANATION, Entry
from monitoring.choices import ANSWERS, ResultStatus, lacks_explanation
from monitoring.forms.texts import TextField
from monitoring.models import Result
from monitoring.plain_text import tidy

ANSWER_CHOICES = [(status.value, status.label) for status in (*ANSWERS, ResultStatus.UNANSWERED)]
KEEP, TAKE, MERGE = "keep", "take", "merge"
RESOLUTIONS = [
    (KEEP, "Mijn versie opslaan"),
    (TAKE, "De opgeslagen versie laten staan"),
    (MERGE, "Samenvoegen: beide teksten in het tekstvak zetten"),
]
TEMPLATES = "monitoring/answer"


class StatedCheckbox(forms.CheckboxInput):
    """A check box that tells an empty one from one that was not on the page.

    A hidden input of the same name goes before it (`_shared.html`), so that a page with the box
    always sends something.
    """

    def value_from_datadict(  # type: ignore[override]  # Django's never says that it does not know
        self, data: Any, _files: Any, name: str
    ) -> bool | None:
        if name not in data:
            return None
        return "1" in (data.getlist(name) if hasattr(data, "getlist") else [data[name]])


class ResultForm(forms.Form):
    """Status, explanation, private note and sharing of one result.

    Without `readable` the explanation is not in the form, and stays as it is: who enters on behalf
    of an organisation does not see its explanations before it has submitted. Without `noted` the
    private note is not. `previous` is the answer of the round before, which can be taken over.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    resolution = forms.ChoiceField(
        label="Welke versie blijft staan?",
        required=False,
        choices=RESOLUTIONS,
        widget=forms.RadioSelect,
    )
    take_over = forms.BooleanField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(label="Status", choices=ANSWER_CHOICES, widget=forms.RadioSelect)
    explanation = TextField(
        label="Toelichting", required=False, strip=False, max_length=MAX_EXPLANATION
    )
    private_note = TextField(
        label="Interne notitie", required=False, strip=False, max_length=MAX_EXPLANATION, rows=2
    )
    is_shared = forms.BooleanField(
        label="Delen als goed voorbeeld", required=False, widget=StatedCheckbox
    )

    def __init__(
        self,
        result: Result,
        *,
        readable: bool,
        noted: bool = False,
        previous: Result | None = None,
        data: Any = None,
    ) -> None:
        super().__init__(
            data,
            prefix=prefix_of(result),
            initial={
                "status": result.status,
                "explanation": result.explanation,
                "private_note": result.private_note,
                "is_shared": result.is_shared,
                "version": result.version,
            },
        )
        self.result = result
        self.previous = previous
        self.conflict: Result | None = None
        self.merged = False
        for name, shown in (
            ("explanation", readable),
            ("private_note", noted),
            ("is_shared", readable),
        ):
            if not shown or (self.is_bound and self._typed(name) is None):
                del self.fields[name]
        self.initial["base"] = _digest({name: self.initial[name] for name in self._answer_fields()})
        if self._shows_not_applicable():
            # An import said so; the form lets it stand, and offers it for no other point.
            self.fields["status"].choices = [  # type: ignore[attr-defined]
                *ANSWER_CHOICES,
                (ResultStatus.NOT_APPLICABLE.value, ResultStatus.NOT_APPLICABLE.label),
            ]

    @cached_property
    def helper(self) -> FormHelper:
        """How the form is drawn; most forms are saved without being drawn again."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        helper.layout = self._layout()
        return helper

    def clean_explanation(self) -> str:
        return self._as_stored("explanation")

    def clean_private_note(self) -> str:
        return self._as_stored("private_note")

    @property
    def is_touched(self) -> bool:
        """Whether a valid form says anything else than what its page showed."""
        data = self.cleaned_data
        answer = {name: data[name] for name in self._answer_fields()}
        return self.takes_over or str(data["base"]) != _digest(answer)

    @property
    def takes_over(self) -> bool:
        """Whether the answer of the round before was confirmed to be still right."""
        return bool(self.cleaned_data["take_over"]) and self.previous is not None

    @property
    def takes_other(self) -> bool:
        """Whether the user saw the present version and lets it stand."""
        return self._resolves(TAKE)

    @property
    def merges(self) -> bool:
        """Whether the user saw the present version and wants both texts in the text box."""
        return self._resolves(MERGE)

    def entry(self) -> Entry:
        """What to save: on top of the version that was read, or of the one chosen to replace."""
        data = self.cleaned_data
        seen = data["seen_version"] if data["resolution"] == KEEP else None
        entry = {name: data[name] for name in self._answer_fields()}
        if self.takes_over and self.previous is not None:
            entry["status"] = self.previous.status
            # What somebody typed themself is not thrown away for it.
            if "explanation" in entry and not entry["explanation"].strip():
                entry["explanation"] = self.previous.explanation
        return Entry(
            result=self.result.pk,
            version=seen or data["version"],
            status=entry["status"],
            explanation=entry.get("explanation"),
            private_note=entry.get("private_note"),
            is_shared=entry.get("is_shared"),
            is_taken_over=self.takes_over,
        )

    @property
    def written_version(self) -> int:
        """The version of the result once this form was written."""
        return self.entry().version + 1

    @property
    def written_base(self) -> str:
        """The mark of what this form says, for the page that goes on from it."""
        return _digest({name: self.cleaned_data[name] for name in self._answer_fields()})

    @property
    def shows_what_is_stored(self) -> bool:
        """Whether this form says what the result held when it was read for it."""
        return bool(self.written_base == self.initial["base"])

    @property
    def lacks_explanation(self) -> bool:
        """Whether what was sent needs an explanation before it can be handed in."""
        data = self.cleaned_data
        return lacks_explanation(data["status"], data.get("explanation", "-"))

    def show_conflict(self, present: Result) -> None:
        """Puts the present version beside what was typed, and asks for a choice."""
        self.conflict = present
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen_version")] = str(present.version)
        data.pop(self.add_prefix("resolution"), None)
        self.data = data
        self.fields["resolution"].required = True

    def show_merge(self, present: Result) -> None:
        """Puts the present explanation under what was typed, and asks to look it over."""
        typed = self.cleaned_data.get("explanation", "")
        self.show_conflict(present)
        self.merged = True
        if typed != present.explanation and present.explanation:
            both = "\n\n".join(text for text in (typed.rstrip(), present.explanation) if text)
            cast(QueryDict, self.data)[self.add_prefix("explanation")] = both
        cast(QueryDict, self.data)[self.add_prefix("resolution")] = KEEP

    def _resolves(self, way: str) -> bool:
        data = self.cleaned_data
        seen = data["seen_version"] == self.result.version
        return bool(data["resolution"] == way and seen)

    def _answer_fields(self) -> list[str]:
        names = ("status", "explanation", "private_note", "is_shared")
        return [name for name in names if name in self.fields]

    def _as_stored(self, name: str) -> str:
        """What is stored, when only its line ends differ from what was typed; blanks are none."""
        typed: str = self.cleaned_data[name]
        stored: str = getattr(self.result, name)
        return stored if _shown(typed) == _shown(stored) else _shown(typed)

    def _typed(self, name: str) -> str | None:
        """A value as it was sent; None when the page did not have the field."""
        value: str | None = self.data.get(self.add_prefix(name))
        return value

    def _shows_not_applicable(self) -> bool:
        """Whether the status is n.v.t., or was when the page of this form was made."""
        status = ResultStatus.NOT_APPLICABLE
        if self.result.status == status:
            return True
        if not self.is_bound:
            return False
        shown = {name: self._typed(name) or "" for name in self._answer_fields()}
        if "is_shared" in shown:
            box = self.fields["is_shared"].widget
            shared = box.value_from_datadict(self.data, {}, self.add_prefix("is_shared"))
            shown["is_shared"] = shared
        return self._typed("base") == _digest({**shown, "status": status})

    def _layout(self) -> Layout:
        aside = [
            Field(name, template=f"{TEMPLATES}/{template}.html")
            for name, template in (("private_note", "_text"), ("is_shared", "_shared"))
            if name in self.fields
        ]
        return Layout(
            "version",
            "base",
            Field("status", template=f"{TEMPLATES}/_status.html"),
            *(
                Field(name, template=f"{TEMPLATES}/_text.html")
                for name in ("explanation",)
                if name in self.fields
            ),
            *([Div(*aside, template=f"{TEMPLATES}/_aside.html")] if aside else []),
        )


def prefix_of(result: Result) -> str:
    """What the names of the fields of a result begin with."""
    return f"r{result.pk}"


def _digest(answer: Mapping[str, Any]) -> str:
    """A short mark of what a form shows, to tell whether it was touched."""
    shown = "\n".join(f"{name}={_shown(value)}" for name, value in sorted(answer.items()))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _shown(value: Any) -> str:
    """A value as a page holds it: line ends of one kind, and nothing for blanks alone."""
    text = tidy(str(value or ""))
    return text if text.strip() else ""
