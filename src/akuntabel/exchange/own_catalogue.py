"""An office's own definitions: refused where they would change somebody else's, installed whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from akuntabel.catalogue.loader import SchemeDefinitions, fingerprint_of
from akuntabel.catalogue.lookup import DIRS_VARIABLE, NotDefined, catalogue
from akuntabel.catalogue.source_files import Finding, SourceError, SourceFile
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import installed_catalogue


def definitions_of(folder: Path, office: SourceFile, scheme: str) -> SchemeDefinitions:
    """The scheme that the office names: built in, installed, or in the folder's own catalogue/.

    Raises SourceError: mistakes in the definitions, a scheme that is nowhere, or one that is not the office's
    to change.
    """
    findings = list(_not_its_own(folder, office, scheme))
    own = (folder / "catalogue",) if own_scheme(folder, scheme) else ()
    if findings:
        raise SourceError(findings)
    try:
        return catalogue((installed_catalogue(), *own)).scheme(scheme)
    except NotDefined as error:
        raise SourceError([office.finding(("scheme",), str(error))]) from None


def own_scheme(folder: Path, scheme: str) -> Path | None:
    """The folder of definitions that the office brings, if it does."""
    own = folder.joinpath("catalogue", scheme)
    return own if own.is_dir() else None


def _not_its_own(folder: Path, office: SourceFile, scheme: str) -> Iterator[Finding]:
    for other in sorted((folder / "catalogue").glob("*/")):
        if other.is_dir() and other.name != scheme:
            yield office.finding(("scheme",), f'Folder catalogue/{other.name} bukan skema kantor ini ("{scheme}"). '
                                 "Hapus foldernya, atau perbaiki scheme.")  # fmt: skip
    own = own_scheme(folder, scheme)
    if own is None:
        return
    if scheme in catalogue().schemes:
        yield office.finding(("scheme",), f'Skema "{scheme}" sudah ada bersama program ini (atau dalam {DIRS_VARIABLE}) '
                             f"dan tidak boleh diganti oleh folder kantor. Hapus catalogue/{scheme}, atau beri skema "
                             "kantor nama lain.")  # fmt: skip
    elif there := _different_installed(own, scheme):
        users = ", ".join(Unit.objects.filter(scheme=scheme).order_by("slug").values_list("slug", flat=True))
        if users:
            yield office.finding(("scheme",), f'Skema "{scheme}" sudah terpasang di {there} dengan isi lain, dan dipakai '
                                 f"{users}. Samakan catalogue/{scheme} dengan yang terpasang, atau beri skema kantor "
                                 "nama lain.")  # fmt: skip


def _different_installed(own: Path, scheme: str) -> Path | None:
    there = installed_catalogue().joinpath(scheme)
    return there if there.is_dir() and fingerprint_of(there) != fingerprint_of(own) else None


@contextmanager
def installed(folder: Path, scheme: str) -> Iterator[str | None]:
    """Install the office's own scheme for the time of the block and, when it ends well, for good.

    Copied beside first and renamed, so that no reader sees half a scheme; when the block fails, what was
    there before is there again. Gives the digest of the definitions, None when the office brings none.
    """
    own, target = own_scheme(folder, scheme), installed_catalogue().joinpath(scheme)
    if own is None or (target.is_dir() and not _different_installed(own, scheme)):
        yield None if own is None else fingerprint_of(own)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.parent.with_name(f".catalogue-{secrets.token_hex(8)}")
    new, old = beside / "new", beside / "old"
    try:
        shutil.copytree(own, new)
        if target.is_dir():
            target.rename(old)
        new.rename(target)
        yield fingerprint_of(target)
    except BaseException:
        _restore(target, old, came=not new.exists())
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _restore(target: Path, old: Path, *, came: bool) -> None:
    if came:
        shutil.rmtree(target, ignore_errors=True)
    if old.is_dir():
        old.rename(target)
