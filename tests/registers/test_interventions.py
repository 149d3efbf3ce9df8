"""Schools, villages and markets: stages counted once, visits of later years not, and the day all criteria are met."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct, keep_many
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import InterventionStage
from registers.conftest import BY

pytestmark = pytest.mark.django_db
SCHOOL = {"number": "L-1", "title": "Sekolah Contoh", "kind": "Sekolah", "district": "Kota Kupang",
          "started_on": "2023-02-01", "target_year": "2023"}  # fmt: skip
AWARD = "Piagam keamanan pangan diterima"


def figures(office, measure, year=2023):
    rows = Observation.objects.filter(unit=office, measure=measure, year=year, value__gt=0)
    return sorted((row.group, row.month, row.value) for row in rows)


def refused(write, kind, /, **typed):
    with pytest.raises(Refused) as found:
        write(kind, **typed)
    return {problem.place: problem.message for problem in found.value.problems}


def corrected(office, kind, record, /, **changes):
    values = values_of(definitions_for(office).registers[kind], record) | changes
    return correct(KINDS[kind], office, record.uuid, values, version=record.version, reason="Salah catat.", by=BY)


def test_the_same_stage_counts_the_first_time_whichever_is_recorded_first(office, write):
    place = str(write("intervention_place", **SCHOOL).uuid)
    later = write("intervention_stage", place=place, stage="Sosialisasi", done_on="2023-05-02")
    assert figures(office, "school_stages_done") == [("socialisation", 5, 1)]
    first = write("intervention_stage", place=place, stage="Sosialisasi", done_on="2023-03-02")

    later.refresh_from_db()
    assert (first.is_repeat, later.is_repeat) == (False, True)
    assert figures(office, "school_stages_done") == [("socialisation", 3, 1)]

    corrected(office, "intervention_stage", first, done_on=date(2023, 6, 2))
    assert figures(office, "school_stages_done") == [("socialisation", 5, 1)]


def test_a_place_of_an_earlier_year_stays_open_for_visits_that_are_not_counted(office, write):
    place = str(write("intervention_place", **SCHOOL | {"started_on": "2022-02-01", "target_year": "2022"}).uuid)
    for day in ("2023-03-01", "2023-06-01"):
        write("intervention_stage", place=place, stage="Pengawalan", done_on=day)

    assert InterventionStage.objects.count() == 2
    assert figures(office, "school_stages_done") == []


def test_a_place_counts_on_the_day_of_its_last_criterion_and_no_more_when_one_falls(office, write):
    place = write("intervention_place", **SCHOOL)
    criteria = {"level_1_certificate": "2023-08-01", "level_2_audit": "2023-11-20", "award": ""}
    kept = {key: write("intervention_criterion", place=str(place.uuid), criterion=key, met_on=day)
            for key, day in criteria.items()}  # fmt: skip
    place.refresh_from_db()
    assert place.outcome_on is None
    assert figures(office, "food_safe_schools") == []

    award = corrected(office, "intervention_criterion", kept["award"], met_on=date(2023, 10, 1))
    place.refresh_from_db()
    assert place.outcome_on == date(2023, 11, 20)
    assert figures(office, "food_safe_schools") == [("", 11, 1)]
    assert figures(office, "food_safe_markets") == []

    corrected(office, "intervention_criterion", award, met_on=None)
    place.refresh_from_db()
    assert place.outcome_on is None
    assert figures(office, "food_safe_schools") == []


@pytest.mark.parametrize(
    ("kind", "typed", "place", "sentence"),
    [
        ("stage", {"stage": "Bimtek pengelola pasar", "done_on": "2023-03-01"}, "stage",
         'Tahapan: "Bimtek pengelola pasar" bukan pilihan untuk Jenis lokasi Sekolah. Pilih: Advokasi, Sosialisasi'),
        ("stage", {"stage": "Advokasi", "done_on": "2023-01-31"}, "done_on", "sebelum diintervensi sejak 1 Februari"),
        ("stage", {"stage": "Advokasi", "done_on": "2023-03-01", "participants": "-2"}, "participants", "di bawah 0"),
        ("criterion", {"criterion": "Kader keamanan pangan aktif"}, "criterion", "bukan pilihan untuk Jenis lokasi Sekolah"),
        ("criterion", {"criterion": AWARD, "met_on": "2023-01-31"}, "met_on", "sebelum diintervensi sejak"),
    ],
)  # fmt: skip
def test_what_does_not_belong_to_a_place_is_refused(write, kind, typed, place, sentence):
    school = write("intervention_place", **SCHOOL)
    found = refused(write, f"intervention_{kind}", place=str(school.uuid), **typed)
    assert sentence in found[place,]


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (
            {"market_class": "Pasar harian"},
            "market_class",
            "Golongan pasar: tidak diisi untuk Jenis lokasi Sekolah",
        ),
        ({"kind": "Desa", "pupils": "90"}, "pupils", "hanya untuk sekolah"),
        ({"target_year": "2022"}, "target_year", "Isi tahun intervensi, 2023, atau sesudahnya"),
        ({"number": "L-0"}, "number", "sudah dipakai"),
    ],
)
def test_a_place_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("intervention_place", **SCHOOL | {"number": "L-0", "school_level": "SD/MI", "pupils": "120"})
    assert sentence in refused(write, "intervention_place", **SCHOOL | typed)[place,]


def test_each_criterion_and_each_stage_of_a_day_stands_once(write):
    place = str(write("intervention_place", **SCHOOL).uuid)
    stage = {"place": place, "stage": "Advokasi", "done_on": "2023-03-01"}
    write("intervention_stage", **stage)
    write("intervention_criterion", place=place, criterion=AWARD)
    assert "sudah dicatat untuk Sekolah Contoh" in refused(write, "intervention_stage", **stage)["stage",]
    again = refused(write, "intervention_criterion", place=place, criterion=AWARD)
    assert "sudah dicatat untuk Sekolah Contoh" in again["criterion",]


def test_a_place_becomes_another_kind_only_where_its_stages_fit(office, write):
    place = write("intervention_place", **SCHOOL)
    stage = write("intervention_stage", place=str(place.uuid), stage="Advokasi", done_on="2023-03-01")
    place = corrected(office, "intervention_place", place, kind="village")
    stage.refresh_from_db()
    assert stage.kind == "village"
    assert figures(office, "village_stages_done") == [("advocacy", 3, 1)]
    assert figures(office, "school_stages_done") == []

    write("intervention_stage", place=str(place.uuid), stage="Bimtek komunitas", done_on="2023-04-01")
    with pytest.raises(Refused, match="tahapan atau kriteria yang tidak ada pada jenis itu"):
        corrected(office, "intervention_place", place, kind="school")
    with pytest.raises(Refused, match="Selesai pada 1 Maret 2023, sebelum diintervensi sejak 2 Maret 2023"):
        corrected(office, "intervention_place", place, started_on=date(2023, 3, 2))


def test_a_file_of_stages_names_the_line_of_one_that_does_not_fit(office, write):
    write("intervention_place", **SCHOOL)
    register = definitions_for(office).registers["intervention_stage"]
    text = "place,stage,done_on\nL-1,Advokasi,2023-03-01\nL-1,Survei,2023-03-02\n"
    file, problems = read_file(register, "stages.csv", text.encode())
    assert problems == []
    with pytest.raises(Refused) as found:
        keep_many(KINDS["intervention_stage"], office, file, by=BY)
    [problem] = found.value.problems
    assert problem.place == (3, "stage")
    assert "bukan pilihan untuk Jenis lokasi Sekolah" in problem.message
    assert not InterventionStage.objects.exists()


def test_a_progress_that_was_entered_as_one_figure_is_not_counted_over(office, write):
    place = str(write("intervention_place", **SCHOOL).uuid)
    stage = {"place": place, "stage": "Advokasi", "done_on": "2023-03-01"}
    entered = Observation.objects.create(
        unit=office, measure="school_stage_progress", year=2023, month=4, value=45, scale=0, state="measured",
        origin="entered", source="Laporan", definition_hash="0" * 64, computed_at=timezone.now(),
    )  # fmt: skip
    assert 'Ukuran "school_stage_progress" 2023 sudah diisi sebagai angka' in "".join(
        refused(write, "intervention_stage", **stage).values()
    )
    assert not InterventionStage.objects.exists()

    entered.delete()
    write("intervention_stage", **stage)
    assert figures(office, "school_stages_done") == [("advocacy", 3, 1)]
