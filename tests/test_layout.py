"""Conventions of the whole code base."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SOURCE = Path(__file__).parents[1] / "src/akuntabel"
ROOT = SOURCE.parents[1]
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
OWN_APPS = {"audit", "organisation", "jobs", "planning", "registers", "budget", "measurement", "reporting", "web"}
ORDER = ["web", "reporting", "measurement", "budget", "planning", "registers", "jobs", "organisation", "audit"]

MAY_CALCULATE = {
    "documents": "lengths on paper (points, twips, column shares) and numbers handed to file writers",
}


def test_there_are_modules_to_check():
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_core_divides_and_rounds(path):
    """No division, rounding or inexact number outside core; joining a path with a text literal is none."""
    relative = path.relative_to(SOURCE)
    if relative.parts[0] == "core" or relative.parts[0] in MAY_CALCULATE:
        return
    found = _calculations(path.read_text(encoding="utf-8"))
    assert [entry for entry in found if entry[1] not in PATHS_JOINED.get(str(relative), ())] == []


# Joins of two variables; nothing but exactly this text in this file. Write `.joinpath()` instead of adding one.
PATHS_JOINED = {"catalogue/loader.py": {"self.folder / relative"}}
CALCULATING_NAMES = {
    "round",
    "float",
    "divmod",
    "complex",
    "truediv",
    "floordiv",
    "mod",
    "Avg",
    "StdDev",
    "Variance",
}
CALCULATING_ATTRIBUTES = {"quantize", "limit_denominator", "__truediv__", "__floordiv__", "__round__", "scaleb"}
CALCULATING_MODULES = {"math", "cmath", "statistics", "operator", "numpy"}
ROUNDING_FORMAT = re.compile(r"%[-+ #0]*\d*\.\d+[efgEFG]|\{[^{}]*:[^{}]*\.\d+[efgEFG%][^{}]*\}")
ROUNDING_SPEC = re.compile(r"\.\d*[efgEFG%]$|%$")


def _calculations(text: str) -> list[tuple[int, str]]:
    """(line, source) of everything that divides, rounds, or makes an inexact number."""
    found = [node for node in ast.walk(ast.parse(text)) if _calculates(node)]
    return [(getattr(node, "lineno", 0), ast.unparse(node)) for node in found]


def _calculates(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.Div()):
            return not (_is_text(node.left) or _is_text(node.right) or _joins_text(node.left))
        case ast.BinOp(op=ast.FloorDiv()) | ast.AugAssign(op=ast.Div() | ast.FloorDiv()):
            return True
        case ast.BinOp(op=ast.Pow(), right=ast.UnaryOp(op=ast.USub())):
            return True
        case ast.Name(id=name) | ast.alias(name=name):
            return name in CALCULATING_NAMES or (isinstance(node, ast.alias) and name in CALCULATING_MODULES)
        case ast.Attribute(attr=name):
            return name in CALCULATING_ATTRIBUTES or name in CALCULATING_NAMES
        case ast.Call(func=ast.Name(id="Fraction") | ast.Attribute(attr="Fraction")):
            return len(node.args) > 1 or any(word.arg != "numerator" for word in node.keywords)
        case ast.Constant(value=float() | complex()):
            return True
        case ast.Constant(value=str(text)):
            return bool(ROUNDING_FORMAT.search(text))
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
            return any(ROUNDING_SPEC.search(part.value) for part in parts if isinstance(part, ast.Constant))
        case ast.Call(func=ast.Name(id="format"), args=[_, ast.Constant(value=str(spec))]):
            return bool(ROUNDING_SPEC.search(spec))
    return False


def _is_text(part: ast.expr) -> bool:
    """Python divides no number by text: such a `/` can only join a path."""
    return isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))


def _joins_text(part: ast.expr) -> bool:
    """`folder / "a"` is a path, so what follows it joins too."""
    if not (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div)):
        return False
    return _is_text(part.left) or _is_text(part.right) or _joins_text(part.left)


@pytest.mark.parametrize(
    "text",
    [
        "a / b", "a // 2", "x /= 2", "x //= 2", "target / b", "path / b", "folder / relative", "self.target / 100",
        "(a / b) / c", "a * (b / c)", "a ** -1", "round(a)", "float(a)", "divmod(a, b)", "map(round, rows)",
        "r = round", "builtins.round(a)", "d.quantize(e)", "Fraction(a, b)", "fractions.Fraction(a, b)",
        "Fraction(numerator=a, denominator=b)", "Fraction(*pair, b)", "x * 0.5", "operator.truediv(a, b)",
        "from operator import truediv", "import math", "import statistics as s", "rows.aggregate(Avg('value'))",
        "f'{a:.2f}'", "f'{a:.1%}'", "f'{a:%}'", "format(a, '.2f')", "'%.2f' % a", "'{:.2f}'.format(a)",
    ],
)  # fmt: skip
def test_a_calculation_is_found(text):
    """Nothing is excused by its name."""
    assert _calculations(text)


@pytest.mark.parametrize(
    "text",
    [
        "folder / 'a.yaml'", "folder / 'a' / name", "f'{a}' / path", "path / f'{name}.yaml'", "Fraction(a)",
        "Fraction(1)", "folder.joinpath(name)", "f'{a:>9}'", "f'{a:f}'", "f'{a:02d}'", "a * 2", "2 ** 3", "x = 5",
        "'50 %'", "'{} dari {}'.format(a, b)", "'%(unit)s'",
    ],
)  # fmt: skip
def test_what_is_no_calculation_is_left_alone(text):
    assert _calculations(text) == []


@pytest.mark.parametrize("module", ["measurement/scorecard.py", "catalogue/loader.py", "exchange/office_folder.py"])
@pytest.mark.parametrize("name", ["target", "path", "folder", "value", "self.folder"])
def test_a_division_put_into_a_real_module_is_found(module, name):
    """A mutation: the module as it is, and one function more."""
    text = SOURCE.joinpath(module).read_text(encoding="utf-8")
    mutant = f"{text}\n\ndef share(self, {name.split('.')[-1]}, whole):\n    return {name} / whole\n"
    new = {source for _, source in _calculations(mutant)} - {source for _, source in _calculations(text)}
    assert new == {f"{name} / whole"}
    assert f"{name} / whole" not in PATHS_JOINED.get(module, ())


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in OWN_APPS]


def test_no_model_stores_an_inexact_number():
    fields = [f for model in apps.get_models() for f in model._meta.get_fields()]
    assert fields
    assert [f for f in fields if isinstance(f, (models.DecimalField, models.FloatField))] == []


def months():
    """Histories hold copies of rows that were checked, and carry no checks of their own."""
    kept = [model for model in own_models() if not hasattr(model, "history_object")]
    return [model for model in kept if any(field.name == "month" for field in model._meta.local_fields)]


def keeps_months(model):
    """Whether one of the model's checks holds a month between 1 and 12, and lets none through but an absent one."""
    field = model._meta.get_field("month")
    between = models.Q(month__gte=1, month__lte=12)
    expected = models.Q(month=None) | between if field.null else between
    return any(
        isinstance(check, models.CheckConstraint) and check.condition == expected
        for check in model._meta.constraints
    )


