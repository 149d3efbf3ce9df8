"""Word: the document as DOCX with live numbering, fields, captions and cross references.

The XML is written as text (see docx_xml.py); styles and numbering are our own (docx_styles.py), a figure from
data is a content control whose tag is its reference (docx_text.py). Equal documents give equal bytes.
"""

from collections.abc import Mapping

from akuntabel.documents import content, keeping, metrics, pages, palette
from akuntabel.documents.characters import dated
from akuntabel.documents.content import Block, Document, Heading, Picture, Table
from akuntabel.documents.numbering import Numbered, NumberedDocument, number
from akuntabel.documents.writers import (
    docx_numbering,
    docx_pictures,
    docx_styles,
    docx_tables,
    docx_theme,
    docx_xml,
)
from akuntabel.documents.writers.docx_package import WordPackage
from akuntabel.documents.writers.docx_text import (
    WordState,
    bookmark_name,
    caption,
    spans,
)
from akuntabel.documents.writers.docx_xml import paragraph, run

_PARAGRAPH_STYLES = {
    "body": "",
    "first-line": "FirstLine",
    "small": "Small",
    "centered-title": "CenteredTitle",
    "quote": "Quote",
}
_LOGO_HEIGHT = 1930
_MARK_HEIGHT = 1160
_GAPS_ABOVE_TITLE = 6
_COVER_SPACING = 2400
"""Space between and around the lines of the cover, in twips."""
_LABEL_HEIGHT = 1700
_SIGNATURE_LINE = 325
"""Height of an empty line in a signature, in twips."""


def write_docx(document: Document | NumberedDocument, page_numbers: Mapping[str, str] | None = None) -> bytes:
    """The document as DOCX.

    ``page_numbers`` (anchor to printed page) fills the lists of contents: ``write`` gives those of the PDF, which
    Word's own pages follow closely. They are fields, so Word corrects them when it prints, or on Ctrl+A and F9.
    Without them the lists show no page until Word refreshes them, which it then asks for on opening.
    """
    numbered = document if isinstance(document, NumberedDocument) else number(document)
    return _Writer(numbered, page_numbers or {}).to_bytes()


