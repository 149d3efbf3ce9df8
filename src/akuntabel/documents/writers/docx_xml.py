"""Small pieces of WordprocessingML as text: runs, fields, bookmarks, paragraphs.

Text is escaped here and nowhere else. The order of child elements follows the schema (ECMA-376); Word refuses
some files in which it does not.
"""

from collections.abc import Iterable
from html import escape

from akuntabel.documents.characters import printable

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def part(tag: str, inner: str) -> str:
    """A whole part of the file: the root element of that name around its content."""
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def text(value: str) -> str:
    """Escaped text for an element or an attribute."""
    return escape(printable(value))


def run_properties(bold: bool = False, italic: bool = False, colour: str = "", size: int = 0) -> str:
    """``w:rPr`` with what differs from the style; ``size`` in half points, 0 for the style's."""
    inner = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    inner += f'<w:color w:val="{colour}"/>' if colour else ""
    inner += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(value: str, properties: str = "") -> str:
    """One run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text(value)}</w:t></w:r>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A complex field (SEQ, REF, PAGE) with the text shown until Word refreshes it."""
    return field_open(instruction, properties) + run(shown, properties) + field_close(properties)


def field_open(instruction: str, properties: str = "") -> str:
    """Beginning of a field whose shown text follows, perhaps over several paragraphs."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {text(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_close(properties: str = "") -> str:
    """End of a field begun by ``field_open``."""
    return f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, number: int, inner: str) -> str:
    """``inner`` between the ends of a bookmark; names hold at most 40 characters."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, inner: str) -> str:
    """A link to a bookmark of this document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner}</w:hyperlink>'


def paragraph(
    style: str,
    inner: str,
    align: str = "",
    *,
    keep_next: bool = False,
    numbering: tuple[int, int] | None = None,
    shading: str = "",
    edge: str = "",
    indent_right: int = 0,
) -> str:
    """A paragraph; ``numbering`` is (number id, level), ``shading`` a fill, ``edge`` the colour of a rule at
    its left, ``indent_right`` twips; nothing given leaves the style's."""
    jc = {"justify": "both", "left": "left", "center": "center", "right": "right"}.get(align, "")
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:keepNext/>" if keep_next else "")
        + (
            f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
            if numbering
            else ""
        )
        + (f"<w:pBdr>{border('left', 24, 6, edge)}</w:pBdr>" if edge else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shading}"/>' if shading else "")
        + (f'<w:ind w:left="120" w:right="{indent_right}"/>' if indent_right else "")
        + (f'<w:jc w:val="{jc}"/>' if jc else "")
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def border(side: str, eighths: int, space: int, colour: str) -> str:
    """A rule on one side of a paragraph; thickness in eighths of a point, space in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def layout_table(widths: Iterable[int], rows: Iterable[Iterable[str]]) -> str:
    """A table without rules that only arranges; each cell is the XML of its paragraphs, widths in twips."""
    widths = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, cells, strict=True)
        )
        + "</w:tr>"
        for cells in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="LayoutTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>'
    )
