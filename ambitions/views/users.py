from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.invitations import in_use
from accounts.models import User
from accounts.permissions import Permission, Role
from accounts.requests import signed_in
from ambitions.actions.memberships import give_role
from ambitions.actions.people import invite_person
from ambitions.forms import InvitationForm, RoleForm, UserFilterForm
from ambitions.models import Membership
from ambitions.rights_list import Line, lines
from ambitions.views.access import changes_access, managed_person, manages, targets_of
from ambitions.views.changing import Question, change, posted
from ambitions.views.letters import send_invitation_letter


@require_safe
@manages(Permission.MANAGE_USERS)
def administration(request: HttpRequest) -> HttpResponse:
    """Where managing the region begins."""
    return render(request, "administration/start.html", {"section": "administration"})


@require_safe
@manages(Permission.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the region, by organisation."""
    user = signed_in(request)
    form = UserFilterForm(request.GET, targets=targets_of(user))
    found = lines(Membership.objects.visible_to(user), timezone.now())
    shown = form.narrow(found)
    context = {
        "section": "administration",
        "form": form,
        "groups": [(f"plaats-{code}", group[0].where, group) for code, group in _grouped(shown)],
        "count": len(shown),
    }
    return render(request, "administration/user_list.html", context)


def _grouped(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines by the code of their organisation or region, in which order they come."""
    for code, group in groupby(lines, key=lambda line: line.code):
        yield code, list(group)


@require_safe
@manages(Permission.MANAGE_USERS)
def user_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, invitation and roles in the regions that the reader manages."""
    user = signed_in(request)
    person = managed_person(user, pk)
    now = timezone.now()
    found = lines(Membership.objects.visible_to(user).filter(user=person), now)
    context = {
        "section": "administration",
        "person": person,
        "lines": found,
        "first": found[0],
        "in_use": bool(in_use([person])),
        "invitation": person.invitations.order_by("-sent_at").first(),
        "is_self": person == user,
    }
    return render(request, "administration/user_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody, or gives a role to who has an account already."""
    user = signed_in(request)
    form = InvitationForm(posted(request), targets=targets_of(user))
    question = Question(
        heading="Iemand uitnodigen",
        back=reverse("user_list"),
        back_text="Gebruikers",
        lead=(
            "Een account is van één persoon. Heeft iemand al een account, dan krijgt die persoon "
            "de rol erbij en blijft de naam zoals hij is."
        ),
    )
    return change(request, question, form, partial(_invite, request, user))


def _invite(request: HttpRequest, user: User, data: Mapping[str, Any]) -> str:
    invited = invite_person(
        email=data["email"],
        name=data["name"],
        role=Role(data["role"]),
        target=data["target"],
        ends_on=data["ends_on"],
        by=user,
    )
    if invited.token is not None:
        send_invitation_letter(request, invited.user, invited.token, user)
    return f"{invited.user} heeft nu de rol {Role(data['role']).label} voor {data['target']}."


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives somebody of the region another role."""
    user = signed_in(request)
    person = managed_person(user, pk)
    form = RoleForm(posted(request), targets=targets_of(user), button="Rol geven")
    question = Question(
        heading=f"{person} nog een rol geven",
        back=reverse("user_detail", args=[pk]),
        back_text=str(person),
    )

    def do(data: Mapping[str, Any]) -> str:
        role = Role(data["role"])
        give_role(user=person, role=role, target=data["target"], ends_on=data["ends_on"], by=user)
        return f"{person} heeft nu de rol {role.label} voor {data['target']}."

    return change(request, question, form, do)
