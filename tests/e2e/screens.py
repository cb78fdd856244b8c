"""The screens of the application, each as the person for whom it says most."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.conftest import Visit, Visitor

DISTRICT, ANALYST = "districtscoordinator", "riec"
ALMERE, EXECUTIVE = "coordinator.almere", "bestuurder.almere"
OPEN, PUBLISHED = "fn2-nulmeting", "fn1-evaluatie-2022"


@dataclass(frozen=True, slots=True)
class Screen:
    """An address and who looks at it; `then` is what they do there."""

    name: str
    person: str
    path: str
    status: int = 200
    then: Callable[[Visitor, Visit], None] | None = None

    def show(self, visit: Visit, *, width: int) -> Visitor:
        visitor = visit(self.person, width=width)
        assert visitor.open(self.path) == self.status
        if self.then:
            self.then(visitor, visit)
        return visitor

    def __str__(self) -> str:
        return self.name


def entry_path(organisation: str, theme: str = "A") -> str:
    return f"/rondes/{OPEN}/invoer/{organisation}/?thema={theme}"


def fill_in(visitor: Visitor, code: str, status: str, text: str) -> None:
    """Chooses a status and types an explanation, and leaves it unsaved."""
    part = visitor.page.locator(f"#punt-{code}")
    part.get_by_label(status, exact=True).check()
    part.get_by_label("Toelichting").fill(text)


def save(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Opslaan", exact=True).click()
    visitor.page.wait_for_load_state()


def refuse_sign_in(visitor: Visitor, _visit: Visit) -> None:
    visitor.page.get_by_label("E-mailadres").fill("geen adres")
    visitor.page.get_by_role("button", name="Aanmelden", exact=True).click()
    visitor.page.locator(".utrecht-alert--error").wait_for()


def type_too_much(visitor: Visitor, code: str) -> str:
    """Puts in a text that is too long, past the limit that the browser keeps; returns it."""
    text = "regel " * 4000
    area = visitor.page.locator(f"#punt-{code}").get_by_label("Toelichting")
    area.evaluate("(area, text) => { area.removeAttribute('maxlength'); area.value = text; }", text)
    return text


def send_too_much(visitor: Visitor, _visit: Visit) -> None:
    type_too_much(visitor, "A2")
    save(visitor)
    visitor.page.locator(".utrecht-form-field--invalid").wait_for()


def save_something(visitor: Visitor, _visit: Visit) -> None:
    area = visitor.page.locator("#punt-B1").get_by_label("Toelichting")
    area.fill(f"{area.input_value()[-100:]} en nog een regel")
    save(visitor)
    visitor.page.locator(".fn-messages").wait_for()


def meet_a_colleague(visitor: Visitor, visit: Visit) -> None:
    """The district coordinator saves a status while this person types."""
    colleague = visit(DISTRICT)
    colleague.open(visitor.page.url.removeprefix(visitor.site))
    part = colleague.page.locator("#punt-A3")
    current = part.locator("input[type=radio]:checked").get_attribute("value")
    other = "behaald" if current != "achieved" else "niet behaald"
    part.get_by_label(other, exact=True).check()
    save(colleague)
    fill_in(visitor, "A3", "deels behaald", "Terwijl een collega bezig was")
    save(visitor)
    visitor.page.locator(".fn-conflict").wait_for()


SCREENS = (
    Screen("sign-in", "", "/"),
    Screen("sign-in refused", "", "/", then=refuse_sign_in),
    Screen("not found for a visitor", "", "/nergens/", 404),
    Screen("start of the district", DISTRICT, "/"),
    Screen("start of a coordinator", ALMERE, "/"),
    Screen("start of an executive", EXECUTIVE, "/"),
    Screen("region, published", DISTRICT, f"/regio/?ronde={PUBLISHED}"),
    Screen("region, open", DISTRICT, f"/regio/?ronde={OPEN}"),
    Screen("region, of an analyst", ANALYST, f"/regio/?ronde={OPEN}"),
    Screen("region, of an executive", EXECUTIVE, "/regio/"),
    Screen("organisation", ALMERE, f"/organisaties/GM0034/?ronde={PUBLISHED}"),
    Screen("organisation, another's", ALMERE, f"/organisaties/PV24/?ronde={PUBLISHED}"),
    Screen("organisation, open", ALMERE, f"/organisaties/GM0034/?ronde={OPEN}"),
    Screen("organisation, no results", EXECUTIVE, "/organisaties/WS0650/"),
    Screen("point", DISTRICT, "/ambitiepunten/flevolandse-norm/1.0/A1/"),
    Screen("point of 2.0", EXECUTIVE, "/ambitiepunten/flevolandse-norm/2.0/A1/"),
    Screen("norms", EXECUTIVE, "/normen/"),
    Screen("norm", EXECUTIVE, "/normen/flevolandse-norm/2.0/"),
    Screen("rounds", DISTRICT, "/rondes/"),
    Screen("round, published", DISTRICT, f"/rondes/{PUBLISHED}/"),
    Screen("round, open", DISTRICT, f"/rondes/{OPEN}/"),
    Screen("results", DISTRICT, f"/rondes/{PUBLISHED}/resultaten/"),
    Screen("results, page 2", DISTRICT, f"/rondes/{PUBLISHED}/resultaten/?pagina=2"),
    Screen(
        "results, narrowed",
        ALMERE,
        f"/rondes/{PUBLISHED}/resultaten/?organisatie=GM0995&thema=E&status=not_achieved",
    ),
    Screen("results, hidden", ALMERE, f"/rondes/{OPEN}/resultaten/"),
    Screen("entry", ALMERE, entry_path("GM0034")),
    Screen("entry, saved", ALMERE, entry_path("GM0034", "B"), then=save_something),
    Screen("entry on behalf", DISTRICT, entry_path("PV24", "C")),
    Screen("entry, closed", ALMERE, f"/rondes/{PUBLISHED}/invoer/GM0034/"),
    Screen("entry with an error", ALMERE, entry_path("GM0034"), then=send_too_much),
    Screen("entry with a conflict", ALMERE, entry_path("GM0034"), then=meet_a_colleague),
    Screen("sign-out", ALMERE, "/afmelden/"),
    Screen("administration", DISTRICT, "/beheer/"),
    Screen("users", DISTRICT, "/beheer/gebruikers/"),
    Screen("user", DISTRICT, "/beheer/gebruikers/3/"),
    Screen("invite", DISTRICT, "/beheer/gebruikers/uitnodigen/"),
    Screen("rights", DISTRICT, "/beheer/rechten/"),
    Screen("audit log", DISTRICT, "/beheer/logboek/"),
    Screen("privacy", "", "/privacy/"),
    Screen("accessibility", ALMERE, "/toegankelijkheid/"),
    Screen("not found", ALMERE, "/nergens/", 404),
)
