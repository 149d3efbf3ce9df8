"""The one numbering pass: chapters, tables, pictures, appendices and the cross references to them.

Every writer takes its numbers from here, so Word, PDF, HTML and the linter agree. Chapters count in Roman
capitals (``BAB III``); tables and pictures count within their chapter in Arabic figures (``Tabel 3.12``),
within an appendix with its number (``Tabel L1.2``), and without prefix before the first chapter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from akuntabel.documents import content, grid
from akuntabel.documents.content import (
    Block,
    CrossReference,
    Document,
    Heading,
    Picture,
    Span,
    Spans,
    Table,
)

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class NumberingError(ValueError):
    """Ids, references, heading levels or table rows do not fit together; the message lists every fault."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Words:
    """What numbered things are called in one language."""

    chapter: str
    chapter_reference: str
    appendix: str
    table: str
    figure: str
    page: str
    note: str
    contents: str


WORDS: Mapping[str, Words] = {
    "id": Words("BAB", "Bab", "Lampiran", "Tabel", "Gambar", "Halaman", "Keterangan:", "Daftar isi"),
    "en": Words("CHAPTER", "Chapter", "Appendix", "Table", "Figure", "Page", "Notes:", "Contents"),
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of one block.

    ``label`` is printed before the title ("BAB I", "A.", "Tabel 3.12", "" without a number); ``reference`` is
    what a cross reference prints ("Bab I", "Bab III.A", "Tabel 3.12"). ``prefix`` and ``count`` are the two
    parts of a caption number ("3." and 12). ``anchor`` is the id in HTML and PDF: the block's own or made up.
    """

    kind: str
    anchor: str
    label: str
    reference: str
    text: str
    level: int = 0
    prefix: str = ""
    count: int = 0
    appendix: bool = False
    """True for an appendix heading and every heading under it."""
    position: int = 0
    """Place of the block in the document, from 0."""


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """A document with the numbers of its blocks (by position) and its targets (by id)."""

    document: Document
    numbers: Mapping[int, Numbered]
    targets: Mapping[str, Numbered]
    parts: Mapping[int, tuple[grid.Part, ...]]
    """The tables on their grids, by position of the block."""

    @property
    def words(self) -> Words:
        """Names of numbered things in the document's language."""
        return WORDS[self.document.language]

    def of_kind(self, kind: str) -> tuple[Numbered, ...]:
        """All numbered blocks of a kind, in order: heading, table (with caption), picture (with caption)."""
        return tuple(item for item in self.numbers.values() if item.kind == kind and item.text)


def number(document: Document) -> NumberedDocument:
    """Number a document once; raises NumberingError listing every fault found."""
    counter = _Counter(document)
    numbers: dict[int, Numbered] = {}
    parts: dict[int, tuple[grid.Part, ...]] = {}
    for position, block in enumerate(document.blocks):
        match block:
            case Heading():
                numbers[position] = counter.heading(block, position)
            case Table():
                numbers[position] = counter.caption("table", block, position)
                try:
                    parts[position] = grid.place(block)
                except grid.GridError as error:
                    counter.faults.append(str(error))
            case Picture():
                numbers[position] = counter.caption("picture", block, position)
            case content.Cover() if position:
                counter.faults.append(f"Cover is block {position + 1}: it must be the first block.")
            case _:
                pass
    targets = counter.targets(document, numbers)
    if counter.faults:
        raise NumberingError(tuple(counter.faults))
    return NumberedDocument(document, numbers, targets, parts)


class _Counter:
    """Counts while walking the blocks; gathers faults instead of stopping at the first."""

    def __init__(self, document: Document) -> None:
        self.faults: list[str] = []
        if document.language not in WORDS:
            self.faults.append(
                f"Document has language {document.language!r}: use one of {', '.join(sorted(WORDS))}."
            )
        self.words = WORDS.get(document.language, WORDS["id"])
        self.chapters = 0
        self.appendices = 0
        self.in_appendix = False
        self.prefix = ""
        self.path: list[str] = []
        self.counts = [0, 0, 0, 0]
        self.last_level = 0
        self.captions = {"table": 0, "picture": 0}

    def heading(self, block: Heading, position: int) -> Numbered:
        if block.level > self.last_level + 1:
            before = f"level {self.last_level}" if self.last_level else "no heading"
            self.faults.append(
                f"Heading {block.text!r} of level {block.level} follows {before}: a level may not be left out."
            )
        self.last_level = block.level
        if block.level == 1:
            label, reference = self._chapter(block)
        else:
            label, reference = self._subheading(block)
        anchor = block.id or f"bagian-{position}"
        return Numbered(
            "heading",
            anchor,
            label,
            reference,
            block.text,
            block.level,
            appendix=self.in_appendix,
            position=position,
        )

    def _chapter(self, block: Heading) -> tuple[str, str]:
        self.counts = [0, 0, 0, 0]
        self.captions = dict.fromkeys(self.captions, 0)
        self.path = []
        self.in_appendix = block.appendix
        self.prefix = ""
        if not block.numbered:
            return "", block.text
        if block.appendix:
            self.appendices += 1
            self.prefix = f"L{self.appendices}."
            label = reference = f"{self.words.appendix} {self.appendices}"
        else:
            self.chapters += 1
            self.prefix = f"{self.chapters}."
            label = f"{self.words.chapter} {roman(self.chapters)}"
            reference = f"{self.words.chapter_reference} {roman(self.chapters)}"
        self.path = [reference]
        return label, reference

    def _subheading(self, block: Heading) -> tuple[str, str]:
        depth = block.level - 1
        self.path = self.path[:depth]
        if not block.numbered:
            return "", block.text
        self.counts[depth] += 1
        self.counts[depth + 1 :] = [0] * (3 - depth)
        count = self.counts[depth]
        sign = {1: letters(count).upper(), 2: str(count), 3: letters(count)}[depth]
        self.path.append(sign)
        return f"{sign}.", ".".join(self.path)

    def caption(self, kind: str, block: Table | Picture, position: int) -> Numbered:
        word = self.words.table if kind == "table" else self.words.figure
        made_up = f"{'tabel' if kind == 'table' else 'gambar'}-{position}"
        if not block.caption:
            return Numbered(kind, block.id or made_up, "", "", "", position=position)
        self.captions[kind] += 1
        count = self.captions[kind]
        label = f"{word} {self.prefix}{count}"
        return Numbered(
            kind,
            block.id or made_up,
            label,
            label,
            block.caption,
            prefix=self.prefix,
            count=count,
            position=position,
        )

    def targets(self, document: Document, numbers: Mapping[int, Numbered]) -> dict[str, Numbered]:
        found: dict[str, Numbered] = {}
        for position, item in numbers.items():
            block = document.blocks[position]
            block_id = getattr(block, "id", "")
            if block_id and not _ID.fullmatch(block_id):
                self.faults.append(
                    f"Id {block_id!r} ({item.kind} {item.text!r}): use letters, figures and - _ . : after a letter."
                )
            if item.anchor in found:
                first = found[item.anchor]
                self.faults.append(
                    f"Id {item.anchor!r} is used twice, by {first.kind} {first.text!r} and by "
                    f"{item.kind} {item.text!r}: give each its own."
                )
            found[item.anchor] = item
        for place, span in _references(document):
            if span.target_id not in found:
                self.faults.append(
                    f"Cross reference to {span.target_id!r} in {place}: no heading, table or picture has that id."
                )
            elif not found[span.target_id].reference:
                self.faults.append(
                    f"Cross reference to {span.target_id!r} in {place}: its target has no caption and so no number."
                )
        return found


def roman(count: int) -> str:
    """Roman capitals of a count from 1 to 399."""
    written = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        written += sign * times
    return written


def letters(count: int) -> str:
    """a to z, then aa, ab and so on, for a count from 1."""
    written = ""
    while count:
        count, rest = divmod(count - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _references(document: Document) -> Iterator[tuple[str, CrossReference]]:
    for position, block in enumerate(document.blocks):
        for spans in block_spans(block):
            for span in spans:
                if isinstance(span, CrossReference):
                    yield (
                        f"block {position + 1} ({type(block).__name__}, {content.plain(spans)[:60]!r})",
                        span,
                    )


def block_spans(block: Block) -> Iterator[Spans]:
    """Every run of spans a block prints, in reading order: a linter walks documents with it."""
    match block:
        case content.Paragraph() | content.Callout():
            yield block.spans
        case content.BulletList() | content.NumberedList():
            for item in block.items:
                yield item.spans
                if item.nested is not None:
                    yield from block_spans(item.nested)
        case content.KeyValueRows():
            for key_value in block.rows:
                yield key_value.spans
        case Table():
            for cells in (*block.head, *block.body, *block.foot):
                for cell in cells:
                    yield cell.spans
            yield from block.notes
        case _:
            return


def figures(document: Document) -> Iterator[content.Bound]:
    """Every figure of a document that came from data, in reading order."""
    for block in document.blocks:
        for spans in block_spans(block):
            span: Span
            for span in spans:
                if isinstance(span, content.Bound):
                    yield span
