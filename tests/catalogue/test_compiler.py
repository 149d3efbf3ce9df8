"""Every operator and flow gives the same integers on every engine as a plain count over the records."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta

import duckdb
import pytest
from django.db import connection

from akuntabel.catalogue.compiler import compile_measures, compile_records, fold
from akuntabel.catalogue.matching import entered, in_words
from akuntabel.catalogue.register_schema import Condition, Counted, Register

pytestmark = pytest.mark.django_db

YEAR = 2024
COLUMNS = {"kind": "choice", "label": "text", "taken_on": "date", "ended_on": "date", "points": "integer",
           "other": "integer", "is_random": "boolean", "place": "reference"}  # fmt: skip
STORED = {"choice": "varchar(40)", "text": "varchar(200)", "date": "date", "integer": "bigint", "boolean": "boolean",
          "reference": "bigint"}  # fmt: skip
REGISTER = Register(
    key="golden",
    name="Contoh",
    table="golden_record",
    columns=tuple(
        {"key": key, "name": key, "type": kind, **({"choices": {"a": "A", "b": "B", "c": "C"}} if kind == "choice" else {})}
        for key, kind in COLUMNS.items()
    ),
)  # fmt: skip
DAYS = [date(YEAR, 1, 1), date(YEAR, 2, 29), date(YEAR, 12, 31), date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1),
        date(YEAR, 6, 30), date(YEAR, 7, 1)]  # fmt: skip
LABELS = ["", "MS", "ms", "100%", "x'; drop table golden_record; --", 'a"b', "%s", "?", "Ø", None]
FIELDS = ("id", "unit_id", "kind", "label", "taken_on", "ended_on", "points", "other", "is_random", "place_id")


def some_day(rng):
    return rng.choice([None, *DAYS, date(YEAR, 1, 1) + timedelta(days=rng.randrange(366))])


def some_record(rng, number):
    return {
        "id": number, "unit_id": rng.choice([1, 2, 77]), "kind": rng.choice(["a", "b", "c", None]),
        "label": rng.choice(LABELS), "taken_on": some_day(rng), "ended_on": some_day(rng),
        "points": rng.choice([None, 0, -3, 7, 2**40]), "other": rng.choice([None, 0, 7]),
        "is_random": rng.choice([True, False, None]), "place": rng.choice([None, 5, 6]),
    }  # fmt: skip


def some_condition(rng):
    key = rng.choice(list(COLUMNS))
    kind = COLUMNS[key]
    unary = [key, rng.choice(["is_set", "is_not_set"])]
    literals = {"choice": ["a", "b", "c"], "text": LABELS[:-1], "date": DAYS, "integer": [0, 7, -3, 2**40],
                "boolean": [True, False], "reference": [5, 6]}[kind]  # fmt: skip
    shapes = [unary, [key, rng.choice(["=", "!="]), rng.choice(literals)]]
    if kind != "boolean":
        shapes.append([key, "in", tuple(rng.sample(literals, 2))])
    if kind in {"date", "integer"}:
        order = rng.choice(["<", "<=", ">", ">=", "=", "!="])
        other = {"date": {"taken_on": "ended_on", "ended_on": "taken_on"},
                 "integer": {"points": "other", "other": "points"}}[kind][key]  # fmt: skip
        shapes += [[key, order, rng.choice(literals)], [key, order, {"column": other}]]
    if kind == "date":
        shapes.append([key, rng.choice(["<", ">="]), "$year_start"])
    return rng.choice(shapes)


def some_flow(rng, shared):
    return {"by": rng.choice(["taken_on", "ended_on"]),
            "where": (*shared, *(some_condition(rng) for _ in range(rng.randrange(3)))),
            "value": rng.choice(["count", {"sum": "points"}]), "sign": rng.choice(["plus", "plus", "minus"])}  # fmt: skip


def some_measures(rng):
    shared = [some_condition(rng)] if rng.random() < 0.5 else []
    return {
        f"measure_{n}": Counted(
            in_register="golden",
            flows=some_latest(rng, shared)
            if rng.random() < 0.3
            else tuple(some_flow(rng, shared) for _ in range(rng.choice([1, 1, 2, 3]))),
            group_by=rng.choice([None, None, "kind"]),
        )
        for n in range(rng.randrange(1, 6))
    }


def some_latest(rng, shared):
    """The number of one record; some of the columns that rank it are empty, and some records rank alike but for entry."""
    where = (*shared, *(some_condition(rng) for _ in range(rng.randrange(2))))
    then_by = rng.choice([(), ("ended_on",), ("other", "taken_on"), ("ended_on", "points")])
    value = {"latest": "points", "scale": "other", "then_by": then_by}
    return ({"by": rng.choice(["taken_on", "ended_on"]), "where": where, "value": value},)


def holding(records, counted):
    """(unit, group, month) → the record that holds: each that meets the conditions against the one that held so far."""
    [flow] = counted.flows
    held = {}
    for record in records:
        [one] = entered(counted, record)
        if not one.counts or one.day.year != YEAR:
            continue
        place = (record["unit_id"], record[counted.group_by] if counted.group_by else "", one.day.month)
        ranks = [record[key] for key in (flow.by, *flow.value.then_by)]
        mine = [(rank is not None, rank or 0) for rank in ranks] + [(True, record["id"])]
        if place not in held or mine > held[place][0]:
            held[place] = (mine, record)
    return {place: record for place, (_, record) in held.items()}


def by_hand(records, measures):
    """Counted record by record, with the loop that an auditor would write."""
    counts = {key: {} for key in measures}
    for key, counted in measures.items():
        if counted.latest:
            names = {"points": key, "other": f"{key} scale", "id": f"{key} record"}
            counts |= {name: {} for name in names.values()}
            for (unit, group, month), record in holding(records, counted).items():
                for column, name in names.items():
                    counts[name].setdefault((unit, group), [0] * 12)[month - 1] = record[column]
            continue
        for record in records:
            for one in entered(counted, record):
                if one.counts and one.day.year == YEAR and one.number:
                    place = (record["unit_id"], record[counted.group_by] if counted.group_by else "")
                    months = counts[key].setdefault(place, [0] * 12)
                    months[one.day.month - 1] += one.number
    return without_zeros(counts)


def without_zeros(counts):
    """A month in which plus and minus meet may be there as 0 or not at all."""
    return {key: {place: months for place, months in found.items() if any(months)} for key, found in counts.items()}


def filled(execute, many, records):
    columns = ", ".join(f"{key}_id {STORED[kind]}" if kind == "reference" else f"{key} {STORED[kind]}"
                        for key, kind in COLUMNS.items())  # fmt: skip
    execute("drop table if exists golden_record")
    execute(f"create temporary table golden_record (id integer, unit_id bigint, {columns})")
    rows = [[*list(record.values())] for record in records]
    if rows:
        many(rows)


def on_django(records):
    cursor = connection.cursor()
    marks = ", ".join(["%s"] * len(FIELDS))
    filled(cursor.execute, lambda rows: cursor.executemany(f"insert into golden_record values ({marks})", rows), records)  # noqa: S608  # fmt: skip

    def ask(statement):
        cursor.execute(statement.sql, list(statement.parameters))
        return cursor.fetchall()

    return ask


def on_duckdb(records):
    engine = duckdb.connect()
    marks = ", ".join(["?"] * len(FIELDS))
    filled(engine.execute, lambda rows: engine.executemany(f"insert into golden_record values ({marks})", rows), records)  # noqa: S608  # fmt: skip
    return lambda statement: engine.execute(statement.sql, list(statement.parameters)).fetchall()


@pytest.mark.parametrize("seed", range(40))
def test_engines_agree_with_a_count_by_hand(seed):
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    records = [some_record(rng, number) for number in range(rng.choice([0, 1, 60, 200]))]
    measures = some_measures(rng)
    expected = by_hand(records, measures)
    rng.shuffle(records)  # the order in which they lie says nothing
    django, duck = on_django(records), on_duckdb(records)

    statement = compile_measures(REGISTER, measures, YEAR)
    assert without_zeros(fold(statement, django(statement))) == expected
    statement = compile_measures(REGISTER, measures, YEAR, mark="?")
    assert without_zeros(fold(statement, duck(statement))) == expected


@pytest.fixture(scope="module")
def spark():
    """One session on this machine only; starting it takes some ten seconds."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (pip install 'akuntabel[spark]')")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    small = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.default.parallelism": "1",
             "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}  # fmt: skip
    session = sql.SparkSession.builder.master("local[1]").config(map=small).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def on_spark(session, records):
    kinds = {"id": "bigint", "unit_id": "bigint"} | {
        f"{key}_id" if kind == "reference" else key: "string" if kind in {"choice", "text"} else STORED[kind]
        for key, kind in COLUMNS.items()
    }
    schema = ", ".join(f"{key} {kind}" for key, kind in kinds.items())
    rows = [tuple(record.values()) for record in records]
    session.createDataFrame(rows, schema).createOrReplaceTempView("golden_record")
    return lambda statement: session.sql(statement.sql, args=list(statement.parameters)).collect()


