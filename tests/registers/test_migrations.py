"""What stood in texts and typed counts before findings, parameters and plan lines were records: nothing of it is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from akuntabel.organisation.models import Unit

pytestmark = pytest.mark.database
BEFORE, AFTER = ("registers", "0005_import"), ("registers", "0011_findings_counted")


def migrated(to):
    """The models as they are after migrating."""
    MigrationExecutor(connection).migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


@pytest.fixture
def before(emptied_after):
    yield migrated(BEFORE)
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())


def kept(apps, name, unit, **values):
    """A record and its first version, as the registers wrote them."""
    common = {"unit_id": unit.pk, "recorded_on": date(2023, 7, 1), "recorded_by": "Petugas"} | values
    record = apps.get_model("registers", name).objects.create(**common)
    apps.get_model("registers", f"Historical{name}").objects.create(
        **common, id=record.pk, uuid=record.uuid, history_date="2023-07-01T00:00:00Z", history_type="+"
    )
    return record


def test_codes_counts_and_numbers_go_where_they_belong(before):
    unit, other = (Unit.objects.create(slug=slug, scheme="bpom") for slug in ("satu", "dua"))
    line = {"code": "QIA.005", "title": "Obat", "subject": "samples"}
    meant = kept(before, "PlanLine", unit, year=2023, **line)
    kept(before, "PlanLine", unit, year=2024, **line)
    kept(before, "PlanLine", unit, year=2023, **line | {"code": "QIC.004", "subject": "visits"})
    sample = {"product": "Tablet", "commodity": "drug", "draw": "random", "district": "Kota Kupang",
              "taken_on": date(2023, 2, 1)}  # fmt: skip
    for owner, number, code in ((unit, "S-1", "QIA.005"), (unit, "S-2", "QIA.009"), (unit, "S-3", None),
                                (unit, "S-4", "QIC.004"), (other, "S-1", "QIA.005")):  # fmt: skip
        kept(before, "Sample", owner, number=number, plan_line=code, **sample)
    shop = kept(before, "Establishment", unit, number="A-1", title="Apotek", category="distribution",
                facility="pharmacy", district="Kota Kupang", status="active")  # fmt: skip
    visit = {"establishment_id": shop.pk, "purpose": "routine", "inspected_on": date(2023, 3, 2)}
    counts = {"critical_findings": 1, "major_findings": 0}
    first = kept(before, "Inspection", unit, number="B-1", findings="Suhu", **counts, **visit)
    kept(before, "Inspection", unit, number="B-2", minor_findings=2, **visit)
    kept(before, "Inspection", unit, number="B-3", **visit)
    kept(
        before,
        "CorrectiveAction",
        unit,
        inspection_id=first.pk,
        round_number=2,
        requested_on=date(2023, 3, 5),
    )

    now = migrated(AFTER)
    for prefix in ("", "Historical"):
        samples = now.get_model("registers", f"{prefix}Sample").objects.order_by("unit_id", "number")
        assert list(samples.values_list("plan_line", "plan_code")) == [
            (meant.pk, None), (None, "QIA.009"), (None, None), (None, "QIC.004"), (None, "QIA.005"),
        ]  # fmt: skip
        visits = now.get_model("registers", f"{prefix}Inspection").objects.order_by("number")
        assert list(visits.values_list("findings", flat=True)) == [
            "Temuan: 1 kritis, 0 mayor. Suhu",
            "Temuan: 2 minor",
            None,
        ]
        lines = now.get_model("registers", f"{prefix}PlanLine").objects.order_by("id")
        assert list(lines.values_list("number", flat=True)) == ["QIA.005/2023", "QIA.005/2024", "QIC.004/2023"]
        assert now.get_model("registers", f"{prefix}CorrectiveAction").objects.get().number == "B-1/2"

    back = migrated(BEFORE).get_model("registers", "Sample").objects
    assert list(back.order_by("unit_id", "number").values_list("plan_line", flat=True)) == [
        "QIA.005",
        "QIA.009",
        None,
        "QIC.004",
        "QIA.005",
    ]
