"""Whether the database refused because somebody else is writing: then nothing is wrong, and the same may be tried again."""

from __future__ import annotations

import sqlite3

from django.db import OperationalError

BUSY = 503
_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_POSTGRESQL = {"55P03", "40001", "40P01"}
"""No lock in time, two transactions that cannot both be true, two that wait for one another."""


def is_busy(error: OperationalError) -> bool:
    """A lock that was not to be had in time, on SQLite or PostgreSQL."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in _SQLITE
    return getattr(cause, "sqlstate", None) in _POSTGRESQL