@pytest.mark.spark
@pytest.mark.parametrize("seed", range(300, 306))
def test_spark_agrees_with_a_count_by_hand(seed, spark):
    rng = random.Random(seed)  # noqa: S311
    records = [some_record(rng, number) for number in range(rng.choice([0, 60, 200]))]
    measures = some_measures(rng)

    statement = compile_measures(REGISTER, measures, YEAR, mark="?")
    assert without_zeros(fold(statement, on_spark(spark, records)(statement))) == by_hand(records, measures)


@pytest.mark.parametrize("seed", range(100, 110))
def test_only_the_units_asked_for(seed):
    rng = random.Random(seed)  # noqa: S311
    records = [some_record(rng, number) for number in range(150)]
    measures = some_measures(rng)
    ask = on_django(records)

    statement = compile_measures(REGISTER, measures, YEAR, units=[2, 77])
    own = [record for record in records if record["unit_id"] != 1]
    assert without_zeros(fold(statement, ask(statement))) == by_hand(own, measures)


@pytest.mark.parametrize("seed", range(200, 220))
def test_the_records_listed_are_those_that_were_counted(seed):
    rng = random.Random(seed)  # noqa: S311
    records = [some_record(rng, number) for number in range(120)]
    [(_, counted), *_] = some_measures(rng).items()
    ask = on_django(records)
    first, last = date(YEAR, 2, 1), date(YEAR, 6, 30)

    for position, statement in enumerate(compile_records(REGISTER, counted, first, last)):
        found = sorted((int(number), int(added)) for number, _, added, *_scale in ask(statement))
        expected = [(record["id"], one.number) for record in records
                    if (one := entered(counted, record)[position]).counts and first <= one.day <= last]  # fmt: skip
        assert found == expected


