"""The clock of a certification request, against a sheet that an official can check with a wall calendar."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from akuntabel.audit.models import Event
from akuntabel.catalogue.lookup import BUILT_IN, DIRS_VARIABLE, catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct, mend
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.reading import read_value
from akuntabel.organisation.records.services import Stale, values_of
from akuntabel.registers import upkeep
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import CertificationRequest
from registers.conftest import BY, STANDARD

pytestmark = pytest.mark.django_db
SHEET = yaml.safe_load((Path(__file__).parents[1] / "cases/certification.yaml").read_text(encoding="utf-8"))
MADE, ON_TIME = "certification_decisions_made", "certification_decisions_on_time"
REQUEST = {"number": "C-1", "applicant": "Pemohon Contoh", "service": "import_export_statement",
           "received_on": "2023-06-05"}  # fmt: skip


@pytest.fixture
def standards(write):
    for number, row in enumerate(SHEET["standards"]):
        write("dated_document", **STANDARD | {"number": f"S-{number}"} | {k: str(v) for k, v in row.items()})


def request_of(case):
    typed = REQUEST | {"received_on": str(case["received"]), "received_late": "ya" if case.get("late") else ""}
    if "decided" in case:
        typed |= {"decided_on": str(case["decided"]), "decision": case.get("decision", "Diterbitkan")}
    return typed


def stop(write, request, stopped, resumed=None):
    return write("clock_stop", request=str(request.uuid), stopped_on=str(stopped),
                 resumed_on="" if resumed is None else str(resumed), reason="CAPA")  # fmt: skip


def clock(request):
    """What is stored, under the sheet's names."""
    request.refresh_from_db()
    return {"day_zero": request.day_zero, "standard": request.standard_days, "due": request.due_on,
            "elapsed": request.elapsed_days, "stopped": request.stopped_days, "on_time": request.is_on_time}  # fmt: skip


def change(office, record, kind, version=None, **typed):
    record.refresh_from_db()
    register = definitions_for(office).registers[kind]
    kept = values_of(register, record)
    kept |= {key: read_value(register.by_key[key], text) for key, text in typed.items()}
    version = version or record.version
    return correct(KINDS[kind], office, record.uuid, kept, version=version, reason="Salah catat.", by=BY)


def figures(office, measure):
    rows = Observation.objects.filter(unit=office, measure=measure).exclude(value=0)
    return [((row.year, row.month), row.value) for row in rows.order_by("year", "month")]


@pytest.mark.parametrize("case", SHEET["cases"], ids=[case["name"] for case in SHEET["cases"]])
def test_case_of_the_sheet(office, write, standards, case):
    request = write("certification_request", **request_of(case))
    for stopped, resumed in case.get("stops", []):
        stop(write, request, stopped, resumed)

    assert clock(request) == {key: case.get(key) for key in clock(request)}
    counts = "decided" in case and case.get("counts", True)
    month = counts and (case["decided"].year, case["decided"].month)
    assert figures(office, MADE) == ([(month, 1)] if counts else [])
    assert figures(office, ON_TIME) == ([(month, 1)] if counts and case["on_time"] else [])
    assert upkeep.differences(KINDS["certification_request"], office) == []


@pytest.fixture
def undecreed(tmp_path, monkeypatch):
    """The built-in scheme as it was before the sheet's decree, in force until the returned function is called."""
    scheme = shutil.copytree(BUILT_IN / "bpom", tmp_path / "earlier/bpom")
    file = scheme / "calendar/2023.yaml"
    calendar = yaml.safe_load(file.read_text(encoding="utf-8"))
    calendar["days"] = [off for off in calendar["days"] if off["decree"] != SHEET["later_decree"]["decree"]]
    file.write_text(yaml.safe_dump(calendar), encoding="utf-8")
    monkeypatch.setenv(DIRS_VARIABLE, str(tmp_path / "earlier"))
    return lambda: monkeypatch.delenv(DIRS_VARIABLE)


