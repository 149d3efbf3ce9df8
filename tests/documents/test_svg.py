"""Pictures name our font, or their text would vanish from the PDF without a word."""

import pytest

from akuntabel.documents.svg import with_our_fonts


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (
            b'<svg><text font-family="Arial, sans-serif">x</text></svg>',
            '<text font-family="TeX Gyre Heros">x</text>',
        ),
        (b"<svg><text font-family='Arial'>x</text></svg>", '<text font-family="TeX Gyre Heros">x</text>'),
        (
            b'<svg><g style="font-family:Arial;fill:red"/></svg>',
            '<g style="font-family:TeX Gyre Heros;fill:red"/>',
        ),
        (b"<svg><style>t{font-family: 'A B', serif}</style></svg>", "t{font-family: TeX Gyre Heros}"),
        (b"<svg><style>t{font: bold 12px Arial}</style></svg>", "t{font: bold 12px TeX Gyre Heros}"),
        (b'<svg width="1"><text>x</text></svg>', '<svg font-family="TeX Gyre Heros" width="1">'),
        ("<svg><text>\u26d4</text></svg>".encode(), "<text>[U+26D4]</text>"),
    ],
)
def test_families_become_ours(given, made):
    assert made in with_our_fonts(given)


def test_a_root_that_names_a_family_gets_no_second_one():
    assert with_our_fonts(b'<svg font-family="Arial"/>') == '<svg font-family="TeX Gyre Heros"/>'