class _Writer:
    def __init__(self, numbered: NumberedDocument, page_numbers: Mapping[str, str]) -> None:
        self.numbered = numbered
        self.package = WordPackage()
        self.state = WordState(numbered, self.package)
        self.page_numbers = page_numbers
        self.loose_list: int | None = None
        self.section: pages.Section
        self.lacks_pages = False
        """Whether a list of contents was written without page numbers."""
        self.keeps = False
        """Whether the block being written is kept with the next one."""

    def to_bytes(self) -> bytes:
        document = self.numbered.document
        written = []
        sections = pages.sections(document)
        for index, section in enumerate(sections):
            self.section = section
            last = index == len(sections) - 1
            for position in section.positions:
                closes = position == section.positions[-1]
                self.keeps = keeping.keeps_with_next(document, position)
                written.append(self.block(position, document.blocks[position], closes))
            properties = self.section_properties(section)
            written.append(
                properties if last else f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{properties}</w:pPr></w:p>'
            )
        body = docx_xml.part("document", f"<w:body>{''.join(written)}</w:body>")
        language = docx_styles.LANGUAGES[document.language]
        self.package.add_main("styles", docx_styles.styles_xml(document.language))
        self.package.add_main("numbering", docx_numbering.numbering_xml(self.numbered.words, self.state.lists))
        self.package.add_main(
            "settings", docx_styles.settings_xml(document.language, self.state.variables, refresh=self.lacks_pages)
        )
        self.package.add_main("fontTable", docx_theme.font_table_xml())
        self.package.add_main("theme", docx_theme.theme_xml())
        return self.package.to_bytes(body, document.full_title, document.author, language, document.created)

    # --- Sections, headers and footers ---

    def section_properties(self, section: pages.Section) -> str:
        kind = "landscape" if section.landscape else "portrait"
        header = self.package.add_edge("header", f"header-{kind}", self.header(section))
        footer = self.package.add_edge("footer", f"footer-{kind}", self.footer(section))
        width, height = pages.PAGE_SHORT, pages.PAGE_LONG
        left, right = pages.MARGIN_LEFT, pages.MARGIN_RIGHT
        turned = ""
        if section.landscape:
            width, height = height, width
            left = right = pages.MARGIN_SIDE_LANDSCAPE
            turned = ' w:orient="landscape"'
        start = ' w:start="1"' if section.restart else ""
        number_format = "lowerRoman" if section.numbering == "i" else "decimal"
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
            f'<w:footerReference w:type="default" r:id="{footer}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar w:top="{pages.MARGIN_TOP}" w:right="{right}" w:bottom="{pages.MARGIN_BOTTOM}" '
            f'w:left="{left}" '
            f'w:header="{pages.HEADER_DISTANCE}" w:footer="{pages.HEADER_DISTANCE}" w:gutter="0"/>'
            f'<w:pgNumType w:fmt="{number_format}"{start}/>'
            + ("<w:titlePg/>" if section.has_cover else "")
            + "</w:sectPr>"
        )

    def header(self, section: pages.Section) -> str:
        document = self.numbered.document
        line = run(document.header_title) + docx_xml.TAB + run(document.unit)
        return _edge("hdr", "Header", line, section.text_width)

    def footer(self, section: pages.Section) -> str:
        page = run(f"{self.numbered.words.page} ") + docx_xml.field("PAGE", "1")
        line = run(self.numbered.document.status) + docx_xml.TAB + page
        return _edge("ftr", "Footer", line, section.text_width)

    # --- Blocks ---

    def block(self, position: int, block: Block, last: bool) -> str:  # noqa: C901, PLR0911, PLR0912
        match block:
            case content.Cover():
                return self.cover(block) + ("" if last else paragraph("", docx_xml.PAGE_BREAK))
            case Heading():
                return self.heading(block, self.numbered.numbers[position])
            case content.Paragraph():
                align = "" if block.style == "centered-title" or block.align == "justify" else block.align
                inner = spans(self.state, block.spans)
                return paragraph(_PARAGRAPH_STYLES[block.style], inner, align, keep_next=self.keeps)
            case content.BulletList() | content.NumberedList():
                return self.items(block, 0, keep_last=self.keeps)
            case content.Callout():
                return self.callout(block)
            case content.KeyValueRows():
                return self.key_values(block)
            case content.SignatureBlock():
                return self.signatures(block)
            case Table():
                return docx_tables.table(self.state, position, block, self.section, self.keeps)
            case Picture():
                return self.picture(position, block)
            case content.TableOfContents():
                return self.contents(block)
            case content.ListOfTables():
                return self.captions("table", self.numbered.words.table)
            case content.ListOfFigures():
                return self.captions("picture", self.numbered.words.figure)
            case _:
                return paragraph("", docx_xml.PAGE_BREAK)

    def heading(self, block: Heading, item: Numbered) -> str:
        style = f"Heading{block.level}"
        numbering: tuple[int, int] | None = None
        title = run(block.text)
        if block.level == 1:
            self.loose_list = None if block.numbered else -1
            if not block.numbered:
                style = "HeadingPlain" if block.in_contents else "HeadingFront"
            else:
                style = "HeadingAppendix" if block.appendix else style
                title = docx_xml.BREAK + title
        elif not block.numbered:
            style = f"HeadingPlain{block.level}"
        elif item.appendix:
            numbering = (docx_numbering.APPENDIX_NUMBERS, block.level - 1)
        elif self.loose_list is not None:
            if self.loose_list < 0:
                self.loose_list = self.state.new_list(block.level - 1, "loose")
            numbering = (self.loose_list, block.level - 1)
        inner = docx_xml.bookmark(bookmark_name(item), self.state.next_id(), title)
        return paragraph(style, inner, numbering=numbering)

    def items(
        self, block: content.BulletList | content.NumberedList, level: int, *, keep_last: bool = False
    ) -> str:
        numbered = isinstance(block, content.NumberedList)
        number_id = self.state.new_list(level, "list") if numbered else docx_numbering.BULLETS
        written = []
        for item in block.items:
            inner = spans(self.state, item.spans)
            keep = keep_last and item is block.items[-1]
            leads = keep or item.nested is not None
            written.append(paragraph("ListParagraph", inner, numbering=(number_id, level), keep_next=leads))
            if item.nested is not None:
                written.append(self.items(item.nested, min(level + 1, 3), keep_last=keep))
        return "".join(written)

    def callout(self, block: content.Callout) -> str:
        notice = palette.NOTICES[block.tone]
        written = ""
        if block.title:
            title = run(block.title, docx_xml.run_properties(True, False, notice.edge))
            keep = self.keeps or bool(block.body)
            written += paragraph("Callout", title, keep_next=keep, shading=notice.fill, edge=notice.edge)
        if block.body:
            body = spans(self.state, block.body, colour=notice.foreground)
            written += paragraph("Callout", body, keep_next=self.keeps, shading=notice.fill, edge=notice.edge)
        return written + self.after_table()

    def after_table(self) -> str:
        """The small paragraph below a box or table."""
        return paragraph("TableAfter", "", keep_next=self.keeps)

    def key_values(self, block: content.KeyValueRows) -> str:
        longest = max((metrics.text_width(line.key, 220) for line in block.rows), default=0)
        key_width = min(longest * 5 // 4 + 240, self.section.text_width // 2)
        widths = (key_width, 240, self.section.text_width - key_width - 240)
        rows = []
        for line in block.rows:
            keep = self.keeps and (keeping.is_short(block) or line is block.rows[-1])
            cells = (run(line.key), run(":"), spans(self.state, line.spans))
            rows.append([paragraph("Arranged", inner, keep_next=keep) for inner in cells])
        return docx_xml.layout_table(widths, rows) + self.after_table()

    def signatures(self, block: content.SignatureBlock) -> str:
        half = self.section.text_width // 2
        written = ""
        for start in range(0, len(block.signatures), 2):
            pair = block.signatures[start : start + 2]
            cells = [
                self.signature(signature, dated(block.place_date), signature is pair[-1]) for signature in pair
            ]
            if len(cells) == 1:
                cells.insert(0, paragraph("Signature", ""))
            written += docx_xml.layout_table((half, half), [cells]) + paragraph("TableAfter", "")
        return paragraph("TableAfter", "", keep_next=True) + written

    def signature(self, signature: content.Signature, place_date: str, last: bool) -> str:
        lines = [*([place_date if last else ""] if place_date else []), *signature.position]
        written = "".join(paragraph("Signature", run(line)) for line in lines)
        if signature.mark:
            written += paragraph("Signature", self.drawing(signature.mark, signature.mark_alt, height=_MARK_HEIGHT))
        else:
            room = (self.section.signing_room + _SIGNATURE_LINE // 2) // _SIGNATURE_LINE
            written += paragraph("Signature", "") * room
        if signature.name:
            written += paragraph("Signature", run(signature.name, docx_xml.run_properties(bold=True)))
        return written + (paragraph("Signature", run(signature.identity)) if signature.identity else "")

    def cover(self, block: content.Cover) -> str:
        document = self.numbered.document
        written = ""
        if block.logo:
            written += paragraph("CoverText", self.drawing(block.logo, block.logo_alt, height=_LOGO_HEIGHT))
        written += paragraph("CoverBand", run(block.agency))
        if block.label:
            written += paragraph("CoverLabel", run(block.label), indent_right=self.beside_label(block.label))
        written += paragraph("CoverGap", "") * _GAPS_ABOVE_TITLE + paragraph("Title", run(document.title))
        particulars = (
            ("CoverSubtitle", document.subtitle),
            ("CoverUnit", document.unit),
            ("CoverText", document.period),
        )
        written += "".join(paragraph(style, run(line)) for style, line in particulars if line)
        written += paragraph("CoverGap", "") * self.gaps_above_foot(block)
        return written + "".join(paragraph("CoverFoot", run(line)) for line in block.lines)

    def gaps_above_foot(self, block: content.Cover) -> int:
        """Empty lines that push the last lines of the cover to the foot of the page, as long as all of it fits."""
        document = self.numbered.document
        sizes = ((block.agency, 340), (document.title, 680), (document.subtitle, 340), (document.unit, 340))
        lines = (*sizes, (document.period, 280), *((line, 240) for line in block.lines))
        used = _COVER_SPACING + (_LOGO_HEIGHT if block.logo else 0) + (_LABEL_HEIGHT if block.label else 0)
        for line, size in lines:
            width = metrics.text_width(line, size, bold=True, family="bonum")
            used += (1 + width * 11 // (10 * self.section.text_width)) * size * 6 // 5 + 80 if line else 0
        room = pages.PAGE_LONG - pages.MARGIN_TOP - pages.MARGIN_BOTTOM - used
        return max(room // docx_styles.COVER_GAP - _GAPS_ABOVE_TITLE, 1)

    def beside_label(self, label: str) -> int:
        """What a box as wide as its label leaves of the line, in twips."""
        return max(self.section.text_width - metrics.text_width(label, 240, bold=True) * 21 // 20 - 200, 0)

    def picture(self, position: int, block: Picture) -> str:
        item = self.numbered.numbers[position]
        width = self.section.text_width * block.width // 100
        drawn = docx_pictures.draw(block.svg)
        width = min(width, self.section.tallest_picture * drawn.width // drawn.height)
        inner = self.drawing(block.svg, block.alt, width=width)
        return paragraph("Picture", inner) + (caption(self.state, item, keep_next=False) if item.label else "")

    def drawing(self, svg: bytes, alt: str, width: int = 0, height: int = 0) -> str:
        """A picture of the given width or height in twips; the other side follows."""
        drawn = docx_pictures.draw(svg)
        width = width or height * drawn.width // drawn.height
        height = height or width * drawn.height // drawn.width
        relation = self.package.add_picture(drawn.png)
        return docx_pictures.drawing(relation, self.state.next_id(), alt, width, height)

    # --- Lists of contents ---

    def contents(self, block: content.TableOfContents) -> str:
        listed = [
            item
            for position, item in self.numbered.numbers.items()
            if isinstance(heading := self.numbered.document.blocks[position], Heading)
            and heading.in_contents
            and heading.level <= block.depth
        ]
        entries = [
            (f"TOC{item.level}", f"{item.label} {item.text}".strip(), bookmark_name(item), item.anchor)
            for item in listed
        ]
        instruction = rf'TOC \h \z \o "1-{block.depth}" \u'
        return self.index(instruction, entries)

    def captions(self, kind: str, word: str) -> str:
        entries = [
            ("TableofFigures", f"{item.label}. {item.text}", bookmark_name(item, "_Toc"), item.anchor)
            for item in self.numbered.of_kind(kind)
        ]
        return self.index(rf'TOC \h \z \c "{word}"', entries)

    def index(self, instruction: str, entries: list[tuple[str, str, str, str]]) -> str:
        """A TOC field around its entries; each links to its place and shows its page."""
        if not entries:
            return paragraph("", docx_xml.field(instruction, "–"))
        written = []
        self.lacks_pages |= any(anchor not in self.page_numbers for _, _, _, anchor in entries)
        for index, (style, shown, name, anchor) in enumerate(entries):
            page = docx_xml.field(rf"PAGEREF {name} \h", self.page_numbers.get(anchor, ""))
            inner = docx_xml.link(name, run(shown) + docx_xml.TAB + page)
            if index == 0:
                inner = docx_xml.field_open(instruction) + inner
            if index == len(entries) - 1:
                inner += docx_xml.field_close()
            written.append(paragraph(style, inner))
        return "".join(written)


def _edge(tag: str, style: str, inner: str, width: int) -> str:
    """A header or footer: one line with a right tab at the edge of the text."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{inner}</w:p>'
    return docx_xml.part(tag, line)
