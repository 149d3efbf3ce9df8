"""A record kept or corrected moves the figures it enters in the same transaction; history has every version."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akuntabel.audit.models import Event
from akuntabel.core.periods import Period
from akuntabel.core.problems import Refused
from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.recording import correct, examine, keep_many
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.reading import read_value, read_values
from akuntabel.organisation.records.services import RecordMissing, Stale, values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Sample
from registers.conftest import BY, SAMPLE, SHOP

pytestmark = pytest.mark.django_db
TESTED, COMPLIANT = "random_drug_samples_tested", "random_drug_samples_compliant"
CHECKS = ("licence_check", "expiry_check", "packaging_check", "label_check")
DONE = {"examined_on": "2023-02-03", "completed_on": "2023-02-20", "verdict": "Memenuhi syarat",
        **dict.fromkeys(CHECKS, "sesuai")}  # fmt: skip


def figures(unit, measure):
    rows = Observation.objects.filter(unit=unit, measure=measure, year=2023).order_by("month")
    return [(row.month, row.value) for row in rows]


def corrected(unit, record, reason="Salah ketik.", version=None, **typed):
    register = definitions_for(unit).registers["sample"]
    columns = register.by_key
    kept = values_of(register, record) | {key: read_value(columns[key], text) for key, text in typed.items()}
    return correct(
        KINDS["sample"], unit, record.uuid, kept, version=version or record.version, reason=reason, by=BY
    )


def test_a_sample_enters_the_month_in_which_its_test_is_finished(office, write):
    write("sample", **SAMPLE)
    assert figures(office, TESTED) == []  # taken, not tested: no measure counts it
    write("sample", **SAMPLE | DONE | {"number": "S-002"})

    assert figures(office, TESTED) == [(2, 1)]
    assert figures(office, COMPLIANT) == [(2, 1)]
    row = Observation.objects.get(unit=office, measure=TESTED, month=2)
    assert (row.origin, row.source) == ("register", "Register Sampel dan pengujian (data contoh)")


@pytest.mark.parametrize("empty", [None, *CHECKS])
def test_a_sample_counts_as_examined_once_its_four_checks_are_filled_in(office, write, empty):
    """Whatever they found; on the day of the examination."""
    checks = dict.fromkeys(CHECKS, "tidak sesuai")
    write("sample", **SAMPLE | checks | {"examined_on": "2023-02-03"} | ({empty: ""} if empty else {}))

    assert figures(office, "drug_samples_examined") == ([] if empty else [(2, 1)])


def test_the_scorecard_moves_with_the_record(office, write):
    for number in range(4):
        verdict = "Tidak memenuhi syarat" if number == 0 else "Memenuhi syarat"
        write("sample", **SAMPLE | DONE | {"number": f"S-{number}", "verdict": verdict, "ground": "Kadar"})

    result = scorecard(office, Period.parse("2023-02")).indicator("random-drug-compliance")
    assert [str(part.number) for part in result.parts] == ["3", "4"]
    assert result.realisation.number == 75


def test_a_period_is_not_made_0_by_a_record_that_comes_after_it(office, write):
    """Whether anything was done before the register's first record of the year nobody knows; between two it was nothing."""

    def realised(period):
        return scorecard(office, Period.parse(period)).indicator("random-drug-compliance").realisation.state

    write("sample", **SAMPLE | DONE | {"examined_on": "2023-05-02", "completed_on": "2023-05-20"})
    examined = dict.fromkeys(CHECKS, "sesuai") | {"examined_on": "2023-03-01"}
    write("sample", **SAMPLE | examined | {"number": "S-002"})

    assert figures(office, TESTED) == [(3, 0), (4, 0), (5, 1)]  # its register begins in March, with another measure
    assert [realised(period) for period in ("2023-02", "2023-03", "2023-05", "2023-06")] == [
        "missing", "not_computable", "measured", "missing"
    ]  # fmt: skip


