"""Writing files: all or none, refused with sentences that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation, PeriodText
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.reporting import services
from akuntabel.reporting.missing import missing_for_report
from akuntabel.reporting.services import FormatUnknown, ReportIncomplete, write_report

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
