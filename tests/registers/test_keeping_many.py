"""A file of records is kept whole with its history, or not at all with every mistake at its line and column."""

from __future__ import annotations

import hashlib

import pytest

from akuntabel.audit.models import Event
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import keep_many
from akuntabel.organisation.records import bulk
from akuntabel.organisation.records.files import read_file, written_file
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import (
    CertificationRequest,
    ClockStop,
    CorrectiveAction,
    Establishment,
    Inspection,
    InspectionFinding,
    Sample,
    SampleParameter,
)
from registers.conftest import BY, SAMPLE, SHOP, STANDARD

REGISTERS = catalogue().scheme("bpom").registers
DONE = {"completed_on": "2023-02-20", "verdict": "Memenuhi syarat"}


def content(*rows):
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [",".join(header), *(",".join(row.get(key, "") for key in header) for row in rows)]
    return "\n".join(lines).encode()


def shape_problems(kind, data):
    return [(p.place, p.message) for p in read_file(REGISTERS[kind], f"{kind}.csv", data)[1]]


@pytest.fixture
def keep_rows(office):
    def act(kind, *rows):
        file, problems = read_file(REGISTERS[kind], f"{kind}.csv", content(*rows))
        assert problems == []
        return keep_many(KINDS[kind], office, file, by=BY)

    return act


def places(refused):
    return [problem.place for problem in refused.value.problems]


@pytest.mark.django_db
def test_a_file_is_kept_with_history_one_event_and_its_figures(office, keep_rows):
    kept = keep_rows("sample", *(SAMPLE | DONE | {"number": f"S-{n}"} for n in range(5)))

    assert Sample.objects.count() == 5
    assert {(one.history.get().history_type, one.history.get().product) for one in kept} == {("+", "Tablet contoh")}
    event = Event.objects.filter(action="sample.imported").latest("number")
    data = content(*(SAMPLE | DONE | {"number": f"S-{n}"} for n in range(5)))
    uuids = "\n".join(sorted(str(uuid) for uuid in Sample.objects.values_list("uuid", flat=True)))
    assert event.after == {
        "file": "sample.csv", "sha256": hashlib.sha256(data).hexdigest(), "records": 5,
        "uuids": hashlib.sha256(uuids.encode()).hexdigest(),
    }  # fmt: skip
    assert Observation.objects.get(unit=office, measure="random_drug_samples_tested", month=2).value == 5
    assert differences(office, "sample", 2023) == []


@pytest.mark.django_db
def test_every_mistake_is_told_at_once_and_nothing_is_kept(keep_rows):
    keep_rows("sample", SAMPLE)
    event = Event.objects.count()
    with pytest.raises(Refused) as refused:
        keep_rows(
            "sample",
            SAMPLE | {"product": "Sirup"},
            SAMPLE | {"number": "S-2", "commodity": "Obta", "taken_on": "2023-02-30"},
            SAMPLE | {"number": "S-2"},
            SAMPLE | {"number": "S-3", "sent_on": "2023-01-31"},
            SAMPLE | {"number": "S-4", "establishment": "A-9"},
            SAMPLE | {"number": "S-5", "product": ""},
        )

    assert places(refused) == [
        (2, "number"), (3, "commodity"), (3, "taken_on"), (4, "number"), (5, "sent_on"), (6, "establishment"),
        (7, "product"),
    ]  # fmt: skip
    said = "\n".join(problem.message for problem in refused.value.problems)
    assert 'Nomor sampel "S-001" sudah ada dengan isi lain. Nama produk: "' in said
    assert 'Nomor sampel: "S-2" sudah dipakai pada baris 3' in said
    assert 'tidak ada catatan bernomor "A-9"' in said
    assert Sample.objects.count() == 1
    assert Event.objects.count() == event


