"""Tables in Word: fixed column widths, merges, shading, repeated head rows, title and description."""

from akuntabel.documents import breaks, grid, palette
from akuntabel.documents.content import Table
from akuntabel.documents.pages import Section
from akuntabel.documents.writers import docx_xml
from akuntabel.documents.writers.docx_text import WordState, caption, spans

_STYLE_SIZE = grid.TYPE_SIZES[0]


def table(state: WordState, position: int, block: Table, section: Section, keep_last: bool = False) -> str:
    """Caption, table, notes; closes with a small paragraph, since Word joins tables that touch.

    ``keep_last`` keeps the end of the table with the block that follows.
    """
    item = state.numbered.numbers[position]
    parts = state.numbered.parts[position]
    layout = grid.layout(block, parts, section.text_width)
    found = breaks.breaks(layout, parts, section.text_height)
    closes = found.is_whole or found.tail < found.rows
    rows = ""
    for part in parts:
        kept = found.kept_with_next(layout, part)
        last = len(part.rows) - 1
        leads = part.name == "head" or (
            closes if part is not parts[-1] else keep_last or (closes and bool(block.notes))
        )
        rows += "".join(
            _row(state, block, part, index, layout, keep_next=index in kept or (leads and index == last))
            for index in range(len(part.rows))
        )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    title = docx_xml.text(f"{item.label} {item.text}".strip() or state.numbered.words.table)
    description = docx_xml.text(block.summary or item.text)
    written = caption(state, item, keep_next=True) if item.label else ""
    written += (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{section.text_width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{title}"/>'
        + (f'<w:tblDescription w:val="{description}"/>' if description else "")
        + f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    for note in block.notes:
        keep = keep_last or note is not block.notes[-1]
        written += docx_xml.paragraph("TableNote", spans(state, note), keep_next=keep)
    return written + docx_xml.paragraph("TableAfter", "", keep_next=keep_last)


def _row(
    state: WordState, block: Table, part: grid.Part, index: int, layout: grid.Layout, *, keep_next: bool
) -> str:
    """A row; Word keeps it with the next one where its paragraphs are."""
    owners = part.owners[index]
    properties = "" if layout.may_break(part, index) else "<w:cantSplit/>"
    properties += "<w:tblHeader/>" if part.name == "head" else ""
    cells = []
    column = 0
    while column < len(owners):
        placed = owners[column]
        cells.append(_cell(state, block, part.name, placed, row_index=index, layout=layout, keep_next=keep_next))
        column += placed.cell.colspan
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(
    state: WordState,
    block: Table,
    part: str,
    placed: grid.Placed,
    *,
    row_index: int,
    layout: grid.Layout,
    keep_next: bool,
) -> str:
    """A cell, or the covered place below a cell that spans rows (an empty paragraph)."""
    cell = placed.cell
    starts_here = placed.row == row_index
    width = sum(layout.widths[placed.column : placed.column + cell.colspan])
    name = grid.tone_of(placed, part)
    tone = palette.tone_of(name) if name else None
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.colspan > 1:
        properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
    if cell.rowspan > 1:
        properties += f'<w:vMerge w:val="{"restart" if starts_here else "continue"}"/>'
    if tone:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{tone.fill}"/>'
    if part == "head":
        properties += '<w:vAlign w:val="center"/>'
    inner = ""
    if starts_here:
        size = 0 if layout.type_size == _STYLE_SIZE else layout.type_size // 10
        colour = tone.foreground if tone else ""
        inner = spans(state, cell.spans, grid.is_bold(placed, part), colour, size)
    align = grid.align_of(placed, block.columns, part)
    side = "" if align in ("left", "justify") else align
    paragraph = docx_xml.paragraph("TableText", inner, side, keep_next=keep_next)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"
