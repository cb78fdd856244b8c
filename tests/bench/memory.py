"""Exports a round and prints the most memory that it took, in megabytes; `exports` runs this, in a
process of its own, because nothing else may have taken memory in it.

As the kernel tells it of this program: what `getrusage` tells begins with the process that started
it.
"""

import logging
import os
import re
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(code: str, format: str) -> None:
    django.setup()
    logging.disable(logging.INFO)
    call_command("export_round", code, format=format, output=Path(os.devnull))
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found, "this kernel does not tell"
    print(int(found[1]) // 1024)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
