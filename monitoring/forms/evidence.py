"""Forms of evidence: a form per kind, each for adding and for changing."""

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict

from accounts.refusals import Refused
from ambitions.forms import ChangeForm, DateInput
from monitoring.actions.evidence_parts import Details
from monitoring.choices import EvidenceKind
from monitoring.files.uploads import KINDS, Upload, check_upload, max_megabytes
from monitoring.forms.texts import LineField
from monitoring.models import Evidence, Result
from monitoring.plain_text import NO_SIGNALS

HIGHEST = 2_147_483_647
"""The highest version that the database can hold."""


class AddressField(LineField):
    """A web address of http or https; without either it is taken for https."""

    is_web_address = URLValidator(
        schemes=["http", "https"], message="Vul een webadres in, zoals https://www.uwgemeente.nl."
    )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and "://" not in text:
            text = f"https://{text}"
        self.is_web_address(text)
        return text


class UploadField(forms.FileField):
    """A file that may stay (`monitoring.files.uploads`)."""

    def __init__(self) -> None:
        super().__init__(label="Bestand", allow_empty_file=True)

    def clean(self, data: Any, initial: Any = None) -> Upload:
        try:
            return check_upload(super().clean(data, initial))
        except Refused as refused:
            raise ValidationError(list(refused.lines)) from refused

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        # The limit is a setting, so it is said when the page is made.
        self.help_text = (
            f"{', '.join(KINDS)}; hooguit {max_megabytes()} MB, zonder macro's. "
            "Plaats niets over personen, verdachten, signalen of zaken."
        )
        return super().get_bound_field(form, field_name)


class VersionField(forms.IntegerField):
    """Which version the page showed."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=HIGHEST, widget=forms.HiddenInput)


class EvidenceForm(ChangeForm):
    """What is said of a piece of evidence.

    With `evidence` it changes that piece, on top of the version that the page showed. Without it
    makes a new one, that can serve `others` as well.
    """

    kind: EvidenceKind
    button = "Onderbouwing toevoegen"
    version = VersionField()
    title = LineField(label="Titel", max_length=200, help_text=NO_SIGNALS)
    dated_on = forms.DateField(label="Datum van het document", required=False, widget=DateInput)
    is_confidential = forms.BooleanField(
        label="Vertrouwelijk: andere organisaties zien dit niet",
        required=False,
        initial=True,
        help_text=(
            "Zonder vinkje zien andere organisaties dit ook, bij een resultaat dat u na de "
            "publicatie deelt als goed voorbeeld."
        ),
    )
    also_for = forms.MultipleChoiceField(
        label="Andere ambitiepunten",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_only: tuple[str, ...] = ("also_for",)

    def __init__(
        self,
        *args: Any,
        others: Sequence[Result] = (),
        evidence: Evidence | None = None,
        **kwargs: Any,
    ) -> None:
        if evidence is not None:
            kwargs["initial"] = {name: getattr(evidence, name) for name in _SAID}
            kwargs["initial"]["version"] = evidence.version
        super().__init__(*args, button="" if evidence is None else "Opslaan", **kwargs)
        self.other: Evidence | None = None
        self.results = {result.point.code: result for result in others}
        for name in ("version",) if evidence is None else self.new_only:
            del self.fields[name]
        self._offer_points()

    def details(self) -> Details:
        data = self.cleaned_data
        return Details(**{name: data[name] for name in _SAID if name in data})

    def also_serves(self) -> list[Result]:
        return [self.results[code] for code in self.cleaned_data.get("also_for", ())]

    def show_other(self, present: Evidence) -> None:
        """Puts what is there now beside what was typed; sending it again is on top of that."""
        self.other = present
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(present.version)
        self.data = data

    def _offer_points(self) -> None:
        if "also_for" not in self.fields:
            return
        if not self.results:
            del self.fields["also_for"]
            return
        field = cast(forms.MultipleChoiceField, self.fields["also_for"])
        field.choices = [
            (code, f"{code} {result.point.title}") for code, result in self.results.items()
        ]
        # Closed until somebody needs it: there are dozens of points.
        more = Fieldset(
            "Dient ook voor andere ambitiepunten", "also_for", template="nlds/layout/details.html"
        )
        others = [name for name in self.fields if name != "also_for"]
        self.helper.layout = Layout(*others, more)


class LinkForm(EvidenceForm):
    kind = EvidenceKind.LINK
    address = AddressField(
        label="Webadres",
        max_length=1000,
        help_text="Waar het document staat, bijvoorbeeld in uw raadsinformatiesysteem.",
    )
    field_order = ("version", "title", "address")


class ReferenceForm(EvidenceForm):
    kind = EvidenceKind.REFERENCE
    place = LineField(
        label="Waar het document te vinden is",
        max_length=500,
        help_text=f"Bijvoorbeeld een zaaknummer of een map in uw archief. {NO_SIGNALS}",
    )
    field_order = ("version", "title", "place")


class FileForm(EvidenceForm):
    kind = EvidenceKind.FILE
    file = UploadField()
    field_order = ("version", "title", "file")
    new_only = ("also_for", "file")


class ChooseForm(ChangeForm):
    """Which of the pieces that are there already serve this point too."""

    button = "Deze gebruiken"
    evidence = forms.MultipleChoiceField(
        label="Onderbouwing van de organisatie",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één onderbouwing."},
    )

    def __init__(self, *args: Any, evidence: Sequence[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = {str(piece.pk): piece for piece in evidence}
        field = cast(forms.MultipleChoiceField, self.fields["evidence"])
        field.choices = [
            (key, f"{piece.title} ({piece.get_kind_display()})")
            for key, piece in self.pieces.items()
        ]
        if not self.pieces:
            # Nothing to choose from, so nothing to send either.
            self.helper.layout = Layout()
            self.helper.inputs = []

    def chosen(self) -> list[Evidence]:
        return [self.pieces[key] for key in self.cleaned_data["evidence"]]


class RevisionForm(ChangeForm):
    """A new version of a file."""

    button = "Nieuwe versie plaatsen"
    version = VersionField()
    file = UploadField()


class VersionForm(ChangeForm):
    """Only whether somebody is sure, of the version that they saw."""

    version = VersionField()


_SAID = ("title", "address", "place", "dated_on", "is_confidential")
FORMS: dict[str, type[EvidenceForm]] = {
    "link": LinkForm,
    "verwijzing": ReferenceForm,
    "bestand": FileForm,
}
"""By what the address calls the kind, in the order in which they are offered."""
