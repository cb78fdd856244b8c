"""How large a results file may be: far above the largest region, far below what hurts."""

import csv

from accounts.refusals import Problem

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 50
MAX_CELL = csv.field_size_limit()

Cells = list[str]

TOO_LARGE = Problem(f"het bestand is groter dan {MAX_BYTES // (1024 * 1024)} MB.")
TOO_MANY = Problem(f"het bestand heeft meer dan {MAX_ROWS} rijen.")
TOO_WIDE = Problem(f"het bestand heeft meer dan {MAX_COLUMNS} kolommen.")
