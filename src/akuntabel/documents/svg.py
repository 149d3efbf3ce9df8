"""SVG made ready for our fonts: Typst draws no text whose font family it does not know, and says nothing.

So every family named in a picture becomes ours, a picture that names none gets it at its root, and a sign our
fonts lack is spelt as its code (characters.py).
"""

import re

from akuntabel.documents.characters import for_fonts
from akuntabel.documents.metrics import TABLE_FAMILY

_ATTRIBUTE = re.compile(r"""(\bfont-family\s*=\s*)("[^"]*"|'[^']*')""")
_PROPERTY = re.compile(r"""(\bfont-family\s*:\s*)(?:"[^"]*"|'[^']*'|&quot;|[^;"'}<])+""")
_SHORTHAND = re.compile(r"""(\bfont\s*:[^;"'}<]*?\d(?:px|pt|em|rem|%))\s+(?:"[^"]*"|'[^']*'|[^;"'}<])+""")
_ROOT = re.compile(r"<svg\b(?![^>]*\bfont-family\b)")


def with_our_fonts(svg: bytes) -> str:
    """The SVG as text that names only the bundled table font."""
    text = for_fonts(svg.decode("utf-8"))
    text = _ATTRIBUTE.sub(rf'\1"{TABLE_FAMILY}"', text)
    text = _PROPERTY.sub(rf"\1{TABLE_FAMILY}", text)
    text = _SHORTHAND.sub(rf"\1 {TABLE_FAMILY}", text)
    return _ROOT.sub(f'<svg font-family="{TABLE_FAMILY}"', text, count=1)
