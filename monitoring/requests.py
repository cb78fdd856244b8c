"""What a view asks of a request: the round."""

from django.http import Http404, HttpRequest

from monitoring.models import Round


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
