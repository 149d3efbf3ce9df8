"""The measures of one register against one statement written by hand for the same engine, which returns them all.

    python benchmarks/counting.py 100000 1000000

Made-up samples of 100 units over one year, seed 42. Each line: engine, rows, both times (best of three), their
ratio (the bar is 3), and the peak memory of the compiled way with what it reads.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from akuntabel.catalogue.compiler import Counts, compile_measures, fold
from akuntabel.catalogue.lookup import catalogue

YEAR, UNITS, BAR = 2023, 100, 3
COLUMNS = "id, unit_id, commodity, draw, verdict, examined_on, completed_on"
TYPES = ("id bigint, unit_id bigint, commodity varchar(40), draw varchar(40), verdict varchar(40), "
         "examined_on date, completed_on date")  # fmt: skip
DRUG = "('drug', 'traditional_medicine', 'cosmetic', 'supplement')"

BY_HAND = """
select unit_id, {month_completed}, 0 as which,
  sum(case when commodity in {drug} and draw = 'random' and verdict = 'compliant' then 1 else 0 end),
  sum(case when commodity in {drug} and draw = 'random' and verdict is not null then 1 else 0 end),
  sum(case when commodity in {drug} and draw = 'targeted' and verdict = 'compliant' then 1 else 0 end),
  sum(case when commodity in {drug} and draw = 'targeted' and verdict is not null then 1 else 0 end),
  sum(case when commodity = 'food' and draw = 'random' and verdict = 'compliant' then 1 else 0 end),
  sum(case when commodity = 'food' and draw = 'random' and verdict is not null then 1 else 0 end),
  sum(case when commodity = 'food' and draw = 'targeted' and verdict = 'compliant' then 1 else 0 end),
  sum(case when commodity = 'food' and draw = 'targeted' and verdict is not null then 1 else 0 end),
  sum(case when commodity = 'fortified_food' and verdict = 'compliant' then 1 else 0 end),
  sum(case when commodity = 'fortified_food' and verdict is not null then 1 else 0 end),
  sum(case when commodity in {drug} then 1 else 0 end),
  sum(case when commodity in ('food', 'fortified_food') then 1 else 0 end)
from registers_sample where completed_on >= '2023-01-01' and completed_on < '2024-01-01' group by 1, 2
union all
select unit_id, {month_examined}, 1 as which,
  sum(case when commodity in {drug} then 1 else 0 end),
  sum(case when commodity in ('food', 'fortified_food') then 1 else 0 end), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
