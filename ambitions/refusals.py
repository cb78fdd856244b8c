"""Moved to `accounts.refusals`; kept for an hour while files are being written."""

from accounts.refusals import FileRefused, Problem, Refused  # noqa: F401
