"""Ways of being signed in that `force_login` does not give."""

import time

from django.test import Client

from accounts.models import User

MINUTE = 60


def confirm_identity(
    client: Client, user: User, *, ago: float = 0, method: str = "password"
) -> None:
    """Makes the client's session one in which `user` showed who they are, `ago` seconds ago."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
