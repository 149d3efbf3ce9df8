"""Spans: the pieces of text inside a paragraph, a list item or a cell.

Text is plain text; no writer reads markup in it. Every number that came from data is a Bound, so that it can
be traced in any format.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class ContentError(ValueError):
    """A block or span was composed in a way no writer can print."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; a line end or tab in it prints as a space (use LineBreak for a new line)."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that came from data: its printed text and the reference it can be traced by.

    The reference reads ``unit/period/slug/field``, for example
    ``balai-contoh/2023-Q2/random-drug-compliance/realisation``. HTML writes it as ``data-figure``, Word as the tag
    of a content control; the PDF prints the text alone.
    """

    text: str
    reference: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        if not self.reference or any(character.isspace() for character in self.reference):
            raise ContentError(
                f"Bound {self.text!r} has the reference {self.reference!r}: "
                "write unit/period/slug/field without spaces."
            )


@dataclass(frozen=True, slots=True)
class CrossReference:
    """The printed number of a heading, table or picture of this document, such as ``Tabel 3.2``."""

    target_id: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside the same paragraph or cell."""


Span = Text | Bound | CrossReference | LineBreak
Spans = tuple[Span, ...]


def inline(*parts: str | Span) -> Spans:
    """Spans from strings and spans; a string becomes plain Text, an empty string is left out."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts if part != "")


def plain(spans: Iterable[Span]) -> str:
    """Text of spans without emphasis; a line break is a space, a cross reference its target in brackets."""
    parts = []
    for span in spans:
        if isinstance(span, LineBreak):
            parts.append(" ")
        elif isinstance(span, CrossReference):
            parts.append(f"[{span.target_id}]")
        else:
            parts.append(span.text)
    return "".join(parts)
