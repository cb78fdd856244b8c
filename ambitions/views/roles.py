from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Role
from accounts.requests import signed_in
from ambitions.actions.memberships import change_end_date, end_role
from ambitions.forms import ChangeForm, EndDateForm
from ambitions.models import Membership
from ambitions.views.access import changes_access, managed_person, managed_role
from ambitions.views.changing import Question, change, posted


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def change_last_day(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Sets or takes away the last day of a role."""
    user = signed_in(request)
    person = managed_person(user, pk)
    membership = managed_role(user, person, role)
    initial = {"ends_on": membership.ends_on, "was": membership.ends_on}
    form = EndDateForm(posted(request), initial=initial)
    question = _question(person, f"Laatste dag van de rol {_name(membership)}")

    def do(data: Mapping[str, Any]) -> str:
        change_end_date(membership=membership, ends_on=data["ends_on"], was=data["was"], by=user)
        return f"De laatste dag van de rol {_name(membership)} is opgeslagen."

    return change(request, question, form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def end(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Ends a role at once."""
    user = signed_in(request)
    person = managed_person(user, pk)
    membership = managed_role(user, person, role)
    form = ChangeForm(posted(request), button="Rol beëindigen")
    own = " Dit is uw eigen rol: u kunt daarna misschien niet meer bij deze pagina's."
    question = _question(
        person,
        f"De rol {_name(membership)} van {person} beëindigen",
        f"De rol vervalt meteen.{own if person == user else ''}",
    )

    def do(_data: Mapping[str, Any]) -> str:
        end_role(membership=membership, by=user)
        return f"De rol {_name(membership)} van {person} is beëindigd."

    return change(request, question, form, do)


def _question(person: User, heading: str, warning: str = "") -> Question:
    return Question(
        heading=heading,
        back=reverse("user_detail", args=[person.pk]),
        back_text=str(person),
        warning=warning,
    )


def _name(membership: Membership) -> str:
    place = membership.organisation or membership.region
    return f"{Role(membership.role).label} ({place})"
