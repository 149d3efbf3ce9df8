from datetime import date

import pytest

from akuntabel.catalogue.lookup import NotDefined, catalogue, definition_hash, indicator_version, rule_set_for
from akuntabel.core.periods import Period


@pytest.fixture(scope="module")
def bpom():
    return catalogue().scheme("bpom")


@pytest.mark.parametrize(
    ("period", "rule_set"),
    [
        ("2020-Q1", "bpom-2020"),
        ("2022-Q2", "bpom-2020"),
        ("2022-Q3", "bpom-2022"),
        ("2023", "bpom-2022"),
        ("2020-01", "bpom-2020"),
        ("2022-06", "bpom-2020"),
        ("2022-07", "bpom-2022"),
        ("2022-08", "bpom-2022"),
    ],
)
def test_the_rule_set_in_force(bpom, period, rule_set):
    assert rule_set_for(bpom, Period.parse(period)).id == rule_set


def test_before_the_first_rule_set(bpom):
    with pytest.raises(NotDefined, match="yang pertama, bpom-2020, berlaku sejak Triwulan I 2020"):
        rule_set_for(bpom, Period.parse("2019-Q4"))


def test_the_version_in_force(bpom):
    indicator = bpom.indicators["accountability-score"]
    assert len(indicator.versions) == 2
    day = indicator.versions[1].valid_from
    assert indicator_version(indicator, day) is indicator.versions[1]
    assert indicator_version(indicator, date(day.year - 1, 12, 31)) is indicator.versions[0]
    with pytest.raises(NotDefined, match="accountability-score belum mempunyai definisi"):
        indicator_version(indicator, date(1999, 1, 1))


def test_an_unknown_scheme_names_the_known_ones():
    with pytest.raises(NotDefined, match="yang ada: bpom"):
        catalogue().scheme("nowhere")


def test_the_hash_follows_the_text(bpom):
    one, two = list(bpom.measures.values())[:2]
    assert definition_hash(one) == definition_hash(one.model_copy())
    assert definition_hash(one) != definition_hash(two)


def test_an_offices_own_folder_is_found(monkeypatch, tmp_path):
    from pathlib import Path

    examples = Path(__file__).parents[2] / "examples"
    monkeypatch.setenv("AKUNTABEL_CATALOGUE_DIRS", str(examples / "dinas-contoh-2024" / "catalogue"))
    assert catalogue().scheme("contoh").scheme.is_example
