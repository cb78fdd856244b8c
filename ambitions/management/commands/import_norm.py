from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import FileCommand
from ambitions.actions.norms import import_norm
from ambitions.files.norm_file import read_norm


class Command(FileCommand):
    help = "Laadt een norm met thema's, ambitiepunten en toepasselijkheid (YAML) en publiceert die."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--draft", action="store_true", help="laat de norm een concept")

    def read(self, options: dict[str, Any]) -> str:
        content, source = read_norm(options["path"])
        done = import_norm(content=content, source=source, publish=not options["draft"], by=None)
        points = sum(len(theme.points) for theme in content.themes)
        what = f"{points} ambitiepunten in {len(content.themes)} thema's"
        state = done.norm.get_state_display()
        changed = "geladen" if done.changed else "ongewijzigd"
        return f"{done.norm}: {what}, {state}, {changed}"
