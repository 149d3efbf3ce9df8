"""The records behind a number: groups, sums, flows taken off, and what a record says about each measure."""

from __future__ import annotations

import pytest

from akuntabel.catalogue.register_schema import Counted
from akuntabel.core.periods import Period
from akuntabel.measurement.record_queries import added_by, books_of, keeps_registers, memberships, records_behind
from akuntabel.organisation.queries import definitions_for
from registers.conftest import SAMPLE, SHOP, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.database

Q2 = Period.parse("2023-Q2")


@pytest.fixture
def measure(office, monkeypatch):  # noqa: F811
    """A measure of this test's own, counted from a register of the reference office."""

    def make(counted, **fields):
        measures = definitions_for(office).measures
        one = measures["random_drug_samples_tested"].model_copy(
            update={"key": "own", "name": "Ukuran uji", "counted": Counted(**counted), **fields}
        )
        monkeypatch.setitem(measures, "own", one)
        return one

    return make


def numbers(behind, kind):
    keys = [key for key, _day, _flow in behind.entries]
    there = kind.model.objects.in_bulk(keys)
    return [there[key].number for key in keys]


def test_one_group_or_all(office, write, measure):  # noqa: F811
    one = measure(
        {"in_register": "sample", "flows": ({"by": "taken_on"},), "group_by": "commodity"},
        groups={"drug": "Obat", "cosmetic": "Kosmetik"},
    )
    write("sample", **SAMPLE)
    write("sample", **SAMPLE | {"number": "S-2", "commodity": "Kosmetik", "taken_on": "2023-03-01"})
    book = books_of(office)["sample"]
    drugs, everything = records_behind(office, book, one, Q2, "drug"), records_behind(office, book, one, Q2)

    assert (numbers(drugs, book.kind), drugs.stored, drugs.differs) == (["S-001"], 1, False)
    assert (numbers(everything, book.kind), everything.stored) == (["S-2", "S-001"], 2)


def test_a_sum_says_what_each_record_adds(office, write, measure):  # noqa: F811
    one = measure({"in_register": "activity", "flows": ({"by": "held_on", "value": {"sum": "handed_over"}},)})
    typed = {"kind": "Publikasi", "topic": "Siaran radio", "district": "Kota Kupang", "count": "5"}
    first = write("activity", number="K-1", held_on="2023-05-02", handed_over="3", **typed)
    second = write("activity", number="K-2", held_on="2023-05-03", **typed)
    behind = records_behind(office, books_of(office)["activity"], one, Q2)
    flow = behind.entries[0][2]

    assert behind.stored == 3
    assert [added_by(record, flow) for record in (first, second)] == [3, 0]
    assert not behind.differs


def test_a_flow_that_takes_off(office, write, measure):  # noqa: F811
    one = measure(
        {
            "in_register": "sample",
            "flows": (
                {"by": "taken_on"},
                {"by": "completed_on", "sign": "minus"},
            ),
        },
    )
    record = write("sample", **SAMPLE | {"completed_on": "2023-04-01"})
    write("sample", **SAMPLE | {"number": "S-2"})
    book = books_of(office)["sample"]
    behind = records_behind(office, book, one, Q2)

    assert numbers(behind, book.kind) == ["S-001", "S-2", "S-001"]
    assert (behind.stored, behind.differs) == (1, False)
    assert [added_by(record, flow) for _key, _day, flow in behind.entries] == [-1, 1, 1]
    [own] = [one for one in memberships(book, record) if one.measure.key == "own"]
    assert [(flow.day.month, flow.number) for flow in own.flows] == [(2, 1), (4, -1)]


def test_definitions_that_cannot_be_read_have_no_registers(office, settings):  # noqa: F811
    folder = settings.VAR / "catalogue/bpom"
    folder.mkdir(parents=True)
    (folder / "scheme.yaml").write_text("[", encoding="utf-8")

    assert not keeps_registers(office)
