"""HTML: a semantic fragment for the web preview, and the same fragment as a standalone page.

The fragment has no script, no style attribute and no class outside the list in report.css, so it may stand in
a page under ``style-src 'self'``; that page serves ``stylesheet()`` as a file. A figure from data is
``<data class="figure" data-figure="reference">``.
"""

import base64
from collections.abc import Callable, Iterable
from html import escape
from importlib.resources import files

from akuntabel.documents import content, grid, palette
from akuntabel.documents.characters import printable
from akuntabel.documents.content import Block, Document, Picture, Spans, Table
from akuntabel.documents.numbering import Numbered, NumberedDocument, number

PictureAddress = Callable[[Picture], str]


def stylesheet(colours: Iterable[str] = ()) -> str:
    """The CSS of a fragment: report.css, the palette, and the colours that cells name as #RRGGBB."""
    own = files("akuntabel.documents").joinpath("writers").joinpath("report.css").read_text(encoding="utf-8")
    return own + palette.tone_css(colours) + palette.notice_css()


def data_address(svg: bytes) -> str:
    """An SVG as a data: address, which a page may show under ``img-src data:``."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def write_fragment(
    document: Document | NumberedDocument,
    heading_offset: int = 1,
    picture_address: PictureAddress | None = None,
) -> str:
    """The document as one ``<article>``; its level 1 headings become ``h2`` unless the offset says otherwise.

    The offset is 0 to 5. HTML knows six levels: deeper headings stay at ``h6``, none is left out on the way.
    ``picture_address`` gives the address of a picture; without it pictures are data: addresses.
    """
    if not 0 <= heading_offset <= 5:
        raise ValueError(f"heading_offset is {heading_offset}: use 0 (level 1 becomes h1) to 5.")
    numbered = document if isinstance(document, NumberedDocument) else number(document)
    writer = _Writer(numbered, heading_offset, picture_address)
    body = "".join(writer.block(position, block) for position, block in enumerate(numbered.document.blocks))
    return f'<article class="akd" lang="{escape(numbered.document.language)}">\n{body}</article>\n'


def write_page(document: Document | NumberedDocument) -> bytes:
    """A whole page with its style inside, readable without network."""
    numbered = document if isinstance(document, NumberedDocument) else number(document)
    particulars = numbered.document
    fragment, style = write_fragment(numbered), stylesheet(grid.colours_of(particulars.blocks))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(particulars.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(particulars.full_title)}</title>\n"
        f'<meta name="author" content="{_text(particulars.author)}">\n<style>\n{style}</style>\n'
        f"</head>\n<body>\n<main>\n{fragment}</main>\n</body>\n</html>\n"
    ).encode()


def _text(text: str) -> str:
    return escape(printable(text))


class _Writer:
    def __init__(
        self, numbered: NumberedDocument, heading_offset: int, picture_address: PictureAddress | None
    ) -> None:
        self.numbered = numbered
        self.offset = heading_offset
        self.picture_address = picture_address

    def block(self, position: int, block: Block) -> str:  # noqa: C901, PLR0911, PLR0912
        match block:
            case content.Cover():
                return self.cover(block)
            case content.Heading():
                return self.heading(self.numbered.numbers[position])
            case content.Paragraph():
                return f'<p class="p-{block.style} a-{block.align}">{self.spans(block.spans)}</p>\n'
            case content.BulletList() | content.NumberedList():
                return self.items(block)
            case content.Callout():
                return self.callout(block)
            case content.KeyValueRows():
                lines = "".join(
                    f"<dt>{_text(line.key)}</dt><dd>{self.spans(line.spans)}</dd>\n" for line in block.rows
                )
                return f'<dl class="key-values">\n{lines}</dl>\n'
            case content.SignatureBlock():
                return self.signatures(block)
            case Table():
                return self.table(position, block)
            case Picture():
                return self.picture(position, block)
            case content.TableOfContents():
                items = [item for item in self.contents() if item.level <= block.depth]
                return self.index(items, self.numbered.words.contents)
            case content.ListOfTables():
                return self.index(self.numbered.of_kind("table"), self.numbered.words.table)
            case content.ListOfFigures():
                return self.index(self.numbered.of_kind("picture"), self.numbered.words.figure)
            case _:
                return '<hr class="page">\n'

    def spans(self, spans: Spans) -> str:
        return "".join(self.span(span) for span in spans)

    def span(self, span: content.Span) -> str:
        match span:
            case content.LineBreak():
                return "<br>"
            case content.CrossReference():
                target = self.numbered.targets[span.target_id]
                return f'<a href="#{escape(target.anchor)}">{_text(target.reference)}</a>'
            case content.Bound():
                written = f'<data class="figure" data-figure="{_text(span.reference)}">{_text(span.text)}</data>'
            case content.Text():
                written = _text(span.text)
        if span.italic:
            written = f"<em>{written}</em>"
        return f"<strong>{written}</strong>" if span.bold else written

    def cover(self, block: content.Cover) -> str:
        document = self.numbered.document
        logo = f'<img src="{data_address(block.logo)}" alt="{_text(block.logo_alt)}">\n' if block.logo else ""
        lines = (
            ("agency", block.agency),
            ("label", block.label),
            ("title", document.title),
            ("subtitle", document.subtitle),
            ("unit", document.unit),
            ("period", document.period),
            *(("line", line) for line in block.lines),
        )
        written = "".join(f'<p class="cover-{name}">{_text(text)}</p>\n' for name, text in lines if text)
        return f'<header class="cover">\n{logo}{written}</header>\n'

    def heading(self, item: Numbered) -> str:
        level = min(item.level + self.offset, 6)
        label = f'<span class="number">{_text(item.label)}</span> ' if item.label else ""
        anchor = escape(item.anchor)
        return f'<h{level} id="{anchor}" class="h-{item.level}">{label}{_text(item.text)}</h{level}>\n'

    def items(self, block: content.BulletList | content.NumberedList) -> str:
        tag = "ul" if isinstance(block, content.BulletList) else "ol"
        items = "".join(
            f"<li>{self.spans(item.spans)}{'' if item.nested is None else self.items(item.nested)}</li>\n"
            for item in block.items
        )
        return f"<{tag}>\n{items}</{tag}>\n"

    def callout(self, block: content.Callout) -> str:
        title = f"<p><strong>{_text(block.title)}</strong></p>\n" if block.title else ""
        body = f"<p>{self.spans(block.body)}</p>\n" if block.body else ""
        return f'<aside class="callout {palette.notice_class(block.tone)}">\n{title}{body}</aside>\n'

    def signatures(self, block: content.SignatureBlock) -> str:
        place = f'<p class="place">{_text(block.place_date)}</p>\n' if block.place_date else ""
        signatures = []
        for signature in block.signatures:
            position = "<br>".join(_text(line) for line in signature.position)
            mark = (
                f'<img src="{data_address(signature.mark)}" alt="{_text(signature.mark_alt)}">'
                if signature.mark
                else '<span class="room"></span>'
            )
            name = f"<br><strong>{_text(signature.name)}</strong>" if signature.name else ""
            identity = f"<br>{_text(signature.identity)}" if signature.identity else ""
            signatures.append(f'<p class="signature">{position}<br>{mark}{name}{identity}</p>\n')
        return f'<div class="signatures">\n{place}{"".join(signatures)}</div>\n'

    def table(self, position: int, block: Table) -> str:
        item = self.numbered.numbers[position]
        tags = {"head": "thead", "body": "tbody", "foot": "tfoot"}
        parts = "".join(
            f"<{tags[part.name]}>\n{self.rows(block, part)}</{tags[part.name]}>\n"
            for part in self.numbered.parts[position]
        )
        caption = f"<strong>{_text(item.label)}.</strong> {_text(item.text)}" if item.label else ""
        if block.summary and block.summary != block.caption:
            caption += f'<span class="summary">{_text(block.summary)}</span>'
        written_caption = f"<caption>{caption}</caption>\n" if caption else ""
        notes = "".join(f'<p class="note">{self.spans(note)}</p>\n' for note in block.notes)
        return (
            f'<div class="table" id="{escape(item.anchor)}" tabindex="0" role="region"'
            f' aria-label="{_text(self.name_of(item, block))}">\n'
            f"<table>\n{written_caption}{parts}</table>\n</div>\n{notes}"
        )

    def name_of(self, item: Numbered, block: Table) -> str:
        """What a screen reader calls the region of a table: its caption, else its summary or first head cells."""
        if item.label:
            return f"{item.label}. {item.text}"
        shown = block.summary or ", ".join(content.plain(cell.spans) for cell in block.head[0])
        return f"{self.numbered.words.table}: {shown}"

    def rows(self, block: Table, part: grid.Part) -> str:
        lines = ("".join(self.cell(block, placed, part.name) for placed in line) for line in part.rows)
        return "".join(f"<tr>{line}</tr>\n" for line in lines)

    def cell(self, block: Table, placed: grid.Placed, part: str) -> str:
        cell = placed.cell
        classes = [f"a-{grid.align_of(placed, block.columns, part)}"]
        tone = grid.tone_of(placed, part)
        if tone:
            classes.append(palette.css_class(tone))
        if cell.bold:
            classes.append("bold")
        if block.columns[placed.column].weight == 0 and cell.colspan == 1 and part != "head":
            classes.append("auto")
        attributes = f' class="{" ".join(classes)}"'
        if cell.colspan > 1:
            attributes += f' colspan="{cell.colspan}"'
        if cell.rowspan > 1:
            attributes += f' rowspan="{cell.rowspan}"'
        if part == "head":
            scope = "colgroup" if cell.colspan > 1 else "col"
            return f'<th scope="{scope}"{attributes}>{self.spans(cell.spans)}</th>'
        return f"<td{attributes}>{self.spans(cell.spans)}</td>"

    def picture(self, position: int, block: Picture) -> str:
        item = self.numbered.numbers[position]
        address = self.picture_address(block) if self.picture_address else data_address(block.svg)
        caption = (
            f"<figcaption><strong>{_text(item.label)}.</strong> {_text(item.text)}</figcaption>\n"
            if item.label
            else ""
        )
        size = min(10, -(-block.width // 10)) * 10
        image = f'<img class="w-{size}" src="{escape(address)}" alt="{_text(block.alt)}">'
        return f'<figure id="{escape(item.anchor)}">\n{image}\n{caption}</figure>\n'

    def contents(self) -> list[Numbered]:
        blocks = self.numbered.document.blocks
        return [
            item
            for position, item in self.numbered.numbers.items()
            if isinstance(block := blocks[position], content.Heading) and block.in_contents
        ]

    def index(self, items: "list[Numbered] | tuple[Numbered, ...]", label: str) -> str:
        lines = "".join(
            f'<li class="level-{item.level}"><a href="#{escape(item.anchor)}">'
            f"{_text(f'{item.label} {item.text}'.strip())}</a></li>\n"
            for item in items
        )
        return f'<nav class="contents" aria-label="{_text(label)}">\n<ol>\n{lines}</ol>\n</nav>\n'
