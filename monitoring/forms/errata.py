"""The form of an erratum: some published results of one organisation, and why they were wrong."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.http import QueryDict

from monitoring.actions.erratum import Correction, why_impossible
from monitoring.actions.results import MAX_EXPLANATION
from monitoring.choices import ANSWERS, ResultStatus
from monitoring.forms.texts import ConditionalTextField, TextField
from monitoring.models import Result

MAX_REASON = 2000
STATUSES = [(status.value, status.label) for status in (*ANSWERS, ResultStatus.UNANSWERED)]


class PointsForm(forms.Form):
    """Which published results of an organisation were wrong; goes into the address."""

    punt = forms.MultipleChoiceField(label="Ambitiepunten", widget=forms.CheckboxSelectMultiple)

    def __init__(self, results: Sequence[Result]) -> None:
        super().__init__()
        self.fields["punt"].choices = [  # type: ignore[attr-defined]
            (result.point.code, f"{result.point} ({result.get_status_display()})")
            for result in results
        ]
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        # Without a name the button is not in the address.
        self.helper.layout = Layout("punt", Submit("", "Verder"))


class CorrectionForm(forms.Form):
    """What one published result should have been; `version` is the one that was shown."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    status = forms.ChoiceField(label="Status", choices=STATUSES, widget=forms.RadioSelect)
    explanation = ConditionalTextField(
        label="Toelichting",
        max_length=MAX_EXPLANATION,
        help_text="Licht toe waarom een punt deels of niet is behaald.",
    )

    def __init__(self, data: QueryDict | None, *, result: Result) -> None:
        super().__init__(
            data,
            prefix=f"r{result.pk}",
            initial={
                "version": result.version,
                "status": result.status,
                "explanation": result.explanation,
            },
        )
        self.result = result
        if result.status == ResultStatus.NOT_APPLICABLE:
            # An import said so; that can be explained anew, and no more.
            only = [(result.status, result.get_status_display())]
            self.fields["status"].choices = only  # type: ignore[attr-defined]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("version", "status", "explanation")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            problem = why_impossible(self.result, data["status"], data["explanation"])
            if problem is not None:
                self.add_error(None, problem)
        return data

    def correction(self) -> Correction:
        data = self.cleaned_data
        return Correction(self.result.pk, data["version"], data["status"], data["explanation"])


class ReasonForm(forms.Form):
    """Why a publication is put right; `seen` is the mark of what was previewed."""

    reason = TextField(
        label="Reden van het erratum",
        max_length=MAX_REASON,
        help_text="Iedereen die de publicatie kan zien, leest deze reden.",
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("seen", "reason")


class ErratumForms:
    """The forms of one erratum together."""

    def __init__(self, data: QueryDict | None, results: Sequence[Result]) -> None:
        self.data = data
        self.parts = [CorrectionForm(data, result=result) for result in results]
        self.reason = ReasonForm(data)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in (*self.parts, self.reason))

    @property
    def invalid(self) -> list[CorrectionForm]:
        return [form for form in self.parts if form.errors]

    @property
    def corrections(self) -> list[Correction]:
        return [form.correction() for form in self.parts]

    @property
    def was_previewed(self) -> bool:
        """Whether a valid form says what it said when its consequences were shown."""
        return str(self.reason.cleaned_data["seen"]) == self._mark()

    def show_preview(self) -> None:
        """Notes in the form that the consequences of what it says are shown beside it."""
        data = cast(QueryDict, self.reason.data).copy()
        data["seen"] = self._mark()
        self.reason.data = data

    def _mark(self) -> str:
        said = json.dumps([astuple(correction) for correction in self.corrections])
        return hashlib.sha256(said.encode()).hexdigest()