@pytest.mark.django_db
def test_upkeep_of_many_is_the_upkeep_of_each(write, keep_rows):
    shop = write("establishment", **SHOP)
    typed = {"purpose": "Rutin", "conclusion": "Memenuhi ketentuan"}
    write("inspection", number="B-1", inspected_on="2023-03-02", establishment=str(shop.uuid), **typed)
    keep_rows("establishment", SHOP | {"number": "A-2", "district": "Kabupaten Alor"})
    rows = [("B-2", "A-1", "2023-03-02"), ("B-3", "A-1", "2023-03-03"), ("B-4", "A-2", "2023-05-02"),
            ("B-5", "A-2", "2023-04-03"), ("B-6", "A-2", "2023-05-03")]  # fmt: skip
    by_uuid = str(Establishment.objects.get(number="A-2").uuid)
    rows += [("B-7", by_uuid, "2023-04-02"), ("B-8", by_uuid, "2023-04-04")]
    keep_rows("inspection", *({"number": number, "establishment": shop, "inspected_on": day, **typed}
                              for number, shop, day in rows))  # fmt: skip

    found = {one.number: (one.category, one.district, one.is_repeat) for one in Inspection.objects.all()}
    assert [found[number][2] for number, _, _ in rows] == [False, True, True, True, True, False, True]
    assert found["B-4"][:2] == ("distribution", "Kabupaten Alor")
    assert {one.version for one in Inspection.objects.all()} == {1}  # right at once, not repaired afterwards
    for one in Inspection.objects.all():
        alone = Inspection.objects.get(pk=one.pk)
        KINDS["inspection"].maintain(alone)
        assert values_of(REGISTERS["inspection"], alone) == values_of(REGISTERS["inspection"], one)


@pytest.mark.django_db
def test_records_of_one_file_may_point_to_one_another_but_not_in_a_circle(keep_rows):
    first, second, third = (SAMPLE | {"number": f"S-{n}"} for n in range(3))
    keep_rows("sample", first | {"confirms": "S-1"}, second | {"confirms": "S-2"}, third)
    assert Sample.objects.get(number="S-0").confirms.confirms.number == "S-2"
    assert Sample.history.get(number="S-0").confirms_id == Sample.objects.get(number="S-1").pk

    one, other = SAMPLE | {"number": "S-8", "confirms": "S-9"}, SAMPLE | {"number": "S-9", "confirms": "S-8"}
    with pytest.raises(Refused, match="saling merujuk") as refused:
        keep_rows("sample", one, other)
    assert places(refused) == [(2, "confirms"), (3, "confirms")]


@pytest.mark.django_db
def test_the_database_is_not_asked_for_each_record(keep_rows, django_assert_max_num_queries):
    keep_rows("establishment", *(SHOP | {"number": f"A-{n}"} for n in range(20)))
    rows = [SAMPLE | DONE | {"number": f"S-{n}", "establishment": f"A-{n % 20}"} for n in range(300)]
    with django_assert_max_num_queries(40):
        keep_rows("sample", *rows)
    assert Sample.objects.filter(establishment__isnull=False).count() == 300


@pytest.mark.django_db
def test_records_that_are_checked_against_others_are_kept_one_after_another(office, keep_rows):
    keep_rows("dated_document", STANDARD)
    rows = [{"number": f"PM-{n}", "applicant": "Pemohon contoh", "service": "Penerbitan SKI/SKE",
             "received_on": "2023-02-01", "decided_on": "2023-02-09", "decision": "Diterbitkan"}
            for n in range(3)]  # fmt: skip
    keep_rows("certification_request", *rows)
    assert {one.is_on_time for one in CertificationRequest.objects.all()} == {False}

    keep_rows(
        "clock_stop", {"request": "PM-1", "stopped_on": "2023-02-02", "resumed_on": "2023-02-07", "reason": "CAPA"}
    )
    found = {one.number: (one.is_on_time, one.version) for one in CertificationRequest.objects.all()}
    assert found == {"PM-0": (False, 1), "PM-1": (True, 2), "PM-2": (False, 1)}
    assert ClockStop.history.get().history_type == "+"
    assert Observation.objects.get(unit=office, measure="certification_decisions_on_time", month=2).value == 1


@pytest.mark.django_db
def test_what_one_of_them_says_against_another_is_told_at_its_line(keep_rows):
    keep_rows("establishment", SHOP)
    visit = {"number": "B-1", "establishment": "A-1", "purpose": "Rutin", "inspected_on": "2023-03-02"}
    keep_rows("inspection", visit)
    capa = {"inspection": "B-1", "round_number": "1", "requested_on": "2023-03-05"}
    with pytest.raises(Refused) as refused:
        keep_rows("corrective_action", capa, capa, capa | {"round_number": "2", "requested_on": "2023-03-01"})

    assert places(refused) == [(3, "round_number"), (4, "requested_on")]
    assert CorrectiveAction.objects.count() == 0


