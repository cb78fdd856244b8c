"""The pages of the entry sheet as a browser sees them: taking it along, bringing it, deciding."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from monitoring.models import Round
from tests.conftest import SignIn
from tests.entry_sheets import Change, worked_on
from tests.factories import get_result, set_result
from tests.monitoring.views.entering import sent
from tests.reports.document import Element, Response, document

PATH = "/rondes/ronde-open/invoer/GM0034/invulblad/"
SECRET = "GEHEIM VAN ALMERE"


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the pages of the entry sheet."""

    client: Client

    def take(self, shape: str = "themas") -> bytes:
        response = self.client.get(f"{PATH}download/?vorm={shape}")
        assert response.status_code == 200
        return bytes(response.content)

    def bring(self, file: bytes, name: str = "blad.xlsx") -> Response:
        return self.client.post(PATH, {"file": SimpleUploadedFile(name, file)})

    def work(self, *changes: Change) -> "Preview":
        """Takes the sheet along, works on it and brings it back."""
        return self.preview(worked_on(self.take(), *changes))

    def preview(self, file: bytes) -> "Preview":
        response = self.bring(file)
        assert response.status_code == 302, document(response).one("main").text
        path = response["Location"]
        return Preview(self.client, path, document(self.client.get(path)))


@dataclass(slots=True)
class Preview:
    """The page on which somebody decides."""

    client: Client
    path: str
    page: Element

    @property
    def text(self) -> str:
        return self.page.one("main").text

    def decide(self, **choices: str) -> Response:
        """Chooses `r12_status="mine"`, and sends the page."""
        (form,) = (form for form in self.page.all("form") if "action" not in form.attributes)
        data = {**sent(form), **choices, "verwerken": ""}
        return self.client.post(self.path, data)

    def decide_to_page(self, status: int, **choices: str) -> "Preview":
        response = self.decide(**choices)
        assert response.status_code == status
        return Preview(self.client, self.path, document(response))


def sit_down(sign_in: SignIn, round: Round, coordinator: User) -> Desk:
    """The coordinator of Almere at the pages; A1 has an answer with an explanation."""
    set_result(
        round=round,
        organisation="GM0034",
        point="A1",
        status="partly",
        explanation=SECRET,
        by=coordinator,
    )
    return Desk(sign_in(coordinator))


def key(round: Round, point: str, name: str, part: str = "choice") -> str:
    result = get_result(round=round, organisation="GM0034", point=point)
    return f"r{result.pk}-{name}-{part}"
