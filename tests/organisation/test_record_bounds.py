"""Days that have not come yet and districts that are not the unit's, in whatever register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.registers.conftest import AGENCY, SAMPLE, SHOP, STANDARD

from akuntabel.catalogue.register_checks import check_register
from akuntabel.core.problems import Refused
from akuntabel.measurement.recording import examine, keep
from akuntabel.organisation.models import UnitVersion
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records import bounds
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.reading import read_values
from akuntabel.registers.kinds import KINDS
from registers.conftest import BY, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
DISTRICTS = ("Kota Kupang", "Kabupaten Kupang", "Kabupaten Belu", "Kabupaten Alor")


def refused(act, /, kind, **typed):
    with pytest.raises(Refused) as found:
        act(kind, **typed)
    return [(problem.place, problem.message) for problem in found.value.problems]


def ahead(days=1):
    return str(date.today() + timedelta(days=days + 1))  # noqa: DTZ011  # a day more: the unit's clock is ahead of ours


def test_what_has_happened_lies_not_in_the_future(write):  # noqa: F811
    [(place, sentence)] = refused(write, "sample", **SAMPLE | {"taken_on": "2032-06-28"})

    assert place == ("taken_on",)
    assert sentence.startswith("Diambil pada 28 Juni 2032: hari itu belum tiba, hari ini ")
    assert sentence.endswith("Periksa tanggal dan tahunnya.")
    write("sample", **SAMPLE)


def test_a_day_counts_from_its_midnight_in_the_units_own_time(office, write, monkeypatch):  # noqa: F811
    """At 23.30 in Jakarta it is tomorrow already in Kupang."""
    from datetime import UTC, datetime

    moment = datetime(2023, 6, 27, 16, 30, tzinfo=UTC)
    monkeypatch.setattr(bounds.timezone, "now", lambda: moment)
    write("sample", **SAMPLE | {"taken_on": "2023-06-28"})
    UnitVersion.objects.filter(unit=office).update(time_zone="Asia/Jakarta")
    [(place, _)] = refused(write, "sample", **SAMPLE | {"number": "S-2", "taken_on": "2023-06-28"})
    assert place == ("taken_on",)


def test_every_such_day_of_every_register_is_refused_and_every_other_taken(office):  # noqa: F811
    """By the definition alone: nothing knows a register."""
    today = date(2023, 6, 28)
    found = Bounds(today)
    registers = definitions_for(office).registers
    may = {(key, c.key) for key, one in registers.items() for c in one.columns if c.may_lie_ahead}

    assert may == {
        ("corrective_action", "due_on"), ("dated_document", "valid_from"), ("dated_document", "valid_until"),
        ("establishment", "licence_until"), ("external_value", "expected_on"), ("inspection_decision", "due_on"),
        ("obligation", "opens_on"), ("obligation", "due_on"),
    }  # fmt: skip
    for key, register in registers.items():
        days = [one for one in register.columns if one.type == "date" and not one.maintained]
        for column in days:
            record = KINDS[key].model(**{column.key: today + timedelta(days=1)})
            places = [problem.place for problem in found.problems(register, record)]
            assert places == ([] if (key, column.key) in may else [(column.key,)]), (key, column.key)


def test_a_last_day_may_lie_ahead_but_not_by_a_mistyped_century(write):  # noqa: F811
    write("dated_document", **STANDARD | {"valid_until": ahead(400)})
    [(place, sentence)] = refused(write, "establishment", **SHOP | {"licence_until": "2099-01-01"})

    assert place == ("licence_until",)
    assert "lebih dari 30 tahun lagi. Periksa tahunnya." in sentence


def test_a_file_says_so_at_its_line(office):  # noqa: F811
    register = definitions_for(office).registers["sample"]
    text = "number,product,commodity,draw,district,taken_on\nS-1,Sirup,Obat,Acak,Bandung,28/06/2099\n"
    file, problems = read_file(register, "sampel.csv", text.encode())
    assert problems == []

    found = examine(KINDS["sample"], office, file, by=BY).problems
    assert [problem.place for problem in found] == [(2, "district"), (2, "taken_on")]


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [("kota  kupang", "Kota Kupang"), ("KABUPATEN BELU", "Kabupaten Belu"), ("Kab. Belu", "Kabupaten Belu"),
     ("kab belu", "Kabupaten Belu"), ("Alor", "Kabupaten Alor"), ("Kupang", "Kupang"), ("Bandung", "Bandung")],
)  # fmt: skip
def test_a_district_is_spelt_as_the_working_area_spells_it(office, typed, spelt):  # noqa: F811
    column = definitions_for(office).registers["sample"].by_key["district"]
    assert Bounds(date(2023, 6, 28), DISTRICTS).spelt(column, typed) == spelt


def test_a_district_outside_is_refused_with_the_nearest(write):  # noqa: F811
    assert write("sample", **SAMPLE | {"district": "kab. belu"}).district == "Kabupaten Belu"
    [(place, sentence)] = refused(write, "sample", **SAMPLE | {"number": "S-2", "district": "Kabupaten Bello"})
    assert place == ("district",)
    assert 'bukan bagian wilayah kerja (maksudnya "Kabupaten Belu"?)' in sentence
    [(_, sentence)] = refused(write, "establishment", **SHOP | {"district": "Bandung"})
    assert "Pilih dari daftar, salah satu dari: Kota Kupang, Kabupaten Kupang," in sentence


def test_elsewhere_is_fine_for_those_who_write_to_us_and_for_a_unit_without_a_list(office, write):  # noqa: F811
    assert write("agency", **AGENCY | {"district": "Jakarta Pusat"}).district == "Jakarta Pusat"
    assert write("agency", **AGENCY | {"name": "Dinas B", "district": "belu"}).district == "Kabupaten Belu"
    from akuntabel.organisation.models import District

    District.objects.filter(unit=office).delete()
    assert write("sample", **SAMPLE | {"district": "Bandung"}).district == "Bandung"


def test_a_file_that_spells_it_otherwise_is_known_again(office, write):  # noqa: F811
    from akuntabel.measurement.recording import examine

    write("sample", **SAMPLE)
    register = definitions_for(office).registers["sample"]
    text = "number,product,commodity,draw,district,taken_on\nS-001,Tablet contoh,Obat,Acak,kota kupang,2023-02-01\n"
    file, _ = read_file(register, "sampel.csv", text.encode())
    found = examine(KINDS["sample"], office, file, by=BY)
    assert (len(found.records), found.same, list(found.problems)) == (0, 1, [])


def test_an_old_record_outside_can_be_mended_only_by_naming_a_place_inside(office, write):  # noqa: F811
    from akuntabel.measurement.recording import correct
    from akuntabel.organisation.records.services import values_of

    record = write("sample", **SAMPLE)
    type(record).objects.update(district="Bandung")
    register = definitions_for(office).registers["sample"]
    kept = values_of(register, record)
    with pytest.raises(Refused):
        correct(KINDS["sample"], office, record.uuid, kept | {"district": "Bandung"}, version=1, reason="x", by=BY)
    correct(KINDS["sample"], office, record.uuid, kept | {"district": "Belu"}, version=1, reason="x", by=BY)
    record.refresh_from_db()
    assert record.district == "Kabupaten Belu"


def test_marks_in_the_wrong_place_are_mistakes_of_the_definition(office):  # noqa: F811
    register = definitions_for(office).registers["inspection"]
    wrong = {"inspected_on": {"district": "own"}, "category": {"may_lie_ahead": True}}
    columns = tuple(one.model_copy(update=wrong.get(one.key, {})) for one in register.columns)
    said = [sentence for _, sentence in check_register(register.model_copy(update={"columns": columns}))]

    assert said == ["may_lie_ahead diisi untuk tanggal yang diisi orang; hapus",
                    "district diisi untuk jenis text, dan hanya untuk itu; perbaiki"]  # fmt: skip


def test_nobody_is_led_to_a_year_that_has_not_begun(office, write):  # noqa: F811
    """A letter answered before its last day counts in the month of that day, which may lie ahead."""
    from akuntabel.measurement.models import Observation
    from akuntabel.measurement.queries import quarter_of, reported_periods

    agency = write("agency", **AGENCY)
    write("inspection_decision", number="R-1", agency=str(agency.uuid), sent_on="2023-02-01", due_on=ahead(3000),
          answered_on="2023-02-20", kind="Rekomendasi", origin="Hasil pengawasan iklan")  # fmt: skip

    this_year = date.today().year  # noqa: DTZ011
    assert Observation.objects.filter(unit=office, year__gt=this_year).exists()
    assert reported_periods(office)[0] <= quarter_of(date.today())  # noqa: DTZ011


def test_a_form_read_as_texts(office):  # noqa: F811
    """The whole way that a form goes."""
    register = definitions_for(office).registers["sample"]
    values, problems = read_values(register, SAMPLE | {"district": "kota kupang"})
    assert problems == []
    assert keep(KINDS["sample"], office, values, by=BY).district == "Kota Kupang"
