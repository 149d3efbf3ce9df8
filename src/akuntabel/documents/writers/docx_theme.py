"""The two parts Word expects beside the styles: the font table and a theme with our fonts and colours.

No style refers to the theme; it is there because the standard asks for it, and new shapes take its colours.
"""

from akuntabel.documents import palette
from akuntabel.documents.metrics import WORD_TABLE_FAMILY, WORD_TEXT_FAMILY
from akuntabel.documents.writers.docx_xml import DECLARATION, NAMESPACES

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def font_table_xml() -> str:
    """The part word/fontTable.xml; Word is told what to take where Bookman Old Style is missing."""
    return (
        f'{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name="{WORD_TEXT_FAMILY}">'
        '<w:altName w:val="Bookman"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{WORD_TABLE_FAMILY}"><w:altName w:val="Helvetica"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme_xml() -> str:
    """The part word/theme/theme1.xml."""
    tones = palette.TONES
    accents = ("head", "meets", "below", "fails", "inconclusive", "subhead")
    colours = {
        "dk1": "000000",
        "lt1": "ffffff",
        "dk2": palette.ACCENT,
        "lt2": tones["muted"].fill,
        **{f"accent{index}": tones[name].fill for index, name in enumerate(accents, 1)},
        "hlink": palette.ACCENT,
        "folHlink": tones["inconclusive"].fill,
    }
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{WORD_TEXT_FAMILY}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
        for kind in ("major", "minor")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="Akuntabel"><a:themeElements>'
        f'<a:clrScheme name="Akuntabel">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Akuntabel">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Akuntabel"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
