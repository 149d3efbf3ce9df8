"""A criminal case counts once, at its highest stage, in the year of its SPDP; its stages follow one another."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.core.problems import Refused
from akuntabel.measurement.counting import count, counted_measures
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.record_queries import books_of, records_behind
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import CriminalCase
from registers.conftest import BY

pytestmark = pytest.mark.django_db

CASE = {"number": "LP/1", "commodity": "Obat", "district": "Kota Kupang", "spdp_on": "2023-02-01"}
STAGES = ("cases_at_spdp", "cases_at_stage_1", "cases_at_p21", "cases_at_stage_2")


def at_stages(office, month, year=2023):
    """The cases of each stage s.d. a month."""
    rows = Observation.objects.filter(unit=office, year=year, month__lte=month, measure__in=STAGES)
    values = dict.fromkeys(STAGES, 0)
    for row in rows:
        values[row.measure] += row.value
    return list(values.values())


def test_a_case_moves_from_stage_to_stage_and_counts_once(office, write):
    case = write("criminal_case", **CASE, stage_1_on="2023-03-01", p21_on="2023-05-01", stage_2_on="2023-05-20")

    assert case.stage == "stage_2"
    assert [at_stages(office, month) for month in (1, 2, 3, 4, 5)] == [
        [0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]
    ]  # fmt: skip


def test_a_file_returned_stays_at_its_stage_and_a_stopped_case_leaves_it(office, write):
    write("criminal_case", **CASE, stage_1_on="2023-03-01", p19_on="2023-04-03")
    first = write("criminal_case", **CASE | {"number": "LP/2"}, stopped_on="2023-04-10")
    second = write("criminal_case", **CASE | {"number": "LP/3"}, stage_1_on="2023-03-01", stopped_on="2023-05-10")

    assert (first.stage, second.stage) == ("stopped", "stopped")
    assert [at_stages(office, month) for month in (3, 4, 5)] == [[1, 2, 0, 0], [0, 2, 0, 0], [0, 1, 0, 0]]


def test_a_case_of_an_earlier_year_is_not_counted_again(office, write):
    case = write("criminal_case", **CASE | {"spdp_on": "2022-11-01"}, stage_1_on="2023-03-01", p21_on="2023-04-01")

    assert at_stages(office, 12, 2022) == [1, 0, 0, 0]
    assert at_stages(office, 12) == [0, 0, 0, 0]
    register = definitions_for(office).registers["criminal_case"]
    kept = values_of(register, case) | {"spdp_on": case.spdp_on.replace(year=2023, month=1)}
    correct(KINDS["criminal_case"], office, case.uuid, kept, version=1, reason="Salah tahun.", by=BY)
    assert at_stages(office, 12, 2022) == [0, 0, 0, 0]
    assert at_stages(office, 12) == [0, 0, 1, 0]


def test_a_month_in_which_as_many_leave_as_enter_is_kept(office, write):
    """One comes in at SPDP while another is stopped there: every number of May is 0, and May is not missing."""
    write("criminal_case", **CASE, stopped_on="2023-05-10")
    write("criminal_case", **CASE | {"number": "LP/2", "spdp_on": "2023-05-12"})

    counted = count(office, "criminal_case", 2023)
    assert {month for _, _, month in counted} == {2, 3, 4, 5}
    assert [counted[key, "", 5].value for key in STAGES] == [0, 0, 0, 0]
    assert {key for key, _, _ in counted} == set(counted_measures(definitions_for(office), "criminal_case"))


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"stage_1_on": "2023-01-31"}, "stage_1_on", "Tahap I pada 31 Januari 2023, sebelum SPDP pada 1 Februari 2023"),
        ({"p21_on": "2023-03-01"}, "stage_1_on", "Tahap I pada: belum diisi, padahal P21 pada sudah"),
        ({"stage_1_on": "2023-03-01", "stage_2_on": "2023-04-01"}, "p21_on", "padahal Tahap II pada sudah"),
        ({"p19_on": "2023-03-01"}, "stage_1_on", "padahal berkas sudah dikembalikan (P19)"),
        ({"stage_1_on": "2023-03-02", "p19_on": "2023-03-01"}, "p19_on", "sebelum Tahap I pada"),
        ({"stopped_on": "2023-01-01"}, "stopped_on", "sebelum SPDP pada"),
        ({"stage_1_on": "2023-03-02", "stopped_on": "2023-03-01"}, "stopped_on", "sebelum Tahap I pada"),
        ({"stage_1_on": "2023-03-01", "p21_on": "2023-04-01", "stopped_on": "2023-05-01"}, "stopped_on", "(P21)"),
        ({"evidence_value": "-1"}, "evidence_value", "di bawah 0"),
        ({"number": "LP/0"}, "number", '"LP/0" sudah dipakai'),
    ],
)  # fmt: skip
def test_a_case_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("criminal_case", **CASE | {"number": "LP/0"})
    with pytest.raises(Refused) as refused:
        write("criminal_case", **CASE | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message
    assert CriminalCase.objects.count() == 1


def test_the_published_result_comes_out_of_three_cases(kupang_records):
    [result] = [one for one in scorecard(kupang_records, Period.parse("2023-Q2")).indicators if one.number == "7.1"]
    assert result.realisation.number == 25
    book = books_of(kupang_records, {"criminal_case"})["criminal_case"]
    behind = {
        key: records_behind(kupang_records, book, book.measures[key], Period.parse("2023-Q2")) for key in STAGES
    }
    assert [one.stored for one in behind.values()] == [1, 2, 0, 0]
    assert not any(one.differs or one.withheld for one in behind.values())
