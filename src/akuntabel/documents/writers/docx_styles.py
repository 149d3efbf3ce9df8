"""Our own clean Word styles, numbering and settings; nothing of an office suite's default template.

Heading numbers are bound to the heading styles, so that a chapter added in Word is numbered by Word.
"""

from akuntabel.documents import pages, palette
from akuntabel.documents.metrics import WORD_TABLE_FAMILY, WORD_TEXT_FAMILY
from akuntabel.documents.numbering import Words
from akuntabel.documents.writers.docx_xml import DECLARATION, NAMESPACES, text

LANGUAGES = {"id": "id-ID", "en": "en-GB"}
HEADING_NUMBERS = 1
APPENDIX_NUMBERS = 2
BULLETS = 3
FIRST_FREE_NUMBER = 4
_ABSTRACT_LIST = 4
_ABSTRACT_LOOSE = 5

_HEADING_FORMATS = ("upperRoman", "upperLetter", "decimal", "lowerLetter")
_TEXT_WIDTH = pages.PAGE_SHORT - pages.MARGIN_LEFT - pages.MARGIN_RIGHT


def _fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def _style(
    style_id: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", following: str = ""
) -> str:
    own = (
        ""
        if name.islower() or name in ("Normal", "Title", "Quote", "List Paragraph")
        else ' w:customStyle="1"'
    )
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


def _headings() -> str:
    def heading(level: int, run: str, paragraph: str) -> str:
        numbering = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADING_NUMBERS}"/></w:numPr>'
        start = "<w:pageBreakBefore/>" if level == 1 else ""
        body = f"<w:keepNext/><w:keepLines/>{start}{numbering}{paragraph}"
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        return _style(f"Heading{level}", f"heading {level}", body + outline, run, following="Normal")

    centred = '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/>'
    hanging = '<w:ind w:left="425" w:hanging="425"/><w:jc w:val="left"/>'
    bold = "<w:b/><w:bCs/>"
    plain = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    appendix = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{APPENDIX_NUMBERS}"/></w:numPr>'
    return (
        heading(1, bold + _size(28), _spacing(0, 320) + centred)
        + heading(2, bold + _size(24), _spacing(280, 120) + hanging)
        + heading(3, bold + _size(22), _spacing(240, 120) + hanging)
        + heading(4, bold + "<w:i/><w:iCs/>" + _size(22), _spacing(200, 100) + hanging)
        + _style("HeadingPlain", "Judul Tanpa Nomor", plain, based="Heading1", following="Normal")
        + _style("HeadingFront", "Judul Daftar", plain, based="Heading1", following="Normal")
        + _style("HeadingAppendix", "Judul Lampiran", appendix, based="Heading1", following="Normal")
    )


def _contents() -> str:
    def entry(style_id: str, name: str, indent: int, run: str = "", before: int = 0) -> str:
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
        place = f'<w:ind w:left="{indent + 425}" w:right="567" w:hanging="425"/><w:jc w:val="left"/>'
        return _style(style_id, name, tabs + _spacing(before, 40) + place, run)

    return (
        entry("TOC1", "toc 1", 0, "<w:b/><w:bCs/>", 120)
        + entry("TOC2", "toc 2", 340)
        + entry("TOC3", "toc 3", 680)
        + entry("TOC4", "toc 4", 1020)
        + entry("TableofFigures", "table of figures", 0, _size(20))
    )


