"""What the pages of figures are narrowed to."""

from django import forms
from django.urls import reverse

from ambitions.forms import ANY, FilterForm
from reports.dashboards.heat_map import ORDERS, SHOWN
from reports.dashboards.region import RegionDashboard
from reports.dashboards.waterbed import WaterbedPage


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
