"""A database that somebody else is writing to: told apart from what is really wrong."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import OperationalError

from akuntabel.web.busy import is_busy


def refused_by(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def sqlite_says(statement, path):
    """What SQLite answers a second connection while a first one writes."""
    first, second = (sqlite3.connect(path, timeout=0, isolation_level=None) for _ in range(2))
    try:
        first.execute("begin immediate")
        second.execute(statement)
    except sqlite3.Error as error:
        return error
    finally:
        first.close()
        second.close()
    return None


class PostgresqlError(Exception):
    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("statement", "expected"), [("begin immediate", True), ("select * from not_there", False)])
def test_sqlite(tmp_path, statement, expected):
    assert is_busy(refused_by(sqlite_says(statement, tmp_path / "one.sqlite3"))) is expected


@pytest.mark.parametrize(
    ("state", "expected"), [("55P03", True), ("40001", True), ("40P01", True), ("57P01", False), (None, False)]
)
def test_postgresql(state, expected):
    assert is_busy(refused_by(PostgresqlError(state))) is expected
