"""Bringing an entry sheet back, and deciding on what it would change."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from ambitions.forms import ChangeForm
from monitoring.actions.results import Entry
from monitoring.files.entry_sheet_layout import STATUS, TEXTS
from monitoring.files.workbook import MAX_BYTES, MAX_MEGABYTES
from monitoring.forms.texts import TextField
from monitoring.plain_text import MAX_TEXT
from monitoring.three_way import Comparison, Outcome, Versions

MINE, NOW, MERGED = "mine", "now", "merged"
CHOICES = [(MINE, "Neem over wat op uw blad staat"), (NOW, "Laat staan wat er nu staat")]
MERGE = (MERGED, "Neem de tekst hieronder over")
_PAIR = re.compile(r"\b(\d{1,18}):(\d{1,9})\b", re.ASCII)


class SheetUploadForm(ChangeForm):
    """The file itself; what is in it is judged by `read_entry_sheet`."""

    button = "Lees het invulblad in"
    file = forms.FileField(
        label="Ingevuld invulblad",
        help_text=f"Een Excel-bestand (.xlsx) van hoogstens {MAX_MEGABYTES} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(f"Het bestand is groter dan {MAX_MEGABYTES} MB.")
        return file


class SeenForm(forms.Form):
    """The version of each row that the preview showed, as "12:3 13:1"."""

    seen = forms.CharField(required=False, max_length=100_000, widget=forms.HiddenInput)

    def __init__(self, comparisons: Sequence[Comparison], data: QueryDict | None) -> None:
        shown = " ".join(f"{comparison.key}:{comparison.version}" for comparison in comparisons)
        super().__init__(data, initial={"seen": shown})
        self.keys = {comparison.key for comparison in comparisons}

    def clean_seen(self) -> dict[int, int]:
        pairs = _PAIR.findall(self.cleaned_data["seen"])
        seen = {int(key): int(version) for key, version in pairs}
        if not self.keys <= seen.keys():
            raise ValidationError("Deze pagina is verouderd. Laad haar opnieuw.")
        return seen


class MergedTextField(TextField):
    """Asked for with one of the choices, so that it is not called optional either."""

    is_conditional = True


class ConflictForm(forms.Form):
    """What becomes of one field that was changed on the sheet and in the application."""

    choice = forms.ChoiceField(
        label="Wat blijft staan?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er blijft staan."},
    )
    text = MergedTextField(
        label="Samengevoegde tekst", required=False, strip=False, max_length=MAX_TEXT, rows=6
    )

    def __init__(self, name: str, versions: Versions, **options: Any) -> None:
        super().__init__(**options)
        self.versions = versions
        is_text = name in TEXTS
        choices = [*CHOICES, *([MERGE] if is_text else [])]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]
        if is_text:
            both = (text for text in (versions.now, versions.mine) if text)
            self.initial["text"] = "\n\n".join(both)
        else:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        """The text counts only when it is chosen; both texts together may be too long."""
        if self.cleaned_data.get("choice") != MERGED:
            self.errors.pop("text", None)
        return self.cleaned_data

    @property
    def value(self) -> Any:
        """What was chosen, of a valid form."""
        choice = self.cleaned_data["choice"]
        if choice == MERGED:
            return self.cleaned_data["text"]
        return self.versions.mine if choice == MINE else self.versions.now


class SheetDecision:
    """All that a preview asks: which versions it showed, and a choice for each conflict.

    After something has moved on, `moved` are the keys of the rows in question: the page shows their
    new versions, and asks their choices anew. All others stay as they were made.
    """

    def __init__(
        self,
        comparisons: Sequence[Comparison],
        data: QueryDict | None = None,
        moved: frozenset[int] | None = None,
    ) -> None:
        self.comparisons = comparisons
        self.seen = SeenForm(comparisons, data if moved is None else None)
        self.conflicts = {
            comparison.key: {
                name: self._conflict(comparison.key, name, versions, data, moved)
                for name, versions in comparison.named(Outcome.CONFLICT).items()
            }
            for comparison in comparisons
        }

    def _conflict(
        self,
        key: int,
        name: str,
        versions: Versions,
        data: QueryDict | None,
        moved: frozenset[int] | None,
    ) -> ConflictForm:
        prefix = f"r{key}-{name}"
        anew = moved is not None and (key in moved or f"{prefix}-choice" not in (data or {}))
        form = ConflictForm(name, versions, data=None if anew else data, prefix=prefix)
        typed = data.get(f"{prefix}-text") if anew and data else None
        if typed:
            form.initial["text"] = typed
        return form

    @property
    def forms(self) -> list[ConflictForm]:
        return [form for forms in self.conflicts.values() for form in forms.values()]

    @property
    def moved(self) -> frozenset[int]:
        """Rows of which the stored version is not the one that the page showed."""
        if not self.seen.is_valid():
            return frozenset()
        seen = self.seen.cleaned_data["seen"]
        return frozenset(c.key for c in self.comparisons if seen[c.key] != c.version)

    def is_valid(self) -> bool:
        forms = (self.seen, *self.forms)
        # Each of them is looked at, so that all that is wrong is said at once.
        return sum(form.is_valid() for form in forms) == len(forms)

    def entries(self) -> list[Entry]:
        """What has to be written, of a valid decision, on top of the versions that were seen."""
        entries = []
        for comparison in self.comparisons:
            choices = {name: form.value for name, form in self.conflicts[comparison.key].items()}
            if wanted := comparison.wanted(choices):
                entries.append(self._entry(comparison, wanted))
        return entries

    def _entry(self, comparison: Comparison, wanted: Mapping[str, Any]) -> Entry:
        return Entry(
            result=comparison.key,
            version=self.seen.cleaned_data["seen"][comparison.key],
            status=wanted.get(STATUS, comparison.fields[STATUS].now),
            explanation=wanted.get("explanation"),
            private_note=wanted.get("private_note"),
            is_shared=wanted.get("is_shared"),
        )
