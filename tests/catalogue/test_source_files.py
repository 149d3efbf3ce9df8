from decimal import Decimal

import pytest

from akuntabel.catalogue.source_files import SourceError, read_source


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode(encoding))
    return read_source(path, "a.yaml")


def test_decimals_are_exact_and_words_stay_words(tmp_path):
    source = read(tmp_path, "a: 0.10\nb: 3\non: 2023-07-20\nc: no\nd: true\n")
    assert source.data["a"] == Decimal("0.10")
    assert str(source.data["a"]) == "0.10"
    assert set(source.data) == {"a", "b", "on", "c", "d"}
    assert source.data["c"] == "no"
    assert source.data["d"] is True


def test_lines_of_nested_places(tmp_path):
    source = read(tmp_path, "a:\n  - b: 1\n  - b: 2\n")
    assert source.line(("a", 1, "b")) == 3
    assert source.line(("a", 1, "missing")) == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2\n", 2, 'kunci "a" tercantum dua kali'),
        ("a: [1\nb: 2\n", 2, "susunan YAML tidak terbaca"),
        ("a: !!python/object:os.system x\n", 1, "tidak dipakai; hapus"),
        ("a: 1\nb: 2023-02-31\n", 2, '"2023-02-31" bukan tanggal'),
        ("a: 1\nb: x\x07y\n", 2, "ada tanda yang tidak boleh"),
        ("a: 1\n? [b]\n: 2\n", 2, "kunci harus satu kata"),
        ("a: 1\n" + "b: " + "[" * 100_000 + "\n", 2, "bertingkat lebih dari 40"),
        ("a: &x [1]\nb: [*x, *x]\n", 2, "tulis nilainya sendiri, bukan rujukan *x"),
        ("a: *nothing\n", 1, "bukan rujukan *nothing"),
    ],
)
def test_what_cannot_be_read_says_where(tmp_path, text, line, message):
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    [finding] = caught.value.findings
    assert finding.line == line
    assert message in finding.message
    assert str(finding).startswith(f"a.yaml, baris {line}: ")


def test_not_utf8(tmp_path):
    with pytest.raises(SourceError, match="sebagai UTF-8"):
        read(tmp_path, "a: é", "latin-1")


def test_no_such_file(tmp_path):
    with pytest.raises(SourceError, match="berkas ini tidak ada"):
        read_source(tmp_path / "none.yaml")


def test_an_empty_file_has_no_data(tmp_path):
    assert read(tmp_path, "").data is None


def test_a_value_of_no_fitting_shape_is_one_finding(tmp_path):
    from akuntabel.catalogue.source_files import validated
    from akuntabel.planning.schema import PlanRow

    source = read(tmp_path, 'indicator: a\nprinted_name: b\ntarget: "92"\n')
    findings = []
    assert validated(source, PlanRow, findings) is None
    [finding] = findings
    assert (finding.line, finding.message) == (
        3, 'target: harus berupa angka; tulis tanpa tanda kutip, dengan titik desimal (tertulis: "92")')  # fmt: skip


def test_a_file_that_is_too_long(tmp_path):
    with pytest.raises(SourceError, match="bagi berkasnya"):
        read(tmp_path, "a: x\n" * 500_000)


@pytest.mark.parametrize("text", ["010", "1:30", ".inf", "1e3", "0x1F", "1."])
def test_what_is_no_plain_decimal_stays_text(tmp_path, text):
    """Text is refused where a number belongs; nothing is guessed."""
    assert read(tmp_path, f"a: {text}\n").data["a"] == text


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(SourceError, match="tidak dapat dibaca"):
        read_source(tmp_path / "a.yaml", "a.yaml")
