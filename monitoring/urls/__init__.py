"""Addresses of `monitoring`; a module per subject."""

from itertools import chain

from monitoring.urls import (
    activities,
    entry,
    evidence,
    exemptions,
    handing_in,
    help_requests,
    improvements,
    rounds,
    sheets,
    work,
)

SUBJECTS = (
    rounds,
    entry,
    evidence,
    exemptions,
    handing_in,
    improvements,
    sheets,
    work,
    activities,
    help_requests,
)
urlpatterns = list(chain.from_iterable(subject.urlpatterns for subject in SUBJECTS))