def test_a_decree_announced_later_is_found_and_mended_with_its_figures(undecreed, office, write, standards):
    case, kind = SHEET["later_decree"], KINDS["certification_request"]
    request = write("certification_request", **request_of(case))
    assert case["before"].items() <= clock(request).items()
    assert (figures(office, MADE), figures(office, ON_TIME)) == ([((2023, 7), 1)], [])

    undecreed()
    found = {one.column: (one.record, one.stored, one.right) for one in upkeep.differences(kind, office)}
    assert found == {
        "due_on": ("C-1", case["before"]["due"], case["after"]["due"]),
        "elapsed_days": ("C-1", case["before"]["elapsed"], case["after"]["elapsed"]),
        "is_on_time": ("C-1", False, True),
    }
    assert case["before"].items() <= clock(request).items()  # listing writes nothing

    assert len(mend(kind, office, reason="SKB 624/2023 diumumkan 20 Juni 2023.", by=BY)) == 3
    assert case["after"].items() <= clock(request).items()
    assert figures(office, ON_TIME) == [((2023, 7), 1)]
    assert upkeep.differences(kind, office) == []
    [event] = Event.objects.filter(action="certification_request.mended")
    [before], [after] = event.before.values(), event.after.values()
    assert (before["due_on"], after["due_on"]) == ("2023-07-10", "2023-07-12")
    assert (before["version"], after["version"], request.version) == (1, 2, 2)
    assert [one.history_change_reason for one in request.history.order_by("version")] == [None, event.reason]


def test_nothing_to_mend_writes_nothing_and_mending_needs_a_reason(office, write, standards):
    request = write("certification_request", **REQUEST)
    kind = KINDS["certification_request"]
    assert mend(kind, office, reason="Pemeriksaan rutin.", by=BY) == []
    with pytest.raises(Refused, match="Alasan perbaikan belum diisi"):
        mend(kind, office, reason=" ", by=BY)

    request.refresh_from_db()
    assert request.version == 1
    assert not Event.objects.filter(action="certification_request.mended").exists()


def test_what_cannot_be_told_any_more_is_listed_and_left(office, write, standards):
    request = write("certification_request", **REQUEST)
    type(write("dated_document", **STANDARD | {"valid_from": "2024-01-01"})).objects.all().delete()
    kind = KINDS["certification_request"]
    [found] = upkeep.differences(kind, office)

    assert (found.record, found.column, found.right) == ("C-1", "service", None)
    assert "belum ada standar layanan" in found.problem
    assert mend(kind, office, reason="Pemeriksaan rutin.", by=BY) == [found]
    assert clock(request)["standard"] == 14


