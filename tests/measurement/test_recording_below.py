"""Records of units below that a unit above counts too: kept at the same moment, and after a unit moved to another."""

from __future__ import annotations

import threading
import time
from datetime import date

import pytest
from django.db import connection, connections, transaction

from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import keep
from akuntabel.organisation.models import Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for, units_above
from akuntabel.organisation.records.reading import read_values
from akuntabel.registers.kinds import KINDS
from offices import load
from registers.conftest import BY, SHOP

pytestmark = pytest.mark.database
INSPECTED = "distribution_establishments_inspected"


def unit_below(parent, slug, *, since=date(2020, 1, 1), like=None):
    """A unit of the same scheme under another, or under nobody."""
    version = (like or parent).versions.first()
    left_out = {"id", "unit", "parent", "valid_from", "code"}
    fields = {f.name: getattr(version, f.name) for f in UnitVersion._meta.fields if f.name not in left_out}
    unit = Unit.objects.create(slug=slug, scheme="bpom")
    UnitVersion.objects.create(unit=unit, parent=parent, valid_from=since, code=slug, **fields)
    return unit


def moved(unit, parent, since):
    version = unit.versions.latest("valid_from")
    version.pk, version.parent, version.valid_from = None, parent, since
    version.save()


def write(unit, kind, /, **typed):
    values, problems = read_values(definitions_for(unit).registers[kind], typed)
    assert problems == []
    return keep(KINDS[kind], unit, values, by=BY)


def inspect(unit, number, day):
    """One inspection of a shop of the unit's own."""
    shop = KINDS["establishment"].model.objects.filter(unit=unit).first() or write(unit, "establishment", **SHOP)
    write(unit, "inspection", number=number, establishment=str(shop.uuid), purpose="Rutin", inspected_on=day,
          conclusion="Memenuhi ketentuan")  # fmt: skip


def inspected(unit, month):
    rows = Observation.objects.filter(unit=unit, measure=INSPECTED, year=2023, month=month)
    return rows.values_list("value", flat=True).first()


def without_counted(unit):
    counted = [key for key, measure in definitions_for(unit).measures.items() if measure.counted]
    Observation.objects.filter(unit=unit, measure__in=counted).delete()
    return unit


def waits_for_a_lock(seconds=20):
    """Whether another connection to this database comes to wait for us."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


@pytest.mark.engine("postgresql")  # SQLite lets one write at a time
def test_two_units_below_that_keep_records_at_once_are_both_counted_above(emptied_after):
    """The second counts only after the first is stored; otherwise it would write a number without the first's record."""
    balai = without_counted(load("kupang-2023"))
    one, two = (unit_below(balai, slug) for slug in ("loka-satu", "loka-dua"))
    for unit in (one, two):
        inspect(unit, "B-1", "2023-02-10")
    failures = []

    def second():
        try:
            inspect(two, "B-2", "2023-02-11")
        except Exception as error:  # noqa: BLE001  # told in the test's own thread
            failures.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=second)
    with transaction.atomic():
        inspect(one, "B-2", "2023-02-11")
        other.start()
        assert waits_for_a_lock()
    other.join(30)

    assert failures == []
    assert inspected(balai, 2) == 4
    assert differences(balai, "inspection", 2023) == []


def test_a_record_of_before_a_move_counts_for_the_unit_that_was_above_then(kupang):
    balai = without_counted(kupang)
    former = unit_below(None, "balai-lama", like=balai)
    loka = unit_below(former, "loka", like=balai)
    moved(loka, balai, date(2023, 7, 1))
    inspect(loka, "B-1", "2023-03-10")
    inspect(loka, "B-2", "2023-08-10")

    assert (inspected(former, 3), inspected(former, 8)) == (1, None)
    assert (inspected(balai, 3), inspected(balai, 8)) == (None, 1)
    assert [differences(unit, "inspection", 2023) for unit in (former, balai, loka)] == [[], [], []]


def test_a_unit_comes_before_those_above_it_whenever_they_were(kupang):
    top = unit_below(None, "pusat", like=kupang)
    old, new = (unit_below(top, slug, like=kupang) for slug in ("lama", "baru"))
    loka = unit_below(old, "loka", like=kupang)
    moved(loka, new, date(2023, 7, 1))

    def above(*days):
        return [one.slug for one in units_above(loka, days)]

    assert above(date(2023, 6, 30)) == ["lama", "pusat"]
    assert above(date(2023, 6, 30), date(2023, 7, 1)) == ["lama", "baru", "pusat"]
    assert above(date(2019, 1, 1)) == []