def test_every_month_is_one_of_twelve():
    """Each model with a month refuses 0 and 13 in the database, whichever way the row comes."""
    assert len(months()) >= 6
    assert [model for model in months() if not keeps_months(model)] == []


def test_relations_go_towards_the_foundation():
    for model in own_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                there = field.related_model._meta.app_label
                assert ORDER.index(there) >= ORDER.index(model._meta.app_label), f"{model}.{field.name}"


SAME_IN_BOTH_LANGUAGES = {"status", "volume"}


def test_every_model_and_field_has_an_indonesian_name():
    for model in own_models():
        default = model._meta.object_name.lower()
        assert str(model._meta.verbose_name).replace(" ", "") != default, model
        for field in model._meta.local_fields:
            kept_by_history = field.name.startswith("history_")  # simple-history's own
            ours = not (field.primary_key or field.auto_created or kept_by_history)
            if ours and field.name not in SAME_IN_BOTH_LANGUAGES:
                assert field.verbose_name != field.name.replace("_", " "), f"{model}.{field.name}"


def test_every_room_says_what_belongs_in_it():
    rooms = [p for p in SOURCE.iterdir() if (p / "__init__.py").exists()]
    assert len(rooms) >= 13
    for room in rooms:
        text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert "Belongs here" in text, room
        assert "Read" in text, room


def test_the_product_is_not_one_offices():
    """No word of the reference office in the source: it is data."""
    found = subprocess.run(["grep", "-rliI", "kupang", str(SOURCE)], capture_output=True, text=True, check=False)
    assert found.stdout == ""


def test_settings_are_documented():
    names = {
        node.value
        for path in [*MODULES]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("AKUNTABEL_")
        and node.value.isupper()
        and " " not in node.value
    }
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert names
    assert sorted(name for name in names if f"`{name}`" not in documented) == []
