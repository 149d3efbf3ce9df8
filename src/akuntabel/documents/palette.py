"""Tones: the one place where a meaning becomes a fill and a foreground colour.

A block names a tone ("meets"), or a colour that its rule declares ("#8A9A00"); Word, PDF and CSS take both colours
from here. The names follow the ratings and
parts of a table, but this room gives them no meaning. Every pair has a contrast of at least 4.5 to 1; a tone
never stands alone, the word is printed too.
"""

import re
from collections.abc import Iterable, Mapping
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


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def is_tone(name: str) -> bool:
    """Whether this is the name of a tone or a colour as `#RRGGBB`."""
    return name in TONES or _COLOUR.fullmatch(name) is not None


def tone_of(name: str) -> Tone:
    """The tone of that name; for a colour the fill, with black or white on it, whichever can be read better.

    Raises KeyError for anything else (`is_tone` tells).
    """
    if _COLOUR.fullmatch(name) is None:
        return TONES[name]
    fill = name[1:].lower()
    return Tone(fill, "000000" if contrast(fill, "000000") >= contrast(fill, "ffffff") else "ffffff")


def contrast(first: str, second: str) -> float:
    """Contrast of two colours (six hexadecimal digits) as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
    """Class name of a tone in HTML, for example ``fill-meets``, ``fill-8a9a00``."""
    return f"fill-{tone.lstrip('#').lower()}"


def notice_class(tone: str) -> str:
    """Class name of a notice in HTML, for example ``notice-below``."""
    return f"notice-{tone}"


def tone_css(colours: Iterable[str] = ()) -> str:
    """CSS rules for all tones and for the colours given, one a line."""
    tones = {name: tone_of(name) for name in (*TONES, *sorted(set(colours) - set(TONES)))}
    return "".join(
        f".akd .{css_class(name)} {{ background: #{tone.fill}; color: #{tone.foreground}; }}\n"
        for name, tone in tones.items()
    )


def notice_css() -> str:
    """CSS rules for all notices and for the label on the cover, one a line."""
    rules = {notice_class(name): notice for name, notice in NOTICES.items()} | {"cover-label": LABEL}
    return "".join(
        f".akd .{name} {{ background: #{notice.fill}; color: #{notice.foreground};"
        f" border-color: #{notice.edge}; }}\n"
        for name, notice in rules.items()
    )
