"""An engine beside the database is given what the measures read, of the units that count, and nothing else."""

from __future__ import annotations

import pytest

from akuntabel.measurement.counting import count, counted_measures
from akuntabel.measurement.engines import Copying, engine_called
from akuntabel.organisation.queries import definitions_for

pytestmark = pytest.mark.django_db


def test_only_what_the_measures_name_leaves_the_database(kupang_records):
    copied = {}

    def load(table, columns, rows):
        copied[table] = (set(columns), len(list(rows)))

    definitions = definitions_for(kupang_records)
    register = definitions.registers["criminal_case"]
    measures = counted_measures(definitions, "criminal_case")
    Copying("none", load, lambda *_: []).count(register, measures, 2023, [kupang_records.pk])
    Copying("none", load, lambda *_: []).count(definitions.registers["sample"],
            counted_measures(definitions, "sample"), 2023, [kupang_records.pk + 1])  # fmt: skip

    columns, rows = copied[register.table]
    assert rows > 0
    assert columns <= {"unit_id", *register.by_key}
    assert not {c.key for c in register.columns if c.sensitivity in {"personal", "secret"}} & columns
    assert "number" not in columns
    assert copied[definitions.registers["sample"].table][1] == 0


@pytest.mark.parametrize("year", [2022, 2023])
def test_duckdb_counts_alike_by_group_and_month(kupang_records, year):
    with engine_called("duckdb") as engine:
        for register in definitions_for(kupang_records).registers:
            assert count(kupang_records, register, year, engine=engine) == count(kupang_records, register, year)
