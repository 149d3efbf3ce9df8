"""The block model of a document: what a report, an agreement or a plan consists of.

Everything is a frozen dataclass; sequences are tuples. A document says what it contains, never how it looks:
colours are tones (see palette.py), numbers of chapters and tables come from numbering.py. User text is plain
text everywhere; no writer reads markup in it.

The helpers ``inline``, ``cell`` and ``row`` make composing short::

    Paragraph(inline("Capaian ", Bound("106,52", "balai-contoh/2023-Q2/drug/achievement"), " persen, lihat ",
                     CrossReference("tbl-drug"), "."))
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from akuntabel.documents.palette import TONES, is_tone
from akuntabel.documents.spans import (
    Bound,
    ContentError,
    CrossReference,
    LineBreak,
    Span,
    Spans,
    Text,
    inline,
    plain,
)

# fmt: off
__all__ = [
    "Align", "Block", "Bound", "BulletList", "Callout", "Cell", "Column", "ContentError", "Cover",
    "CrossReference", "Document", "Heading", "KeyValueRow", "KeyValueRows", "LineBreak", "ListItem",
    "ListOfFigures", "ListOfTables", "NumberedList", "PageBreak", "PageNumbering", "Paragraph",
    "ParagraphStyle", "Picture", "Row", "SectionBreak", "Signature", "SignatureBlock", "Span", "Spans",
    "Table", "TableOfContents", "Text", "cell", "inline", "plain", "row",
]
# fmt: on

Align = Literal["left", "center", "right", "justify"]
ParagraphStyle = Literal["body", "first-line", "small", "centered-title", "quote"]
PageNumbering = Literal["i", "1"]

_SENTENCE_ENDS = " .:"


# --- Text blocks -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: agency, document title, unit and period; title and the rest come from the Document."""

    agency: str
    logo: bytes = b""
    """SVG; empty for none."""
    logo_alt: str = ""
    lines: tuple[str, ...] = ()
    """Printed at the foot of the page: place and year, document number."""
    label: str = ""
    """What a reader must see first, printed in a box above the title: that the data are examples, for instance."""

    def __post_init__(self) -> None:
        _check_picture("Cover.logo", self.logo, self.logo_alt)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 prints ``BAB I`` (or ``Lampiran 1``), level 2 ``A.``, 3 ``1.``, 4 ``a.``.

    Level 1 starts a new page. An unnumbered heading (foreword, table of contents) does not count.
    """

    level: int
    text: str
    id: str = ""
    numbered: bool = True
    appendix: bool = False
    """Only at level 1: this chapter is an appendix (lampiran); headings under it follow."""
    in_contents: bool = True

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ContentError(f"Heading {self.text!r} has level {self.level}: use 1 to 4.")
        if not self.text.strip():
            raise ContentError(f"Heading of level {self.level} (id {self.id!r}) has no text: give it a title.")
        if self.appendix and self.level != 1:
            raise ContentError(f"Heading {self.text!r} is an appendix of level {self.level}: use level 1.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text.

    ``keep_with_next`` keeps it on the page of the block that follows. A paragraph that ends with a colon, and a
    centred title, are kept so without asking (see keeping.py).
    """

    spans: Spans
    align: Align = "justify"
    style: ParagraphStyle = "body"
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with an optional list nested under it."""

    spans: Spans
    nested: "BulletList | NumberedList | None" = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items marked by a dot."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items counted from 1; a list nested in one is counted a), b), c)."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out: a warning, a summary, or the line that says the data are examples."""

    title: str
    spans: Spans = ()
    tone: str = "muted"

    def __post_init__(self) -> None:
        _require_tone("Callout", self.tone)

    @property
    def body(self) -> Spans:
        """The spans as printed under the title: without a first sentence that only repeats it.

        ``Callout("Data contoh", inline("Data contoh. Angka ..."))`` prints its title once.
        """
        title = self.title.strip(_SENTENCE_ENDS)
        first = self.spans[0] if self.spans else None
        if not title or not isinstance(first, Text) or not first.text.casefold().startswith(title.casefold()):
            return self.spans
        rest = first.text[len(title) :]
        following = self.spans[1:]
        if rest[:1] not in _SENTENCE_ENDS.strip() or (not rest and following):
            return self.spans
        rest = rest.lstrip(_SENTENCE_ENDS)
        return (replace(first, text=rest[:1].upper() + rest[1:]), *following) if rest else following


