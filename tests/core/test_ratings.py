from dataclasses import replace
from decimal import Decimal

import pytest

from akuntabel.catalogue.lookup import catalogue, rating_scale
from akuntabel.core.ratings import RatingScale, tiling_problems


@pytest.fixture(scope="module")
def scale():
    return rating_scale(catalogue().scheme("bpom").rule_sets["bpom-2022"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0", "FAILS_EXPECTATIONS"),
        ("79.994", "FAILS_EXPECTATIONS"),
        ("79.995", "BELOW_EXPECTATIONS"),
        ("80", "BELOW_EXPECTATIONS"),
        ("99.994", "BELOW_EXPECTATIONS"),
        ("99.995", "MEETS_EXPECTATIONS"),
        ("100", "MEETS_EXPECTATIONS"),
        ("120", "MEETS_EXPECTATIONS"),
        ("120.004", "MEETS_EXPECTATIONS"),
        ("120.005", "INCONCLUSIVE"),
        ("173.34", "INCONCLUSIVE"),
    ],
)
def test_band_edges_classify_the_displayed_value(scale, value, code):
    assert scale.classify(Decimal(value)).code == code


def test_the_bands_tile(scale):
    assert tiling_problems(scale.bands) == []


def test_the_guidelines_printed_table_is_refused(scale):
    """100 ≤ x < 120 and > 120: exactly 120 has no class."""
    printed = [replace(b, upper_inclusive=False) if b.code == "MEETS_EXPECTATIONS" else b for b in scale.bands]
    [problem] = tiling_problems(printed)
    assert problem == "tepat 120 tidak berkelas, di antara Memenuhi Ekspektasi dan Tidak Dapat Disimpulkan"


def change(scale, code, **changes):
    return [replace(band, **changes) if band.code == code else band for band in scale.bands]


@pytest.mark.parametrize(
    ("code", "changes", "problem"),
    [
        ("BELOW_EXPECTATIONS", {"upper": Decimal(95)}, "95 sampai 99,99 tidak berkelas"),
        ("BELOW_EXPECTATIONS", {"upper_inclusive": True}, "bertumpang dari 100 sampai 100"),
        (
            "FAILS_EXPECTATIONS",
            {"lower": Decimal(0), "lower_inclusive": True},
            "tidak ada kelas untuk nilai di bawah 0",
        ),
        (
            "INCONCLUSIVE",
            {"upper": Decimal(500), "upper_inclusive": True},
            "tidak ada kelas untuk nilai di atas 500",
        ),
        ("MEETS_EXPECTATIONS", {"upper": None}, "bertumpang mulai 120,01"),
        ("BELOW_EXPECTATIONS", {"lower": None}, "keduanya tanpa batas bawah"),
        ("BELOW_EXPECTATIONS", {"lower": Decimal(110)}, "di atas batas atas"),
    ],
)
def test_gaps_and_overlaps_are_named(scale, code, changes, problem):
    assert any(problem in found for found in tiling_problems(change(scale, code, **changes)))


def test_a_scale_with_a_gap_does_not_guess(scale):
    with pytest.raises(ValueError, match="gap"):
        RatingScale(tuple(change(scale, "BELOW_EXPECTATIONS", upper=Decimal(95)))).classify(97)


def test_condition_reads_as_in_the_guideline(scale):
    assert [band.condition for band in sorted(scale.bands, key=lambda b: b.lower or 0)] == [
        "x < 80", "80 ≤ x < 100", "100 ≤ x ≤ 120", "x > 120"]  # fmt: skip
    assert next(band for band in scale.bands if band.code == "INCONCLUSIVE").letter == "D"
