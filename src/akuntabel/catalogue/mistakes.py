"""What pydantic finds wrong, said in Indonesian: one table from error type to sentence, for every kind of file.

The sentence follows the key it is about and says the remedy; the file, the line and the value are added
where the finding is made (`source_files.validated`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

Problem = Mapping[str, Any]
Place = tuple[str | int, ...]

NUMBER = "is_instance_of"
"""The error type of what should be a number; of several shapes that do not fit, this says it best."""

SENTENCES: dict[str, str] = {
    "missing": "wajib ada; tambahkan",
    NUMBER: "harus berupa angka; tulis tanpa tanda kutip, dengan titik desimal",
    "bool_type": "harus true atau false",
    "int_type": "harus bilangan bulat tanpa tanda kutip",
    "string_type": "harus berupa teks; beri tanda kutip",
    "date_type": "harus berupa tanggal seperti 2023-07-20, tanpa tanda kutip",
    "date_from_datetime_inexact": "harus berupa tanggal tanpa jam, seperti 2023-07-20",
    "model_type": "harus berupa kunci dan nilai (kunci: nilai), satu per baris",
    "dict_type": "harus berupa kunci dan nilai (kunci: nilai), satu per baris",
    "tuple_type": "harus berupa daftar; awali tiap butir dengan tanda hubung",
    "literal_error": "harus salah satu dari: {expected}",
    "union_tag_invalid": "jenisnya harus salah satu dari: {expected_tags}",
    "union_tag_not_found": "jenisnya belum disebut; tambahkan {discriminator}",
    "string_too_short": "tidak boleh kosong; isi",
    "string_too_long": "paling banyak {max_length} huruf; pendekkan",
    "too_short": "paling sedikit {min_length} butir; tambahkan",
    "too_long": "paling banyak {max_length} butir; kurangi",
    "greater_than_equal": "paling kecil {ge}",
    "greater_than": "harus lebih besar dari {gt}",
    "less_than_equal": "paling besar {le}",
    "less_than": "harus lebih kecil dari {lt}",
}
"""Error type → sentence; the braces are what pydantic says about the limit."""

PATTERNS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "hanya huruf kecil, angka, dan tanda hubung, seperti random-drug-compliance",
    "^[a-z][a-z0-9_]*$": "hanya huruf kecil, angka, dan garis bawah, seperti random_drug_samples",
    "^#[0-9A-Fa-f]{6}$": "warna seperti #2FB344",
}
"""Pattern of a text → what it allows, in words."""

NOT_SHOWN = {"missing", "extra_forbidden"}
"""Error types whose sentence does not show the value: there is none, or the key is the mistake."""


def sentence(problem: Problem, model: type[BaseModel]) -> str:
    """What is wrong and what to do, for one entry of `ValidationError.errors()`."""
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(str(problem["loc"][-1]), known_keys(model, problem["loc"][:-1]))
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        allowed = PATTERNS.get(context["pattern"])
        return f"isinya {allowed}" if allowed else f"tidak sesuai pola {context['pattern']}; perbaiki penulisannya"
    if kind in SENTENCES:
        shown = {key: str(value).replace(" or ", " atau ") for key, value in context.items()}
        return SENTENCES[kind].format(**shown)
    return f"tidak dapat dibaca; perbaiki ({problem['msg']})"


def shown_value(problem: Problem) -> str:
    """The value as it stands in the file, for the end of the sentence; empty when it would not help."""
    value = problem.get("input")
    if problem["type"] in NOT_SHOWN or not isinstance(value, (str, int, Decimal)):
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = text if len(text) <= 60 else f"{text[:57]}…"
    return f' (tertulis: "{text}")' if isinstance(value, str) else f" (tertulis: {text})"


def nearest(key: str, known: Iterable[str]) -> str:
    """' (maksudnya "measure"?)' when a known key is spelt much like this one; empty otherwise."""
    near = get_close_matches(key, known, n=1)
    return f' (maksudnya "{near[0]}"?)' if near else ""


def _unknown_key(key: str, known: list[str]) -> str:
    """The nearest known key, or all of them when none is near."""
    if near := nearest(key, known):
        return f"kunci ini tidak dikenal{near}; perbaiki ejaannya, atau hapus"
    return f"kunci ini tidak dikenal; hapus, atau pakai salah satu dari: {', '.join(known)}"


def known_keys(model: type[BaseModel], location: Place) -> list[str]:
    """The keys that an entry at this location of pydantic's may have."""
    models, _ = _walk(model, location)
    return sorted({name for entry in models for name in entry.model_fields})


def without_shapes(model: type[BaseModel], location: Place) -> Place:
    """pydantic's location without the names of shapes that it adds for unions: only keys and positions."""
    return _walk(model, location)[1]


def of_the_best_shape(model: type[BaseModel], problems: Sequence[Problem]) -> list[Problem]:
    """The problems without those of shapes that a value of keys was tried as and fits less well.

    A range without its upper bound is not a text without words, nor a number: of the shapes of a union the one
    that knows most of the keys speaks, and of several the one with fewest mistakes.
    """
    tried: dict[Place, dict[str, list[Problem]]] = {}
    for problem in problems:
        position = _shape_step(model, problem["loc"])
        if position is not None and len(problem["loc"]) > position + 1:
            shapes = tried.setdefault(problem["loc"][:position], {})
            shapes.setdefault(str(problem["loc"][position]), []).append(problem)
    best = {place: min(shapes, key=lambda name: _misfit(shapes[name])) for place, shapes in tried.items()}

    def speaks(problem: Problem) -> bool:
        location = problem["loc"]
        within = [at for at in best if len(at) < len(location) and location[: len(at)] == at]
        return all(location[len(at)] == best[at] for at in within)

    return [problem for problem in problems if speaks(problem)]


def _misfit(problems: Sequence[Problem]) -> tuple[int, int]:
    return sum(problem["type"] == "extra_forbidden" for problem in problems), len(problems)


def _shape_step(model: type[BaseModel], location: Place) -> int | None:
    """The position in pydantic's location where it names a shape of a union; None when it names none."""
    for position in range(len(location)):
        models, keys = _walk(model, location[: position + 1])
        if len(keys) <= position and any(_is_called(entry, str(location[position])) for entry in models):
            return position
    return None


def _walk(model: type[BaseModel], location: Place) -> tuple[list[type[BaseModel]], Place]:
    models: list[type[BaseModel]] = [model]
    keys: list[str | int] = []
    for step in location:
        fields = [entry.model_fields[step] for entry in models if step in entry.model_fields]
        if fields:
            models = [inner for field in fields for inner in _models_in(field.annotation)]
            keys.append(step)
        elif isinstance(step, str) and (named := [entry for entry in models if _is_called(entry, step)]):
            models = named
        elif isinstance(step, int) or not ("[" in step or step in {"int", "str", "decimal"}):
            keys.append(step)
    return models, tuple(keys)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation mentions, within unions, lists, mappings and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _is_called(model: type[BaseModel], step: str) -> bool:
    """Whether pydantic calls this shape of a union so: by class name, or by the literal of its `kind`."""
    kind = model.model_fields.get("kind")
    return step == model.__name__ or (kind is not None and step in get_args(kind.annotation))
