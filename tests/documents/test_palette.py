"""Every tone can be read: contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""

import pytest

from akuntabel.documents import palette


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_agrees_with_known_contrasts():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("ffffff", "2e7d32") == pytest.approx(5.13, abs=0.01)


@pytest.mark.parametrize("name", palette.TONES)
def test_tone_has_enough_contrast(name):
    tone = palette.TONES[name]

    assert contrast(tone.fill, tone.foreground) >= 4.5


def test_links_and_page_header_have_enough_contrast_on_white():
    assert contrast(palette.ACCENT, "ffffff") >= 4.5
    assert contrast("444444", "ffffff") >= 4.5


def test_css_has_one_rule_a_tone():
    css = palette.tone_css()

    assert css.count("{") == len(palette.TONES)
    assert ".akd .fill-meets { background: #2e7d32; color: #ffffff; }" in css


@pytest.mark.parametrize("name", palette.TONES)
def test_notice_is_light_with_a_dark_edge_and_dark_text(name):
    notice = palette.NOTICES[name]

    assert luminance(notice.fill) > 0.8
    assert contrast(notice.fill, notice.foreground) >= 4.5
    assert contrast(notice.fill, notice.edge) >= 4.5


def test_css_of_notices():
    assert (
        ".akd .notice-below { background: #fbf3e0; color: #1a1a1a; border-color: #8a5a00; }" in palette.notice_css()
    )
    assert ".akd .cover-label {" in palette.notice_css()
