from typing import Any

from accounts.management.dutch import FileCommand
from ambitions.actions.organisations import import_organisations
from ambitions.files.organisations_file import read_organisations


class Command(FileCommand):
    help = "Laadt een regio met haar organisaties en hun buren (YAML)."

    def read(self, options: dict[str, Any]) -> str:
        content, source = read_organisations(options["path"])
        done = import_organisations(content=content, source=source, by=None)
        return (
            f"{done.region}: {done.total} organisaties in het bestand, "
            f"{done.created} nieuw, {done.changed} gewijzigd"
        )
