"""Is there a database to work on, is it ours and of this version, and is the data folder private?"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from akuntabel.cli.arguments import WrongUse

_OWN = "organisation"  # the room whose first migration makes the units


def refuse_foreign_database() -> None:
    """Raises WrongUse when the database holds another program's tables: `init` must not write beside them."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    tables = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    ours = any(app == _OWN for app, _ in MigrationRecorder(connection).applied_migrations())
    if tables and not ours:
        shown = ", ".join(sorted(tables)[:3]) + (" …" if len(tables) > 3 else "")
        raise WrongUse(
            f"Basis data ini berisi tabel program lain ({shown}). Pakai basis data yang kosong: "
            "perbaiki AKUNTABEL_DATABASE_URL."
        )


def refuse_absent_database() -> None:
    """Raises WrongUse when the SQLite file is not there: opening it would make a second, empty one."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    in_memory = name.startswith((":memory:", "file:"))
    if connection.vendor == "sqlite" and not in_memory and not Path(name).exists():
        raise WrongUse(
            f"Basis data {Path(name).absolute()} tidak ada. Jalankan perintah ini di folder tempat basis datanya disiapkan, "
            "atau sebut tempatnya dalam AKUNTABEL_VAR (folder data) atau AKUNTABEL_DATABASE_URL. Bila memang belum ada, "
            "siapkan dengan `akuntabel init`."
        )


def refuse_unready_database() -> None:
    """Raises WrongUse unless every migration of this version, and none of a later one, has been applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    if not any(app == _OWN for app, _ in applied):
        raise WrongUse("Basis data belum disiapkan. Jalankan `akuntabel init` lebih dahulu.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise WrongUse("Basis data ini dibuat oleh versi yang lebih lama. Jalankan `akuntabel init`, yang "
                       "memperbaruinya.")  # fmt: skip
    known = set(executor.loader.disk_migrations)
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in _apps(known)):
        raise WrongUse(
            f"Basis data ini dibuat oleh versi yang lebih baru ({', '.join(newer)}). Pasang versi itu, atau pakai "
            "basis data lain."
        )


def _apps(migrations: set[tuple[str, str]]) -> set[str]:
    return {app for app, _ in migrations}


@contextlib.contextmanager
def private_folder(folder: Path) -> Iterator[None]:
    """The data folder exists, and what is written meanwhile is for its owner only.

    A folder that was there and that others can open is named, not changed: other programs may share it.
    """
    mask = os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & 0o077:
            sys.stderr.write(
                f"Peringatan: folder data {folder} dapat dibuka pengguna lain di komputer ini (mode {mode:03o}). "
                f"Jalankan: chmod 700 {folder}\n"
            )
        yield
    finally:
        os.umask(mask)
