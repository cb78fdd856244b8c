"""Made-up content for the page that shows every component; nothing of it is in the database."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from ambitions.forms import DateInput
from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.choices import ResultStatus
from reports.charts.heat_map import Band, Row, heat_map
from reports.charts.trend import Moment, trend

FORMULA = FORMULAS["behaald-1"]
BEFORE = Figure(Tally(achieved=21, partly=9, not_achieved=8, not_applicable=2), FORMULA)
NOW = Figure(Tally(achieved=30, partly=5, not_achieved=3, not_applicable=2), FORMULA)
UNDER_WAY = Figure(Tally(achieved=12, partly=4, not_achieved=2, unanswered=20), FORMULA)
STATUSES = tuple(ResultStatus.values)
NOTHING = Figure(Tally(not_applicable=4), FORMULA)


class SampleForm(forms.Form):
    """A field of every kind; filled in with `WRONG`, some of them are refused."""

    naam = forms.CharField(label="Naam", help_text="Een afdeling, geen naam van een persoon.")
    adres = forms.EmailField(label="E-mailadres")
    datum = forms.DateField(label="Streefdatum", required=False, widget=DateInput)
    keuze = forms.ChoiceField(label="Thema", choices=[("a", "Bewustwording"), ("b", "Inrichting")])
    status = forms.ChoiceField(
        label="Status", choices=ResultStatus.choices, widget=forms.RadioSelect, required=False
    )
    tekst = forms.CharField(label="Toelichting", required=False, widget=forms.Textarea)
    akkoord = forms.BooleanField(label="Delen als goed voorbeeld", required=False)
    vast = forms.CharField(label="Ronde", disabled=True, initial="Evaluatie 2022")


WRONG = {"naam": "Veiligheid", "adres": "geen adres", "keuze": "a", "status": "achieved"}


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation that does not exist, with its figures of two rounds."""

    name: str
    before: Figure
    figure: Figure

    @property
    def history(self) -> tuple[Figure, ...]:
        return self.before, self.figure


@dataclass(frozen=True, slots=True)
class Samples:
    """What the components show."""

    figure: Figure
    provisional: Figure
    nothing: Figure
    lines: tuple[Line, ...]
    statuses: tuple[ResultStatus, ...]
    chart: SafeString
    heat_map: SafeString
    page: Page[int]
    sheet: SampleForm


def samples() -> Samples:
    moments = (
        Moment("okt 2021", "1.0", BEFORE),
        Moment("okt 2022", "1.0", NOW),
        Moment("okt 2026", "2.0", UNDER_WAY),
    )
    return Samples(
        figure=NOW,
        provisional=UNDER_WAY,
        nothing=NOTHING,
        lines=(
            Line("Voorbeeldstad", BEFORE, NOW),
            Line("Proefdorp", NOW, UNDER_WAY),
            Line("Waterschap Nergens", NOTHING, NOTHING),
        ),
        statuses=tuple(ResultStatus),
        chart=trend(moments, name="voorbeeld-verloop", title="Behaald per ronde, in procenten"),
        heat_map=heat_map(
            (Band("A Bewustwording", 6), Band("B Inrichting van de organisatie", 4)),
            (Row("Voorbeeldstad", STATUSES * 2), Row("Proefdorp", STATUSES[::-1] * 2)),
            name="voorbeeld-kaart",
            title="Alle ambitiepunten in één beeld",
        ),
        page=Paginator(range(60), 20).page(2),
        sheet=SampleForm(WRONG),
    )
