"""The entry form as a browser sees it: what a page sends when somebody presses "Opslaan"."""

from dataclasses import dataclass, field

from django.test import Client

from monitoring.choices import ResultStatus
from monitoring.models import Result, Round
from tests.factories import get_result, set_result
from tests.reports.document import Element, Response, document

BUTTONS = frozenset({"opslaan", "volgende"})


@dataclass(slots=True)
class EntryForm:
    """A page of the entry form; `data` is what it would send."""

    client: Client
    path: str
    page: Element
    round: Round
    organisation: str
    data: dict[str, str] = field(default_factory=dict)

    def key(self, point: str, name: str) -> str:
        result = get_result(round=self.round, organisation=self.organisation, point=point)
        return f"r{result.pk}-{name}"

    def set(self, point: str, **values: str) -> None:
        """Types or chooses: `form.set("A1", status="partly", explanation="…")`."""
        for name, value in values.items():
            self.data[self.key(point, name)] = value

    def value(self, point: str, name: str) -> str | None:
        return self.data.get(self.key(point, name))

    def save(self, button: str = "opslaan") -> Response:
        return self.client.post(self.path, {**self.data, button: ""})

    def save_to_page(self, status: int) -> "EntryForm":
        """Saves what comes back with this status, as the form on the page that came."""
        response = self.save()
        assert response.status_code == status
        return entry_form(self.client, self.path, response, self.round, self.organisation)

    def section(self, point: str) -> Element:
        """The part of the page about one ambition point."""
        return self.page.one("section", id=f"punt-{point}")


def open_form(
    client: Client, round: Round, organisation: str = "GM0034", theme: str = "A"
) -> EntryForm:
    """Opens the page in a browser."""
    path = f"/rondes/{round.code}/invoer/{organisation}/?thema={theme}"
    response = client.get(path)
    assert response.status_code == 200
    return entry_form(client, path, response, round, organisation)


def entry_form(
    client: Client, path: str, response: Response, round: Round, organisation: str
) -> EntryForm:
    page = document(response)
    (form,) = page.all("form", id="invoer")
    return EntryForm(client, path, page, round, organisation, sent(form))


def sent(form: Element) -> dict[str, str]:
    """What a browser sends of a form, its buttons excepted; line ends become CR LF."""
    data = {}
    for control in form.walk():
        name = control.attributes.get("name", "")
        if control.tag == "textarea":
            # A browser leaves out the line end right after the tag.
            text = control.raw_text.removeprefix("\n")
            data[name] = text.replace("\r\n", "\n").replace("\n", "\r\n")
        elif control.tag == "input" and control.attributes.get("type") in {"radio", "checkbox"}:
            if "checked" in control.attributes:
                data[name] = control.attributes["value"]
        elif control.tag == "input":
            data[name] = control.attributes.get("value", "")
    return data


def meanwhile(
    round: Round,
    point: str = "A1",
    *,
    status: str = ResultStatus.NOT_ACHIEVED,
    explanation: str = "Van een collega",
    organisation: str = "GM0034",
) -> Result:
    """A colleague of nobody in the cast saves a result while a page is open."""
    return set_result(
        round=round,
        organisation=organisation,
        point=point,
        status=status,
        explanation=explanation,
    )


def stored(round: Round, point: str, organisation: str = "GM0034") -> tuple[str, str, int]:
    """Status, explanation and version of a result as the database holds it."""
    result = get_result(round=round, organisation=organisation, point=point)
    return result.status, result.explanation, result.version
