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


@dataclass(frozen=True, slots=True)
class Notice:
    """How a boxed notice of a tone looks: a light fill, a dark edge, dark text (a full tone would shout)."""

    fill: str
    edge: str
    foreground: str = "1a1a1a"


RULE = "8a97a3"
"""Colour of table rules."""
ACCENT = "1f4e79"
"""Colour of the band on the cover and of links."""
NOTICES: Mapping[str, Notice] = MappingProxyType(
    {
        "meets": Notice("e9f3ea", "2e7d32"),
        "below": Notice("fbf3e0", "8a5a00"),
        "fails": Notice("fbebe9", "b3261e"),
        "inconclusive": Notice("eef0f2", "555f69"),
        "muted": Notice("f1f4f7", ACCENT),
        "head": Notice("e6edf5", ACCENT),
        "subhead": Notice("e6edf5", ACCENT),
    }
)
"""The notice of each tone; the names are those of TONES."""
LABEL = NOTICES["below"]
"""The box on the cover that says, for instance, that the data are examples."""


def css_class(tone: str) -> str:
    """Class name of a tone in HTML, for example ``fill-meets``."""
    return f"fill-{tone}"


def notice_class(tone: str) -> str:
    """Class name of a notice in HTML, for example ``notice-below``."""
    return f"notice-{tone}"


def tone_css() -> str:
    """CSS rules for all tones, one a line."""
    return "".join(
        f".akd .{css_class(name)} {{ background: #{tone.fill}; color: #{tone.foreground}; }}\n"
        for name, tone in TONES.items()
    )


def notice_css() -> str:
    """CSS rules for all notices and for the label on the cover, one a line."""
    rules = {notice_class(name): notice for name, notice in NOTICES.items()} | {"cover-label": LABEL}
    return "".join(
        f".akd .{name} {{ background: #{notice.fill}; color: #{notice.foreground};"
        f" border-color: #{notice.edge}; }}\n"
        for name, notice in rules.items()
    )