def _text_styles() -> str:
    left, centre, right = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))
    table_font = _fonts(WORD_TABLE_FAMILY)
    rule = f'w:val="single" w:sz="4" w:color="{palette.RULE}"'
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{palette.ACCENT}"/></w:pBdr>'
    above = f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="14" w:color="{palette.ACCENT}"/></w:pBdr>'
    below = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="14" w:color="{palette.ACCENT}"/></w:pBdr>'
    grey = '<w:color w:val="444444"/>'
    bold = "<w:b/><w:bCs/>"
    return (
        _style("FirstLine", "Alinea Menjorok", '<w:ind w:firstLine="567"/>')
        + _style("Small", "Teks Kecil", _spacing(0, 80), _size(18))
        + _style("CenteredTitle", "Judul Tengah", _spacing(120, 160) + centre, bold + _size(24))
        + _style("Quote", "Quote", '<w:ind w:left="567" w:right="567"/>')
        + _style("ListParagraph", "List Paragraph", _spacing(0, 60, 276))
        + _style("Caption", "caption", _spacing(200, 100) + centre, table_font + bold + _size(19))
        + _style("Picture", "Gambar", "<w:keepNext/>" + _spacing(200, 0) + centre)
        + _style("TableText", "Isi Tabel", _spacing(30, 30) + left, table_font + _size(17))
        + _style("TableNote", "Keterangan Tabel", _spacing(40, 40) + left, table_font + _size(16))
        + _style("TableAfter", "Jarak Tabel", _spacing(0, 0) + left, _size(12))
        + _style(
            "SectionEnd",
            "Akhir Bagian",
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            _size(2),
        )
        + _style(
            "Callout",
            "Kotak",
            "<w:keepLines/>" + bar + _spacing(0, 0, 264) + '<w:ind w:left="170" w:right="85"/>' + left,
            table_font + _size(19),
        )
        + _style("Arranged", "Teks Tersusun", _spacing(30, 30) + left)
        + _style("Signature", "Tanda Tangan", "<w:keepNext/>" + _spacing(0, 20) + centre)
        + _style("CoverText", "Sampul", _spacing(60, 60) + centre, bold + _size(24))
        + _style("Title", "Title", above + _spacing(1500, 60) + centre, bold + _size(44))
        + _style("CoverSubtitle", "Sampul Subjudul", below + _spacing(60, 1300) + centre, _size(30))
        + _style(
            "Header",
            "header",
            f'<w:pBdr><w:bottom {rule} w:space="3"/></w:pBdr>' + _spacing(0, 0) + left,
            table_font + grey + _size(16),
        )
        + _style(
            "Footer",
            "footer",
            f'<w:pBdr><w:top {rule} w:space="3"/></w:pBdr>' + _spacing(0, 0) + left,
            table_font + grey + _size(16),
        )
        + _style("PlaceDate", "Tempat Tanggal", _spacing(300, 0) + right)
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

    normal = _spacing(0, 140, 288) + '<w:jc w:val="both"/>'
    defaults = f'{_fonts(WORD_TEXT_FAMILY)}{_size(22)}<w:lang w:val="{LANGUAGES[language]}"/>'
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(108)}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Tabel Laporan"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{border}</w:tblBorders>{margins(70)}</w:tblPr>'
        '</w:style><w:style w:type="table" w:customStyle="1" w:styleId="LayoutTable">'
        f'<w:name w:val="Tabel Susunan"/><w:basedOn w:val="TableNormal"/><w:tblPr>{margins(0)}</w:tblPr></w:style>'
    )
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault/></w:docDefaults>{_style('Normal', 'Normal', normal)}{_headings()}{_contents()}"
        f"{_text_styles()}{tables}</w:styles>"
    )


def _level(level: int, format_: str, shown: str, style: str, suffix: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{text(shown)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _abstract(number: int, levels: list[str]) -> str:
    inner = "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'


def numbering_xml(words: Words, lists: list[tuple[int, str]]) -> str:
    """The part word/numbering.xml.

    ``lists`` holds, from number ``FIRST_FREE_NUMBER`` on, the level at which each list starts again and its
    kind: "list" for a numbered list, "loose" for headings under a chapter without number.
    """
    signs = [f"%{level}." for level in range(1, 5)]

    def sublevels(bound: bool) -> list[str]:
        return [
            _level(
                level,
                _HEADING_FORMATS[level],
                signs[level],
                f"Heading{level + 1}" if bound else "",
                "",
                425,
                425,
            )
            for level in (1, 2, 3)
        ]

    chapter = _level(0, "upperRoman", f"{words.chapter} %1", "Heading1", "nothing", 0, 0)
    appendix = _level(0, "decimal", f"{words.appendix} %1", "HeadingAppendix", "nothing", 0, 0)
    bullets = [_level(n, "bullet", "•–•–"[n], "", "", 425 * (n + 1), 340) for n in range(4)]
    counts = [
        _level(n, "lowerLetter" if n else "decimal", f"%{n + 1})" if n else "%1.", "", "", 425 * (n + 1), 425)
        for n in range(4)
    ]
    abstracts = (
        _abstract(HEADING_NUMBERS, [chapter, *sublevels(True)])
        + _abstract(APPENDIX_NUMBERS, [appendix, *sublevels(False)])
        + _abstract(BULLETS, bullets)
        + _abstract(_ABSTRACT_LIST, counts)
        + _abstract(_ABSTRACT_LOOSE, [_level(0, "none", "", "", "nothing", 0, 0), *sublevels(False)])
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (HEADING_NUMBERS, APPENDIX_NUMBERS, BULLETS)
    )
    for index, (level, kind) in enumerate(lists):
        abstract = _ABSTRACT_LIST if kind == "list" else _ABSTRACT_LOOSE
        numbers += (
            f'<w:num w:numId="{FIRST_FREE_NUMBER + index}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{abstracts}{numbers}</w:numbering>"


def settings_xml(language: str, variables: dict[str, str]) -> str:
    """The part word/settings.xml; Word refreshes page numbers on opening. ``variables`` are document variables."""
    variable = "".join(
        f'<w:docVar w:name="{text(name)}" w:val="{text(value)}"/>'
        for name, value in sorted(variables.items())
    )
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:updateFields w:val="true"/><w:compat><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f"</w:compat>{f'<w:docVars>{variable}</w:docVars>' if variable else ''}"
        f'<w:themeFontLang w:val="{LANGUAGES[language]}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )
