"""The table of documents: complete, and readable before Django is set up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from akuntabel.planning.models import DocumentKind
from akuntabel.reporting.document_kinds import DOCUMENTS, FORMATS
from akuntabel.reporting.performance_report import COMPOSERS


def test_every_document_is_composed():
    assert list(DOCUMENTS) == list(COMPOSERS)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_formats_and_plans_exist(document):
    assert set(document.formats) <= set(FORMATS)
    assert set(document.needs_plans) <= set(DocumentKind)


def test_the_table_is_read_without_django():
    code = "import sys, akuntabel.reporting.document_kinds; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
