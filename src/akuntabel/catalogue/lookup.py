"""Look-up of definitions by day or period. Nothing is "current": every question carries a date."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from akuntabel.catalogue import schema
from akuntabel.catalogue.entries import Entry
from akuntabel.catalogue.loader import SchemeDefinitions, bands_of, fingerprint_of, load_scheme
from akuntabel.catalogue.source_files import Finding, SourceError
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.core.ratings import RatingScale

BUILT_IN = Path(__file__).parent / "definitions"
DIRS_VARIABLE = "AKUNTABEL_CATALOGUE_DIRS"


class NotDefined(LookupError):
    """Nothing is defined for the key on that day; the message says what is, and the remedy."""


@dataclass(frozen=True)
class Catalogue:
    """All schemes found, by id."""

    schemes: dict[str, SchemeDefinitions]

    def scheme(self, scheme_id: str) -> SchemeDefinitions:
        """Raises NotDefined."""
        if scheme_id not in self.schemes:
            have = ", ".join(sorted(self.schemes)) or "belum ada"
            raise NotDefined(
                f'Skema "{scheme_id}" tidak ada dalam katalog (yang ada: {have}). '
                f"Tambahkan foldernya ke {DIRS_VARIABLE}, atau perbaiki skema satuan kerja."
            )
        return self.schemes[scheme_id]


def catalogue(extra: tuple[Path, ...] = ()) -> Catalogue:
    """The built-in schemes, those of AKUNTABEL_CATALOGUE_DIRS, and `extra`; a later folder wins.

    A folder holds one sub-folder per scheme. Raises SourceError for any mistake in any file, and for a folder
    whose definitions would otherwise be left out without a word.
    """
    found: dict[str, SchemeDefinitions] = {}
    for folder in (BUILT_IN, *_from_environment(), *extra):
        for scheme_folder in _scheme_folders(folder):
            definitions = _loaded(_content(scheme_folder, _stamp(scheme_folder)))
            found[definitions.scheme.id] = definitions
    return Catalogue(found)


def _from_environment() -> list[Path]:
    """The folders of AKUNTABEL_CATALOGUE_DIRS. Raises SourceError unless each holds a scheme."""
    folders = [Path(part) for part in os.environ.get(DIRS_VARIABLE, "").strip().split(os.pathsep) if part]
    findings = []
    for folder in folders:
        if not folder.is_dir():
            findings.append(Finding(str(folder), 1, f"folder ini tidak ada; buat, atau perbaiki {DIRS_VARIABLE}"))
        elif folder.joinpath("scheme.yaml").exists():
            findings.append(Finding(str(folder), 1, "folder ini sendiri sebuah skema; tulis folder di atasnya, "
                                    f"{folder.resolve().parent}, dalam {DIRS_VARIABLE}"))  # fmt: skip
        elif not _scheme_folders(folder):
            findings.append(Finding(str(folder), 1, "folder ini tidak berisi satu pun skema (folder dengan scheme.yaml); "
                                    f"tambahkan, atau hapus dari {DIRS_VARIABLE}"))  # fmt: skip
    if findings:
        raise SourceError(findings)
    return folders


def _scheme_folders(folder: Path) -> list[Path]:
    """The sub-folders that hold definitions. Raises SourceError when one of them has no scheme.yaml."""
    found = [path for path in sorted(folder.glob("[!.]*/")) if path.is_dir() and next(path.rglob("*.yaml"), None)]
    lacking = [
        Finding(str(path), 1, "folder skema ini tidak berisi scheme.yaml; tambahkan berkas itu, atau pindahkan foldernya")
        for path in found if not path.joinpath("scheme.yaml").exists()
    ]  # fmt: skip
    if lacking:
        raise SourceError(lacking)
    return found


Stamp = tuple[tuple[str, int, int], ...]


def _stamp(folder: Path) -> Stamp:
    """Path, time of change and size of every file: a file changed, added, removed or put back is another stamp."""
    files = sorted(folder.rglob("*.yaml"))
    return tuple((str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files)


@dataclass(frozen=True)
class _Content:
    """A folder known by what is in it: a copy elsewhere is the same definitions."""

    fingerprint: str
    folder: Path = field(compare=False)


@lru_cache(maxsize=64)
def _content(folder: Path, stamp: Stamp) -> _Content:  # noqa: ARG001  (the stamp is the key)
    return _Content(fingerprint_of(folder), folder)


@lru_cache(maxsize=16)
def _loaded(content: _Content) -> SchemeDefinitions:
    return load_scheme(content.folder)


def rule_set_for(definitions: SchemeDefinitions, period: Period) -> schema.RuleSet:
    """The rule set in force on the period's last day: the latest whose first period has begun by then.

    Raises NotDefined.
    """
    begun = [r for r in definitions.rule_sets.values() if r.first_period.begins_on <= period.last_day]
    if not begun:
        first = min(definitions.rule_sets.values(), key=lambda r: r.first_period.begins_on)
        raise NotDefined(
            f"Belum ada aturan penilaian skema {definitions.scheme.id} untuk {period.name}: yang pertama, {first.id}, "
            f"berlaku sejak {first.first_period.name}. Ukur periode sesudahnya, atau tambahkan aturan yang berlaku "
            "waktu itu beserta dasar hukumnya."
        )
    return max(begun, key=lambda r: r.first_period.begins_on)


def indicator_version(indicator: schema.Indicator, day: date) -> schema.IndicatorVersion:
    """The definition of an indicator on a day. Raises NotDefined."""
    begun = [version for version in indicator.versions if version.valid_from <= day]
    if not begun:
        raise NotDefined(
            f"Indikator {indicator.slug} belum mempunyai definisi pada {indonesian_date(day)}: yang pertama berlaku "
            f"sejak {indonesian_date(indicator.versions[0].valid_from)}. Tambahkan definisi yang berlaku hari itu."
        )
    return begun[-1]


def groups_of(definitions: SchemeDefinitions, version: schema.IndicatorVersion) -> dict[str, str]:
    """Key → name of the groups (aspects) that the definition's formula averages; empty for every other formula."""
    formula = version.formula
    if isinstance(formula, schema.WeightedMeanFormula | schema.MeanOfGroupsFormula):
        return definitions.measures[formula.measure].groups
    return {}


def rating_scale(rule_set: schema.RuleSet) -> RatingScale:
    """The rule set's bands, ready to classify."""
    return RatingScale(bands_of(rule_set))


def definition_hash(entry: Entry) -> str:
    """SHA-256 over the entry as written, keys sorted, so a stored figure can name the text it was computed by.

    What the file leaves to its default stays out: a key that a later version of the schema adds changes no hash.
    """
    written = entry.model_dump(mode="json", exclude_unset=True)
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