PARAMETER = {"sample": "S-001", "parameter": "Kadar", "begun_on": "2023-02-06"}


@pytest.mark.django_db
def test_what_stands_once_about_a_record_does_so_in_a_file_and_beside_what_is_stored(keep_rows):
    keep_rows("sample", SAMPLE)
    with pytest.raises(Refused, match="sampel ini sudah dicatat") as refused:
        keep_rows("sample_parameter", PARAMETER, PARAMETER | {"method": "KCKT"})
    assert places(refused) == [(3, "parameter")]
    keep_rows("sample_parameter", PARAMETER, PARAMETER | {"parameter": "Disolusi"})
    keep_rows("sample_parameter", PARAMETER)  # the same row again is known
    with pytest.raises(Refused, match="sampel ini sudah dicatat") as refused:
        keep_rows("sample_parameter", PARAMETER | {"method": "KCKT"})
    assert places(refused) == [(2, "parameter")]
    assert SampleParameter.objects.count() == 2


@pytest.mark.django_db
def test_parameters_and_findings_are_kept_set_based(keep_rows, django_assert_max_num_queries):
    keep_rows("establishment", SHOP)
    keep_rows("sample", *(SAMPLE | {"number": f"S-{n}"} for n in range(100)))
    visit = {"number": "B-1", "establishment": "A-1", "purpose": "Rutin", "inspected_on": "2023-03-02"}
    keep_rows("inspection", visit, visit | {"number": "B-2", "inspected_on": "2023-04-03"})
    finding = {
        "inspection": "B-1",
        "guide": "CDOB",
        "clause": "Personalia",
        "severity": "Minor",
        "description": "x",
    }
    with django_assert_max_num_queries(60):
        keep_rows("sample_parameter", *(PARAMETER | {"sample": f"S-{n}"} for n in range(100)))
        keep_rows("inspection_finding", *(finding | {"number": f"B-1/{n}"} for n in range(100)),
                  finding | {"number": "B-2/1", "inspection": "B-2", "repeats": "B-1/1"})  # fmt: skip
    found = InspectionFinding.objects.get(number="B-2/1")
    assert (found.recurrence, found.establishment.number, found.history.count()) == ("repeated", "A-1", 1)
    with pytest.raises(Refused, match="tidak dari pemeriksaan sebelumnya"):
        keep_rows("inspection_finding", finding | {"number": "B-1/x", "repeats": "B-2/1"})


@pytest.mark.django_db
def test_numbers_that_upkeep_makes_are_referred_to_and_not_typed(keep_rows):
    line = {"code": "QIA.005", "title": "Obat", "year": "2023", "subject": "Sampel", "january": "3"}
    keep_rows("plan_line", line)
    keep_rows("plan_line", line)  # known, although its number is in no file
    keep_rows("sample", SAMPLE | {"plan_line": "QIA.005/2023"})
    assert Sample.objects.get().plan_line.number == "QIA.005/2023"
    with pytest.raises(Refused, match=r'tidak ada catatan bernomor "QIA\.005"'):
        keep_rows("sample", SAMPLE | {"number": "S-2", "plan_line": "QIA.005"})


@pytest.mark.django_db
def test_what_is_staged_is_not_in_the_register_and_goes_there_by_one_statement(office):
    rows = [SAMPLE | DONE | {"number": f"S-{n}", "product": "Sirup; 'contoh'", "plan_line": ""} for n in range(700)]
    file, _ = read_file(REGISTERS["sample"], "sample.csv", content(*rows))
    with bulk.prepared(KINDS["sample"], REGISTERS["sample"], office, file, by=BY) as ready:
        assert ready.is_staged
        assert Sample.objects.count() == 0
        made = bulk.keep_many(office, ready, by=BY)
    stored = Sample.objects.in_bulk()
    assert [values_of(REGISTERS["sample"], stored[one.pk]) for one in made.records] == [
        values_of(REGISTERS["sample"], one) for one in made.records
    ]
    assert [one.number for one in Sample.objects.order_by("pk")] == [row["number"] for row in rows]
    assert Sample.history.count() == 700