@dataclass(frozen=True, slots=True)
class KeyValueRow:
    """One line ``Jabatan : Kepala Balai``; not a table."""

    key: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class KeyValueRows:
    """Lines of key, colon, value with the colons under one another, as agreements and letters print them."""

    rows: tuple[KeyValueRow, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signatory: position (one line each), room to sign or a mark, name and identity number."""

    position: tuple[str, ...]
    name: str = ""
    identity: str = ""
    mark: bytes = b""
    """SVG printed in the room to sign, such as a QR code; empty for none."""
    mark_alt: str = ""

    def __post_init__(self) -> None:
        _check_picture("Signature.mark", self.mark, self.mark_alt)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Signatories side by side (at most two in a row); the place and date stand above the last of a row."""

    signatures: tuple[Signature, ...]
    place_date: str = ""


# --- Tables and pictures ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """Width and alignment of a column.

    ``weight=0`` ("auto") is as wide as its longest entry and never breaks a number: for figures, codes,
    counts. A weight of 1 or more shares what is left: for text.
    """

    weight: int = 0
    align: Align = "left"

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ContentError(f"Column has weight {self.weight}: use 0 (auto) or a positive number.")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; colspan and rowspan count columns and rows, ``tone`` names fill and foreground together (or is the
    fill as #RRGGBB)."""

    spans: Spans = ()
    colspan: int = 1
    rowspan: int = 1
    tone: str = ""
    align: Align | None = None
    """None takes the column's alignment (heads are centred)."""
    bold: bool = False

    def __post_init__(self) -> None:
        if self.colspan < 1 or self.rowspan < 1:
            raise ContentError(
                f"Cell {plain(self.spans)!r} spans {self.colspan} columns and {self.rowspan} rows: use 1 or more."
            )
        if self.tone:
            _require_tone(f"Cell {plain(self.spans)!r}", self.tone)


Row = tuple[Cell, ...]


def cell(
    *parts: str | Span,
    colspan: int = 1,
    rowspan: int = 1,
    tone: str = "",
    align: Align | None = None,
    bold: bool = False,
) -> Cell:
    """A cell from strings and spans."""
    return Cell(inline(*parts), colspan, rowspan, tone, align, bold)


def row(*cells: str | Span | Cell) -> Row:
    """A row from cells, strings and spans."""
    return tuple(item if isinstance(item, Cell) else cell(item) for item in cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a caption gives it a number, the summary describes it to a screen reader.

    A cell covered by a rowspan from above is not repeated: a row lists only the cells that start in it.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    caption: str = ""
    id: str = ""
    notes: tuple[Spans, ...] = ()
    summary: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ContentError(f"Table {self.id!r} has no columns: give one Column for each.")
        if not self.head:
            raise ContentError(
                f"Table {self.id!r} ({self.caption!r}) has no head rows: an accessible table needs one; "
                "use KeyValueRows for lines without a head."
            )


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, map or photograph as SVG, with a text alternative; a caption gives it a number."""

    svg: bytes
    alt: str
    caption: str = ""
    id: str = ""
    width: int = 100
    """Percent of the text width."""

    def __post_init__(self) -> None:
        _check_picture(f"Picture {self.id!r}", self.svg, self.alt)
        if not 1 <= self.width <= 100:
            raise ContentError(f"Picture {self.id!r} has width {self.width} %: use 1 to 100.")


# --- Pages and lists of contents -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page of the same section."""


@dataclass(frozen=True, slots=True)
class SectionBreak:
    """A new page with another orientation or page numbering; holds until the next one.

    ``numbering=None`` goes on as before. ``restart`` counts this page as 1.
    """

    landscape: bool = False
    numbering: PageNumbering | None = None
    restart: bool = False


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """Headings and their pages down to ``depth``; put an unnumbered Heading above it."""

    depth: int = 3


@dataclass(frozen=True, slots=True)
class ListOfTables:
    """Captions of the tables and their pages."""


@dataclass(frozen=True, slots=True)
class ListOfFigures:
    """Captions of the pictures and their pages."""


Block = (
    Cover
    | Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Callout
    | KeyValueRows
    | SignatureBlock
    | Table
    | Picture
    | PageBreak
    | SectionBreak
    | TableOfContents
    | ListOfTables
    | ListOfFigures
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``created`` is its only date: writers never look at the clock."""

    title: str
    author: str
    """The office that issues it, not a person."""
    created: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    unit: str = ""
    """Printed on the cover and in the page header."""
    period: str = ""
    short_title: str = ""
    """Page header; the title when empty."""
    status: str = ""
    """Page footer, for example "Rancangan" or "Versi 2, disahkan 31 Juli 2023"."""
    language: str = "id"

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.author.strip():
            raise ContentError("Document needs a title and an author (the office): accessible PDF requires both.")
        if type(self.created) is not date:
            raise ContentError(f"Document {self.title!r} has created {self.created!r}: give a date without time.")

    @property
    def full_title(self) -> str:
        """Title, period and office, for a file's own particulars: lists of files show nothing else."""
        titled = " ".join(filter(None, (self.title, self.period)))
        return ", ".join(filter(None, (titled, self.unit)))

    @property
    def header_title(self) -> str:
        """Title as the page header prints it."""
        return self.short_title or self.title


def _check_picture(where: str, svg: bytes, alt: str) -> None:
    if svg and b"<svg" not in svg:
        raise ContentError(f"{where} is not an SVG: it begins with {svg[:20]!r}; convert it first.")
    if svg and not alt.strip():
        raise ContentError(f"{where} has no alt text: say in one sentence what the picture shows.")


def _require_tone(where: str, tone: str) -> None:
    if not is_tone(tone):
        raise ContentError(f"{where} has the tone {tone!r}: use a colour as #RRGGBB, or one of {', '.join(TONES)}.")
