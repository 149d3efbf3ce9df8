"""What leaves as a file comes back as the same records, whatever stands in them; hostile files do no harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from akuntabel.core.problems import Refused
from akuntabel.documents.readers import sheet_child
from akuntabel.measurement.record_queries import books_of
from akuntabel.measurement.recording import keep_many
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records import files
from akuntabel.organisation.records.drafting import draft
from akuntabel.organisation.records.files import (
    column_named,
    missing_columns,
    names_of,
    read_file,
    read_rows,
    read_table,
)
from akuntabel.organisation.records.list_files import lines_of
from akuntabel.organisation.records.queries import Search, values_for_file
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.records.workbooks import empty_workbook, written_workbook
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Establishment, Sample
from registers.conftest import BY, SAMPLE, SHOP

pytestmark = pytest.mark.django_db
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cs",)), max_size=12)
STARTS = st.sampled_from(["", "=1", "+", "-2", "@", "'", "'=", "''-", ";", ",", '"', "00", "a\nb"])


def exported(book, unit, form):
    """As the page gives it to people named for every register."""
    registers = definitions_for(unit).registers
    rows = values_for_file(book.kind, book.layout, unit, Search(), registers)
    if form == "csv":
        return "".join(lines_of(book.layout.open, rows)).encode()
    return written_workbook(book.layout.open, rows)


def value_of(column, draw, others):
    if not column.required and draw(st.booleans()):
        return None
    match column.type:
        case "text" if column.is_decimal:
            return draw(st.from_regex(r"(0|[1-9][0-9]{0,11})(,[0-9]{1,6})?", fullmatch=True))
        case "text":
            return (draw(STARTS) + draw(TEXTS)).strip() or "x"
        case "choice":
            return draw(st.sampled_from(list(column.choices)))
        case "date":
            return date(2023, 1, 1) + timedelta(days=draw(st.integers(-20000, 20000)))
        case "integer":
            return draw(st.integers(-(2**53), 2**53))
        case "boolean":
            return draw(st.booleans())
    return others.get(column.to)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_register_comes_back_from_a_file_as_it_was(kupang, form, data):
    """One record of each, whatever its checks would say: only writing and reading are asked here."""
    with transaction.atomic():
        others = {}
        books = books_of(kupang, KINDS)
        for key in each_after_what_it_refers_to(books):
            book = books[key]
            others[key] = one = book.kind.model(unit=kupang, recorded_on=date(2023, 1, 1), recorded_by="uji")
            for column in book.register.columns:
                setattr(one, column.key, value_of(column, data.draw, {**others, key: None}))
            if key == "inspection_decision":
                one.agency, one.establishment = others["agency"], None
            if key == "external_value":
                one.month, one.counts_on = 12, date(2023, 12, 31)
            one.save()
            table, _ = read_table(f"{key}.{form}", exported(book, kupang, form), recognised=names_of(book.register))
            keys = [column_named(book.register, cell) for cell in table.header]
            hidden = {one.key for one in book.register.columns} - {one.key for one in book.layout.open}
            assert {one.place[1] for one in missing_columns(book.register, keys)} <= hidden
            file, problems = read_rows(book.register, table, keys)
            assert problems == []
            made, problems = draft(book.kind, book.register, file, unit=kupang)
            [read] = made.records
            assert read.uuid == one.uuid
            for column in book.layout.open:
                if not column.maintained:
                    assert getattr(read, column.key) == getattr(one, column.key), (column.key, problems)
        transaction.set_rollback(True)


def each_after_what_it_refers_to(books):
    found = []
    while len(found) < len(books):
        found += [key for key, book in books.items() if key not in found
                  and {c.to for c in book.register.columns if c.to} <= {None, key, *found}]  # fmt: skip
    return found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_goes_into_an_empty_register_and_again_into_a_full_one(office, write, form):
    shop = write("establishment", **SHOP)
    write("sample", **SAMPLE | {"establishment": str(shop.uuid), "product": "=1+1"})
    write("sample", **SAMPLE | {"number": "S-002", "product": "Sirup"})
    book = books_of(office)["sample"]
    content = exported(book, office, form)
    before = {one.uuid: values_of(book.register, one) for one in Sample.objects.all()}
    file, problems = read_file(book.register, f"sampel.{form}", content)
    assert problems == []

    assert list(keep_many(book.kind, office, file, by=BY)) == []
    Sample.objects.all().delete()
    assert len(keep_many(book.kind, office, file, by=BY)) == 2
    assert {one.uuid: values_of(book.register, one) for one in Sample.objects.all()} == before

    Sample.objects.filter(number="S-002").update(product="Tablet")
    with pytest.raises(Refused, match=r'isi lain. Nama produk: "Tablet" dalam register, "Sirup" dalam berkas.'):
        keep_many(book.kind, office, file, by=BY)


def test_a_key_of_another_unit_is_not_taken(office, dinas, write):
    one = write("sample", **SAMPLE)
    Sample.objects.update(unit=dinas)
    book = books_of(office)["sample"]
    text = "number,product,commodity,draw,district,taken_on,uuid\nS-9,Sirup,Obat,Acak,Alor,2023-02-01," + str(
        one.uuid
    )
    file, _ = read_file(book.register, "sampel.csv", text.encode())
    with pytest.raises(Refused, match="kunci ini milik catatan lain") as refused:
        keep_many(book.kind, office, file, by=BY)
    assert refused.value.problems[0].place == (2, "uuid")


def test_a_row_without_a_number_is_known_when_all_of_it_is(office, write):
    write("establishment", **SHOP)
    visit = write("inspection", number="B-1", establishment=str(Establishment.objects.get().uuid), purpose="Rutin",
                  inspected_on="2023-03-02")  # fmt: skip
    write("corrective_action", inspection=str(visit.uuid), round_number="1", requested_on="2023-03-05")
    book = books_of(office)["corrective_action"]
    text = "Pemeriksaan;Putaran;Diminta pada\nB-1;1;05-03-2023\nB-1;2;06-03-2023\n"
    file, problems = read_file(book.register, "capa.csv", text.encode())
    assert problems == []
    assert [one.round_number for one in keep_many(book.kind, office, file, by=BY)] == [2]


def test_the_empty_workbook_names_every_column_a_person_fills(office):
    register = definitions_for(office).registers["sample"]
    book = openpyxl.load_workbook(io.BytesIO(empty_workbook(register)))
    named = [cell.value for cell in book.worksheets[0][1]]
    assert named == [column.name for column in register.columns if not column.maintained]
    assert len(book.worksheets[0].data_validations.dataValidation) == 8
    file, problems = read_file(register, "kosong.xlsx", empty_workbook(register))
    assert (problems, list(file.rows)) == ([], [])


def test_what_a_cell_shows_in_excel_is_what_is_read(office):
    register = definitions_for(office).registers["sample"]
    book = openpyxl.Workbook()
    book.active.append(["NOMOR SAMPEL", "product", "Komoditas", "draw", "district", "Diambil pada"])
    book.active.append([1250, "Sirup", "Obat", "Acak", True, date(2023, 2, 1)])
    book.active.append(["S-2", "=1+1", "Obat", "Acak", "Alor", date(2023, 2, 1)])
    content = io.BytesIO()
    book.save(content)
    file, problems = read_file(register, "sampel.xlsx", content.getvalue())
    assert file.rows[0].typed == {"number": "1250", "product": "Sirup", "commodity": "Obat", "draw": "Acak",
                                  "district": "ya", "taken_on": "2023-02-01"}  # fmt: skip
    assert [(one.place, one.message) for one in problems] == [
        ((3, "product"), "sel ini berisi rumus. Salin, lalu tempel sebagai nilai.")
    ]


def workbook(**parts):
    """A workbook whose parts are replaced or added."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["number", "title"])
    book.save(content)
    changed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, part in parts.items():
            new.writestr(name, part)
    return changed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
