"""Tones: the one place where a meaning becomes a fill and a foreground colour.

A block names a tone ("meets"); Word, PDF and CSS take its colours from here. The names follow the ratings and
parts of a table, but this room gives them no meaning. Every pair has a contrast of at least 4.5 to 1; a tone
never stands alone, the word is printed too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Tone:
    """Fill and foreground as six hexadecimal digits (red, green, blue) without a leading #."""

    fill: str
    foreground: str


TONES: Mapping[str, Tone] = MappingProxyType(
    {
        "meets": Tone("2e7d32", "ffffff"),
        "below": Tone("f9a825", "000000"),
        "fails": Tone("c62828", "ffffff"),
        "inconclusive": Tone("555f69", "ffffff"),
        "muted": Tone("eceff1", "000000"),
        "head": Tone("1f4e79", "ffffff"),
        "subhead": Tone("dce6f1", "000000"),
    }
)

RULE = "8a97a3"
"""Colour of table rules."""
ACCENT = "1f4e79"
"""Colour of the rule on the cover and of links."""


def css_class(tone: str) -> str:
    """Class name of a tone in HTML, for example ``fill-meets``."""
    return f"fill-{tone}"


def tone_css() -> str:
    """CSS rules for all tones, one a line."""
    return "".join(
        f".akd .{css_class(name)} {{ background: #{tone.fill}; color: #{tone.foreground}; }}\n"
        for name, tone in TONES.items()
    )
