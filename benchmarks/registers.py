"""Records of every register that an office fills by thousands, kept from a file: records a second, register by register.

    python benchmarks/registers.py 10000 [REGISTER …]

A made-up office of 2023 in a new SQLite database; the file of each register has about so many records, each pointing to
those of the files before it. Each line: the register, its records, seconds from reading the file to the commit with the
figures counted again, seconds of the processor, how long the unit was locked, records a second.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

YEAR = 2023
Row = dict[str, str]


def rows_of(size: int) -> Iterator[tuple[str, list[Row]]]:
    """Each register after those that it refers to."""
    from akuntabel.catalogue.lookup import catalogue
    from second_computation.made_up import Maker

    years = catalogue().scheme("bpom").calendars.values()
    days_off = frozenset(off.day for year in years for off in year.days if off.withdrawn_on is None)
    maker = Maker(42, YEAR, size, days_off)
    requests, businesses, places = maker.rows(maker.request), maker.rows(maker.business), maker.rows(maker.place)
    events, inspections = maker.rows(maker.event), maker.rows(maker.inspection)
    yield "dated_document", list(maker.standards())
    yield "establishment", maker.rows(maker.establishment)
    yield "inspection", inspections
    yield "inspection_decision", maker.rows(maker.letter)
    yield "corrective_action", [{"inspection": one["number"], "round_number": "1", "requested_on": f"{YEAR}-12-31"}
                                for one in inspections]  # fmt: skip
    yield "sample", maker.rows(maker.sample)
    yield "certification_request", requests
    yield "clock_stop", list(maker.stops(requests))
    yield "third_party_test", list(maker.tests(requests))
    yield "complaint", [{"number": f"P-{n}", "kind": "information_request", "channel": "telephone", "subject": "Contoh",
                         "received_on": str(maker.days.any())} for n in range(size)]  # fmt: skip
    yield "msme_business", businesses
    yield "msme_stage", list(maker.business_stages(businesses))[:size]
    yield "msme_service", [{"business": one["number"], "service": "business_identity",
                            "begun_on": one["first_assisted_on"]} for one in businesses]  # fmt: skip
    yield "intervention_place", places
    yield "intervention_stage", list(maker.place_stages(places))[:size]
    yield "intervention_criterion", list(maker.criteria(places))[:size]
    yield "criminal_case", maker.rows(maker.case)
    yield "activity", maker.rows(maker.activity)
    yield "obligation", [{"number": f"O-{n}", "duty": "action_plan", "title": "Contoh", "recurrence": "once",
                          "opens_on": f"{YEAR}-01-02", "due_on": f"{YEAR}-06-29", "team": "Perencana"}
                         for n in range(size)]  # fmt: skip
    yield "outreach_event", events
    yield "survey_answer", list(maker.answers(events))[:size]


def main() -> int:
    """0 when every file was kept."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AKUNTABEL_VAR": folder, "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}
        os.environ.setdefault("AKUNTABEL_DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        return keep_all(size, sys.argv[2:])


def keep_all(size: int, only: list[str]) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from akuntabel.organisation.models import Unit, UnitVersion

    unit = Unit.objects.create(slug="benchmark", scheme="bpom", is_example=True)
    UnitVersion.objects.create(
        unit=unit, valid_from=date(2020, 1, 1), name="Kantor contoh", time_zone="Asia/Makassar"
    )
    for register, rows in rows_of(size):
        if not only or register in only:
            keep(unit, register, rows)
    print(f"{Path('/proc/loadavg').read_text().split()[0]} load")
    return 0


def keep(unit: Any, register: str, rows: list[Row]) -> None:
    """Keep one register's file, and say how long it took."""
    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.lookup import catalogue
    from akuntabel.measurement import recording
    from akuntabel.organisation.records import bulk
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS
    from second_computation.made_up import written

    content = written(rows).encode()
    locked = 0.0
    lock = bulk._lock  # noqa: SLF001  # when the unit's other savers begin to wait

    def timed(one: Any) -> None:
        nonlocal locked
        lock(one)
        locked = time.perf_counter()

    bulk._lock = timed  # noqa: SLF001  # the same
    begun, busy = time.perf_counter(), time.process_time()
    file, problems = read_file(catalogue().scheme("bpom").registers[register], f"{register}.csv", content)
    assert file is not None, problems[:3]
    kept = recording.keep_many(KINDS[register], unit, file, by=Actor("benchmark", "cli"))
    ended, busy = time.perf_counter(), time.process_time() - busy
    bulk._lock = lock  # noqa: SLF001  # the same
    assert len(kept) == len(rows)
    speed = len(rows) / (ended - begun)
    print(f"{register:<24} {len(rows):>7,} records {ended - begun:8.2f} s  busy {busy:7.2f} s  "
          f"locked {ended - locked:7.2f} s {speed:7.0f} records/s", flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
