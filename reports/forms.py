"""What the pages of figures are narrowed to."""

from collections.abc import Sequence

from django import forms
from django.urls import reverse
from django.utils.formats import date_format

from ambitions.forms import ANY, FilterForm
from ambitions.models import Region
from monitoring.models import Round
from reports.dashboards.compared_organisations import ComparedOrganisations
from reports.dashboards.compared_rounds import RoundPair
from reports.dashboards.heat_map import ORDERS, SHOWN
from reports.dashboards.region import RegionDashboard
from reports.dashboards.waterbed import WaterbedPage
from reports.dashboards.what_if import WhatIf
from reports.dashboards.what_if_question import EVERYBODY


class HeatMapForm(FilterForm):
    """The choices of the heat map as they stand; `Selection.read` reads them from the address."""

    regio = forms.CharField(widget=forms.HiddenInput)
    ronde = forms.CharField(widget=forms.HiddenInput)
    thema = forms.ChoiceField(label="Thema", required=False)
    toon = forms.ChoiceField(label="Toon", required=False, choices=SHOWN)
    volgorde = forms.ChoiceField(label="Volgorde", required=False, choices=ORDERS)

    def __init__(self, page: RegionDashboard) -> None:
        selection = page.heat_map.selection
        super().__init__(
            action=f"{reverse('region_dashboard')}#punten",
            initial={
                "regio": page.region.code,
                "ronde": page.round.code,
                "thema": selection.theme,
                "toon": selection.shown,
                "volgorde": selection.order,
            },
        )
        themes = [(theme.code, str(theme)) for theme in page.heat_map.themes]
        self.fields["thema"].choices = [*ANY, *themes]  # type: ignore[attr-defined]


class WaterbedForm(FilterForm):
    """The choices of the waterbed page; `waterbed_selection.Selection.read` reads the address."""

    regio = forms.CharField(widget=forms.HiddenInput)
    ronde = forms.CharField(widget=forms.HiddenInput)
    thema = forms.ChoiceField(label="Thema", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", required=False)

    def __init__(self, page: WaterbedPage) -> None:
        selection = page.selection
        super().__init__(
            action=reverse("waterbed"),
            initial={
                "regio": page.region.code,
                "ronde": page.round.code,
                "thema": selection.theme.code if selection.theme else "",
                "organisatie": selection.organisation.code if selection.organisation else "",
            },
        )
        themes = [(line.theme.code, str(line.theme)) for line in page.themes]
        shown = [(line.organisation.code, line.organisation.name) for line in page.organisations]
        self.fields["thema"].choices = [*ANY, *themes]  # type: ignore[attr-defined]
        self.fields["organisatie"].choices = [*ANY, *shown]  # type: ignore[attr-defined]


class CompareRoundsForm(FilterForm):
    """Which two rounds are compared; `RoundPair.read` reads them from the address."""

    regio = forms.CharField(widget=forms.HiddenInput)
    van = forms.ChoiceField(label="Ronde", required=False)
    naar = forms.ChoiceField(label="Vergelijk met", required=False)

    def __init__(self, region: Region, rounds: Sequence[Round], pair: RoundPair) -> None:
        super().__init__(
            action=reverse("compare_rounds"),
            initial={
                "regio": region.code,
                "van": pair.before.code if pair.before else "",
                "naar": pair.now.code,
            },
        )
        choices = [(round.code, _named_round(round)) for round in rounds]
        self.fields["van"].choices = [("", "Kies een ronde"), *choices]  # type: ignore[attr-defined]
        self.fields["naar"].choices = choices  # type: ignore[attr-defined]


class CompareOrganisationsForm(FilterForm):
    """One organisation and what stands beside it; `Question.read` reads them from the address."""

    regio = forms.CharField(widget=forms.HiddenInput)
    ronde = forms.ChoiceField(label="Ronde", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    met = forms.ChoiceField(label="Vergelijk met", required=False)
    ander = forms.MultipleChoiceField(
        label="Welke organisaties",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Telt alleen mee bij ‘Organisaties die u kiest’.",
    )

    def __init__(
        self, region: Region, rounds: Sequence[Round], page: ComparedOrganisations
    ) -> None:
        super().__init__(
            action=reverse("compare_organisations"),
            initial={
                "regio": region.code,
                "ronde": page.round.code,
                "organisatie": page.subject.code if page.subject else "",
                "met": page.question.beside,
                "ander": sorted(page.question.others),
            },
        )
        organisations = [(each.code, each.name) for each in page.shown]
        first = [] if page.subject else [("", "Kies een organisatie")]
        choices = {
            "ronde": [(round.code, _named_round(round)) for round in rounds],
            "organisatie": [*first, *organisations],
            "met": [*page.choices.items()],
            "ander": organisations,
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]


class WhatIfForm(FilterForm):
    """Of which round and organisations a projection is."""

    regio = forms.CharField(widget=forms.HiddenInput)
    ronde = forms.ChoiceField(label="Ronde", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", required=False)

    def __init__(self, region: Region, rounds: Sequence[Round], page: WhatIf) -> None:
        super().__init__(
            action=reverse("what_if"),
            initial={
                "regio": region.code,
                "ronde": page.round.code,
                "organisatie": page.reach.code,
            },
        )
        organisations = [(each.code, each.name) for each in page.shown]
        everybody = (EVERYBODY, "Alle die u ziet" if not page.shows_all else "Alle organisaties")
        self.fields["ronde"].choices = [  # type: ignore[attr-defined]
            (round.code, _named_round(round)) for round in rounds
        ]
        self.fields["organisatie"].choices = [everybody, *organisations]  # type: ignore[attr-defined]


def _named_round(round: Round) -> str:
    return f"{round.name} ({date_format(round.reference_date, 'b Y')})"
