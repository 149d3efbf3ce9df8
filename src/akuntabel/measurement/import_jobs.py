"""The steps of an import that take long, as jobs: asked for on the web, done by a worker, refused on the import's page.

A step may be begun again when its worker died: each writes in one transaction that also says that it is done. Whoever asked
may have lost the right by the time it is done, so it is asked for again.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.source_files import SourceError
from akuntabel.core.problems import Problem, Refused
from akuntabel.jobs import queue
from akuntabel.jobs.queries import is_open
from akuntabel.measurement import importing
from akuntabel.measurement.importing import State, WrongState
from akuntabel.measurement.record_queries import Book, books_of
from akuntabel.organisation.access import may_import, named_for
from akuntabel.organisation.models import Unit, User
from akuntabel.organisation.queries import actor_of, definitions_for
from akuntabel.organisation.records.files import has_line
from akuntabel.registers.models import ImportBatch

MOST_SAID = 50
"""Sentences of a refusal that are kept; the problems of rows stand in the preview."""


class _MayNoLonger(Refused):
    """Whoever asked has no right to it any more; somebody else may ask for the same."""


class Busy(Exception):
    """A step of this import waits or runs already."""


def upload(unit: Unit, book: Book, name: str, content: bytes, *, by: User) -> ImportBatch:
    """Put a file aside and ask for it to be read."""
    with transaction.atomic():
        batch = importing.receive(unit, book, name, content, by=actor_of(by))
        request(batch, "read", by=by)
    return batch


def request(batch: ImportBatch, step: str, *, by: User, **arguments: Any) -> None:
    """Ask for a step: read (sheet), examine, keep (good_only) or withdraw (reason). Raises Busy."""
    with transaction.atomic():
        found = _free(batch)
        found.job = queue.enqueue(take_step, owner=by, batch=batch.pk, step=step, user=by.pk, arguments=arguments)
        found.refusal = []
        found.save(update_fields=["job", "refusal"])


def request_again(batch: ImportBatch, *, by: User) -> None:
    """Ask once more for the step that was not done. Raises Busy, WrongState."""
    with transaction.atomic():
        found = _free(batch)
        if found.job is None or found.state not in (*importing.UNDECIDED, State.KEPT):
            raise WrongState
        found.job = queue.again(found.job, owner=by)
        found.save(update_fields=["job"])


def _free(batch: ImportBatch) -> ImportBatch:
    """The import, locked. Raises Busy."""
    found = ImportBatch.objects.select_for_update().only("job", "state").get(pk=batch.pk)
    if is_open(found.job):
        raise Busy
    return found


@task
def take_step(batch: int, step: str, user: int, arguments: dict[str, Any]) -> None:
    """Do one step of an import on behalf of an account, which must still be allowed to; what is refused is kept with it."""
    found = ImportBatch.objects.select_related("unit").defer(*importing.CONTENTS).get(pk=batch)
    try:
        _take(found, _book(found, user), step, arguments, by=actor_of(User.objects.get(pk=user)))
    except Refused as refused:
        if step == "read" and not isinstance(refused, _MayNoLonger):
            importing.not_read(found.unit, found)
        said = [one.message if step == "read" else _with_line(one) for one in refused.problems[:MOST_SAID]]
        ImportBatch.objects.filter(pk=batch).update(refusal=said)
    except WrongState:
        pass  # this very step was done before, by a worker that could not say so any more; or it was decided on meanwhile


def _with_line(problem: Problem) -> str:
    return f"Baris {problem.place[0]}: {problem.message}" if has_line(problem) else problem.message


def _take(batch: ImportBatch, book: Book, step: str, arguments: dict[str, Any], *, by: Actor) -> None:
    match step:
        case "read":
            importing.read(batch.unit, book, batch, **arguments)
        case "examine":
            importing.examine(batch.unit, book, batch, by=by)
        case "keep":
            importing.keep(batch.unit, book, batch, **arguments, by=by)
        case "withdraw":
            importing.withdraw(batch.unit, book, batch, **arguments, by=by)
        case _:
            raise ValueError(step)


def _book(batch: ImportBatch, user: int) -> Book:
    """The register, where the account may hold a file against it now. Raises Refused."""
    account = User.objects.filter(pk=user).first()
    register = definitions_for(batch.unit).registers[batch.register]
    if account is None or not may_import(account, batch.unit, register):
        name = "Akun yang memintanya" if account is None else f"Akun {account.username}"
        raise _MayNoLonger([Problem((), f"{name} tidak lagi boleh mengimpor ke register {register.name}. Minta petugas yang "
                               "berwenang mengulanginya, atau periksa peran akun itu.")])  # fmt: skip
    return books_of(batch.unit, named_for(account, batch.unit))[batch.register]


# Called by each worker every hour


def forget_undecided() -> None:
    """Discard the files on which nobody has decided in time."""
    importing.forget_undecided(timezone.now(), by=Actor("Akuntabel", "worker"))


def read_definitions() -> None:
    """Have the definitions of every unit at hand, so that no job waits for them."""
    for unit in Unit.objects.all():
        try:
            definitions_for(unit)
        except (NotDefined, SourceError):
            continue  # whoever opens a page of the unit is told
