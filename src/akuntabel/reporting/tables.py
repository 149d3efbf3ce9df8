"""Pieces of tables that several chapters share: cells with tone, rows, paragraphs and "belum tersedia"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from akuntabel.core.ratings import Band
from akuntabel.documents.content import (
    BulletList,
    Callout,
    Cell,
    Column,
    ListItem,
    NumberedList,
    Paragraph,
    Row,
    Spans,
    Table,
    Text,
)
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.sentences import ended, lines, plain, say, sentence_case, words

TEXT = Column(weight=1)
WIDE = Column(weight=2)
WIDEST = Column(weight=3)
CODE = Column()
NUMBER = Column(align="right")
CENTRED = Column(align="center")


def head(*labels: str) -> tuple[Row, ...]:
    """One head row of plain labels."""
    return (tuple(Cell(plain(label)) for label in labels),)


def head_of(key: str, /, **values: str) -> tuple[Row, ...]:
    """The head row that the data file has for a table."""
    return head(*lines(f"heads.{key}", **values))


def titled_head(title: str, *labels: str) -> tuple[Row, ...]:
    """Two head rows: what a table without caption is about, then its labels. Keeps the title with its table."""
    top = Cell(plain(title), colspan=len(labels), tone="subhead", align="left")
    return ((top,), *head(*labels))


def of(spans: Spans, **look: object) -> Cell:
    """A cell of spans."""
    return Cell(spans, **look)  # type: ignore[arg-type]


def label(text: str, **look: object) -> Cell:
    """A cell of plain text."""
    return Cell(plain(text), **look)  # type: ignore[arg-type]


def band_row(text: str | Spans, width: int) -> Row:
    """A row that names the group of the rows below it, across all columns."""
    spans = plain(text) if isinstance(text, str) else text
    return (Cell(spans, colspan=width, tone="subhead", bold=True, align="left"),)


def rating_cell(binder: Binder, subject: str, rating: Band | None) -> Cell:
    """The rating as a word on its tone; muted where nothing was rated."""
    return Cell((binder.score(subject, "rating"),), tone=rating.colour if rating else "muted", align="center")


def table(
    columns: Sequence[Column],
    heads: tuple[Row, ...],
    body: Iterable[Row],
    *,
    foot: Iterable[Row] = (),
    caption: str = "",
    name: str = "",
    notes: Iterable[Spans] = (),
    summary: str = "",
) -> Table:
    """A table with its parts as tuples; notes without text are left out."""
    return Table(tuple(columns), heads, tuple(body), tuple(foot), caption, name,
                 tuple(note for note in notes if note), summary or caption)  # fmt: skip


_INTRODUCES = ("berikut.", "berikut:")


def body_text(spans: Spans) -> Paragraph:
    """A paragraph; one that announces what follows stays on its page."""
    last = next((span.text for span in reversed(spans) if isinstance(span, Text)), "")
    return Paragraph(spans, keep_with_next=last.rstrip().endswith(_INTRODUCES))


def lead_in(lead: str, spans: Spans) -> Paragraph:
    """A paragraph that begins with a bold lead."""
    return Paragraph((Text(f"{lead} ", bold=True), *spans))


def bullets(items: Iterable[Spans]) -> BulletList:
    return BulletList(tuple(ListItem(spans) for spans in items))


def numbered(items: Iterable[Spans]) -> NumberedList:
    return NumberedList(tuple(ListItem(spans) for spans in items))


def unavailable(what: str, remedy: str) -> Callout:
    """The plain statement that a section has no data, and what to enter."""
    return Callout(
        words("unavailable.title"), say("unavailable.section", what=sentence_case(what), remedy=remedy), "muted"
    )


def source_note(source: str) -> Spans:
    """Where data came from; nothing when it is not known."""
    return say("chapter1.strategic.source", source=ended(sentence_case(source))) if source else ()


def data_note(note: str) -> Spans:
    """A remark that came with data, as a sentence."""
    return plain(ended(sentence_case(note)))
