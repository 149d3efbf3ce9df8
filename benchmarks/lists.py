"""The list of every register with many records: seconds of the processor and queries for each way to look at it.

    python benchmarks/lists.py 100000 [REGISTER …]

The example office with so many made-up records in each register, in a new SQLite database. Each line: the register, and
for the list as it opens, sorted by its last column, at its last page, searched by number, by name and by what it refers to,
searched and filtered by district: milliseconds (best of three) and queries. The bar: 200 ms and 6 queries of its own.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

YEAR, PLACES = 2023, ("Kota Kupang", "Kabupaten Alor", "Kabupaten Ende", "Kabupaten Sikka")
BAR, MOST = 200, 6
EXAMPLE = Path(__file__).parents[1] / "examples/kupang-2023"
SIGNING_IN = ("django_session", "organisation_user", "organisation_roleassignment", "organisation_unit",
              "organisation_namedreader", "planning_")  # fmt: skip
"""Tables that every page asks, whatever it shows."""


def main() -> int:
    """0 when every list is inside both bars."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AKUNTABEL_VAR": folder, "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}
        os.environ.setdefault("AKUNTABEL_DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        return look(size, sys.argv[2:])


def look(size: int, only: list[str]) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    from akuntabel.audit.services import Actor
    from akuntabel.exchange.office_folder import load_office_folder
    from akuntabel.organisation.queries import definitions_for
    from akuntabel.registers.kinds import KINDS

    unit, _ = load_office_folder(EXAMPLE, by=Actor("benchmark", "cli"))
    client = signed_in(unit)
    registers = definitions_for(unit).registers
    stored: dict[str, list[Any]] = {}
    wanted = set(only or KINDS)
    while more := {c.to for key in wanted for c in registers[key].columns if c.to in KINDS} - wanted:
        wanted |= more
    waiting = [registers[key] for key in KINDS if key in wanted]
    while waiting:
        one = next(r for r in waiting if not {c.to for c in r.columns if c.to} & {o.key for o in waiting if o != r})
        waiting.remove(one)
        stored[one.key] = fill(unit, KINDS[one.key].model, one, size, stored)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    failed = [key for key in KINDS if (not only or key in only) and not timed(client, registers[key])]
    print(f"over a bar: {', '.join(failed) or 'none'}; {size:,} records each")
    return bool(failed)


def signed_in(unit: Any) -> Any:
    from django.test import Client

    from akuntabel.organisation.models import NamedReader, RoleAssignment, User
    from akuntabel.organisation.roles import Role

    user = User.objects.create_user("benchmark", "x" * 20, display_name="Petugas Data")
    RoleAssignment.objects.create(user=user, unit=unit, role=Role.DATA_OFFICER, valid_from=date(YEAR, 1, 1))
    for register in ("criminal_case", "complaint"):
        NamedReader.objects.create(user=user, unit=unit, register=register, valid_from=date(YEAR, 1, 1),
                                   valid_to=date(2099, 1, 1), reason="ukur", named_by="ukur")  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def fill(unit: Any, model: Any, register: Any, size: int, stored: dict[str, list[Any]]) -> list[int]:
    """So many rows straight into the table, the n-th pointing to the n-th of others; their keys."""
    choices = {c.key: itertools.cycle(c.choices) for c in register.columns if c.type == "choice"}
    own = {"service": None} if register.key == "dated_document" else {}
    own |= {"agency": None} if register.key == "inspection_decision" else {}

    def value(column: Any, n: int) -> Any:
        if column.type == "text":
            return PLACES[n % 4] if column.key == "district" else f"{register.key[:3].upper()} {column.key} {n:06}"
        if column.type == "date":
            return date(YEAR - n % 3, 1, 1) + timedelta(days=n % 300)
        if column.type in {"integer", "boolean"}:
            return YEAR if column.is_year else n % 12 + 1 if column.type == "integer" else bool(n % 2)
        return next(choices[column.key])

    def row(n: int) -> Any:
        values = {c.key: value(c, n) for c in register.columns if c.type != "reference"} | own
        for c in register.columns:
            if c.type == "reference" and c.key not in own:
                values[f"{c.key}_id"] = stored[c.to][n] if c.to in stored else None
        return model(unit=unit, recorded_on=date(YEAR, 1, 1), recorded_by="ukur", **values)

    from akuntabel.organisation.records import staging

    before = set(model.objects.values_list("pk", flat=True))
    rows = [row(n) for n in range(size)]
    with staging.staged(model, rows):
        staging.insert(model, rows)
    assert before.isdisjoint(one.pk for one in rows)
    return [one.pk for one in rows]


def timed(client: Any, register: Any) -> bool:
    """Whether every way to look at the list is inside the bars; prints them."""
    from akuntabel.organisation.records.columns import Layout

    layout, said, inside = Layout(register, named=True), [], True
    texts = [column for column in layout.name if column.key != "district"]
    ways = {"open": "", "sorted": f"?urut=-{layout.listed[-1].key}", "last": "?halaman=99999999"}
    for column in texts:
        ways[column.key] = f"?cari={column.key}+000777"
    for column in layout.listed:
        if column.type == "reference":
            ways[f"words of {column.key}"] = f"?cari={column.to[:3]}+000777"
    if layout.district is not None:
        ways |= {"words of a district": "?cari=kabupaten+alor", "district": "?kabupaten=Kabupaten+Alor"}
    for name, query in ways.items():
        milliseconds, queries = one_way(client, f"/kupang/{YEAR}-Q2/register/{register.key}/{query}")
        wrong = milliseconds > BAR or queries > MOST
        inside = inside and not wrong
        said.append(f"{name} {milliseconds:.0f} ms {queries}{' !' if wrong else ''}")
    print(f"{register.key:<24} {' · '.join(said)}", flush=True)
    return inside


def one_way(client: Any, address: str) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best, own = float("inf"), 0
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            begun = time.process_time()
            response = client.get(address)
            best = min(best, (time.process_time() - begun) * 1000)
        assert response.status_code == 200, (address, response.status_code)
        own = sum(not any(f'"{table}' in q["sql"].split("WHERE")[0] for table in SIGNING_IN)
                  and q["sql"].startswith("SELECT") for q in queries)  # fmt: skip
    return best, own


if __name__ == "__main__":
    sys.exit(main())
