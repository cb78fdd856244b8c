"""Runs and rows of a document in templates."""

import re
from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.documents.blocks import Cell, Column, Inline, Link, Number, Runs
from reports.documents.html import ANCHOR

register = template.Library()

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@register.filter(name="runs")
def written_runs(runs: Runs) -> SafeString:
    """Words, numbers and links; a number tells on pointing at it what it was taken from."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


@register.filter
def visible(content: str) -> str:
    """Text in which control characters, which HTML does not have, are seen to be something."""
    return _UNSEEN.sub(REPLACEMENT, content)


@register.simple_tag
def document_head(column: Column) -> SafeString:
    """The head of a column; one without words is no header."""
    if not column.label:
        return format_html("<{0}></{0}>", "td")
    return format_html(
        '<th scope="col" class="fn-document__cell--{}">{}</th>',
        column.align,
        visible(column.label),
    )


@register.simple_tag
def document_row(cells: Sequence[Cell], columns: Sequence[Column]) -> SafeString:
    """A row: the first cell is its header. Tables hold thousands of cells; an include is slow."""
    return format_html_join(
        "",
        '<{} class="fn-document__cell--{}{}"{}>{}</{}>',
        (
            (
                tag,
                column.align,
                f" fn-document__status fn-status--{cell.status}" if cell.status else "",
                scope,
                written_runs(cell.runs),
                tag,
            )
            for cell, column, (tag, scope) in zip(cells, columns, _tags(len(columns)), strict=False)
        ),
    )


def _tags(count: int) -> Iterator[tuple[str, SafeString | str]]:
    yield "th", format_html(' scope="{}"', "row")
    yield from [("td", "")] * (count - 1)


def _run(run: Inline) -> SafeString | str:
    match run:
        case Number():
            content = format_html(
                '<span class="fn-document__number" title="Uit: {}">{}</span>',
                visible(run.figure),
                visible(run.content),
            )
        case Link():
            return _link(run)
        case _:
            content = format_html("{}", visible(run.content))
    return format_html("<strong>{}</strong>", content) if run.strong else content


def _link(link: Link) -> SafeString:
    """Only to the web or within the document; of any other address the words remain."""
    if link.address.startswith("#"):
        address = f"#{ANCHOR}{link.address[1:]}"
        return format_html('<a href="{}">{}</a>', address, visible(link.content))
    if link.address.lower().startswith(("https://", "http://")):
        return format_html(
            '<a href="{}" rel="noopener noreferrer">{}</a>', link.address, visible(link.content)
        )
    return format_html("{}", visible(link.content))
