"""Database triggers that refuse UPDATE and DELETE on the event table.

Made after every migrate, because Django's AlterField rebuilds a SQLite table without its triggers.
The owner of a SQLite file can drop them; the hash chain then shows what was done.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLE = "audit_event"
MESSAGE = "audit events cannot be changed or removed"
_VERBS = {"audit_event_no_update": "UPDATE", "audit_event_no_delete": "DELETE"}

# INSERT OR REPLACE removes the old row without firing its DELETE trigger.
_NO_REPLACE = "audit_event_no_replace"
_SQLITE = {
    **{
        name: f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for name, verb in _VERBS.items()
    },
    _NO_REPLACE: f"CREATE TRIGGER IF NOT EXISTS {_NO_REPLACE} BEFORE INSERT ON {TABLE} "  # noqa: S608  (constants)
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number)) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
}

# TRUNCATE fires statement triggers only.
_NO_TRUNCATE = "audit_event_no_truncate"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
)
_POSTGRESQL = {
    **{
        name: f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()"
        for name, verb in _VERBS.items()
    },
    _NO_TRUNCATE: f"CREATE OR REPLACE TRIGGER {_NO_TRUNCATE} BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
}


def trigger_names(using: str = "default") -> tuple[str, ...]:
    """The triggers that the engine of this connection needs."""
    return tuple(_SQLITE if connections[using].vendor == "sqlite" else _POSTGRESQL)


def install_triggers(using: str = "default", **_: Any) -> None:
    """Create the triggers where they are missing (signal receiver for post_migrate)."""
    connection = connections[using]
    statements = list(_SQLITE.values()) if connection.vendor == "sqlite" else [_FUNCTION, *_POSTGRESQL.values()]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in statements:
            cursor.execute(statement)


def missing_triggers(using: str = "default") -> list[str]:
    """Names of the triggers that the event table does not have, or that are switched off."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = %s::regclass"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in trigger_names(using) if name not in present]
