"""A change on top of what its page showed."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from ambitions.forms import ChangeForm


class VersionForm(ChangeForm):
    """Carries the version of what is changed; `present` is the one that there is now.

    After a refusal the page shows what there is now, so that the next try is on top of that.
    `is_stale` says that it was refused for something else than what the page had shown.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, present: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.initial["version"] = present
        self.present = present
        self.is_stale = False

    def refuse(self, lines: Sequence[str]) -> None:
        self.is_stale = self.cleaned_data["version"] != self.present
        super().refuse(lines)
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(self.present)
        self.data = data
