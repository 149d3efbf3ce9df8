"""Every tone can be read: contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""

import pytest

from akuntabel.documents import palette

contrast = palette.contrast


def test_the_measure_agrees_with_known_contrasts():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("ffffff", "2e7d32") == pytest.approx(5.13, abs=0.01)


@pytest.mark.parametrize("name", palette.TONES)
def test_tone_has_enough_contrast(name):
    tone = palette.TONES[name]

    assert contrast(tone.fill, tone.foreground) >= 4.5


@pytest.mark.parametrize("colour", ["#8A9A00", "#C77700", "#4A4A68", "#000000", "#ffffff", "#777777"])
def test_declared_colour_gets_the_foreground_that_can_be_read(colour):
    tone = palette.tone_of(colour)

    assert tone.fill == colour[1:].lower()
    assert contrast(tone.fill, tone.foreground) >= 4.5


@pytest.mark.parametrize("name", ["", "good", "#12345", "#1234567", "123456"])
def test_anything_else_is_no_tone(name):
    assert not palette.is_tone(name)
    with pytest.raises(KeyError):
        palette.tone_of(name)


def test_links_and_page_header_have_enough_contrast_on_white():
    assert contrast(palette.ACCENT, "ffffff") >= 4.5
    assert contrast("444444", "ffffff") >= 4.5


def test_css_has_one_rule_a_tone():
    css = palette.tone_css()

    assert css.count("{") == len(palette.TONES)
    assert ".akd .fill-meets { background: #2e7d32; color: #ffffff; }" in css


def test_declared_colours_get_a_rule_each_and_once():
    css = palette.tone_css(["#8A9A00", "#8A9A00", "meets"])

    assert css.count("{") == len(palette.TONES) + 1
    assert ".akd .fill-8a9a00 { background: #8a9a00; color: #000000; }" in css


@pytest.mark.parametrize("name", palette.TONES)
def test_notice_is_light_with_a_dark_edge_and_dark_text(name):
    notice = palette.NOTICES[name]

    assert contrast(notice.fill, "000000") > 16
    assert contrast(notice.fill, notice.foreground) >= 4.5
    assert contrast(notice.fill, notice.edge) >= 4.5


def test_css_of_notices():
    assert (
        ".akd .notice-below { background: #fbf3e0; color: #1a1a1a; border-color: #8a5a00; }" in palette.notice_css()
    )
    assert ".akd .cover-label {" in palette.notice_css()