@pytest.mark.parametrize("seed", range(400, 420))
def test_the_record_that_holds_is_listed_first_on_every_engine(seed):
    rng = random.Random(seed)  # noqa: S311
    records = [some_record(rng, number) for number in range(150)]
    counted = Counted(in_register="golden", flows=some_latest(rng, []))
    rng.shuffle(records)
    django, duck = on_django(records), on_duckdb(records)

    for month in range(1, 13):
        last = date(YEAR, month + 1, 1) - timedelta(days=1) if month < 12 else date(YEAR, 12, 31)
        expected = holding([one for one in records if one["unit_id"] == 2], counted).get((2, "", month))
        for ask, mark in ((django, "%s"), (duck, "?")):
            [statement] = compile_records(REGISTER, counted, date(YEAR, month, 1), last, mark=mark, units=[2])
            rows = ask(statement)
            assert (rows == []) is (expected is None)
            if expected:
                assert [int(str(n)) for n in (rows[0][0], *rows[0][2:])] == [
                    expected[k] for k in ("id", "points", "other")
                ]


def test_a_value_given_twice_for_a_month_by_hand():
    """Of three values for June the one of the latest document holds; of two of one day, the one entered last."""
    blank = dict.fromkeys(COLUMNS)
    june, july = date(YEAR, 6, 30), date(YEAR, 7, 31)
    given = [(1, june, date(YEAR, 7, 20), 248, 2), (2, june, date(YEAR, 7, 10), 250, 2), (3, june, None, 9, 0),
             (4, july, date(YEAR, 8, 1), 0, 0), (5, july, date(YEAR, 8, 1), 2500, 3)]  # fmt: skip
    records = [{"id": key, "unit_id": 1} | blank | {"taken_on": by, "ended_on": document, "points": digits, "other": scale}
               for key, by, document, digits, scale in given]  # fmt: skip
    value = {"latest": "points", "scale": "other", "then_by": ("ended_on",)}
    counted = Counted(in_register="golden", flows=({"by": "taken_on", "value": value},))
    statement = compile_measures(REGISTER, {"index": counted}, YEAR)

    assert fold(statement, on_django(records)(statement)) == {
        "index": {(1, ""): [0, 0, 0, 0, 0, 248, 2500, 0, 0, 0, 0, 0]},
        "index scale": {(1, ""): [0, 0, 0, 0, 0, 2, 3, 0, 0, 0, 0, 0]},
        "index record": {(1, ""): [0, 0, 0, 0, 0, 1, 5, 0, 0, 0, 0, 0]},
    }


