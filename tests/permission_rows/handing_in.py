"""Handing in, review, sign-off and peer review.

In the closed round Lelystad looks along with Urk, and Almere asked Lelystad to.
"""

from django.utils import timezone

from monitoring.choices import PeerReviewState, RemarkKind
from monitoring.models import Assessment, PeerReview, ReviewRemark
from tests.conftest import World
from tests.factories import get_result
from tests.permission_row import (
    CLOSED,
    DISTRICT,
    ELSEWHERE,
    LELYSTAD_HANDED_IN,
    NOBODY,
    OPEN,
    PLANNED,
    SAVES_ELSEWHERE,
    Row,
)

ALMERE = f"/rondes/{OPEN}/invoer/GM0034"
LELYSTAD = f"/rondes/{OPEN}/invoer/GM0995"
ASKED = f"/rondes/{CLOSED}/invoer"
WITH_URK = f"/rondes/{CLOSED}/invoer/GM0184"
ELDERS = "/rondes/ronde-elders/invoer/GM9999"

FOLLOWS_ALMERE = "200 200 200 200 404 404 404 404"
OWN_ALMERE = "404 404 200 404 404 404 404 404"
OWN_LELYSTAD = "404 404 404 404 200 404 404 404"


def posts(get: str, answer: int = 422) -> str:
    """What an empty form gets from those who get the page: it does not say what it saw."""
    return get.replace("200", str(answer))


ROWS: tuple[Row, ...] = (
    Row("assessment_detail", f"{ALMERE}/stand/", FOLLOWS_ALMERE),
    Row("assessment_detail", f"{LELYSTAD}/stand/", LELYSTAD_HANDED_IN),
    Row("assessment_detail", f"{WITH_URK}/stand/", LELYSTAD_HANDED_IN),
    Row("assessment_detail", f"{ELDERS}/stand/", ELSEWHERE),
    Row("assessment_detail", f"/rondes/{PLANNED}/invoer/GM0034/stand/", NOBODY),
    # Its own organisation
    *(
        Row(name, f"{organisation}/{path}/", get, post=posts(get))
        for name, path in (
            ("assessment_submit", "indienen"),
            ("assessment_withdraw", "intrekken"),
            ("sign_off", "vaststelling"),
            ("peer_review_ask", "collegiale-toets/vragen"),
        )
        for organisation, get in (
            (ALMERE, OWN_ALMERE),
            (LELYSTAD, OWN_LELYSTAD),
            (ELDERS, NOBODY),
        )
    ),
    Row("review_answer", f"{ALMERE}/punt/A1/antwoord/{{question}}/", OWN_ALMERE, posts(OWN_ALMERE)),
    Row("review_answer", f"{LELYSTAD}/punt/A1/antwoord/{{question}}/", NOBODY, NOBODY),
    # The district
    *(
        Row(name, f"{organisation}/{path}/", get, post=post)
        for name, path in (
            ("assessment_return", "terugsturen"),
            ("review_agree", "beoordelen/akkoord"),
            ("review_point", "punt/A1/beoordelen"),
        )
        for organisation, get, post in (
            (ALMERE, DISTRICT, posts(DISTRICT)),
            (ELDERS, ELSEWHERE, SAVES_ELSEWHERE),
        )
    ),
    Row("review", f"{ALMERE}/beoordelen/", DISTRICT),
    Row("review", f"{ELDERS}/beoordelen/", ELSEWHERE),
    Row("review_point", f"{ALMERE}/punt/Z9/beoordelen/", NOBODY, post=NOBODY),
    # Peers
    Row("peer_reviews", f"{ALMERE}/collegiale-toets/", OWN_ALMERE),
    Row("peer_reviews", f"{LELYSTAD}/collegiale-toets/", OWN_LELYSTAD),
    Row("peer_review", f"{WITH_URK}/meekijken/", OWN_LELYSTAD),
    Row("peer_review", f"{ASKED}/GM0034/meekijken/", NOBODY),
    Row("peer_review_point", f"{WITH_URK}/punt/A1/meekijken/", OWN_LELYSTAD, posts(OWN_LELYSTAD)),
    Row("peer_review_point", f"{ASKED}/GM0034/punt/A1/meekijken/", NOBODY, post=NOBODY),
    Row(
        "peer_review_answer",
        f"{ASKED}/GM0995/collegiale-toets/{{asked_peer_review}}/meedoen/",
        OWN_LELYSTAD,
        post=posts(OWN_LELYSTAD, 302),
    ),
    Row(
        "peer_review_answer",
        f"{ASKED}/GM0034/collegiale-toets/{{asked_peer_review}}/meedoen/",
        NOBODY,
        post=NOBODY,
    ),
    Row(
        "peer_review_end",
        f"{ASKED}/GM0034/collegiale-toets/{{asked_peer_review}}/afronden/",
        OWN_ALMERE,
        post=posts(OWN_ALMERE, 302),
    ),
    Row(
        "peer_review_end",
        f"{ASKED}/GM0184/collegiale-toets/{{asked_peer_review}}/afronden/",
        NOBODY,
        post=NOBODY,
    ),
)


def make(world: World) -> dict[str, object]:
    now = timezone.now()
    closed = Assessment.objects.filter(round__code=CLOSED)
    PeerReview.objects.create(
        assessment=closed.get(organisation=world.urk),
        organisation=world.lelystad,
        state=PeerReviewState.ACCEPTED,
        asked_by=world.coordinator,
        asked_at=now,
    )
    asked = PeerReview.objects.create(
        assessment=closed.get(organisation=world.almere),
        organisation=world.lelystad,
        asked_by=world.coordinator,
        asked_at=now,
    )
    round = Assessment.objects.filter(round__code=OPEN)[0].round
    question = ReviewRemark.objects.create(
        result=get_result(round=round, organisation="GM0034", point="A1"),
        kind=RemarkKind.QUESTION,
        text="Wanneer?",
        version=1,
        by=world.district_coordinator,
        at=now,
    )
    return {"asked_peer_review": asked.pk, "question": question.pk}
