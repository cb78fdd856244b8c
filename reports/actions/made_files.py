"""Remembering which files were made from a publication, so that anybody can have one checked."""

import hashlib
import re

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Publication
from reports.documents.blocks import Level
from reports.models import MadeFile

SHA256 = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def remember_file(
    *,
    content: bytes | str,
    publication: Publication,
    format: str,
    what: str,
    level: Level,
    organisation: Organisation | None = None,
    by: User | None,
) -> str:
    """Keeps the SHA-256 of a file; returns it. The same file again changes nothing.

    `content` is the file, or its SHA-256 where the file was never whole (ValueError when it is
    none). `organisation` is given for data of one organisation, which are recognised only for who
    may export them. Nothing is audited here: that somebody made and took the file is the event of
    whoever calls this.
    """
    sha256 = content if isinstance(content, str) else hashlib.sha256(content).hexdigest()
    made = MadeFile(
        sha256=sha256,
        publication=publication,
        organisation=organisation,
        format=format,
        what=what,
        level=level,
        made_first_at=timezone.now(),
    )
    if not SHA256.fullmatch(sha256):
        raise ValueError("no SHA-256")
    # Two processes may make the same file at the same moment; both are right.
    MadeFile.objects.bulk_create([made], ignore_conflicts=True)
    return sha256