def test_counts_by_hand_for_a_definition_that_anybody_can_follow():
    """Three records of which two count: the compiler and the plain count could be wrong in the same way; this is not."""
    blank = dict.fromkeys(COLUMNS)
    records = [
        {"id": 1, "unit_id": 1} | blank | {"kind": "a", "taken_on": date(YEAR, 2, 29), "points": 4},
        {"id": 2, "unit_id": 1} | blank | {"kind": "a", "taken_on": date(YEAR, 2, 1), "points": None},
        {"id": 3, "unit_id": 1} | blank | {"kind": "b", "taken_on": date(YEAR, 2, 2), "points": 9},
    ]
    flow = {"by": "taken_on", "where": (("kind", "=", "a"),)}
    measures = {"number": Counted(in_register="golden", flows=(flow,)),
                "points": Counted(in_register="golden", flows=({**flow, "value": {"sum": "points"}},))}  # fmt: skip
    statement = compile_measures(REGISTER, measures, YEAR)
    months = [0, 2, *[0] * 10]

    assert fold(statement, on_django(records)(statement)) == {
        "number": {(1, ""): months},
        "points": {(1, ""): [0, 4, *[0] * 10]},
    }


def test_no_value_stands_in_the_text():
    condition = ("label", "=", "x'; drop table golden_record; --")
    counted = Counted(in_register="golden", flows=({"by": "taken_on", "where": (condition,)},))
    statement = compile_measures(REGISTER, {"m": counted}, YEAR)

    assert "drop table" not in statement.sql
    assert condition[2] in statement.parameters
    assert statement.sql.count("%s") == len(statement.parameters)


def test_an_unregistered_column_cannot_be_named():
    counted = Counted(in_register="golden", flows=({"by": "taken_on", "where": (("unit_id", "=", 1),)},))
    with pytest.raises(KeyError):
        compile_measures(REGISTER, {"m": counted}, YEAR)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (("kind", "in", ("a", "b")), "kind salah satu dari: A, B"),
        (("kind", "!=", "c"), "kind bukan C"),
        (("ended_on", "<=", {"column": "taken_on"}), "ended_on paling lambat taken_on"),
        (("taken_on", ">=", "$year_start"), "taken_on sejak 1 Januari tahun yang diukur"),
        (("taken_on", "<", date(2024, 7, 1)), "taken_on sebelum 1 Juli 2024"),
        (("points", ">", 3), "points di atas 3"),
        (("is_random", "=", True), "is_random adalah ya"),
        (("points", "is_set"), "points terisi"),
        (("points", "is_not_set"), "points kosong"),
    ],
)
def test_a_condition_in_words(condition, words):
    assert in_words(REGISTER, Condition.model_validate(condition)) == words
