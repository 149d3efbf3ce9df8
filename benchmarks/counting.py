"""The measures of one register against one statement written by hand for the same engine, which returns them all.

    python benchmarks/counting.py 100000 1000000 10000000

Made-up samples of 100 units over one year, seed 42. Each line: engine, rows, both times (best of three, of two above
10⁶), their ratio (the bar is 3), and the peak memory of a new process that counts; of several sizes also how it grows.
PostgreSQL counts in the server: there it is the memory of the client.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from akuntabel.catalogue.compiler import Counts, compile_measures, fold
from akuntabel.catalogue.lookup import catalogue

YEAR, UNITS, BAR, CHUNK = 2023, 100, 3, 100_000
CHECKS = ("licence_check", "expiry_check", "packaging_check", "label_check")
COLUMNS = f"id, unit_id, commodity, draw, verdict, examined_on, completed_on, {', '.join(CHECKS)}"
TYPES = ("id bigint, unit_id bigint, commodity varchar(40), draw varchar(40), verdict varchar(40), "
         "examined_on date, completed_on date, " + ", ".join(f"{check} varchar(40)" for check in CHECKS))  # fmt: skip
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
from registers_sample where examined_on >= '2023-01-01' and examined_on < '2024-01-01'
  and licence_check is not null and expiry_check is not null and packaging_check is not null
  and label_check is not null
group by 1, 2
"""
HAND_ORDER = [
    "random_drug_samples_compliant", "random_drug_samples_tested", "targeted_drug_samples_compliant",
    "targeted_drug_samples_tested", "random_food_samples_compliant", "random_food_samples_tested",
    "targeted_food_samples_compliant", "targeted_food_samples_tested", "fortified_food_samples_compliant",
    "fortified_food_samples_tested", "drug_samples_tested", "food_samples_tested",
]  # fmt: skip
HAND_EXAMINED = ["drug_samples_examined", "food_samples_examined"]


def write_samples(rows: int, path: Path) -> None:
    """Made-up samples; a tenth is not finished, a twentieth of the finished non-compliant, a tenth without its last check."""
    rng = random.Random(42)  # noqa: S311  # reproducible, not secret
    commodities = ["drug", "traditional_medicine", "cosmetic", "supplement", "food", "food", "fortified_food"]
    first = date(YEAR, 1, 1)
    days = {number: str(first + timedelta(days=number)) for number in range(-60, 420)}
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, rows, CHUNK):
            many = min(CHUNK, rows - start)
            drawn = zip(range(start, start + many), rng.choices(range(1, UNITS + 1), k=many),
                        rng.choices(commodities, k=many), rng.choices(["random", "targeted"], k=many),
                        rng.choices(["", "non_compliant", "compliant"], [2, 1, 17], k=many),
                        rng.choices(range(-60, 360), k=many), rng.choices(range(1, 60), k=many),
                        rng.choices(["", "ok"], [1, 9], k=many), strict=True)  # fmt: skip
            file.writelines(
                f"{number},{unit},{commodity},{draw},{verdict},{days[day]},{days[day + later] if verdict else ''},"
                f"ok,ok,ok,{label}\n"
                for number, unit, commodity, draw, verdict, day, later, label in drawn
            )


@dataclass(frozen=True)
class Engine:
    """A database with the table filled: how it is asked, and how it writes a month and a parameter."""

    name: str
    mark: str
    month: str
    ask: Callable[[str, list[Any]], list[Any]]


def fill_sqlite(folder: Path) -> None:
    connection = sqlite3.connect(folder / "bench.sqlite3")
    connection.execute(f"create table registers_sample ({TYPES})")
    with (folder / "bench.csv").open(encoding="utf-8", newline="") as file:
        read = ([cell or None for cell in row] for row in csv.reader(file))
        connection.executemany(f"insert into registers_sample values ({', '.join('?' * 11)})", read)  # noqa: S608
    connection.execute("create index by_unit on registers_sample (unit_id)")
    connection.commit()


def on_sqlite(folder: Path) -> Engine:
    connection = sqlite3.connect(folder / "bench.sqlite3")
    plain = lambda sql, values: connection.execute(sql, [str(v) if isinstance(v, date) else v for v in values]).fetchall()  # noqa: E731  # fmt: skip
    return Engine("SQLite", "?", "cast(substr({}, 6, 2) as integer)", plain)