def test_a_correction_moves_the_figure_and_keeps_both_versions(office, write):
    record = write("sample", **SAMPLE | DONE)
    corrected(office, record, completed_on="2023-04-05", reason="Tanggal selesai keliru dibaca.")

    assert figures(office, TESTED) == [(2, 0), (3, 0), (4, 1)]  # examined in February
    versions = list(Sample.objects.get().history.order_by("version"))
    assert [str(one.completed_on) for one in versions] == ["2023-02-20", "2023-04-05"]
    assert versions[1].history_change_reason == "Tanggal selesai keliru dibaca."
    event = Event.objects.filter(action="sample.corrected").get()
    assert (event.before["completed_on"], event.after["completed_on"]) == ("2023-02-20", "2023-04-05")
    assert event.reason == "Tanggal selesai keliru dibaca."


def test_a_record_corrected_out_of_the_year_takes_its_figure_along(office, write):
    record = write("sample", **SAMPLE | DONE)
    corrected(office, record, taken_on="2022-11-01", examined_on="2022-11-02", completed_on="2022-12-01")

    assert figures(office, TESTED) == []
    assert Observation.objects.filter(unit=office, measure=TESTED, year=2022, value=1).count() == 1


def test_a_stale_form_is_refused_with_the_record_as_it_is(office, write):
    record = write("sample", **SAMPLE)
    corrected(office, record, product="Sirup contoh")
    with pytest.raises(Stale) as stale:
        corrected(office, record, product="Salep contoh", version=1)

    assert stale.value.record.product == "Sirup contoh"
    assert stale.value.record.version == 2


def test_a_correction_needs_a_reason_and_the_units_own_record(office, write, dinas):
    record = write("sample", **SAMPLE)
    with pytest.raises(Refused, match="Alasan perubahan belum diisi"):
        corrected(office, record, product="Sirup", reason="  ")
    Sample.objects.filter(pk=record.pk).update(unit=dinas)
    with pytest.raises(RecordMissing):
        corrected(office, record, product="Sirup")


def test_an_entered_figure_is_not_replaced_in_silence(kupang):
    """Where a sample figure was imported as a number, a record of the same year would be a second source."""
    from akuntabel.measurement.recording import keep

    Observation.objects.filter(unit=kupang, measure=TESTED).update(origin="imported")
    register = definitions_for(kupang).registers["sample"]
    values, _ = read_values(register, SAMPLE | DONE)
    with pytest.raises(Refused, match="sudah diisi sebagai angka"):
        keep(KINDS["sample"], kupang, values, by=BY)
    assert Sample.objects.count() == 0


def test_personal_columns_are_only_hashed_in_the_trail(office, write):
    write("establishment", **SHOP | {"owner": "Pemilik Contoh"})
    event = Event.objects.get(action="establishment.created")

    assert event.after["title"] == "Apotek Contoh"
    assert event.after["owner"].startswith("hmac:")
    assert "Pemilik" not in str(event.after)


def test_what_somebody_changed_behind_the_services_is_found(office, write):
    write("sample", **SAMPLE | DONE)
    assert differences(office, "sample", 2023) == []
    Observation.objects.filter(unit=office, measure=TESTED, month=2).update(value=7)
    [found] = differences(office, "sample", 2023)

    assert (found.measure, found.month, found.stored, found.counted) == (TESTED, 2, 7, 1)


def test_a_reference_must_be_the_units_own(office, write, dinas):
    shop = write("establishment", **SHOP)
    type(shop).objects.update(unit=dinas)
    with pytest.raises(Refused, match="catatan yang dirujuk tidak ada"):
        write("sample", **SAMPLE | {"establishment": str(shop.uuid)})


