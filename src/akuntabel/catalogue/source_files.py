"""YAML files read so that every value is exact and every error knows its line."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from akuntabel.catalogue.mistakes import NUMBER, of_the_best_shape, sentence, shown_value, without_shapes
from akuntabel.core.number_format import indonesian_number

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong in a definition or office file: place, what is wrong, what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, baris {self.line}: {self.message}"


class SourceError(Exception):
    """Files could not be loaded; carries every finding, not only the first."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


if TYPE_CHECKING:
    _Base = yaml.SafeLoader
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Unreadable(yaml.constructor.ConstructorError):
    """What our own rules refuse, in a sentence for the reader."""


class _ExactLoader(_Base):
    """SafeLoader that makes decimals exact, sequences immutable, and refuses a repeated key."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        text = f'"{node.value}" bukan tanggal; tulis tanggal yang ada, seperti 2023-07-20'
        raise _Unreadable(None, None, text, node.start_mark) from None


def _tuple(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> tuple[Any, ...]:
    return tuple(loader.construct_sequence(node, deep=True))


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Unreadable(None, None, "kunci harus satu kata atau angka", key_node.start_mark)
        key: Hashable = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise _Unreadable(
                None, None, f'kunci "{key}" tercantum dua kali; hapus salah satu', key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


# Only true and false are booleans (YAML 1.2): "on" is the day something was done, "no" a word. Numbers are
# decimal only: 010 and 1:30 stay text, and text is refused where a number belongs. "=" is an operator, a text.
_REPLACED = {f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "value")}
_ExactLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _REPLACED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_SIGNS_AND_DIGITS = list("-+0123456789")
_ExactLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_ExactLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), _SIGNS_AND_DIGITS
)
_ExactLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9][0-9_]*\.[0-9][0-9_]*$"), _SIGNS_AND_DIGITS
)
_ExactLoader.add_constructor("tag:yaml.org,2002:timestamp", _day)
_ExactLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
_ExactLoader.add_constructor("tag:yaml.org,2002:seq", _tuple)
_ExactLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


@dataclass(frozen=True)
class SourceFile:
    """A parsed file: its data, and the line of every place in it."""

    name: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest place around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def finding(self, place: Place, message: str) -> Finding:
        return Finding(self.name, self.line(place), message)


LARGEST_FILE = 2_000_000
DEEPEST = 40


def _refuse_abuse(name: str, text: str) -> None:
    """Refuse what could hang or crash a reader, from the flat stream of events: size, depth, aliases."""
    if len(text) > LARGEST_FILE:
        raise SourceError(
            [Finding(name, 1, f"lebih dari {indonesian_number(LARGEST_FILE, 0)} huruf; bagi berkasnya")]
        )
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > DEEPEST:
            raise SourceError([Finding(name, line, f"bertingkat lebih dari {DEEPEST}; ratakan susunannya")])
        if isinstance(event, yaml.AliasEvent):
            message = f"tulis nilainya sendiri, bukan rujukan *{event.anchor}"
            raise SourceError([Finding(name, line, message)])


def read_source(path: Path, name: str | None = None) -> SourceFile:
    """Read one YAML file. Raises SourceError with file and line if it is not readable."""
    name = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (IsADirectoryError, PermissionError):
        raise SourceError([Finding(name, 1, "berkas ini tidak dapat dibaca; periksa jenis dan izinnya")]) from None
    except FileNotFoundError:
        raise SourceError([Finding(name, 1, "berkas ini tidak ada; buat, atau perbaiki namanya")]) from None
    except UnicodeDecodeError:
        raise SourceError([Finding(name, 1, "bukan teks UTF-8; simpan ulang berkasnya sebagai UTF-8")]) from None
    try:
        _refuse_abuse(name, text)
        loader = _ExactLoader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except _Unreadable as error:
        raise SourceError([Finding(name, _line_of(error), str(error.problem))]) from None
    except yaml.constructor.ConstructorError as error:
        raise SourceError([Finding(name, _line_of(error), NOT_YAML_TAG)]) from None
    except yaml.MarkedYAMLError as error:
        raise SourceError([Finding(name, _line_of(error), NOT_YAML)]) from None
    except yaml.YAMLError:
        raise SourceError([Finding(name, _line_of_sign(text), NOT_YAML_SIGN)]) from None
    return SourceFile(name, data, _line_numbers(node))


NOT_YAML = (
    "susunan YAML tidak terbaca; periksa titik dua, lekuk (spasi, bukan tab), tanda kutip, dan kurung di baris ini "
    "dan sebelumnya"
)
NOT_YAML_TAG = "tanda seru di depan nilai (!tag) tidak dipakai; hapus"
NOT_YAML_SIGN = "ada tanda yang tidak boleh ada dalam berkas teks; hapus tanda tak terlihat di baris ini"


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _line_of_sign(text: str) -> int:
    """The line of the first sign that YAML does not allow."""
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line_numbers(node: yaml.Node | None) -> dict[Place, int]:
    lines: dict[Place, int] = {}

    def walk(node: yaml.Node, place: Place) -> None:
        lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*place, key.value)
                lines[inner] = key.start_mark.line + 1
                walk(value, inner)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                walk(value, (*place, number))

    if node is not None:
        walk(node, ())
    return lines


def entries_of(source: SourceFile, findings: list[Finding]) -> range:
    """The positions of a file that must be a list; none, with a finding, when it is something else."""
    if isinstance(source.data, tuple):
        return range(len(source.data))
    findings.append(source.finding((), "berkas ini harus berupa daftar; awali tiap butir dengan tanda hubung"))
    return range(0)


def validated(source: SourceFile, model: type[Model], findings: list[Finding], place: Place = ()) -> Model | None:
    """The data at `place` as `model`, or None with every mistake added to `findings`."""
    data = source.data
    for step in place:
        data = data[step]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = [dict(problem) for problem in of_the_best_shape(model, error.errors())]
        for problem in problems:
            problem["inner"] = without_shapes(model, problem["loc"])
        kept = _one_per_place([p for p in problems if not _only_follows(p, problems)])
        findings += [_finding(source, place, problem, model) for problem in kept]
        return None


def _one_per_place(problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A value that fits none of several shapes is one mistake: the sentence about numbers, if any, stays."""
    best: dict[Place, dict[str, Any]] = {}
    for problem in problems:
        if problem["inner"] not in best or problem["type"] == NUMBER:
            best[problem["inner"]] = problem
    return list(best.values())


def _only_follows(problem: dict[str, Any], problems: list[dict[str, Any]]) -> bool:
    """A list "too short" because its items are wrong: the items' own findings say it better."""
    here = problem["loc"]
    return problem["type"] == "too_short" and any(
        other["loc"][: len(here)] == here for other in problems if other is not problem
    )


def _finding(source: SourceFile, place: Place, problem: dict[str, Any], model: type[BaseModel]) -> Finding:
    reached, keys = place, []
    for step in problem["inner"]:
        candidate = (*reached, step) if (*reached, step) in source.lines else (*reached, str(step))
        if not (isinstance(step, int) and candidate[-1] is step):
            keys.append(str(step))  # a position in a list is told by the line
        reached = candidate if candidate in source.lines else reached
    where = f"{'.'.join(keys)}: " if keys else ""
    return source.finding(reached, f"{where}{sentence(problem, model)}{shown_value(problem)}")
