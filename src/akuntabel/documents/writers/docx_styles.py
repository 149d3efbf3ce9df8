"""Our own clean Word styles and settings; nothing of an office suite's default template.

Heading numbers are bound to the heading styles, so that a chapter added in Word is numbered by Word.
"""

from akuntabel.documents import pages, palette
from akuntabel.documents.metrics import WORD_TABLE_FAMILY, WORD_TEXT_FAMILY
from akuntabel.documents.writers.docx_numbering import APPENDIX_NUMBERS, HEADING_NUMBERS
from akuntabel.documents.writers.docx_xml import border, part, text

_BOLD = "<w:b/><w:bCs/>"
_BOX_INDENT = 420
"""Indent of a box whose borders stand 20 points outside its text, in twips."""
COVER_GAP = 400
"""Height of one empty line of the cover, in twips."""
LANGUAGES = {"id": "id-ID", "en": "en-GB"}

_TEXT_WIDTH = pages.PAGE_SHORT - pages.MARGIN_LEFT - pages.MARGIN_RIGHT


def _fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def _style(
    style_id: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
) -> str:
    own = "" if name.islower() or name in ("Normal", "Title", "Quote", "List Paragraph") else ' w:customStyle="1"'
    default = ' w:default="1"' if style_id == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if style_id != "Normal" else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _jc(side: str) -> str:
    return f'<w:jc w:val="{side}"/>'


def _border(side: str, eighths: int, space: int, colour: str) -> str:
    """A rule on one side of a paragraph; thickness in eighths of a point, space in points."""
    return f"<w:pBdr>{border(side, eighths, space, colour)}</w:pBdr>"


def _box(eighths: int, space: int, colour: str) -> str:
    sides = ("top", "left", "bottom", "right")
    return f"<w:pBdr>{''.join(border(side, eighths, space, colour) for side in sides)}</w:pBdr>"


def _fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _headings() -> str:
    """Heading styles; those without number stand apart, since Word has no number that means "none".

    Their outline levels put them into the table of contents and the navigation pane like the others.
    """
    looks = {
        1: ("<w:pageBreakBefore/>", _spacing(0, 320), _BOLD + _size(28)),
        2: ("", _spacing(280, 120), _BOLD + _size(24)),
        3: ("", _spacing(240, 120), _BOLD + _size(22)),
        4: ("", _spacing(200, 100), _BOLD + "<w:i/><w:iCs/>" + _size(22)),
    }

    def heading(style_id: str, name: str, level: int, number: int = 0, *, outlined: bool = True) -> str:
        start, spacing, run = looks[level]
        numbering = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        place = '<w:ind w:left="0" w:firstLine="0"/>'
        if level > 1 and number:
            place = '<w:ind w:left="425" w:hanging="425"/>'
        outline = f'<w:outlineLvl w:val="{level - 1}"/>' if outlined else ""
        body = f"<w:keepNext/><w:keepLines/>{start}{numbering}{spacing}{place}"
        return _style(
            style_id, name, body + _jc("center" if level == 1 else "left") + outline, run, following="Normal"
        )

    return (
        "".join(heading(f"Heading{level}", f"heading {level}", level, HEADING_NUMBERS) for level in looks)
        + heading("HeadingPlain", "Judul Tanpa Nomor", 1)
        + "".join(heading(f"HeadingPlain{level}", f"Judul Tanpa Nomor {level}", level) for level in (2, 3, 4))
        + heading("HeadingFront", "Judul Daftar", 1, outlined=False)
        + heading("HeadingAppendix", "Judul Lampiran", 1, APPENDIX_NUMBERS)
    )


def _contents() -> str:
    def entry(style_id: str, name: str, indent: int, run: str = "", before: int = 0) -> str:
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
        place = f'<w:ind w:left="{indent + 425}" w:hanging="425"/><w:jc w:val="left"/>'
        return _style(style_id, name, tabs + _spacing(before, 40) + place, run)

    return (
        entry("TOC1", "toc 1", 0, _BOLD, 120)
        + entry("TOC2", "toc 2", 340)
        + entry("TOC3", "toc 3", 680)
        + entry("TOC4", "toc 4", 1020)
        + entry("TableofFigures", "table of figures", 0, _size(20))
    )


def _text_styles() -> str:
    return (
        _style("FirstLine", "Alinea Menjorok", '<w:ind w:firstLine="567"/>')
        + _style("Small", "Teks Kecil", _spacing(0, 80), _size(18))
        + _style("CenteredTitle", "Judul Tengah", _spacing(120, 160) + _jc("center"), _BOLD + _size(24))
        + _style("Quote", "Quote", '<w:ind w:left="567" w:right="567"/>')
        + _style("ListParagraph", "List Paragraph", _spacing(0, 30, 288))
        + _style("Arranged", "Teks Tersusun", _spacing(30, 30) + _jc("left"))
        + _style("Signature", "Tanda Tangan", "<w:keepNext/>" + _spacing(0, 20) + _jc("center"))
    )


