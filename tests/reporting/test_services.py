"""Writing files: all or none, refused with sentences that say what to do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation, PeriodText
from akuntabel.organisation.models import Unit
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.planning.queries import PlanMissing
from akuntabel.reporting import services
from akuntabel.reporting.missing import missing_for_report, prepare
from akuntabel.reporting.performance_report import COMPOSERS
from akuntabel.reporting.services import FormatUnknown, ReportIncomplete, files_of, write_report
from akuntabel.reporting.snapshot import snapshot
from offices import load

pytestmark = pytest.mark.django_db

Q2 = Period.parse("2023-Q2")


def test_all_formats_are_written_under_their_names(kupang, tmp_path):
    paths = write_report(kupang, Q2, tmp_path / "hasil")
    assert [path.name for path in paths] == [
        "laporan-kinerja-kupang-2023-Q2.docx", "laporan-kinerja-kupang-2023-Q2.pdf",
        "kertas-kerja-kupang-2023-Q2.xlsx", "laporan-kinerja-kupang-2023-Q2.html"]  # fmt: skip
    assert sorted(tmp_path.joinpath("hasil").iterdir()) == sorted(paths)
    assert [path.read_bytes()[:4] for path in paths] == [b"PK\x03\x04", b"%PDF", b"PK\x03\x04", b"<!DO"]


def test_same_data_same_bytes(dinas, tmp_path):
    first = write_report(dinas, Period.parse("2024-Q2"), tmp_path / "a")
    second = write_report(dinas, Period.parse("2024-Q2"), tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_failing_format_leaves_the_folder_as_it_was(dinas, tmp_path, monkeypatch):
    tmp_path.joinpath("laporan-kinerja-dinas-contoh-2024-Q2.html").write_text("lama")

    def fail(workbook):
        raise ValueError("no")

    monkeypatch.setattr(services, "write_xlsx", fail)
    with pytest.raises(ValueError, match="no"):
        write_report(dinas, Period.parse("2024-Q2"), tmp_path, ["html", "xlsx"])
    assert [path.read_text() for path in tmp_path.glob("*.html")] == ["lama"]


def test_a_full_disk_leaves_nothing_half_written(dinas, tmp_path, monkeypatch):
    """The second file cannot be written: the first is not there either."""
    original = Path.open
    opened = []

    def open_once(self, mode="r", *rest, **named):
        if "x" in mode:
            opened.append(self)
            if len(opened) == 2:
                raise OSError(28, "No space left on device")
        return original(self, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", open_once)
    with pytest.raises(OSError, match="No space"):
        write_report(dinas, Period.parse("2024-Q2"), tmp_path / "hasil", ["html", "xlsx"])
    assert list(tmp_path.joinpath("hasil").iterdir()) == []


def test_a_second_file_that_cannot_take_its_place_puts_the_first_back(dinas, tmp_path, monkeypatch):
    """What was there before is there again, and nothing else; a file that was not there is not."""
    folder = tmp_path / "hasil"
    folder.mkdir()
    folder.joinpath("laporan-kinerja-dinas-contoh-2024-Q2.html").write_text("lama")
    folder.joinpath("kertas-kerja-dinas-contoh-2024-Q2.xlsx").write_text("juga lama")
    original = Path.replace

    def replace_but_not_the_workbook(self, target):
        if self.suffix == ".part" and target.suffix == ".xlsx":
            raise PermissionError(13, "Permission denied")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace_but_not_the_workbook)
    with pytest.raises(PermissionError):
        write_report(dinas, Period.parse("2024-Q2"), folder, ["docx", "html", "xlsx"])
    left = {path.name: path.read_text() for path in folder.iterdir()}
    assert left == {"laporan-kinerja-dinas-contoh-2024-Q2.html": "lama",
                    "kertas-kerja-dinas-contoh-2024-Q2.xlsx": "juga lama"}  # fmt: skip


def test_old_files_give_way_without_a_trace(dinas, tmp_path):
    path = tmp_path.joinpath("hasil", "laporan-kinerja-dinas-contoh-2024-Q2.html")
    path.parent.mkdir()
    path.write_text("lama")
    write_report(dinas, Period.parse("2024-Q2"), path.parent, ["html"])
    assert path.read_bytes().startswith(b"<!DOCTYPE")
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("formats", "document"), [(["odt"], "lapkin"), ([], "lapkin"), (["xlsx"], "pk"), (["pdf"], "renja")]
)
def test_unknown_format_or_document_is_refused_before_anything(kupang, tmp_path, formats, document):
    with pytest.raises(FormatUnknown, match="Pilih: "):
        write_report(kupang, Q2, tmp_path / "hasil", formats, document=document)
    assert not tmp_path.joinpath("hasil").exists()


@pytest.mark.parametrize("document", ["pk", "rapk", "iku"])
def test_plan_documents_come_without_a_workbook(kupang, tmp_path, document):
    paths = write_report(kupang, Q2, tmp_path, ["docx", "pdf", "xlsx", "html"], document=document)
    assert [path.suffix for path in paths] == [".docx", ".pdf", ".html"]


@pytest.mark.parametrize("document", ["pk", "rapk", "iku"])
def test_a_plan_document_needs_no_figures_and_no_texts(dinas, tmp_path, document):
    """A month will do as well: a plan is in force on a day."""
    Observation.objects.filter(unit=dinas).delete()
    PeriodText.objects.filter(unit=dinas).delete()
    [path] = write_report(dinas, Period.parse("2024-05"), tmp_path, ["html"], document=document)
    assert "RANCANGAN" not in path.read_text()


def test_a_decree_that_is_not_there_is_said_in_a_sentence(dinas, tmp_path):
    PlanDocument.objects.filter(unit=dinas, kind=DocumentKind.KPI_DECREE).delete()
    with pytest.raises(ReportIncomplete) as refused:
        write_report(dinas, Period.parse("2024-Q2"), tmp_path / "hasil", ["html"], document="iku")
    [sentence] = refused.value.missing
    assert "2024 belum ada atau belum berlaku pada akhir Triwulan II 2024" in sentence
    assert not tmp_path.joinpath("hasil").exists()
    with pytest.raises(PlanMissing, match="belum ada"):
        COMPOSERS["iku"](prepare(dinas, Period.parse("2024-Q2"), "pk"))


# --- one reading at one moment -----------------------------------------------------------------------------


def test_what_is_missing_and_the_report_are_read_once(kupang, django_assert_max_num_queries):
    with django_assert_max_num_queries(36):
        files_of(prepare(kupang, Q2), ["html"])


def test_missing_parts_are_the_same_for_both_doors(kupang):
    """`prepare` refuses with the sentences that `missing_for_report` gives."""
    Observation.objects.filter(unit=kupang).delete()
    PeriodText.objects.filter(unit=kupang).delete()
    with pytest.raises(ReportIncomplete) as refused:
        prepare(kupang, Q2)
    assert refused.value.missing == missing_for_report(kupang, Q2)
    assert len(refused.value.missing) == 2


@pytest.mark.engine("sqlite3")  # readers of PostgreSQL hold up nobody
def test_a_reading_does_not_hold_up_who_writes(emptied_after):
    """On SQLite it begins deferred, unlike our other transactions, and leaves them as they were."""
    usual = connection.transaction_mode
    with CaptureQueriesContext(connection) as captured, snapshot():
        Unit.objects.exists()
    assert captured[0]["sql"] == "BEGIN DEFERRED"
    assert connection.transaction_mode == usual


@pytest.mark.engine("postgresql")  # SQLite in memory has no WAL, which is what keeps a reader's view
def test_a_change_in_the_middle_of_reading_is_not_seen(emptied_after):
    """Another connection saves between two reads of one snapshot; and it is not held up."""
    unit = load("dinas-contoh-2024")

    def save_elsewhere():
        PeriodText.objects.filter(unit=unit).update(foreword=["diubah"])
        connection.close()

    with snapshot():
        before = PeriodText.objects.get(unit=unit).foreword
        thread = threading.Thread(target=save_elsewhere)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()
        assert PeriodText.objects.get(unit=unit).foreword == before
    assert PeriodText.objects.get(unit=unit).foreword == ["diubah"]


# --- what prevents a report -------------------------------------------------------------------------------


def test_nothing_is_missing_for_the_examples(kupang, dinas):
    assert missing_for_report(kupang, Q2) == []
    assert missing_for_report(dinas, Period.parse("2024-Q2")) == []


def test_a_period_without_texts_is_refused(dinas, tmp_path):
    with pytest.raises(ReportIncomplete) as refused:
        write_report(dinas, Period.parse("2024-Q1"), tmp_path / "hasil", ["html"])
    [sentence] = refused.value.missing
    assert sentence.startswith("Naskah Triwulan I 2024")
    assert not tmp_path.joinpath("hasil").exists()


def test_everything_missing_is_said_at_once(kupang):
    PlanDocument.objects.filter(unit=kupang, kind=DocumentKind.PERFORMANCE_AGREEMENT).delete()
    PlanDocument.objects.filter(unit=kupang, kind=DocumentKind.ACTION_PLAN).delete()
    Observation.objects.filter(unit=kupang).delete()
    PeriodText.objects.filter(unit=kupang).delete()
    sentences = missing_for_report(kupang, Q2)
    assert [sentence.split(" ")[0] for sentence in sentences] == ["Perjanjian", "Rencana", "Belum", "Naskah"]
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_period_before_any_rule_set_is_refused(kupang):
    assert "set aturan" in missing_for_report(kupang, Period.parse("2019-Q1"))[0]


def test_a_month_is_no_reporting_period(kupang):
    [sentence] = missing_for_report(kupang, Period.parse("2023-06"))
    assert "Triwulan II 2023" in sentence


def test_a_text_that_names_no_figure_is_refused(kupang):
    text = PeriodText.objects.get(unit=kupang, period="2023-Q2")
    text.suggestions = ["Capaian {9.9.achievement} % perlu ditelaah."]
    text.save()
    [sentence] = missing_for_report(kupang, Q2)
    assert sentence.startswith("Saran: ")
    assert "Perbaiki" in sentence
