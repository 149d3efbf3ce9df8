"""Sentences: templates in a data file, filled with spans, kept together as Indonesian typesetting wants."""

from __future__ import annotations

import ast
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
            r"\.(paragraphs|confidence|ordinals|clauses|parts|result|leads|efficiency)\.", key
        ):
            unused.append(key)
    assert unused == []


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*.py")), ids=lambda path: path.name)
def test_sentences_stand_in_the_data_file(path):
    """Where a planner can read and correct them; not in a module."""
    assert prose(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "a = 'Jumlah baris dan kolom'",
        "a = f'Nilai {x} dihitung dari {y} baris'",
        "def f():\n    a = 'Angka ini belum ada.'",
    ],
)
def test_a_sentence_in_a_module_is_found(code):
    assert len(prose(code)) == 1


@pytest.mark.parametrize(
    "code",
    ["'Ini bukan kalimat dokumen.'", "raise ValueError(f'{a} is not a number here')", "a = 'SET TRANSACTION READ ONLY'",
     "a = '<path d=\"M0 0\" stroke=\"1\" fill=\"none\" class=\"x\"/>'", "a = 'Rincian output'"],
)  # fmt: skip
def test_what_is_no_sentence_of_a_document_is_left_alone(code):
    assert prose(code) == []


def prose(code: str) -> list[str]:
    """Literals of four words or more; docstrings and the messages of exceptions are none of a document's."""
    tree = ast.parse(code)
    apart = {id(below) for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.Raise) and _is_apart(node)
             for below in ast.walk(node)}  # fmt: skip
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = [_literal(node) for node in ast.walk(tree) if id(node) not in apart | inside]
    return [text for text in texts if len([word for word in WORD.findall(text) if not word.isupper()]) >= 4]


WORD = re.compile(r"(?<!\S)[A-Za-z][A-Za-z-]*[.,:;?!)]*(?!\S)")


def _is_apart(node: ast.Expr | ast.Raise) -> bool:
    return isinstance(node, ast.Raise) or isinstance(node.value, ast.Constant)


def _literal(node: ast.AST) -> str:
    match node:
        case ast.JoinedStr(values=parts):
            return " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        case ast.Constant(value=str(text)):
            return text
    return ""


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
