"""SVG as PNG (drawn by Typst with our fonts) and the drawing element that shows it in Word."""

import struct
from dataclasses import dataclass
from functools import lru_cache

from akuntabel.documents.writers.docx_xml import text
from akuntabel.documents.writers.typesetting import png_from

EMU_PER_TWIP = 635
_PIXELS_PER_INCH = 192


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


@lru_cache(maxsize=64)
def draw(svg: bytes) -> Drawn:
    """An SVG as PNG at 192 pixels an inch; raises TypesettingError where Typst cannot read it."""
    png = png_from(svg, _PIXELS_PER_INCH)
    width, height = struct.unpack(">LL", png[16:24])
    return Drawn(png, width, height)


def drawing(relation: str, number: int, alt: str, width: int, height: int) -> str:
    """A run with the picture of a relationship, in line with the text; sizes in twips."""
    cx, cy = width * EMU_PER_TWIP, height * EMU_PER_TWIP
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="Gambar {number}" descr="{text(alt)}"/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Gambar {number}" descr="{text(alt)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        "<pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
