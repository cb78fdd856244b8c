"""Evidence of one point: adding, choosing, changing, replacing a file, taking away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.views.changing import Question, change, posted
from monitoring.actions.evidence import (
    add_evidence,
    change_evidence,
    remove_evidence,
    unlink_evidence,
    use_evidence,
)
from monitoring.actions.evidence_files import add_file, revise_file
from monitoring.actions.evidence_parts import STALE, Stale
from monitoring.choices import EvidenceKind
from monitoring.forms.evidence import FORMS, ChooseForm, RevisionForm, VersionForm
from monitoring.links import point_address
from monitoring.models import Assessment, EvidenceUse, Result
from monitoring.pages.evidence import other_results, usable_evidence
from monitoring.requests import find_assessment, find_result
from monitoring.views.context import of_assessment

asks = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Place:
    """The point of an assessment that the user enters evidence of."""

    user: User
    assessment: Assessment
    result: Result

    @classmethod
    def of(cls, request: HttpRequest, code: str, organisation: str, point: str) -> "Place":
        user = signed_in(request)
        assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
        return cls(user, assessment, find_result(assessment, point))

    def use(self, pk: int) -> EvidenceUse:
        """How a piece of evidence serves the point; 404 when it does not, or out of sight."""
        return get_object_or_404(
            EvidenceUse.objects.visible_to(self.user)
            .filter(result=self.result)
            .select_related("evidence", "result__point"),
            evidence__pk=pk,
        )

    def question(self, heading: str, *, lead: str = "", warning: str = "") -> Question:
        point = self.result.point
        return Question(
            heading=heading,
            back=point_address(self.assessment.round, self.assessment.organisation, point),
            back_text=f"{self.assessment.organisation}, {point.code}",
            lead=lead,
            warning=warning,
            section="rounds",
            root=("round_list", "Rondes"),
            detail="monitoring/_evidence_question.html",
        )

    def context(self, **more: Any) -> dict[str, Any]:
        return of_assessment(self.assessment, point=self.result.point, **more)


def files(request: HttpRequest) -> Any:
    """The files that were sent; None when the page is only asked for."""
    return request.FILES if request.method == "POST" else None


@asks
def add(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """A new piece; `?soort=` says of which kind: link, verwijzing or bestand."""
    place = Place.of(request, code, organisation, point)
    kind = request.GET.get("soort", "link")
    if kind not in FORMS:
        raise Http404
    others = other_results(place.assessment, place.result)
    form = FORMS[kind](posted(request), files(request), others=others)

    def do(data: Mapping[str, Any]) -> str:
        results = [place.result, *form.also_serves()]
        about: dict[str, Any] = {
            "assessment": place.assessment,
            "results": results,
            "details": form.details(),
            "by": place.user,
        }
        if form.kind == EvidenceKind.FILE:
            add_file(upload=data["file"], **about)
        else:
            add_evidence(kind=form.kind, **about)
        return "De onderbouwing is toegevoegd."

    question = place.question("Onderbouwing toevoegen")
    return change(request, question, form, do, place.context(kind=kind))


@asks
def choose(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """Has pieces that are there already serve this point too."""
    place = Place.of(request, code, organisation, point)
    usable = usable_evidence(place.user, place.assessment, place.result)
    form = ChooseForm(posted(request), evidence=usable)

    def do(_data: Mapping[str, Any]) -> str:
        use_evidence(
            assessment=place.assessment,
            result=place.result,
            evidence=form.chosen(),
            by=place.user,
        )
        return "De gekozen onderbouwing hoort nu ook bij dit ambitiepunt."

    question = place.question("Een bestaande onderbouwing gebruiken")
    return change(request, question, form, do, place.context(nothing=not usable))


@asks
def edit(request: HttpRequest, code: str, organisation: str, point: str, pk: int) -> HttpResponse:
    """What is said of a piece; what a colleague saved meanwhile is shown beside it."""
    place = Place.of(request, code, organisation, point)
    evidence = place.use(pk).evidence
    form_of = {form.kind.value: form for form in FORMS.values()}[evidence.kind]
    form = form_of(posted(request), evidence=evidence)

    def do(data: Mapping[str, Any]) -> str:
        try:
            change_evidence(
                assessment=place.assessment,
                evidence=evidence,
                version=data["version"],
                details=form.details(),
                by=place.user,
            )
        except Stale as stale:
            form.show_other(stale.present)
            raise Refused(
                STALE, "Hierboven ziet u wat er nu staat, hieronder wat u typte."
            ) from stale
        return "De onderbouwing is opgeslagen."

    question = place.question("Onderbouwing wijzigen")
    return change(request, question, form, do, place.context(evidence=evidence, edits=True))


@asks
def revise(request: HttpRequest, code: str, organisation: str, point: str, pk: int) -> HttpResponse:
    """A new version of the file of a piece; the ones before stay to be had."""
    place = Place.of(request, code, organisation, point)
    evidence = place.use(pk).evidence
    if evidence.kind != EvidenceKind.FILE:
        raise Http404
    form = RevisionForm(posted(request), files(request), initial={"version": evidence.version})

    def do(data: Mapping[str, Any]) -> str:
        file = revise_file(
            assessment=place.assessment,
            evidence=evidence,
            version=data["version"],
            upload=data["file"],
            by=place.user,
        )
        return f"Versie {file.number} van het bestand is geplaatst."

    question = place.question(
        "Nieuwe versie plaatsen",
        lead="De versies van eerder blijven bewaard en zijn te downloaden.",
    )
    return change(request, question, form, do, place.context(evidence=evidence))


@asks
def unlink(request: HttpRequest, code: str, organisation: str, point: str, pk: int) -> HttpResponse:
    """A piece serves this point no more."""
    place = Place.of(request, code, organisation, point)
    use = place.use(pk)
    form = VersionForm(
        posted(request), button="Losmaken", initial={"version": use.evidence.version}
    )

    def do(_data: Mapping[str, Any]) -> str:
        unlink_evidence(assessment=place.assessment, use=use, by=place.user)
        return f"De onderbouwing hoort niet meer bij {place.result.point.code}."

    question = place.question(
        "Onderbouwing losmaken",
        lead="Zij blijft bij andere ambitiepunten staan, en u kunt haar later weer kiezen.",
    )
    return change(request, question, form, do, place.context(evidence=use.evidence))


@asks
def remove(request: HttpRequest, code: str, organisation: str, point: str, pk: int) -> HttpResponse:
    """Takes a piece away at every point."""
    place = Place.of(request, code, organisation, point)
    evidence = place.use(pk).evidence
    form = VersionForm(posted(request), button="Verwijderen", initial={"version": evidence.version})

    def do(data: Mapping[str, Any]) -> str:
        remove_evidence(
            assessment=place.assessment,
            evidence=evidence,
            version=data["version"],
            by=place.user,
        )
        return "De onderbouwing is verwijderd."

    question = place.question(
        "Onderbouwing verwijderen",
        warning="Zij verdwijnt bij alle ambitiepunten. U kunt dit niet terugdraaien.",
    )
    return change(request, question, form, do, place.context(evidence=evidence))
