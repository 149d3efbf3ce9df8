"""Files as officers have them: titles above the headings, other signs and letters, empty edges, a total at the end."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from akuntabel.catalogue.lookup import catalogue
from akuntabel.cli.main import main
from akuntabel.measurement import importing
from akuntabel.measurement.record_queries import books_of
from akuntabel.organisation.records.files import read_file
from registers.conftest import BY, office  # noqa: F401  # a fixture

SHOP = ["A-1", "Apotek Contoh", "Distribusi", "Apotek", "Alor", "Aktif"]
OTHER = ["A-2", "Apotek Café", "Distribusi", "Apotek", "Alor", "Aktif"]
REGISTER = catalogue().scheme("bpom").registers["establishment"]


def plain(rows, separator=";", encoding="utf-8"):
    return "".join(separator.join(cells) + "\r\n" for cells in rows).encode(encoding)


def workbook(rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write(line, place, cell)
        if rows[0][0].startswith("DAFTAR"):
            sheet.merge_range(0, 0, 0, 5, rows[0][0])
    return content.getvalue()


def read(content):
    file, problems = read_file(REGISTER, "sarana", content)
    return file, [(one.place, one.message) for one in problems]


def numbers(file):
    return [(row.line, row.typed["number"]) for row in file.rows]


@pytest.fixture(params=[plain, workbook])
def form(request):
    return request.param


TITLES = [["DAFTAR SARANA, TAHUN 2023", *[""] * 5], ["Kabupaten", "Alor", *[""] * 4], [""] * 6]


def names():
    """The headings by the names of the register, in the order of the example rows."""
    keys = ["number", "title", "category", "facility", "district", "status"]
    return [REGISTER.by_key[key].name for key in keys]


def test_titles_may_stand_above_the_headings_and_lines_are_those_of_the_file(form):
    file, problems = read(form([*TITLES, names(), SHOP, ["A-2", *SHOP[1:]]]))
    assert problems == []
    assert (file.head_line, numbers(file)) == (4, [(5, "A-1"), (6, "A-2")])


def test_a_mistake_of_the_headings_is_told_at_their_line(form):
    file, problems = read(form([*TITLES, [*names()[:4], "Warna", "Status"], SHOP]))
    assert file is None
    assert {place[0] for place, _ in problems} == {4}


def test_without_enough_known_columns_the_first_line_is_the_headings(form):
    file, problems = read(form([["DAFTAR", "SARANA"], ["Warna", "Rasa"]]))
    assert file is None
    assert {place[0] for place, _ in problems} == {1}


def test_empty_lines_and_columns_at_the_edges_are_no_mistake(form):
    file, problems = read(form([[*names(), "", ""], [*SHOP, " ", ""], [" "] * 8, [""] * 8]))
    assert (problems, numbers(file)) == ([], [(2, "A-1")])


def test_a_cell_outside_the_headings_is_told(form):
    _, problems = read(form([names(), [*SHOP, "", "catatan"]]))
    assert [place for place, _ in problems] == [(2,)]


@pytest.mark.parametrize("word", ["Jumlah", "TOTAL :"])
def test_a_total_at_the_end_is_refused_with_its_own_sentence(form, word):
    file, problems = read(form([names(), SHOP, ["", word, "", "", "", "1"], [""] * 6]))
    assert numbers(file) == [(2, "A-1")]
    assert problems == [((3,), f'"{word}": baris jumlah, bukan catatan. Hapus baris ini dari berkas.')]


def test_a_total_elsewhere_is_a_row_like_others(form):
    file, problems = read(form([names(), ["Total", *SHOP[1:]], SHOP]))
    assert (problems, numbers(file)) == ([], [(2, "Total"), (3, "A-1")])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_separates_the_columns_is_told_by_the_headings(separator):
    file, problems = read(plain([["Sarana, Alor; 2023"], names(), SHOP], separator))
    assert (problems, file.head_line, numbers(file)) == ([], 2, [(3, "A-1")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_are_read_as_utf_8_else_as_windows_writes_them(encoding):
    file, problems = read(plain([names(), OTHER], encoding=encoding))
    assert problems == []
    assert file.rows[0].typed["title"] == "Apotek Café"
    assert file.encoding == ("Windows-1252" if encoding == "cp1252" else "")


@pytest.mark.django_db
def test_the_page_keeps_how_a_file_was_read(office):  # noqa: F811
    """Also by words of the names; a file that was read before this was kept has nothing to tell."""
    book = books_of(office)["establishment"]
    content = plain([*TITLES, names(), OTHER], encoding="cp1252")
    batch = importing.receive(office, book, "sarana.csv", content, by=BY)
    importing.read(office, book, batch)
    table = importing.table_of(batch)
    assert (table.head_line, table.encoding, list(table.header)) == (4, "Windows-1252", names())
    assert [line.number for line in table.lines] == [5]


@pytest.mark.django_db
def test_the_command_says_how_a_file_was_read(office, tmp_path, capsys):  # noqa: F811
    path = tmp_path / "sarana.csv"
    path.write_bytes(plain([*TITLES, names(), OTHER], encoding="cp1252"))
    main(["import", "establishment", str(path), "--preview"])
    printed = capsys.readouterr().out
    assert "Nama kolom dibaca dari baris 4; yang di atasnya tidak dibaca." in printed
    assert "dibaca sebagai Windows-1252 (ANSI)" in printed


def test_half_of_the_headings_recognised_are_enough():
    """ "Nama" alone is not a column's whole name; the title above must not become the headings."""
    rows = [
        ["DAFTAR SARANA"],
        [""],
        ["Nomor", "Nama", "Kabupaten/kota", "Status"],
        ["A-1", "Apotek Contoh", "Alor", "Aktif"],
    ]
    _, problems = read(plain(rows))
    assert problems  # columns are missing
    assert not [one for one in problems if "DAFTAR" in str(one)]