@pytest.mark.django_db
def test_a_number_used_since_the_file_was_prepared_is_told_at_its_line(office, write):
    file, _ = read_file(REGISTERS["sample"], "sample.csv", content(SAMPLE, SAMPLE | {"number": "S-2"}))
    with bulk.prepared(KINDS["sample"], REGISTERS["sample"], office, file, by=BY) as ready:
        write("sample", **SAMPLE | {"number": "S-2", "product": "Lain"})
        with pytest.raises(Refused, match="sudah dipakai") as refused:
            bulk.keep_many(office, ready, by=BY)
    assert places(refused) == [(3, "number")]
    assert Sample.objects.count() == 1


@pytest.mark.django_db
def test_a_place_withdrawn_since_the_file_was_prepared_is_told_at_its_line(office, write):
    shop = write("establishment", **SHOP)
    file, _ = read_file(REGISTERS["sample"], "sample.csv", content(SAMPLE | {"establishment": "A-1"}))
    with bulk.prepared(KINDS["sample"], REGISTERS["sample"], office, file, by=BY) as ready:
        shop.delete()
        with pytest.raises(Refused, match="baru saja ditarik") as refused:
            bulk.keep_many(office, ready, by=BY)
    assert places(refused) == [(2, "establishment")]


@pytest.mark.django_db
def test_a_file_of_empty_lines_keeps_nothing(keep_rows):
    assert keep_rows("establishment", dict.fromkeys(SHOP, "")) == []
    assert Establishment.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"number,number,title,category,facility,district,status\n", [((1, "number"), "tercantum dua kali")]),
        (
            b"number,titel,title,category,facility,district,status\n",
            [((1, "titel"), 'tidak dikenal (maksudnya "title"?)')],
        ),
        (b"number,title,category,facility,district\n", [((1, "status"), "Status: kolom wajib ini tidak ada")]),
        (b"number,title,category,facility,district,status\n1,2\n", [((2,), "2 sel, padahal baris pertama")]),
        (b'number,title,category,facility,district,status\n"1,2\n', [((2,), "susunan CSV tidak terbaca")]),
        (b"number,title,category,facility,district,status\n1,\x81\n", [((2,), "bukan teks UTF-8")]),
        (b"", [((1, "number"), "wajib")]),
    ],
)
def test_a_file_of_another_shape_is_told_with_its_line(data, found):
    problems = shape_problems("establishment", data)
    for place, words in found:
        assert [message for there, message in problems if there == place and words in message]
    if data:
        assert len(problems) == len(found)


def test_a_maintained_column_may_stand_in_a_file_and_is_not_read():
    data = b"number,establishment,purpose,inspected_on,is_repeat\nB-1,A-1,Rutin,2023-03-02,entah\n"
    file, problems = read_file(REGISTERS["inspection"], "inspection.csv", data)
    assert (problems, list(file.unread)) == ([], ["is_repeat"])
    assert "is_repeat" not in file.rows[0].typed


def test_lines_are_those_of_the_file_although_a_text_has_several():
    data = b'\xef\xbb\xbfnumber,title,category,facility,district,status\n1,"dua\nbaris",,,,\n\n2,b,,,,\n'
    file, problems = read_file(REGISTERS["establishment"], "establishment.csv", data)
    assert problems == []
    assert [(row.line, row.typed["number"]) for row in file.rows] == [(2, "1"), (5, "2")]


def test_a_written_file_is_read_back_to_the_same_texts():
    row = {"number": "A-1", "title": 'Toko "Contoh", satu', "category": "distribution", "facility": "pharmacy",
           "district": "Kota Kupang", "status": "active"}  # fmt: skip
    text = written_file(REGISTERS["establishment"], [row])
    file, problems = read_file(REGISTERS["establishment"], "establishment.csv", text.encode())
    assert problems == []
    assert file.rows[0].typed["title"] == 'Toko "Contoh", satu'
    assert (file.rows[0].typed["facility"], file.rows[0].typed["owner"]) == ("Apotek", "")
