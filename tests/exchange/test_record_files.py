"""Records in an office folder: read and checked with everything else, and the only source of what they count."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from akuntabel.audit.models import Event
from akuntabel.catalogue.source_files import SourceError
from akuntabel.exchange.office_folder import load_office_folder, read_office_folder
from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.organisation.models import Unit
from akuntabel.registers.models import Establishment, Inspection, Sample
from offices import ACTOR, EXAMPLES

pytestmark = pytest.mark.django_db

SHOPS = "number,title,category,facility,district,status\nA-1,Apotek Contoh,Distribusi,Apotek,Kota Kupang,Aktif\n"
VISITS = """number,establishment,purpose,inspected_on,conclusion
B-1,A-1,Rutin,2023-02-01,Memenuhi ketentuan
B-2,A-1,Kasus,2023-03-01,Tidak memenuhi ketentuan
"""
SAMPLES = """number,product,commodity,draw,district,establishment,taken_on,examined_on,completed_on,verdict
S-1,Tablet contoh,Obat,Acak,Kota Kupang,A-1,2022-12-20,2023-01-05,2023-02-10,Memenuhi syarat
"""
COUNTED = ("random_", "targeted_", "fortified_", "production_", "distribution_")


@pytest.fixture
def folder(tmp_path):
    """The reference office with small registers of its own and no entered figure that they give."""
    path = shutil.copytree(EXAMPLES / "kupang-2023", tmp_path / "kantor")
    shutil.rmtree(path / "records", ignore_errors=True)
    (path / "records").mkdir()
    for name, text in (("establishment", SHOPS), ("inspection", VISITS), ("sample", SAMPLES)):
        (path / f"records/{name}.csv").write_text(text, encoding="utf-8")
    return path


def enter(folder, measure, month=6, year=2023):
    """Enter a figure in a file of its own; returns the line of its row."""
    text = f"year: {year}\nobservations:\n  - {{measure: {measure}, month: {month}, value: 1, source: uji}}\n"
    (folder / "figures/lain.yaml").write_text(text, encoding="utf-8")
    return 3


def add(folder, register, row):
    path = folder / f"records/{register}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    return text.count("\n") + 1


def refused(folder):
    with pytest.raises(SourceError) as caught:
        load_office_folder(folder, by=ACTOR)
    assert not Unit.objects.exists()
    assert not Sample.objects.exists()
    return [str(finding) for finding in caught.value.findings]


def test_registers_are_loaded_and_counted(folder):
    unit, _ = load_office_folder(folder, by=ACTOR)

    assert (Establishment.objects.count(), Inspection.objects.count(), Sample.objects.count()) == (1, 2, 1)
    assert [one.is_repeat for one in Inspection.objects.order_by("number")] == [False, True]
    assert Sample.objects.get().establishment == Establishment.objects.get()
    rows = Observation.objects.filter(unit=unit, measure="distribution_establishments_inspected").order_by("month")
    assert [(row.month, row.value, row.origin) for row in rows] == [
        (2, 1, "register"), (3, 1, "register"),
    ]  # fmt: skip
    assert [differences(unit, key, 2023) for key in ("establishment", "inspection", "sample")] == [[], [], []]


def test_the_trail_has_one_event_for_each_file(folder):
    unit, _ = load_office_folder(folder, by=ACTOR)
    digest = hashlib.sha256(SAMPLES.encode()).hexdigest()

    event = Event.objects.get(chain=unit.slug, action="sample.imported")
    assert (event.after["file"], event.after["sha256"], event.after["records"]) == (
        "kantor/records/sample.csv",
        digest,
        1,
    )
    whole = Event.objects.get(chain=unit.slug, action="office.imported")
    assert whole.after["files"]["records/sample.csv"] == digest


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("S-1,Sirup,Obat,Acak,Alor,,2023-02-01,,,", 'kolom number: Nomor sampel: "S-1" sudah dipakai pada baris 2'),
        ("S-2,Sirup,Obta,Acak,Alor,,2023-02-01,,,", 'kolom commodity: Komoditas: "Obta" bukan pilihan (maksudnya'),
        (
            "S-2,Sirup,Obat,Acak,Alor,A-7,2023-02-01,,,",
            'kolom establishment: Sarana: tidak ada catatan bernomor "A-7"',
        ),
        (
            "S-2,Sirup,Obat,Acak,Alor,,2023-02-01,,2023-01-01,",
            "kolom completed_on: Uji selesai pada 1 Januari 2023, sebelum diambil pada 1 Februari 2023",
        ),
        (
            "S-2,Sirup,Obat,Acak,Alor,,2023-02-01,,,Memenuhi syarat",
            "kolom completed_on: Uji selesai pada: belum diisi",
        ),
        ("S-2,Sirup", "2 sel, padahal baris pertama menyebut 10 kolom"),
    ],
)
def test_a_wrong_record_is_a_finding_at_its_line(folder, row, words):
    line = add(folder, "sample", row)
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/records/sample.csv, baris {line}: {words}")


def test_an_unknown_column_is_named_and_nothing_that_follows_from_it(folder):
    """What refers to a register that cannot be read is not asked."""
    path = folder / "records/establishment.csv"
    path.write_text(SHOPS.replace("title", "titel"), encoding="utf-8")
    found = refused(folder)
    assert found == [
        'kantor/records/establishment.csv, baris 1: kolom titel: kolom ini tidak dikenal (maksudnya "title"?). Perbaiki '
        "ejaannya, atau hapus.",
        "kantor/records/establishment.csv, baris 1: kolom title: Nama sarana: kolom wajib ini tidak ada. Tambahkan.",
    ]


def test_a_wrong_establishment_is_no_second_mistake_where_it_is_named(folder):
    line = add(folder, "establishment", "A-2,Toko Contoh,Distribusi,Warung,Kota Kupang,Aktif")
    add(folder, "inspection", "B-3,A-2,Rutin,2023-02-01,Memenuhi ketentuan")
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/records/establishment.csv, baris {line}: kolom facility")


def test_mistakes_of_records_come_with_those_of_other_files(folder):
    add(folder, "sample", "S-1,Sirup,Obat,Acak,Kota Kupang,,2023-02-01,,,")
    plan = folder / "plans/performance-agreement-2023.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("target: 92\n", "target: -92\n", 1), encoding="utf-8")
    found = refused(folder)
    assert [one.partition(",")[0] for one in found] == [
        "kantor/plans/performance-agreement-2023.yaml", "kantor/records/sample.csv",
    ]  # fmt: skip


def test_a_measure_has_one_source_and_both_places_are_named(folder):
    line = enter(folder, "random_drug_samples_tested")
    [finding] = refused(folder)
    assert finding == (
        f'kantor/figures/lain.yaml, baris {line}: Angka 2023, bulan 6, "random_drug_samples_tested": sudah dihitung dari '
        "register (kantor/records/sample.csv, mulai baris 2). Hapus barisnya, atau jangan isi register tahun itu."
    )


GIVEN = """number,measure,year,month,given,received_on,document_note
N-1,Indeks pengelolaan data dan informasi,2023,6,"2,48",2023-07-20,Surat contoh
N-2,Nilai AKIP UPT,2023,12,,,
"""


def test_a_value_of_another_office_has_one_source_for_each_month(folder):
    """What is still awaited, and what was given for other months, may be entered."""
    (folder / "records/external_value.csv").write_text(GIVEN, encoding="utf-8")
    line = enter(folder, "data_management_index")
    [finding] = refused(folder)
    assert finding == (
        f'kantor/figures/lain.yaml, baris {line}: Angka 2023, bulan 6, "data_management_index": sudah dihitung dari '
        "register (kantor/records/external_value.csv, baris 2). Hapus barisnya, atau jangan isi register tahun itu."
    )
    enter(folder, "data_management_index", month=5)
    (folder / "figures/akip.yaml").write_text(
        "year: 2023\nobservations:\n  - {measure: accountability_score, month: 12, value: 80, source: uji}\n",
        encoding="utf-8",
    )
    unit, _ = load_office_folder(folder, by=ACTOR)
    rows = Observation.objects.filter(unit=unit, measure__in=["data_management_index", "accountability_score"])
    assert {(row.measure, row.month, row.origin) for row in rows} == {
        ("data_management_index", 5, "imported"), ("data_management_index", 6, "register"),
        ("accountability_score", 12, "imported"),
    }  # fmt: skip


def test_each_column_of_a_value_that_cannot_be_read_is_one_finding(folder):
    text = GIVEN.replace("2023,6,", "2023,enam,").replace('"2,48"', "2.480.1")
    (folder / "records/external_value.csv").write_text(text, encoding="utf-8")
    found = refused(folder)
    assert [one.split(": ")[2] for one in found] == ["Nilai", "Bulan"]


def test_a_year_without_records_may_be_entered(folder):
    """The sample was taken in 2022 and finished in 2023: 2022 is not counted, and no register fills 2023 elsewhere."""
    (folder / "records/sample.csv").unlink()
    enter(folder, "random_drug_samples_tested")
    unit, _ = load_office_folder(folder, by=ACTOR)
    assert Observation.objects.get(unit=unit, measure="random_drug_samples_tested").origin == "imported"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("records/samples.csv", 'register ini tidak ada (maksudnya "sample"?); pakai nama'),
        ("records/sample.CSV", "berkas ini tidak dibaca; beri akhiran .csv"),
        ("sample.csv", "berkas ini tidak dibaca; pakai folder records"),
        ("figures/sample.csv", "berkas ini tidak dibaca; pakai folder records"),
    ],
)
def test_a_file_that_nobody_would_read(folder, file, words):
    (folder / file).write_text(SAMPLES, encoding="utf-8")
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/{file}, baris 1: {words}")


def test_reading_a_folder_writes_nothing_and_asks_no_database(folder, django_assert_num_queries):
    with django_assert_num_queries(0):
        read = read_office_folder(folder)
    assert [(made.kind.key, len(made.records)) for made in read.parts.records] == [
        ("establishment", 1), ("inspection", 2), ("sample", 1),
    ]  # fmt: skip


def test_loading_twice_is_refused(folder):
    load_office_folder(folder, by=ACTOR)
    with pytest.raises(SourceError, match='Satuan kerja "kupang" sudah ada'):
        load_office_folder(folder, by=ACTOR)
    assert Sample.objects.count() == 1


@pytest.mark.django_db
def test_what_only_the_written_records_tell_is_told_at_its_line(tmp_path):
    folder = shutil.copytree(EXAMPLES / "kupang-2023", tmp_path / "kupang-2023")
    folder.joinpath("records/certification_request.csv").write_text(
        "number,applicant,service,received_on\nPM-1,Pemohon contoh,Penerbitan SKI/SKE,2023-02-01\n",
        encoding="utf-8",
    )
    for name in ("dated_document", "third_party_test"):
        folder.joinpath(f"records/{name}.csv").unlink()
    folder.joinpath("records/clock_stop.csv").write_text(
        "request,stopped_on,reason\nPM-1,2023-02-02,Berkas kurang\n", encoding="utf-8"
    )
    with pytest.raises(SourceError) as caught:
        load_office_folder(folder, by=ACTOR)

    [finding] = caught.value.findings
    assert (finding.file, finding.line) == ("kupang-2023/records/certification_request.csv", 2)
    assert "belum ada standar layanan" in finding.message


@pytest.mark.parametrize("measure", ["school_stage_progress", "food_safe_schools"])
def test_a_progress_entered_as_one_figure_and_counted_in_the_same_year_is_refused(folder, measure):
    place = "number,title,kind,district,started_on,target_year\nL-1,Sekolah Contoh,Sekolah,Kota Kupang,2023-02-01,2023\n"
    stage = "place,stage,done_on\nL-1,Advokasi,2023-03-01\n"
    criteria = "".join(f"L-1,{key},2023-04-01\n" for key in ("level_1_certificate", "level_2_audit", "award"))
    for name, text in (("place", place), ("stage", stage), ("criterion", f"place,criterion,met_on\n{criteria}")):
        folder.joinpath(f"records/intervention_{name}.csv").write_text(text, encoding="utf-8")
    enter(folder, measure)
    [finding] = refused(folder)
    assert f'"{measure}"' in finding
    assert "dihitung dari register" in finding
