from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from akuntabel.audit.triggers import TABLE, missing_triggers


def triggers_are_in_place(databases: list[str] | None = None, **_: Any) -> list[CheckMessage]:
    """audit.E001: an event table without its triggers; the server refuses to start."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            if TABLE not in connections[alias].introspection.table_names(cursor):
                continue
        if missing := missing_triggers(alias):
            messages.append(Error(f"The audit table has no {', '.join(missing)}: events could be changed unseen.",
                                  hint="Run `akuntabel init`, which migrates and makes the triggers again.",
                                  id="audit.E001"))  # fmt: skip
    return messages
