from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from reports.dashboards.search import search_page
from reports.dashboards.search_words import MAX_LENGTH, read_words


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`, in all that the user may see; the words are written down nowhere."""
    user = signed_in(request)
    typed = request.GET.get("q")
    shown = (typed or "")[:MAX_LENGTH].replace("\x00", "")
    context = {"section": "search", "searched": shown, "confidential": True}
    if typed is None:
        return render(request, "reports/search.html", context)
    words = read_words(typed)
    if isinstance(words, str):
        return render(request, "reports/search.html", context | {"problem": words})
    only, number = request.GET.get("groep", ""), request.GET.get("pagina")
    context["page"] = search_page(user, words, only, number)
    return render(request, "reports/search.html", context)