def test_records_of_a_unit_below_count_above_where_the_measure_says_so(office, write):
    """Distribution counts the Loka's inspections too, production only the office's own."""
    from datetime import date

    from akuntabel.measurement.counting import recount
    from akuntabel.organisation.models import Unit, UnitVersion

    version = office.versions.get()
    loka = Unit.objects.create(slug="loka", scheme="bpom")
    fields = {
        f.name: getattr(version, f.name) for f in UnitVersion._meta.fields if f.name not in {"id", "unit", "parent"}
    }
    UnitVersion.objects.create(unit=loka, parent=office, **fields | {"valid_from": date(2023, 3, 1)})
    shop = write("establishment", **SHOP)
    typed = {"establishment": str(shop.uuid), "purpose": "Rutin", "conclusion": "Memenuhi ketentuan"}
    write("inspection", number="B-1", inspected_on="2023-01-10", **typed)
    for number, month in ((2, 2), (3, 4)):
        moved = write("inspection", number=f"B-{number}", inspected_on=f"2023-0{month}-10", **typed)
        type(moved).objects.filter(pk=moved.pk).update(unit=loka)
    recount(office, "inspection", [2023], now=version_moment())

    counted = figures(office, "distribution_establishments_inspected")
    assert counted == [(1, 1), (2, 0), (3, 0), (4, 1)]  # in February the Loka was not below the office yet


def version_moment():
    from django.utils import timezone

    return timezone.now()


FILE = """number,product,commodity,draw,district,taken_on,examined_on,completed_on,verdict,ground
S-1,Tablet contoh,Obat,Acak,Kota Kupang,2023-02-01,2023-02-02,2023-02-20,Memenuhi syarat,
S-2,Sirup contoh,Obat,Acak,Kota Kupang,2023-02-01,2023-02-02,2023-03-20,Tidak memenuhi syarat,Kadar
"""


def file_of(unit, text):
    read, problems = read_file(definitions_for(unit).registers["sample"], "sample.csv", text.encode())
    assert problems == []
    return read


def test_a_file_is_kept_and_counted_once(office):
    before = Event.objects.filter(action="sample.imported").count()  # of the example itself
    assert len(keep_many(KINDS["sample"], office, file_of(office, FILE), by=BY)) == 2
    assert figures(office, TESTED) == [(2, 1), (3, 1)]
    assert figures(office, COMPLIANT) == [(2, 1), (3, 0)]
    assert Event.objects.filter(action="sample.imported").count() == before + 1


def test_a_preview_finds_everything_and_writes_nothing(office):
    before = Event.objects.count()
    wrong = FILE.replace("S-2,", "S-1,").replace("2023-02-20,Memenuhi", "2022-02-20,Memenuhi")
    found = examine(KINDS["sample"], office, file_of(office, wrong), by=BY)

    assert [problem.place for problem in found.problems] == [(2, "completed_on"), (3, "number")]
    assert examine(KINDS["sample"], office, file_of(office, FILE), by=BY).problems == []
    assert Sample.objects.count() == 0
    assert Event.objects.count() == before


def test_a_preview_locks_nothing_though_stored_records_of_its_kind_depend_on_new_ones(office, write):
    shop = write("establishment", **SHOP)
    write("inspection", number="B-2", inspected_on="2023-05-02", establishment=str(shop.uuid), purpose="Rutin")
    text = "number,establishment,purpose,inspected_on\nB-1,A-1,Rutin,2023-03-02\n"
    read, _ = read_file(definitions_for(office).registers["inspection"], "inspection.csv", text.encode())
    with CaptureQueriesContext(connection) as queries:
        found = examine(KINDS["inspection"], office, read, by=BY)
    assert (len(found.records), found.problems) == (1, [])
    asked = [query["sql"] for query in queries]
    assert asked
    assert [sql for sql in asked if not sql.startswith("SELECT") or "FOR UPDATE" in sql] == []


def test_a_file_with_an_earlier_visit_makes_the_stored_one_a_repeat(office, write):
    shop = write("establishment", **SHOP)
    typed = {"establishment": str(shop.uuid), "purpose": "Rutin"}
    stored = write("inspection", number="B-2", inspected_on="2023-05-02", **typed)
    assert stored.is_repeat is False
    text = "number,establishment,purpose,inspected_on\nB-1,A-1,Rutin,2023-03-02\n"
    read, problems = read_file(definitions_for(office).registers["inspection"], "inspection.csv", text.encode())
    assert problems == []
    keep_many(KINDS["inspection"], office, read, by=BY)

    stored.refresh_from_db()
    assert (stored.is_repeat, stored.version) == (True, 2)
