from django.urls import path

from monitoring.views import handing_in, peer_reviews, review

ASSESSMENT = "rondes/<code:code>/invoer/<code:organisation>"
POINT = f"{ASSESSMENT}/punt/<code:point>"

urlpatterns = [
    path(f"{ASSESSMENT}/stand/", handing_in.detail, name="assessment_detail"),
    path(f"{ASSESSMENT}/indienen/", handing_in.submit, name="assessment_submit"),
    path(f"{ASSESSMENT}/intrekken/", handing_in.withdraw, name="assessment_withdraw"),
    path(f"{ASSESSMENT}/terugsturen/", handing_in.send_back, name="assessment_return"),
    path(f"{ASSESSMENT}/vaststelling/", handing_in.sign_off, name="sign_off"),
    path(f"{ASSESSMENT}/beoordelen/", review.review, name="review"),
    path(f"{ASSESSMENT}/beoordelen/akkoord/", review.agree, name="review_agree"),
    path(f"{POINT}/beoordelen/", review.review_point, name="review_point"),
    path(f"{POINT}/antwoord/<int:question>/", review.answer, name="review_answer"),
    path(f"{ASSESSMENT}/meekijken/", review.peer_review, name="peer_review"),
    path(f"{POINT}/meekijken/", review.peer_review_point, name="peer_review_point"),
    path(f"{ASSESSMENT}/collegiale-toets/", peer_reviews.peer_reviews, name="peer_reviews"),
    path(f"{ASSESSMENT}/collegiale-toets/vragen/", peer_reviews.ask, name="peer_review_ask"),
    path(
        f"{ASSESSMENT}/collegiale-toets/<int:pk>/afronden/",
        peer_reviews.end,
        name="peer_review_end",
    ),
    path(
        f"{ASSESSMENT}/collegiale-toets/<int:pk>/<slug:way>/",
        peer_reviews.answer,
        name="peer_review_answer",
    ),
]
