"""Registers of the reference office, empty; the figures that are counted from them taken away first."""

from __future__ import annotations

import pytest

from akuntabel.audit.services import Actor
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import keep
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.reading import read_values
from akuntabel.registers.kinds import KINDS

BY = Actor("Petugas Data", "web")


@pytest.fixture
def office(kupang):
    counted = [key for key, m in definitions_for(kupang).measures.items() if m.counted]
    Observation.objects.filter(unit=kupang, measure__in=counted).delete()
    return kupang


@pytest.fixture
def write(office):
    """Keep a record as a form would: from texts."""

    def act(kind, /, **typed):
        values, problems = read_values(definitions_for(office).registers[kind], typed)
        assert problems == []
        return keep(KINDS[kind], office, values, by=BY)

    return act


SAMPLE = {"number": "S-001", "product": "Tablet contoh", "commodity": "Obat", "draw": "Acak",
          "district": "Kota Kupang", "taken_on": "2023-02-01"}  # fmt: skip
SHOP = {"number": "A-1", "title": "Apotek Contoh", "category": "Distribusi", "facility": "Apotek",
        "district": "Kota Kupang", "status": "Aktif"}  # fmt: skip
AGENCY = {"name": "Dinas Kesehatan Contoh", "kind": "Dinas kesehatan", "is_active": "ya"}
STANDARD = {"kind": "Standar layanan", "number": "HK.01-CONTOH", "title": "Standar pelayanan", "issued_on": "2022-12-20",
            "valid_from": "2023-01-01", "service": "import_export_statement", "days": "3"}  # fmt: skip
