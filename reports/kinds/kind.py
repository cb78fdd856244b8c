"""What every kind of report has, and the order by which one is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from reports.documents.blocks import Attachment, Block, Document, Level, Mark
from reports.material.material import Material
from reports.material.working_group import Agenda
from reports.texts.numbers import Numbers
from reports.texts.texts import Sentence, Texts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report that can be left out."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants made: of which organisation, with which parts, texts, mark and state.

    `moment` is the date of the file: of the publication for a report with its standard texts, of
    the version for one with changed texts.
    """

    mark: Mark
    state: str
    moment: datetime
    organisation: str | None = None
    """The code of the organisation that the report is about, for kinds that are about one."""
    parts: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    marks_changes: bool = True
    """Whether the texts that people changed are marked; not in an approved report."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What only people know, such as a registration number: by the name of `Kind.facts`."""
    agenda: Agenda | None = None
    """What the working group has to discuss, for the kind that needs it (`Kind.needs_agenda`)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something for a person to fill in once, such as "Registratienummer"."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a kind builds; the rest of the document is the same for all kinds."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    has_cover: bool = False
    attachment: Attachment | None = None


def no_counts(material: Material, order: Order) -> Mapping[str, int | str]:
    """For kinds whose every number is part of a figure."""
    return {}


def whole(material: Material, order: Order) -> Material:
    """For kinds whose readers may know everything of the material."""
    return material


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report; `counts` are the numbers it adds to those of the figures."""

    name: str
    label: str
    purpose: str
    """In one sentence what it is for and who reads it."""
    level: Level
    """The mark it has unless somebody chooses a heavier one; never a lighter one."""
    build: Callable[[Material, Order, Texts], Content]
    counts: Callable[[Material, Order], Mapping[str, int | str]] = no_counts
    narrow: Callable[[Material, Order], Material] = whole
    """What of the material the kind may tell; nothing else reaches its texts, edited or not.

    Raises Refused, with the reason, where there is no such report.
    """
    labels: Mapping[str, str] = field(default_factory=dict)
    """What it is called for a kind of organisation, where that is not `label`."""
    of_organisation: bool = False
    """Whether it is about one organisation."""
    needs_final: bool = True
    """Whether the round has to be closed: figures of the region are not told before that."""
    needs_agenda: bool = False
    """Whether the order has to bring what `working_group.read_agenda` read for its user."""
    parts: tuple[Part, ...] = ()
    facts: tuple[Fact, ...] = ()

    def label_for(self, organisation_kind: str | None) -> str:
        """What the report is called that is about an organisation of this kind."""
        return self.labels.get(organisation_kind or "", self.label)


@dataclass(frozen=True, slots=True)
class Built:
    """A document, the sentences in it that a person may change, and the numbers they may name."""

    document: Document
    sentences: tuple[Sentence, ...]
    numbers: Numbers


def numbers_of(kind: Kind, material: Material, order: Order) -> Numbers:
    """What a sentence of an order may name: nothing that the kind may not tell.

    Raises Refused where the kind does not exist of this material.
    """
    told = kind.narrow(material, order)
    return Numbers(told, kind.counts(told, order))


def build(kind: Kind, material: Material, order: Order) -> Built:
    """The document of an order. The same material and order give the same document.

    Raises Refused where the kind does not exist of this material.
    """
    texts = Texts(numbers_of(kind, material, order), order.texts, order.marks_changes)
    material = texts.numbers.material
    content = kind.build(material, order, texts)
    document = Document(
        title=content.title,
        subtitle=content.subtitle,
        subject=f"{material.norm.title} {material.norm.version}, {material.round.name}",
        author=f"Regio {material.region}",
        day=_day(order.moment),
        # No kind of file needs more, and PDF takes no parts of a second.
        moment=order.moment.replace(microsecond=0),
        mark=order.mark,
        state=order.state,
        blocks=content.blocks,
        seal=material.seal,
        keywords=(material.norm.title, material.round.code, kind.label),
        has_cover=content.has_cover,
        attachment=content.attachment,
    )
    return Built(document, tuple(texts.sentences), texts.numbers)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
