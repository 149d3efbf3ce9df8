"""Geometry of the pages and the sections of a document. Lengths are in twips, a twentieth of a point.

A section is what lies between two section breaks: pages of one orientation and one page numbering.
"""

from dataclasses import dataclass

from akuntabel.documents.content import Cover, Document, PageNumbering, SectionBreak

PAGE_SHORT = 11906
PAGE_LONG = 16838
"""A4: 210 by 297 millimetres."""
MARGIN_LEFT = 1701
MARGIN_RIGHT = 1304
MARGIN_TOP = 1531
MARGIN_BOTTOM = 1417
MARGIN_SIDE_LANDSCAPE = 1304
HEADER_DISTANCE = 709
_SIGNING_ROOM = 1300
_SIGNING_ROOM_LANDSCAPE = 780


@dataclass(frozen=True, slots=True)
class Section:
    """Positions of the blocks of one section and how its pages look."""

    positions: tuple[int, ...]
    landscape: bool
    numbering: PageNumbering
    restart: bool
    has_cover: bool

    @property
    def text_width(self) -> int:
        """Width between the margins, in twips."""
        if self.landscape:
            return PAGE_LONG - 2 * MARGIN_SIDE_LANDSCAPE
        return PAGE_SHORT - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def text_height(self) -> int:
        """Height between the margins, in twips."""
        return (PAGE_SHORT if self.landscape else PAGE_LONG) - MARGIN_TOP - MARGIN_BOTTOM

    @property
    def signing_room(self) -> int:
        """Height left for a signature, in twips; less on a landscape page, which holds fewer lines."""
        return _SIGNING_ROOM_LANDSCAPE if self.landscape else _SIGNING_ROOM

    @property
    def tallest_picture(self) -> int:
        """Height a picture may have so that its caption stays with it, in twips: 80 % of the text height."""
        return self.text_height * 4 // 5


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in order; one without blocks is left out, its restart passes to the next."""
    found: list[Section] = []
    numbering: PageNumbering = "1"
    landscape = restart = False
    positions: list[int] = []
    for position, block in enumerate((*document.blocks, SectionBreak())):
        if not isinstance(block, SectionBreak):
            positions.append(position)
            continue
        if positions:
            has_cover = any(isinstance(document.blocks[at], Cover) for at in positions)
            found.append(Section(tuple(positions), landscape, numbering, restart, has_cover))
            positions, restart = [], False
        landscape = block.landscape
        numbering = block.numbering or numbering
        restart = restart or block.restart
    return tuple(found)
