"""The files that an office really gets: archivable, accessible, clean for the auditor."""

from __future__ import annotations

import io

import pikepdf
import pytest

from akuntabel.core.periods import Period
from akuntabel.reporting.services import write_report
from documents.writers import audit

PAGES_AT_LEAST = {"kupang": 60, "dinas": 35}


@pytest.fixture(params=[("kupang", "2023-Q2"), ("dinas", "2024-Q2")], ids=lambda pair: pair[0])
def files(request, db, tmp_path):
    """(office, {format: path})."""
    name, period = request.param
    unit = request.getfixturevalue(name)
    paths = write_report(unit, Period.parse(period), tmp_path, ["docx", "pdf", "xlsx"])
    return name, {path.suffix[1:]: path for path in paths}


def test_word_and_workbook_pass_the_audit(files):
    _, paths = files
    assert audit.faults(paths["docx"]) == []
    assert audit.faults(paths["xlsx"]) == []


def test_pdf_is_archivable_and_accessible(files):
    name, paths = files
    with pikepdf.open(io.BytesIO(paths["pdf"].read_bytes())) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("id")
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.PageLabels
        assert len(pdf.pages) >= PAGES_AT_LEAST[name]
        tables, heads = _count(root.StructTreeRoot)
    assert tables >= 10
    assert heads >= tables


def _count(root):
    """(tables, head cells) of the structure tree."""
    tables = heads = 0
    stack = [root]
    while stack:
        node = stack.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        kind = str(node.get("/S", ""))
        tables, heads = tables + (kind == "/Table"), heads + (kind == "/TH")
        kids = node.get("/K")
        if isinstance(kids, pikepdf.Array):
            stack += list(kids)
        elif isinstance(kids, pikepdf.Dictionary):
            stack.append(kids)
    return tables, heads
