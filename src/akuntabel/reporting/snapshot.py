"""One consistent view of the database: a report is read from a single moment, whatever is saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads inside see the data as they were at the first of them. Nothing may be written inside.

    PostgreSQL: a transaction of isolation REPEATABLE READ, read only. SQLite: a deferred one, which in WAL
    mode keeps its view without holding up whoever writes (our own transactions begin IMMEDIATE). Inside a
    transaction that is already open, that one counts.
    """
    if connection.in_atomic_block:
        yield
        return
    sqlite: Any = connection if connection.vendor == "sqlite" else None
    usual = sqlite.transaction_mode if sqlite else None
    try:
        if sqlite:
            sqlite.transaction_mode = "DEFERRED"
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if sqlite:
            sqlite.transaction_mode = usual