def fill_duckdb(folder: Path) -> None:
    import duckdb

    connection = duckdb.connect(str(folder / "bench.duckdb"))
    connection.execute(f"create table registers_sample ({TYPES})")
    connection.execute("copy registers_sample from ? (header false, nullstr '')", [str(folder / "bench.csv")])
    connection.close()


def on_duckdb(folder: Path) -> Engine:
    import duckdb

    connection = duckdb.connect(str(folder / "bench.duckdb"), read_only=True)
    return Engine("DuckDB", "?", "month({})", lambda sql, values: connection.execute(sql, values).fetchall())


def fill_postgresql(folder: Path) -> None:
    """Nothing ahead: the table is temporary, of the connection that asks."""


def on_postgresql(folder: Path) -> Engine:
    import psycopg

    connection = psycopg.connect(os.environ["AKUNTABEL_BENCH_POSTGRES"])
    connection.execute(f"create temporary table registers_sample ({TYPES})")
    with (
        (folder / "bench.csv").open("rb") as file,
        connection.cursor().copy(f"copy registers_sample ({COLUMNS}) from stdin (format csv)") as copy,
    ):
        while part := file.read(1 << 20):
            copy.write(part)
    connection.execute("create index on registers_sample (unit_id)")
    connection.execute("analyze registers_sample")
    cursor = psycopg.ClientCursor(connection)
    return Engine("PostgreSQL", "%s", "extract(month from {})::int",
                  lambda sql, values: cursor.execute(sql, values or None).fetchall())  # fmt: skip


ENGINES = {"sqlite": (fill_sqlite, on_sqlite), "postgresql": (fill_postgresql, on_postgresql),
           "duckdb": (fill_duckdb, on_duckdb)}  # fmt: skip


def best(act: Callable[[], Any], times: int) -> tuple[float, Any]:
    """Best of some times, and the last answer."""
    seconds, answer = [], None
    for _ in range(times):
        start = time.perf_counter()
        answer = act()
        seconds.append(time.perf_counter() - start)
    return min(seconds), answer


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


def peak() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def compare(name: str, rows: int, folder: Path) -> tuple[str, float, int]:
    """The line of one engine, the ratio of the two ways, and the growth of memory. In a process of its own."""
    engine = ENGINES[name][1](folder)
    times = 3 if rows <= 1_000_000 else 2
    before = peak()
    ours, found = best(lambda: compiled(engine), times)
    after = peak()
    hand, expected = best(lambda: by_hand(engine), times)
    if found != expected:
        raise AssertionError(f"{engine.name}: the two ways disagree")
    line = (f"{engine.name:<11} {rows:>10,} rows  by hand {hand:7.3f} s  compiled {ours:7.3f} s  ratio {ours / hand:5.2f} "
            f"(bar {BAR})  peak {after} MB, of which counting {after - before} MB")  # fmt: skip
    return line, ours / hand, after - before


def alone(act: Callable[..., Any], *arguments: Any) -> Any:
    """In a new process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(act, *arguments).result()


def main(sizes: list[int]) -> int:
    worst = 0.0
    growth: dict[str, list[int]] = {}
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            alone(write_samples, rows, Path(folder) / "bench.csv")
            for name, (fill, _) in ENGINES.items():
                if name == "postgresql" and not os.environ.get("AKUNTABEL_BENCH_POSTGRES"):
                    print("PostgreSQL: not measured; name a database in AKUNTABEL_BENCH_POSTGRES")
                    continue
                alone(fill, Path(folder))
                line, ratio, grown = alone(compare, name, rows, Path(folder))
                print(line, flush=True)
                worst = max(worst, ratio)
                growth.setdefault(name, []).append(grown)
    for name, grown in growth.items() if len(sizes) > 1 else ():
        print(f"{name}: memory of counting {' → '.join(f'{mb} MB' for mb in grown)} "
              f"for {' → '.join(f'{rows:,}' for rows in sizes)} rows")  # fmt: skip
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [100_000]))
