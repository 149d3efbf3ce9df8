"""Typst is shut in, and its warnings stop the work."""

from datetime import date

import pytest

from akuntabel.documents.writers import typesetting
from akuntabel.documents.writers.typesetting import TypesettingError, png_from
from documents import samples

DAY = date(2023, 7, 31)


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Write a template into a folder of its own and compile it."""
    monkeypatch.setattr(typesetting, "_FOLDER", tmp_path)

    def compile_(text):
        tmp_path.joinpath("t.typ").write_text(text, encoding="utf-8")
        return typesetting.pdf_from("t.typ", "{}", DAY)

    return compile_


GOOD = '#set document(title: "x")\n#set text(font: "TeX Gyre Heros", lang: "id")\nHalo'


def test_a_good_template_compiles(template):
    assert template(GOOD).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + '\n#set text(font: "Liberation Serif")\nx', "unknown font family"),
        (GOOD + '\n#read("/etc/passwd")', "passwd"),
        (GOOD + '\n#read("../../../etc/passwd")', "escape|outside|not found|root"),
        (GOOD + "\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))", "alt"),
        ("Halo", "title"),
        ('#import "@preview/cetz:0.3.0"\n' + GOOD, "cetz|package"),
    ],
)
def test_what_breaks_a_rule_is_refused(template, text, says):
    with pytest.raises(TypesettingError, match=says):
        template(text)


def test_pictures_are_drawn_at_their_size():
    png = png_from(samples.CHART, 192)

    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (800, 320)


def test_a_broken_picture_is_refused():
    with pytest.raises(TypesettingError, match="the picture"):
        png_from(b"<svg", 96)
