"""Letters that follow a change, and what the screen says when they do not leave."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.mail import has_mail_server, send_factor_reset_mail, send_invitation_mail
from accounts.models import User

NO_SERVER = (
    "Er is geen mail verstuurd: er is geen mailserver ingesteld. "
    "Vraag de technisch beheerder om dat te doen."
)
NOT_SENT = "De mail aan {user} kon niet worden verstuurd: de mailserver werkt niet mee."


def send_invitation_letter(request: HttpRequest, user: User, token: str, by: User) -> None:
    """Mails the link once all is saved; without a mail the invitation stays, to be sent again."""
    link = request.build_absolute_uri(reverse("invitation", args=[token]))

    def send() -> None:
        if send_invitation_mail(user, link, by):
            messages.info(request, f"De uitnodiging is gemaild aan {user.email}.")
        else:
            again = " Kies daarna bij deze gebruiker “Opnieuw versturen”."
            messages.warning(request, _reason(user) + again)

    transaction.on_commit(send)


def send_factor_reset_letter(request: HttpRequest, user: User, by: User) -> None:
    """Tells somebody by mail, once all is saved, that their second step was taken away."""

    def send() -> None:
        if not send_factor_reset_mail(user, by):
            messages.warning(request, f"{_reason(user)} Licht {user} zelf in.")

    transaction.on_commit(send)


def _reason(user: User) -> str:
    return NOT_SENT.format(user=user) if has_mail_server() else NO_SERVER