from registers_sample where examined_on >= '2023-01-01' and examined_on < '2024-01-01' group by 1, 2
"""
HAND_ORDER = [
    "random_drug_samples_compliant", "random_drug_samples_tested", "targeted_drug_samples_compliant",
    "targeted_drug_samples_tested", "random_food_samples_compliant", "random_food_samples_tested",
    "targeted_food_samples_compliant", "targeted_food_samples_tested", "fortified_food_samples_compliant",
    "fortified_food_samples_tested", "drug_samples_tested", "food_samples_tested",
]  # fmt: skip
HAND_EXAMINED = ["drug_samples_examined", "food_samples_examined"]


def samples(rows: int) -> Iterator[tuple[Any, ...]]:
    """Made-up samples; a tenth is not finished, a twentieth of the finished is non-compliant."""
    rng = random.Random(42)  # noqa: S311  # reproducible, not secret
    commodities = ["drug", "traditional_medicine", "cosmetic", "supplement", "food", "food", "fortified_food"]
    first = date(YEAR, 1, 1)
    for number in range(rows):
        examined = first + timedelta(days=rng.randrange(-60, 360))
        completed = examined + timedelta(days=rng.randrange(1, 60)) if rng.random() > 0.1 else None
        verdict = None if completed is None else "compliant" if rng.random() > 0.05 else "non_compliant"
        draw = rng.choice(["random", "targeted"])
        yield (number, 1 + rng.randrange(UNITS), rng.choice(commodities), draw, verdict, examined, completed)


class Engine:
    """A database with the table filled: how it is asked, and how it writes a month and a parameter."""

    def __init__(self, name: str, mark: str, month: str, ask: Callable[[str, list[Any]], list[Any]]) -> None:
        self.name, self.mark, self.month, self.ask = name, mark, month, ask


def on_sqlite(rows: int, folder: Path) -> Engine:
    connection = sqlite3.connect(folder / "bench.sqlite3")
    connection.execute(f"create table registers_sample ({TYPES})")
    text = ((*row[:5], *(str(day) if day else None for day in row[5:])) for row in samples(rows))
    connection.executemany(f"insert into registers_sample values ({', '.join('?' * 7)})", text)  # noqa: S608
    connection.execute("create index by_unit on registers_sample (unit_id)")
    connection.commit()
    plain = lambda sql, values: connection.execute(sql, [str(v) if isinstance(v, date) else v for v in values]).fetchall()  # noqa: E731  # fmt: skip
    return Engine("SQLite", "?", "cast(substr({}, 6, 2) as integer)", plain)


def on_postgresql(rows: int, folder: Path) -> Engine | None:  # noqa: ARG001
    address = os.environ.get("AKUNTABEL_BENCH_POSTGRES", "")
    if not address:
        return None
    import psycopg

    connection = psycopg.connect(address)
    connection.execute(f"create temporary table registers_sample ({TYPES})")
    with connection.cursor().copy(f"copy registers_sample ({COLUMNS}) from stdin") as copy:
        for row in samples(rows):
            copy.write_row(row)
    connection.execute("create index on registers_sample (unit_id)")
    connection.execute("analyze registers_sample")
    cursor = psycopg.ClientCursor(connection)
    return Engine("PostgreSQL", "%s", "extract(month from {})::int",
                  lambda sql, values: cursor.execute(sql, values or None).fetchall())  # fmt: skip


def on_duckdb(rows: int, folder: Path) -> Engine:
    import csv

    import duckdb

    path = folder / "bench.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(samples(rows))
    connection = duckdb.connect(str(folder / "bench.duckdb"))
    connection.execute(f"create table registers_sample ({TYPES})")
    connection.execute("copy registers_sample from ? (header false, nullstr '')", [str(path)])
    return Engine("DuckDB", "?", "month({})", lambda sql, values: connection.execute(sql, values).fetchall())


def best(act: Callable[[], Any]) -> tuple[float, Any]:
    """Best of three, and the last answer."""
    times, answer = [], None
    for _ in range(3):
        start = time.perf_counter()
        answer = act()
        times.append(time.perf_counter() - start)
    return min(times), answer


def by_hand(engine: Engine) -> Counts:
    sql = BY_HAND.format(drug=DRUG, month_completed=engine.month.format("completed_on"),
                         month_examined=engine.month.format("examined_on"))  # fmt: skip
    counts: Counts = {key: {} for key in (*HAND_ORDER, *HAND_EXAMINED)}
    for unit, month, which, *numbers in engine.ask(sql, []):
        for key, number in zip(HAND_EXAMINED if which else HAND_ORDER, numbers, strict=False):
            if number:
                counts[key].setdefault((int(unit), ""), [0] * 12)[int(month) - 1] += int(number)
    return counts


def compiled(engine: Engine) -> Counts:
    definitions = catalogue().scheme("bpom")
    measures = {
        key: m.counted for key, m in definitions.measures.items() if m.counted and m.counted.in_register == "sample"
    }
    statement = compile_measures(definitions.registers["sample"], measures, YEAR, mark=engine.mark)
    return fold(statement, engine.ask(statement.sql, list(statement.parameters)))


def main(sizes: list[int]) -> int:
    worst = 0.0
    for rows in sizes:
        for make in (on_sqlite, on_postgresql, on_duckdb):
            with tempfile.TemporaryDirectory() as folder:
                engine = make(rows, Path(folder))
                if engine is None:
                    print("PostgreSQL: not measured; name a database in AKUNTABEL_BENCH_POSTGRES")
                    continue
                hand, expected = best(lambda engine=engine: by_hand(engine))
                ours, found = best(lambda engine=engine: compiled(engine))
                assert found == expected, f"{engine.name}: the two ways disagree"
                worst = max(worst, ours / hand)
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(f"{engine.name:<11} {rows:>10,} rows  by hand {hand:7.3f} s  compiled {ours:7.3f} s  "
                      f"ratio {ours / hand:5.2f} (bar {BAR})  peak {peak} MB")  # fmt: skip
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [100_000]))
