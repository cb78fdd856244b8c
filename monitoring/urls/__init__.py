"""Addresses of `monitoring`; a module per subject."""

from itertools import chain

from monitoring.urls import (
    activities,
    entry,
    evidence,
    exemptions,
    handing_in,
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
)
urlpatterns = list(chain.from_iterable(subject.urlpatterns for subject in SUBJECTS))
