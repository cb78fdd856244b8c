"""What the application tells everybody: who runs it, what it keeps of people, how to reach whom.

These pages are open to visitors and say nothing of what is inside.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.devices import MAX_AGE_SECONDS as DEVICE_SECONDS

UPDATED_ON = date(2026, 11, 28)
"""When the two statements were last read through and changed."""
SECURITY_TXT_DAYS = 180
SECONDS_IN_AN_HOUR = 3600
SECONDS_IN_A_DAY = 24 * SECONDS_IN_AN_HOUR
PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); the same all day, and never near its expiry."""
    today = timezone.now().astimezone(UTC).date()
    expires = datetime.combine(today + timedelta(days=SECURITY_TXT_DAYS), time(), UTC)
    fields = {
        "Contact": _security_contact(),
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "nl, en",
        # The standard wants https; the proxy makes it so.
        "Canonical": f"https://{request.get_host()}{reverse('security_txt')}",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return HttpResponse(lines, content_type=PLAIN)


@login_not_required
@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Search engines stay out of all of it."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=PLAIN)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why and how long."""
    context = {
        **_operator(),
        "officer_email": settings.PRIVACY_OFFICER_EMAIL,
        "legal_ground": settings.PRIVACY_LEGAL_GROUND,
        "account_days": settings.RETENTION_ACCOUNT_DAYS,
        "log_days": settings.RETENTION_LOG_DAYS,
        "invitation_days": settings.RETENTION_INVITATION_DAYS,
        "session_hours": settings.SESSION_ABSOLUTE_SECONDS // SECONDS_IN_AN_HOUR,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "device_cookie": settings.DEVICE_COOKIE_NAME,
        "device_days": DEVICE_SECONDS // SECONDS_IN_A_DAY,
    }
    return render(request, "statements/privacy.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the screens can be used by everybody, and where to say that they cannot."""
    return render(request, "statements/accessibility.html", _operator())


def _operator() -> dict[str, object]:
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_email": settings.OPERATOR_EMAIL,
        "updated_on": UPDATED_ON,
    }


def _security_contact() -> str:
    """An address with its scheme, as the standard asks; a bare e-mail address is taken as one."""
    contact: str = settings.SECURITY_CONTACT
    if not contact:
        host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        contact = f"security@{host.removeprefix('.')}"
    return contact if ":" in contact else f"mailto:{contact}"