def test_without_a_standard_in_force_a_request_is_refused(write, standards):
    with pytest.raises(Refused) as refused:
        write("certification_request", **REQUEST | {"service": "cosmetic_cpkb"})

    [problem] = refused.value.problems
    assert problem.place == ("service",)
    assert problem.message == (
        'Layanan: belum ada standar layanan "Rekomendasi pemenuhan aspek CPKB untuk pendaftaran kosmetik" yang berlaku '
        "pada hari nol, 5 Juni 2023. Catat standarnya dahulu dalam Dokumen bertanggal."
    )
    assert CertificationRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"number": "C-0"}, "number", '"C-0" sudah dipakai'),
        ({"decided_on": "2023-06-01", "decision": "Ditolak"}, "decided_on", "sebelum diterima pada 5 Juni 2023"),
        ({"decided_on": "2023-06-08"}, "decision", "padahal diputus pada sudah"),
        ({"decision": "Ditolak"}, "decided_on", "padahal putusan sudah"),
    ],
)
def test_a_request_that_contradicts_itself_is_refused(write, standards, typed, place, sentence):
    write("certification_request", **REQUEST | {"number": "C-0"})
    with pytest.raises(Refused) as refused:
        write("certification_request", **REQUEST | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


@pytest.mark.parametrize(
    ("days", "place", "sentence"),
    [
        (("2023-06-02", "2023-06-02"), "stopped_on", "sebelum hari nol permohonan 5 Juni 2023"),
        (("2023-06-26", None), "stopped_on", "sesudah permohonan diputus 22 Juni 2023"),
        (("2023-06-14", "2023-06-13"), "resumed_on", "Jeda berakhir 13 Juni 2023, sebelum jeda mulai 14 Juni 2023"),
        (("2023-06-09", "2023-06-14"), "stopped_on", "berada dalam jeda yang dimulai 7 Juni 2023"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_at_its_field(write, standards, days, place, sentence):
    request = write("certification_request", **REQUEST | {"decided_on": "2023-06-22", "decision": "Ditolak"})
    stop(write, request, "2023-06-07", "2023-06-12")
    before = clock(request)
    with pytest.raises(Refused) as refused:
        stop(write, request, *days)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message
    assert clock(request) == before


def test_a_request_corrected_past_its_stops_is_refused(office, write, standards):
    request = write("certification_request", **REQUEST)
    stop(write, request, "2023-06-14", "2023-06-16")
    with pytest.raises(Refused, match="Diterima pada 16 Juni 2023, sesudah jeda yang mulai 14 Juni 2023"):
        change(office, request, "certification_request", received_on="2023-06-16")
    with pytest.raises(Refused, match="Diputus pada 8 Juni 2023, sebelum jeda yang mulai 14 Juni 2023"):
        change(office, request, "certification_request", decided_on="2023-06-08", decision="Ditolak")


def test_a_stop_makes_a_new_version_of_its_request_with_event_and_history(office, write, standards):
    request = write("certification_request", **REQUEST)
    stop(write, request, "2023-06-07", "2023-06-12")

    request.refresh_from_db()
    assert (request.version, request.due_on) == (2, date(2023, 7, 3))
    event = Event.objects.filter(action="certification_request.maintained").latest("number")
    assert (event.before["due_on"], event.after["due_on"]) == ("2023-06-23", "2023-07-03")
    assert event.reason == "Mengikuti Jeda waktu layanan: C-1 2023-06-07"
    assert event.after["applicant"].startswith("hmac:")
    assert request.history.latest().history_change_reason == event.reason
    with pytest.raises(Stale):
        change(office, request, "certification_request", version=1, district="Kota")


def test_a_stop_moved_to_another_request_maintains_both(office, write, standards):
    first = write("certification_request", **REQUEST)
    second = write("certification_request", **REQUEST | {"number": "C-2"})
    moved = stop(write, first, "2023-06-07")
    assert (clock(first)["due"], clock(second)["due"]) == (None, date(2023, 6, 23))

    change(office, moved, "clock_stop", request=str(second.uuid))
    assert (clock(first)["due"], clock(second)["due"]) == (date(2023, 6, 23), None)


def test_a_stop_moves_the_figure_of_its_request(office, write, standards):
    late = write("certification_request", **REQUEST | {"decided_on": "2023-06-26", "decision": "Diterbitkan"})
    assert (clock(late)["on_time"], figures(office, ON_TIME)) == (False, [])
    pause = stop(write, late, "2023-06-07", "2023-06-12")
    assert (clock(late)["on_time"], figures(office, ON_TIME)) == (True, [((2023, 6), 1)])
    change(office, pause, "clock_stop", resumed_on="2023-06-07")
    assert (clock(late)["on_time"], figures(office, ON_TIME)) == (False, [])
    assert figures(office, MADE) == [((2023, 6), 1)]


def test_a_standard_kept_late_maintains_the_requests_it_is_in_force_for(office, write, standards):
    earlier = write("certification_request", **REQUEST)
    request = write("certification_request", **REQUEST | {"number": "C-2", "received_on": "2023-06-12"})
    write("dated_document", **STANDARD | {"valid_from": "2023-06-12", "days": "1"})

    assert clock(request)["due"] == date(2023, 6, 13)
    assert clock(earlier)["standard"] == 14


def test_a_standard_that_requests_need_cannot_be_ended(office, write, standards):
    write("certification_request", **REQUEST)
    document = KINDS["dated_document"].model.objects.get(number="S-0")
    with pytest.raises(Refused) as refused:
        change(office, document, "dated_document", valid_until="2023-05-31")

    [problem] = refused.value.problems
    assert problem.place == ("valid_from",)
    assert problem.message.startswith("Permohonan sertifikasi C-1: Layanan: belum ada standar layanan")
    document.refresh_from_db()
    assert document.valid_until == date(2023, 6, 14)


def test_the_services_of_standards_are_those_of_requests_and_the_kinds_of_complaints():
    registers = catalogue().scheme("bpom").registers
    requests, complaints = (
        registers["certification_request"].by_key["service"],
        registers["complaint"].by_key["kind"],
    )
    assert registers["dated_document"].by_key["service"].choices == requests.choices | complaints.choices
    assert len(requests.choices) == 8
