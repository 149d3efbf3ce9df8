"""Widths and coverage come from the font files that are in the package."""

import hashlib
import re

from akuntabel.documents import metrics


def test_widths_are_those_of_the_design():
    heros = metrics.advance_widths("texgyreheros-regular.otf")
    bonum = metrics.advance_widths("texgyrebonum-regular.otf")

    assert [heros[ord(sign)] for sign in "0Wi "] == [556, 944, 222, 278]  # Helvetica
    assert [bonum[ord(sign)] for sign in "0 "] == [620, 320]  # Bookman Light


def test_text_width_scales_with_the_type_size():
    assert metrics.text_width("00", 1000) == 1112
    assert metrics.text_width("00", 170) == 189
    assert metrics.text_width("W", 1000, bold=True) > metrics.text_width("i", 1000, bold=True)


def test_coverage_holds_latin_and_signs_of_reports_but_no_emoji():
    assert {ord(sign) for sign in "aZ0éñ≥≤×÷–“”•…→½%"} <= metrics.coverage()
    assert 0x1F600 not in metrics.coverage()


def test_fonts_are_the_files_the_readme_names():
    readme = metrics.FONT_FOLDER.joinpath("README.md").read_text(encoding="utf-8")
    listed = dict(reversed(line.split()) for line in re.findall(r"^[0-9a-f]{64}  \S+$", readme, re.MULTILINE))
    present = {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in metrics.FONT_FOLDER.iterdir()
        if entry.name.endswith(".otf")
    }

    assert len(present) == 8
    assert listed == present
    assert metrics.FONT_FOLDER.joinpath("GUST-FONT-LICENSE.txt").is_file()
