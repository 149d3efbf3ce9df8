"""The block model refuses what no writer can print, and helpers build what they say."""

import dataclasses
from datetime import UTC, datetime

import pytest

from akuntabel.documents import content
from akuntabel.documents.content import (
    Bound,
    Cell,
    Column,
    ContentError,
    Heading,
    LineBreak,
    Table,
    Text,
)
from documents import samples


def test_inline_turns_strings_into_text_and_leaves_empty_ones_out():
    bound = Bound("1", "a/b/c/d")

    assert content.inline("Nilai ", "", bound) == (Text("Nilai "), bound)


def test_row_keeps_cells_and_wraps_the_rest():
    merged = content.cell("x", colspan=2)

    assert content.row("a", merged) == (Cell((Text("a"),)), merged)


def test_plain_text_of_spans():
    spans = content.inline("a", LineBreak(), Bound("2", "u/p/s/f"), content.CrossReference("tbl"))

    assert content.plain(spans) == "a 2[tbl]"


def test_blocks_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Text("a").text = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Bound("1", "two words"), "unit/period/slug/field"),
        (lambda: Heading(5, "X"), "level 5"),
        (lambda: Heading(2, "  "), "has no text"),
        (lambda: Heading(2, "X", appendix=True), "use level 1"),
        (lambda: content.cell("x", tone="hijau"), "'hijau'"),
        (lambda: content.cell("x", colspan=0), "use 1 or more"),
        (lambda: Column(-1), "weight -1"),
        (lambda: Table((), ((),), ()), "no columns"),
        (lambda: Table((Column(),), (), (content.row("x"),), id="t9"), "'t9'"),
        (lambda: content.Picture(b"<svg/>", " ", id="g1"), "no alt text"),
        (lambda: content.Picture(b"<svg/>", "x", width=101), "101 %"),
        (lambda: content.Picture(b"\x89PNG", "x", id="g1"), "'g1' is not an SVG"),
        (
            lambda: dataclasses.replace(samples.document(), created=datetime(2023, 7, 31, tzinfo=UTC)),
            "without time",
        ),
        (lambda: content.Cover("A", logo=b"<svg/>"), "no alt text"),
        (lambda: content.Callout("x", tone="merah"), "'merah'"),
        (lambda: dataclasses.replace(samples.document(), author=""), "author"),
    ],
)
def test_impossible_blocks_say_what_is_wrong(make, says):
    with pytest.raises(ContentError, match=says):
        make()


def test_header_shows_the_short_title_where_there_is_one():
    document = samples.document()

    assert document.header_title == "LAPORAN KINERJA INTERIM"
    assert dataclasses.replace(document, short_title="LKj").header_title == "LKj"


@pytest.mark.parametrize(
    ("title", "text", "printed"),
    [
        ("Data contoh", "Data contoh. Rencana dan target ditulis ulang.", "Rencana dan target ditulis ulang."),
        ("Data contoh", "DATA CONTOH: rencana.", "Rencana."),
        ("Data contoh.", "Data contoh", ""),
        ("Data contoh", "Data contoh ini dibuat untuk peragaan.", "Data contoh ini dibuat untuk peragaan."),
        ("Salinan", "Halaman ini menyusun kembali isi dokumen.", "Halaman ini menyusun kembali isi dokumen."),
        ("", "Tanpa judul.", "Tanpa judul."),
    ],
)
def test_a_callout_does_not_say_its_title_twice(title, text, printed):
    assert content.plain(content.Callout(title, content.inline(text)).body) == printed


def test_a_callout_keeps_its_figures():
    bound = Bound("5", "u/p/s/f")

    assert content.Callout("Data", content.inline("Data. Ada ", bound)).body == (Text("Ada "), bound)
    assert content.Callout("Data", content.inline("Data", bound)).body == (Text("Data"), bound)
    assert content.Callout("Data").body == ()
