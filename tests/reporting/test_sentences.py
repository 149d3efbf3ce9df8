"""Sentences: templates in a data file, filled with spans, kept together as Indonesian typesetting wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from akuntabel.core.periods import Period
from akuntabel.documents.content import Bound, Text, plain
from akuntabel.reporting import sentences
from akuntabel.reporting.period_words import PeriodWords, readable_period

SOURCE = Path(sentences.__file__).parent
FILE = SOURCE.joinpath("texts", "lapkin.yaml")


def leaves(entry, key=""):
    if isinstance(entry, dict):
        for name, below in entry.items():
            yield from leaves(below, f"{key}.{name}" if key else str(name))
    elif isinstance(entry, list):
        for below in entry:
            yield key, below
    else:
        yield key, entry


ENTRIES = list(leaves(yaml.safe_load(FILE.read_text(encoding="utf-8"))))


def test_a_bound_figure_keeps_its_reference_and_its_percent_sign():
    spans = sentences.fill("Capaian {a} % pada Triwulan II.", a=Bound("106,52", "u/2023-Q2/x/achievement"))
    assert spans[1] == Bound("106,52", "u/2023-Q2/x/achievement")
    assert spans[2] == Text("\N{NO-BREAK SPACE}% pada Triwulan\N{NO-BREAK SPACE}II.")


def test_a_missing_sentence_is_named():
    with pytest.raises(sentences.TextMissing, match=r"chapter9\.nothing"):
        sentences.say("chapter9.nothing")


def test_a_mark_without_value_is_an_error():
    with pytest.raises(KeyError):
        sentences.say("summary.total", unit="X")


def test_lists_read_as_indonesian():
    parts = [sentences.plain(word) for word in ("a", "b", "c")]
    assert plain(sentences.listed(parts)) == "a, b, dan c"
    assert plain(sentences.listed(parts[:2])) == "a dan b"
    assert plain(sentences.listed(parts[:1])) == "a"


@pytest.mark.parametrize(
    ("text", "expected"), [("Melaksanakan tugas", "melaksanakan tugas"), ("UMKM dampingan", "UMKM dampingan")]
)
def test_first_letter(text, expected):
    assert sentences.lower_first(text) == expected


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[f"{n}-{key}" for n, (key, _) in enumerate(ENTRIES)])
def test_sentences_are_clean(key, entry):
    """No period, office, year or person is written into a template; no slips of spelling we know."""
    assert isinstance(entry, str)
    assert not re.search(r"\b(milyar|resiko|analisa|Rp\.|TW I|Triwulan I|Balai|BPOM)\b", entry), entry
    assert not re.search(r"\b20(1[5-9]|2\d)\b", entry), entry
    assert "  " not in entry.replace(";  ", "; "), entry


def test_every_sentence_is_used():
    """A key that no module names is a sentence nobody reads."""
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    unused = []
    for key, _ in ENTRIES:
        last = key.rsplit(".", 1)[-1]
        if last not in code and not re.search(
            r"\.(paragraphs|confidence|ordinals|clauses|parts|result|leads)\.", key
        ):
            unused.append(key)
    assert unused == []


@pytest.mark.parametrize(
    ("key", "title", "until", "head", "following"),
    [
        ("2023-Q2", "Laporan Kinerja Interim Triwulan II 2023", "sampai dengan Triwulan II 2023", "s.d. TW II",
         "Triwulan III 2023"),
        ("2023-Q4", "Laporan Kinerja Interim Triwulan IV 2023", "sampai dengan Triwulan IV 2023", "s.d. TW IV",
         "Triwulan I 2024"),
        ("2023", "Laporan Kinerja Tahun 2023", "sepanjang Tahun 2023", "2023", "Tahun 2024"),
    ],
)  # fmt: skip
def test_period_words(key, title, until, head, following):
    words = PeriodWords(Period.parse(key))
    found = (words.title, words.until, words.until_head, words.next_name)
    assert tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in found) == (title, until, head, following)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2023-04", "April 2023"),
        ("2023-01 s.d. 2023-04", "Januari 2023 s.d. April 2023"),
        ("2022 semester I", "2022 semester I"),
        ("2022", "2022"),
    ],
)
def test_periods_inside_data_are_readable(key, expected):
    assert readable_period(key).replace("\N{NO-BREAK SPACE}", " ") == expected
