"""What a view asks of a request: the person, the round."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from monitoring.models import Round


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; LoginRequiredMiddleware has sent all others away."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def chosen_round(request: HttpRequest, rounds: list[Round]) -> Round | None:
    """The round that `?ronde=` names among `rounds`, else the newest final one, else the first.

    `rounds` come newest first. None when there are none; 404 for a name that is not among them.
    """
    code = request.GET.get("ronde")
    if code is None:
        return next((round for round in rounds if round.is_final), rounds[0] if rounds else None)
    for round in rounds:
        if round.code == code:
            return round
    raise Http404
