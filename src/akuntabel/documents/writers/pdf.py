"""PDF through Typst: PDF/A-2a and PDF/UA-1 in one file, the same bytes for the same document.

The document goes to report.typ as JSON, so user text is never markup. Typst refuses to export what breaks
either standard, and a warning counts as an error. Only the bundled fonts are used.
"""

import json
from typing import Any

from akuntabel.documents import breaks, content, grid, keeping, metrics, pages, palette
from akuntabel.documents.characters import LONGEST_WORD, breakable, dated, for_fonts
from akuntabel.documents.content import Block, Cell, Document, Picture, Spans, Table
from akuntabel.documents.numbering import Numbered, NumberedDocument, number
from akuntabel.documents.svg import with_our_fonts
from akuntabel.documents.writers.typesetting import pdf_from, queried

_TYPE_SIZE = 220
"""Size of running text in report.typ, in twips."""
_FEW_LINES = 4
"""No more lines of key and value than this are kept on one page."""
_REGIONS = {"id": "ID", "en": "GB"}

Json = dict[str, Any]


def write_pdf(document: Document | NumberedDocument) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; raises NumberingError or TypesettingError."""
    numbered = document if isinstance(document, NumberedDocument) else number(document)
    data = json.dumps(_document(numbered), ensure_ascii=False)
    pdf = pdf_from("report.typ", data, numbered.document.created)
    return pdf + b"\n"  # an incremental signature needs a line end after %%EOF


def page_numbers(document: Document | NumberedDocument) -> dict[str, str]:
    """The page printed in the PDF for the anchor of each heading, table and picture: "iv", "12".

    The Word file shows them in its lists of contents. Empty for a document without such lists.
    """
    numbered = document if isinstance(document, NumberedDocument) else number(document)
    lists = (content.TableOfContents, content.ListOfTables, content.ListOfFigures)
    if not any(isinstance(block, lists) for block in numbered.document.blocks):
        return {}
    data = json.dumps(_document(numbered), ensure_ascii=False)
    return dict(json.loads(queried("report.typ", data, "pages")))


def _document(numbered: NumberedDocument) -> Json:
    document = numbered.document
    sections = pages.sections(document)
    texts = {
        "title": document.title,
        "full-title": document.full_title,
        "author": document.author,
        "subtitle": document.subtitle,
        "unit": document.unit,
        "period": document.period,
        "header": document.header_title,
        "status": document.status,
        "page-word": numbered.words.page,
    }
    return {
        **{key: for_fonts(text) for key, text in texts.items()},
        "language": document.language,
        "region": _REGIONS[document.language],
        "fonts": {"text": metrics.TEXT_FAMILY, "table": metrics.TABLE_FAMILY},
        "rule": palette.RULE,
        "accent": palette.ACCENT,
        "band": palette.TONES["subhead"].fill,
        "label": {"fill": palette.LABEL.fill, "edge": palette.LABEL.edge, "fg": palette.LABEL.foreground},
        "cover-margins": _margins(landscape=False),
        "sections": [{**_section(numbered, section), "last": section is sections[-1]} for section in sections],
    }


def _section(numbered: NumberedDocument, section: pages.Section) -> Json:
    blocks = [(position, numbered.document.blocks[position]) for position in section.positions]
    return {
        "landscape": section.landscape,
        "numbering": section.numbering,
        "restart": section.restart,
        "margins": _margins(landscape=section.landscape),
        "covers": [_cover(block) for _, block in blocks if isinstance(block, content.Cover)],
        "blocks": [
            {**_block(numbered, position, block, section), "sticky": _is_sticky(numbered, position, block)}
            for position, block in blocks
            if not isinstance(block, content.Cover)
        ],
    }


def _margins(*, landscape: bool) -> dict[str, int]:
    side = pages.MARGIN_SIDE_LANDSCAPE
    return {
        "left": side if landscape else pages.MARGIN_LEFT,
        "right": side if landscape else pages.MARGIN_RIGHT,
        "top": pages.MARGIN_TOP,
        "bottom": pages.MARGIN_BOTTOM,
    }


def _is_sticky(numbered: NumberedDocument, position: int, block: Block) -> bool:
    """Typst moves a sticky block as a whole; of key-value rows and long tables only the end sticks."""
    in_parts = isinstance(block, content.KeyValueRows | Table)
    return keeping.keeps_with_next(numbered.document, position) and (in_parts or keeping.is_short(block))


def _cover(block: content.Cover) -> Json:
    return {
        "agency": for_fonts(block.agency),
        "logo": with_our_fonts(block.logo),
        "alt": for_fonts(block.logo_alt),
        "lines": [for_fonts(line) for line in block.lines],
        "label": for_fonts(block.label),
    }


def _block(numbered: NumberedDocument, position: int, block: Block, section: pages.Section) -> Json:
    """The JSON of one block, as block-of() in report.typ reads it."""
    match block:
        case content.Heading():
            new_page = block.level == 1 and position != section.positions[0]
            return _heading(block, numbered.numbers[position], new_page)
        case content.Paragraph():
            return {
                "kind": "paragraph",
                "x": _spans(numbered, block.spans),
                "align": block.align,
                "style": block.style,
            }
        case content.BulletList() | content.NumberedList():
            return _list(numbered, block)
        case Table():
            return _table(numbered, position, block, section)
        case Picture():
            return _picture(numbered, position, block)
        case content.Callout():
            notice = palette.NOTICES[block.tone]
            return {
                "kind": "callout",
                "title": for_fonts(block.title),
                "x": _spans(numbered, block.body),
                "fill": notice.fill,
                "edge": notice.edge,
                "fg": notice.foreground,
            }
        case content.KeyValueRows():
            return _key_values(numbered, block, section)
        case content.SignatureBlock():
            return _signatures(block, section)
        case content.TableOfContents():
            return {"kind": "contents", "depth": block.depth}
        case content.ListOfTables():
            return {"kind": "tables"}
        case content.ListOfFigures():
            return {"kind": "figures"}
        case _:
            return {"kind": "page-break"}


def _heading(block: content.Heading, item: Numbered, new_page: bool) -> Json:
    return {
        "kind": "heading",
        "level": block.level,
        "text": breakable(for_fonts(item.text)),
        "label": item.label,
        "anchor": item.anchor,
        "outlined": block.in_contents,
        "new-page": new_page,
    }


def _list(
    numbered: NumberedDocument, block: content.BulletList | content.NumberedList, nested: bool = False
) -> Json:
    items = []
    for item in block.items:
        written: Json = {"x": _spans(numbered, item.spans)}
        if item.nested is not None:
            written["nested"] = _list(numbered, item.nested, nested=True)
        items.append(written)
    kind = "bullets" if isinstance(block, content.BulletList) else "numbers"
    return {"kind": kind, "items": items, "pattern": "a)" if nested else "1."}


def _key_values(numbered: NumberedDocument, block: content.KeyValueRows, section: pages.Section) -> Json:
    keys = [for_fonts(row.key) for row in block.rows]
    longest = max((metrics.text_width(key, _TYPE_SIZE, family="bonum") for key in keys), default=0)
    return {
        "kind": "key-values",
        "whole": len(keys) <= _FEW_LINES and keeping.is_short(block),
        "rows": [{"key": key, "x": _spans(numbered, row.spans)} for key, row in zip(keys, block.rows, strict=True)],
        "key-width": min(longest + 20, section.text_width * 2 // 5),
    }


def _table(numbered: NumberedDocument, position: int, block: Table, section: pages.Section) -> Json:
    parts = numbered.parts[position]
    layout = grid.layout(block, parts, section.text_width)
    kept = breaks.breaks(layout, parts, section.text_height)
    written: Json = {"head": [], "body": [], "foot": [], "lead": []}
    for part in parts:
        rows = [[_cell(numbered, block, item, part, layout) for item in line] for line in part.rows]
        if part.name == "body" and not kept.is_whole:
            written["lead"] = _flat(rows[: kept.lead])
            written["body"] = _groups(rows[: kept.tail], layout.bands(part))
            written["foot"] = _flat(rows[kept.tail :])
        elif part.name == "body":
            written["body"] = _groups(rows, layout.bands(part))
        else:
            written[part.name] += _flat(rows)
    return {
        "kind": "table",
        **_caption(numbered, position),
        **written,
        "whole": kept.is_whole,
        "widths": layout.widths,
        "size": layout.type_size,
        "padding": grid.CELL_PADDING,
        "notes": [_spans(numbered, note) for note in block.notes],
    }


def _flat(rows: list[list[Json]]) -> list[Json]:
    return [cell for cells in rows for cell in cells]


def _groups(rows: list[list[Json]], bands: tuple[tuple[int, ...], ...]) -> list[Json]:
    """The rows of a body as groups: the cells that name a group ("band"), and the cells of its rows."""
    starts = {run[0]: run for run in bands}
    in_bands = {row for run in bands for row in run}
    groups: list[Json] = [{"band": [], "cells": []}]
    for index, cells in enumerate(rows):
        if index in starts:
            groups.append({"band": _flat([rows[row] for row in starts[index]]), "cells": []})
        elif index not in in_bands:
            groups[-1]["cells"] += cells
    return groups


def _cell(
    numbered: NumberedDocument, block: Table, placed: grid.Placed, part: grid.Part, layout: grid.Layout
) -> Json:
    cell: Cell = placed.cell
    written: Json = {
        "x": _spans(numbered, cell.spans, 1 if layout.is_crowded else LONGEST_WORD),
        "al": grid.align_of(placed, block.columns, part.name),
        "head": part.name == "head",
        "breakable": (
            not layout.is_kept_whole(part, placed) if cell.rowspan > 1 else layout.may_break(part, placed.row)
        ),
    }
    if cell.colspan > 1:
        written["cs"] = cell.colspan
    if cell.rowspan > 1:
        written["rs"] = cell.rowspan
    if grid.is_bold(placed, part.name):
        written["b"] = True
    tone = grid.tone_of(placed, part.name)
    if tone:
        found = palette.tone_of(tone)
        written["fill"], written["fg"] = found.fill, found.foreground
    return written


def _picture(numbered: NumberedDocument, position: int, block: Picture) -> Json:
    return {
        "kind": "picture",
        **_caption(numbered, position),
        "svg": with_our_fonts(block.svg),
        "alt": for_fonts(block.alt),
        "width": block.width,
    }


def _caption(numbered: NumberedDocument, position: int) -> Json:
    item = numbered.numbers[position]
    word, _, count = item.label.partition(" ")
    return {
        "label": item.label,
        "word": word,
        "number": count,
        "text": breakable(for_fonts(item.text)),
        "anchor": item.anchor,
    }


def _signatures(block: content.SignatureBlock, section: pages.Section) -> Json:
    written = [
        {
            "position": [for_fonts(line) for line in signature.position],
            "name": for_fonts(signature.name),
            "identity": for_fonts(signature.identity),
            "mark": with_our_fonts(signature.mark),
            "alt": for_fonts(signature.mark_alt),
            "last": index % 2 == 1 or index == len(block.signatures) - 1,
        }
        for index, signature in enumerate(block.signatures)
    ]
    pairs = [written[index : index + 2] for index in range(0, len(written), 2)]
    return {
        "kind": "signatures",
        "place": for_fonts(dated(block.place_date)),
        "pairs": pairs,
        "room": section.signing_room,
    }


def _spans(numbered: NumberedDocument, spans: Spans, longest_word: int = LONGEST_WORD) -> list[Json]:
    """Spans as span-of() in report.typ reads them."""
    written: list[Json] = []
    for span in spans:
        match span:
            case content.LineBreak():
                written.append({"br": True})
            case content.CrossReference():
                target = numbered.targets[span.target_id]
                written.append({"s": target.reference, "to": target.anchor})
            case content.Text() | content.Bound():
                item: Json = {"s": breakable(for_fonts(span.text), longest_word)}
                if span.bold:
                    item["b"] = True
                if span.italic:
                    item["i"] = True
                written.append(item)
    return written
