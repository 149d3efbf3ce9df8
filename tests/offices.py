"""Example offices in the test database: loaded once through the product, then copied row by row.

Loading checks a whole folder and writes it through the services, half a second each time; a thousand tests want
an office. What is copied is what the first loading of the process wrote, rows and installed definitions; the records
of the registers only where a test asks for them, the figures counted from them always.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction

from akuntabel.audit.services import Actor
from akuntabel.exchange.office_folder import load_office_folder
from akuntabel.organisation.models import Unit
from akuntabel.registers.kinds import KINDS

EXAMPLES = Path(__file__).parents[1] / "examples"
INSTALLED_DATABASE = settings.DATABASES["default"]["NAME"]
ACTOR = Actor("test", "test")


@dataclass(frozen=True)
class Copy:
    """What one loading added: table → its columns and rows; and the unit's slug."""

    slug: str
    rows: dict[str, tuple[list[str], list[tuple]]]


_copies: dict[tuple[str, ...], Copy] = {}
"""(slugs there before …, name of the example) → what loading it added."""


def load(name: str, *, records: bool = False) -> Unit:
    """An example office, in the test database only; with the records of its registers, or with their figures only.

    pytest-django makes that database when a selected test names a database fixture. One that only asks for
    an office by `getfixturevalue` would write to the installation's own: it must name `db` as well.
    """
    assert connection.settings_dict["NAME"] != INSTALLED_DATABASE, "no test database: let the test name `db`"
    key = (*Unit.objects.order_by("slug").values_list("slug", flat=True), name)
    if key not in _copies:
        before = {table: {row[0] for row in _rows(table)[1]} for table in _tables()}
        unit = load_office_folder(EXAMPLES / name, by=ACTOR)[0]
        _copies[key] = Copy(unit.slug, {table: _added(table, before[table]) for table in _tables()})
        if not records:
            _delete(_copies[key])
        return unit
    try:
        _insert(_copies[key], without=set() if records else _register_tables())
    except IntegrityError:  # the test has written rows of its own before
        return load_office_folder(EXAMPLES / name, by=ACTOR)[0]
    _install(name)
    return Unit.objects.get(slug=_copies[key].slug)


def _tables() -> list[str]:
    """Ours only; the first column of each is its primary key, of a history that of the record."""
    models = apps.get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model.__module__.startswith("akuntabel.")]


def _rows(table: str) -> tuple[list[str], list[tuple]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (the name of a model's table)
        return [column[0] for column in cursor.description], cursor.fetchall()


def _added(table: str, before: set) -> tuple[list[str], list[tuple]]:
    columns, rows = _rows(table)
    return columns, [row for row in rows if row[0] not in before]


def _register_tables() -> set[str]:
    """The records of the registers with their history, and the shared things that they refer to."""
    shared = {kind.model._meta.db_table for kind in KINDS.values()}
    return shared | {model._meta.db_table for model in apps.get_app_config("registers").get_models()}


def _delete(copy: Copy) -> None:
    """Take the records away again that loading wrote."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _register_tables():
            columns, rows = copy.rows[table]
            statement = f"DELETE FROM {quote(table)} WHERE {quote(columns[0])} = %s"  # noqa: S608  (names of a model)
            cursor.executemany(statement, [row[:1] for row in rows])


def _insert(copy: Copy, *, without: set[str]) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in copy.rows.items():
            if rows and table not in without:
                names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608
        models = [model for model in apps.get_models() if copy.rows.get(model._meta.db_table, ((), []))[1]]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _install(name: str) -> None:
    """The office's own definitions, where loading puts them."""
    for scheme in (EXAMPLES / name / "catalogue").glob("*"):
        shutil.copytree(scheme, settings.VAR / "catalogue" / scheme.name)
