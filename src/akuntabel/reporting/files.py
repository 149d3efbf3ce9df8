"""Putting several files into a folder: all of them or none."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class _Place:
    """Where one file ends up, where it is written first, and where the file it replaces is kept meanwhile."""

    final: Path
    part: Path
    kept: Path


def put_all(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write the files into the folder, made if need be, and return their paths in order.

    All are written under other names first and then take their places one by one; when one cannot, those
    that did give way to what was there before. Raises OSError, with the folder as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mark = secrets.token_hex(4)
    places = [
        _Place(
            folder.joinpath(name), folder.joinpath(f".{name}.{mark}.part"), folder.joinpath(f".{name}.{mark}.old")
        )
        for name in contents
    ]
    try:
        for place, data in zip(places, contents.values(), strict=True):
            _write(place.part, data)
        for place in places:
            _keep(place)
        _take_places(places)
    finally:
        for place in places:
            place.part.unlink(missing_ok=True)
            place.kept.unlink(missing_ok=True)
    return [place.final for place in places]


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep(place: _Place) -> None:
    """A second name for the file that is there, or a copy where the file system has no second names."""
    if not place.final.exists():
        return
    try:
        place.kept.hardlink_to(place.final)
    except OSError:
        shutil.copy2(place.final, place.kept)


def _take_places(places: list[_Place]) -> None:
    done: list[_Place] = []
    try:
        for place in places:
            place.part.replace(place.final)
            done.append(place)
    except BaseException:
        for place in reversed(done):
            if place.kept.exists():
                place.kept.replace(place.final)
            else:
                place.final.unlink(missing_ok=True)
        raise
