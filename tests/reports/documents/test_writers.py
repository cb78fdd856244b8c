"""Documents are written in processes of their own, two at a time."""

import logging
import threading
from dataclasses import replace
from importlib import import_module

import pytest
from django.test import Client

from reports.documents import writers
from reports.documents.blocks import Chart
from reports.documents.writers import AT_ONCE, FORMATS, Busy, NotWritten, write
from tests.reports.documents.samples import large_document, sample_document

SECRET = "staat-in-geen-logboek"


@pytest.mark.parametrize("name", FORMATS)
def test_process_writes_what_the_writer_writes(name: str) -> None:
    format = FORMATS[name]
    document = sample_document()

    content = write(document, format)

    module = import_module(f"reports.documents.{name}")
    assert content == format.call(module, document, None)
    assert content == write(document, format)


def test_failure_is_told_without_what_is_in_the_document(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = replace(sample_document(), blocks=(Chart("<svg", SECRET, SECRET),), title=SECRET)

    with caplog.at_level(logging.ERROR), pytest.raises(NotWritten):
        write(broken, FORMATS["docx"])

    assert "docx not written" in caplog.text
    assert SECRET not in caplog.text


def test_writer_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writers, "LIMIT_SECONDS", 0.01)

    with caplog.at_level(logging.ERROR), pytest.raises(NotWritten):
        write(sample_document(), FORMATS["pdf"])


def test_third_document_waits_in_vain_while_two_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writers, "PATIENCE_SECONDS", 0.05)
    for _ in range(AT_ONCE):
        assert writers._TURNS.acquire(blocking=False)
    try:
        with pytest.raises(Busy):
            write(sample_document(), FORMATS["pdf"])
    finally:
        writers._TURNS.release(AT_ONCE)


def test_site_answers_while_two_documents_are_written(client: Client, db: None) -> None:
    document = large_document()
    # The first answer of a process waits for all views to be imported.
    client.get("/gezond/")
    written: list[int] = []
    threads = [
        threading.Thread(target=lambda: written.append(len(write(document, FORMATS["docx"]))))
        for _ in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()

    answers = [client.get("/gezond/").status_code for _ in range(5)]
    still_writing = all(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()

    assert answers == [200] * 5
    assert still_writing, "the pages were asked for while the documents were written"
    assert len(written) == AT_ONCE
