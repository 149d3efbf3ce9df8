"""Plan lines: their checks, and what was planned beside what was done."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akuntabel.core.problems import Refused
from akuntabel.measurement.record_queries import books_of
from akuntabel.registers.plan_progress import REGISTERS, plan_progress, records_of_line
from registers.conftest import SAMPLE, SHOP

pytestmark = pytest.mark.django_db
LINE = {
    "code": "QIA.005",
    "title": "Sampel Obat",
    "year": "2023",
    "subject": "Sampel",
    "january": "2",
    "march": "3",
}
VISITS = LINE | {"code": "QIC.004", "title": "Sarana distribusi", "subject": "Pemeriksaan sarana",
                 "category": "Distribusi"}  # fmt: skip
ACTIVITY = {"number": "K-1", "kind": "Publikasi", "topic": "Siaran radio", "held_on": "2023-02-03",
            "district": "Kota Kupang"}  # fmt: skip
PUBLICATIONS = LINE | {"code": "BMB.001", "subject": "Kegiatan", "activity": "Publikasi"}


def seen_by_all(unit):
    return {key: book.records(unit) for key, book in books_of(unit).items()}


def test_the_year_is_the_sum_of_its_months(write):
    assert write("plan_line", **LINE).total == 5


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (LINE, "code", '"QIA.005" sudah dipakai untuk 2023'),
        (LINE | {"code": "B", "year": "23"}, "year", "23 bukan tahun rencana"),
        (LINE | {"code": "B", "output_code": "QIA5"}, "output_code", '"QIA5" bukan kode rincian output'),
        (LINE | {"code": "B", "january": "-1"}, "january", "-1 di bawah 0"),
        (LINE | {"code": "B", "january": "", "march": ""}, "january", "Belum ada bulan yang berisi"),
        (LINE | {"code": "B", "category": "Produksi"}, "category", "tidak berlaku"),
        (VISITS | {"category": ""}, "category", "belum diisi, padahal"),
        (PUBLICATIONS | {"activity": ""}, "activity", "belum diisi, padahal"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("plan_line", **LINE)
    with pytest.raises(Refused) as refused:
        write("plan_line", **typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_a_code_may_stand_in_another_year(write):
    write("plan_line", **LINE)
    assert write("plan_line", **LINE | {"year": "2024"}).year == 2024


def test_no_visit_and_no_activity_stands_in_two_lines(write):
    write("plan_line", **VISITS | {"district": "Kota Kupang"})
    write("plan_line", **VISITS | {"code": "B", "district": "Kabupaten Belu"})
    write("plan_line", **VISITS | {"code": "C", "category": "Produksi"})
    with pytest.raises(Refused, match=r'baris "QIC\.004" memuat hal yang sama'):
        write("plan_line", **VISITS | {"code": "D", "facility": "Apotek", "district": "Kota Kupang"})
    write("plan_line", **PUBLICATIONS)
    with pytest.raises(Refused, match=r'baris "BMB\.001" memuat hal yang sama'):
        write("plan_line", **PUBLICATIONS | {"code": "D", "district": "Kota Kupang"})


def test_planned_beside_done_by_month(office, write):
    line = write("plan_line", **LINE)
    for typed in (LINE | {"year": "2024"}, VISITS, PUBLICATIONS, VISITS | {"code": "P", "category": "Produksi"}):
        write("plan_line", **typed)
    for number, (day, named) in enumerate(
        [("2023-01-05", {"plan_line": str(line.uuid)}), ("2023-03-31", {"plan_line": str(line.uuid)}),
         ("2024-01-05", {}), ("2023-02-01", {"plan_code": "QIA.009"}), ("2023-02-02", {})]
    ):  # fmt: skip
        write("sample", **SAMPLE | {"number": f"S-{number}", "taken_on": day} | named)
    shop = write("establishment", **SHOP)
    write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-05-02")
    write("activity", **ACTIVITY)
    write("activity", **ACTIVITY | {"number": "K-2", "kind": "Patroli siber"})

    found = plan_progress(seen_by_all(office), 2023)
    done = {one.line.code: {m: n for m, n in enumerate(one.done, 1) if n} for one in found.lines}
    assert done == {"QIA.005": {1: 1, 3: 1}, "QIC.004": {5: 1}, "P": {}, "BMB.001": {2: 1}}
    assert (found.unplanned, found.without_code) == ([("QIA.009", 1)], 1)
    samples = next(one for one in found.lines if one.line.code == "QIA.005")
    assert (samples.planned_to(2), samples.done_to(2), samples.planned_to(12), samples.done_to(12)) == (2, 1, 5, 2)
    for one in found.lines:  # the list behind each number has as many records
        behind = seen_by_all(office)[REGISTERS[one.line.subject]]
        for month in range(1, 13):
            assert records_of_line(behind, one.line, month).count() == one.done[month - 1]
        assert records_of_line(behind, one.line).count() == one.done_to(12)


def test_four_queries_whatever_is_kept(office, write):
    for number in range(3):
        line = write("plan_line", **LINE | {"code": f"L-{number}"})
        write("sample", **SAMPLE | {"number": f"S-{number}", "plan_line": str(line.uuid)})
    with CaptureQueriesContext(connection) as queries:
        plan_progress(seen_by_all(office), 2023)
    assert len(queries) == 4