def _table_styles() -> str:
    """Styles of tables, captions and boxes, all in the table font."""
    font = _fonts(WORD_TABLE_FAMILY)
    bar = _border("left", 24, 6, palette.ACCENT)
    box = "<w:keepLines/>" + bar + _spacing(0, 0, 264) + '<w:ind w:left="170" w:right="85"/>' + _jc("left")
    return (
        _style("Caption", "caption", _spacing(200, 100) + _jc("center"), font + _BOLD + _size(19))
        + _style("Picture", "Gambar", "<w:keepNext/>" + _spacing(200, 0) + _jc("center"))
        + _style("TableText", "Isi Tabel", _spacing(30, 30) + _jc("left"), font + _size(17))
        + _style("TableNote", "Keterangan Tabel", _spacing(40, 40) + _jc("left"), font + _size(16))
        + _style("TableAfter", "Jarak Tabel", _spacing(0, 0) + _jc("left"), _size(12))
        + _style("Callout", "Kotak", box, font + _size(19))
    )


def _page_styles() -> str:
    """Styles of the cover, of headers and footers, and of the paragraph that ends a section."""
    small = _fonts(WORD_TABLE_FAMILY) + '<w:color w:val="444444"/>' + _size(16)
    header = _border("bottom", 4, 3, palette.RULE) + _spacing(0, 0) + _jc("left")
    footer = _border("top", 4, 3, palette.RULE) + _spacing(0, 0) + _jc("left")
    exact = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return (
        _style("Header", "header", header, small)
        + _style("Footer", "footer", footer, small)
        + _style("SectionEnd", "Akhir Bagian", exact, _size(2))
    )


def _cover_styles() -> str:
    """Styles of the cover: a band with the agency, a box for the label, the title over a rule."""
    left = _jc("left")
    accent = _colour(palette.ACCENT)
    band = _box(8, 20, palette.ACCENT) + _fill(palette.ACCENT) + _spacing(400, 0)
    band += f'<w:ind w:left="{_BOX_INDENT}" w:right="{_BOX_INDENT}"/>' + left
    label = _box(12, 6, palette.LABEL.edge) + _fill(palette.LABEL.fill) + _spacing(1100, 0) + left
    title = _border("bottom", 28, 12, palette.ACCENT) + _spacing(0, 300, 228) + left
    gap = f'<w:spacing w:before="0" w:after="0" w:line="{COVER_GAP}" w:lineRule="exact"/>'
    look = _fonts(WORD_TABLE_FAMILY) + _BOLD + _colour(palette.LABEL.edge) + _size(24)
    return (
        _style("CoverBand", "Sampul Pita", band, _BOLD + _colour("ffffff") + _size(34))
        + _style("CoverLabel", "Sampul Label", label, look)
        + _style("CoverGap", "Sampul Jarak", gap)
        + _style("Title", "Title", title, _BOLD + accent + _size(68))
        + _style("CoverSubtitle", "Sampul Subjudul", _spacing(0, 200) + left, _size(34))
        + _style("CoverUnit", "Sampul Satuan Kerja", _spacing(0, 80) + left, _BOLD + _size(34))
        + _style("CoverText", "Sampul", _spacing(0, 60) + left, _size(28))
        + _style("CoverFoot", "Sampul Kaki", _spacing(0, 60) + left, _BOLD + _size(24))
    )


def styles_xml(language: str) -> str:
    """The part word/styles.xml."""
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{palette.RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )

    def margins(side: int) -> str:
        edges = "".join(f'<w:{edge} w:w="{side}" w:type="dxa"/>' for edge in ("left", "right"))
        return f"<w:tblCellMar>{edges}</w:tblCellMar>"

    normal = _spacing(0, 90, 288) + '<w:jc w:val="both"/>'
    defaults = f'{_fonts(WORD_TEXT_FAMILY)}{_size(22)}<w:lang w:val="{LANGUAGES[language]}"/>'
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(108)}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Tabel Laporan"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{border}</w:tblBorders>{margins(70)}'
        "</w:tblPr>"
        '</w:style><w:style w:type="table" w:customStyle="1" w:styleId="LayoutTable">'
        f'<w:name w:val="Tabel Susunan"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr>{margins(0)}</w:tblPr></w:style>"
    )
    return part(
        "styles",
        f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{_style('Normal', 'Normal', normal)}{_headings()}{_contents()}"
        f"{_text_styles()}{_table_styles()}{_page_styles()}{_cover_styles()}{tables}",
    )


def settings_xml(language: str, variables: dict[str, str], *, refresh: bool = False) -> str:
    """The part word/settings.xml, with document variables; with ``refresh`` Word asks to update fields on opening."""
    variable = "".join(
        f'<w:docVar w:name="{text(name)}" w:val="{text(value)}"/>' for name, value in sorted(variables.items())
    )
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        + ('<w:updateFields w:val="true"/>' if refresh else "")
        + '<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        + (f"<w:docVars>{variable}</w:docVars>" if variable else "")
        + f'<w:themeFontLang w:val="{LANGUAGES[language]}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/>',
    )