HOSTILE = {
    "a bomb": (workbook(**{SHEET: b"0" * 250_000_000}), "jauh lebih besar"),
    "an entity": (
        workbook(**{SHEET: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        "tidak dipakai Excel",
    ),
    "the last corner": (
        workbook(**{SHEET: XML.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        "paling banyak 200000 baris",
    ),
    "a corner with a prefix": (
        workbook(**{SHEET: '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
                    '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'}),
        "paling banyak 200000 baris",
    ),
    "a macro": (workbook(**{"xl/vbaProject.bin": b"x"}), "berisi makro"),
    "a name that climbs": (workbook(**{"../x": b"x"}), "tidak wajar"),
    "no workbook": (b"PK\x03\x04" + b"0" * 40, "rusak atau bukan .xlsx"),
    "a document": (workbook(**{SHEET: "bukan xml"}), "tidak terbaca"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "kata sandi"),
    "another encoding": ("nomor;judul\nä;ö\n".encode("utf-16"), "bukan teks UTF-8"),
    "signs that Windows does not have": (b"number;title\n1;\x8d\n", "bukan teks UTF-8"),
    "two encodings": ("number;title\n1;é".encode() + b"\xe9\n", "bukan teks UTF-8"),
    "a mark of UTF-8 before other signs": (b"\xef\xbb\xbfnumber;title\n1;\xe9\n", "bukan teks UTF-8"),
    "a vast cell": (b"number,title\n1," + b"a" * 10_000_000, "susunan CSV tidak terbaca"),
    "nothing": (b"", "wajib"),
    "many columns": (b"," * 600, "paling banyak 512"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_in_one_sentence(office, name):
    content, words = HOSTILE[name]
    file, problems = read_file(definitions_for(office).registers["establishment"], "hostile.xlsx", content)
    assert file is None
    assert words in problems[0].message


def test_a_csv_file_has_as_many_rows_as_a_workbook_at_most(monkeypatch):
    assert (files.MOST_ROWS, files.MOST_COLUMNS) == (sheet_child.ROWS, sheet_child.COLUMNS)
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    table, problems = read_table("x.csv", b"number\n1\n\n2\n3\n", recognised=lambda _: ())
    assert table is None
    assert [(one.place, one.message) for one in problems] == [
        ((5,), "lebih dari 2 baris. Bagi menjadi beberapa berkas.")
    ]
