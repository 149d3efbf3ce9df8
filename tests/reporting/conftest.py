"""Reports of both offices, composed once a test from data read once."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.documents.numbering import number
from akuntabel.reporting.performance_report import compose
from akuntabel.reporting.sources import read

REPORTS = [("kupang", "2023-Q2"), ("dinas", "2024-Q2"), ("dinas", "2024-Q1")]


@pytest.fixture(params=REPORTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def data(request, db):
    """Everything one report is made of."""
    name, key = request.param
    return read(request.getfixturevalue(name), Period.parse(key))


@pytest.fixture
def document(data):
    return compose(data)


@pytest.fixture
def numbered(document):
    return number(document)
