"""`/rapporten/<pk>/tekst/`: the sentences of a report, to change while their numbers stay fields.

What somebody sends is compared with what their page showed and with what there is now, so that
nobody's sentence goes lost when two people write at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from accounts.refusals import Refused
from monitoring.plain_text import tidy
from reports.documents.blocks import Runs
from reports.drafting import Draft, with_texts
from reports.models import Report, ReportVersion
from reports.pages.report_reading import as_markup
from reports.texts.fields import say, with_values, without_values
from reports.texts.inserting import Place, loose_numbers, offers
from reports.texts.texts import Sentence, with_capitals
from reports.texts.typed_fields import BACK, FIELD


@dataclass(frozen=True, slots=True)
class EditorLine:
    """A sentence: what stands in its box, how it reads, and what is to be said of it.

    `theirs` is what a colleague made of it meanwhile, when both changed it.
    """

    key: str
    typed: str
    rows: int
    reads: Runs
    standard: Runs
    is_changed: bool
    problem: str = ""
    loose: tuple[str, ...] = ()
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[EditorLine, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent: the markup of the sentences that they changed, by key.

    `typed` is what stood in every box, to show again; `theirs` what a colleague made meanwhile of
    a sentence that both changed; `problems` what is wrong with one.
    """

    texts: Mapping[str, str]
    typed: Mapping[str, str]
    problems: Mapping[str, str]
    theirs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Editor:
    report: Report
    version: ReportVersion
    sections: tuple[Section, ...]
    numbers: tuple[Place, ...]
    problems: int
    conflicts: int


def read_sent(
    report: Report, present: ReportVersion, base: ReportVersion, data: Mapping[str, str], user: User
) -> Sent:
    """What was sent on top of `base`, brought together with what there is now.

    A sentence that the form did not have, or that its writer did not touch, stays as it is now.
    """
    draft = with_texts(report, present, present.texts, user)
    texts, typed, problems, theirs = dict(present.texts), {}, {}, {}
    for sentence in _once(draft):
        key, field = sentence.key, f"{FIELD}{sentence.key}"
        if field not in data:
            continue
        raw = tidy(data[field]).strip()
        if f"{BACK}{key}" in data:
            raw = with_values(sentence.standard, draft.numbers)
        mine, problem = _markup(draft, sentence, raw)
        was, now = base.texts.get(key), present.texts.get(key)
        if mine == was:
            continue  # not touched: what a colleague made of it meanwhile stays
        if problem:
            problems[key], typed[key] = problem, raw
            continue
        if mine is None:
            texts.pop(key, None)
        else:
            texts[key] = mine
        if now not in (was, mine):
            theirs[key] = now if now is not None else sentence.standard
    return Sent(texts, typed, problems, theirs)


def editor(report: Report, present: ReportVersion, user: User, sent: Sent | None = None) -> Editor:
    """The page as it is, or with what was sent."""
    texts = sent.texts if sent else present.texts
    draft = with_texts(report, present, texts, user)
    lines = [(sentence.section, _line(draft, sentence, texts, sent)) for sentence in _once(draft)]
    about = report.organisation.code if report.organisation else None
    return Editor(
        report=report,
        version=present,
        sections=tuple(
            Section(title, tuple(line for _, line in group))
            for title, group in groupby(lines, key=lambda pair: pair[0])
        ),
        numbers=offers(draft.numbers, organisation=about),
        problems=sum(1 for _, line in lines if line.problem),
        conflicts=sum(1 for _, line in lines if line.theirs),
    )


def _once(draft: Draft) -> list[Sentence]:
    """Each sentence once, also when a report says it in two places."""
    return list({sentence.key: sentence for sentence in draft.built.sentences}.values())


def _line(
    draft: Draft, sentence: Sentence, texts: Mapping[str, str], sent: Sent | None
) -> EditorLine:
    key = sentence.key
    problem = draft.broken.get(key, "")
    typed = texts[key] if problem else with_values(sentence.current, draft.numbers)
    theirs = None
    if sent is not None:
        problem = sent.problems.get(key, problem)
        typed = sent.typed.get(key, typed)
        theirs = sent.theirs.get(key)
    return EditorLine(
        key=key,
        typed=typed,
        rows=min(max(len(typed) // 70 + 1 + typed.count("\n"), 2), 12),
        reads=with_capitals(say(sentence.current, draft.numbers)),
        standard=with_capitals(say(sentence.standard, draft.numbers)),
        is_changed=sentence.is_changed or bool(problem),
        problem=problem,
        loose=loose_numbers(sentence.current),
        theirs=_shown(draft, theirs) if theirs is not None else "",
    )


def _shown(draft: Draft, markup: str) -> str:
    try:
        return with_values(markup, draft.numbers)
    except Refused:
        return markup


def _markup(draft: Draft, sentence: Sentence, raw: str) -> tuple[str | None, str]:
    """What was typed as it is stored, None for the standard text; and what is wrong with it."""
    markup, problem = as_markup(raw)
    if problem:
        return raw, problem
    if markup == without_values(sentence.standard).strip():
        return None, ""
    return markup, draft.why_not(markup) or ""
