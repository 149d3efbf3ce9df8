"""Database triggers that refuse UPDATE and DELETE on the event table.

Made after every migrate, because Django's AlterField rebuilds a SQLite table without its triggers.
The owner of a SQLite file can drop them: docs/security.md says so; the hash chain shows what was done.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLE = "audit_event"
NAMES = ("audit_event_no_update", "audit_event_no_delete")
MESSAGE = "audit events cannot be changed or removed"

_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for name, verb in zip(NAMES, ("UPDATE", "DELETE"), strict=True)
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()"
        for name, verb in zip(NAMES, ("UPDATE", "DELETE"), strict=True)
    ),
]


def install_triggers(using: str = "default", **_: Any) -> None:
    """Create the triggers where they are missing (signal receiver for post_migrate)."""
    connection = connections[using]
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in statements:
            cursor.execute(statement)


def missing_triggers(using: str = "default") -> list[str]:
    """Names of the triggers that the database does not have."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in present]
