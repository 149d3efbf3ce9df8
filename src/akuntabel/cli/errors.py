"""What to tell the user about an exception: never a traceback, always a sentence with a way on."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from akuntabel.cli.arguments import WrongUse
from akuntabel.cli.system_words import database_sentence, reason_of


def message_of(error: Exception) -> str:
    """The sentence for a user's mistake, for a machine that refuses, or for a fault of ours.

    Imports the rooms only now: without Django, or with settings that cannot be read, they cannot be.
    """
    if isinstance(error, WrongUse):
        return str(error)
    if isinstance(error, OSError):
        what = error.filename if error.filename is not None else "Keluaran tidak dapat ditulis"
        return f"{what}: {reason_of(error)}. Perbaiki, lalu ulangi."
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import DataError, IntegrityError
        from django.db.utils import DatabaseError, InterfaceError
    except ModuleNotFoundError as missing:
        return f"Pustaka {missing.name} belum terpasang. Pasang dengan `make setup`, atau akuntabel[server]."
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, (DatabaseError, InterfaceError)) and not isinstance(error, (IntegrityError, DataError)):
        return f"{database_sentence(str(error))} Basis data: {_which_database()}."
    return str(error) if isinstance(error, _mistakes()) else fault(error)


def _which_database() -> str:
    """The file, or name and server; never the password."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    return f"{database['NAME']}{' di ' if database.get('HOST') else ''}{database.get('HOST', '')}"


def _mistakes() -> tuple[type[Exception], ...]:
    """The rooms' exceptions that carry a sentence for the user."""
    from akuntabel.catalogue.lookup import NotDefined
    from akuntabel.catalogue.source_files import SourceError
    from akuntabel.core.periods import PeriodError
    from akuntabel.core.problems import Refused
    from akuntabel.measurement.engines import EngineMissing
    from akuntabel.measurement.figures import UnknownFigure
    from akuntabel.measurement.measured import NotCounted
    from akuntabel.organisation.queries import UnitUnknown
    from akuntabel.planning.queries import PlanMissing
    from akuntabel.reporting.services import FormatUnknown

    return (SourceError, Refused, PeriodError, UnitUnknown, PlanMissing, NotDefined, UnknownFigure, FormatUnknown,
            EngineMissing, NotCounted)  # fmt: skip


def fault(error: Exception) -> str:
    """A fault of the program: what it was and where; with AKUNTABEL_DEBUG=1 the whole trace."""
    if os.environ.get("AKUNTABEL_DEBUG", "").lower() in {"1", "true"}:
        return "".join(traceback.format_exception(error)).rstrip()
    frames = traceback.extract_tb(error.__traceback__)
    place = f" pada {Path(frames[-1].filename).name} baris {frames[-1].lineno}" if frames else ""
    text = " ".join(str(error).split())
    return (
        f"Kesalahan program, bukan kesalahan Anda: {type(error).__name__}{place}{': ' if text else ''}{text}. "
        "Laporkan kepada pengelola aplikasi; AKUNTABEL_DEBUG=1 menampilkan rinciannya."
    )
