"""Which exceptions are a user's mistake, and the sentence for each; anything else is ours and is raised."""

from __future__ import annotations

from django.db.utils import OperationalError, ProgrammingError

from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.source_files import SourceError
from akuntabel.cli.arguments import WrongUse
from akuntabel.core.periods import PeriodError
from akuntabel.core.problems import Refused
from akuntabel.measurement.figures import UnknownFigure
from akuntabel.organisation.queries import UnitUnknown
from akuntabel.planning.queries import PlanMissing
from akuntabel.reporting.services import FormatUnknown

_MISTAKES = (WrongUse, SourceError, Refused, PeriodError, UnitUnknown, PlanMissing, NotDefined, UnknownFigure,
             FormatUnknown)  # fmt: skip


def message_of(error: Exception) -> str | None:
    """What to tell the user; None when the error is a fault of the program."""
    if isinstance(error, _MISTAKES):
        return str(error)
    if isinstance(error, (OperationalError, ProgrammingError)):
        if "no such table" in str(error) or "does not exist" in str(error):
            return "Basis data belum disiapkan. Jalankan `akuntabel init` lebih dahulu."
        return f"Basis data tidak dapat dipakai: {error}".strip()
    return None
