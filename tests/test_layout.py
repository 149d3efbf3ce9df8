"""Conventions of the whole code base."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SOURCE = Path(__file__).parents[1] / "src/akuntabel"
ROOT = SOURCE.parents[1]
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
OWN_APPS = {"audit", "organisation", "planning", "budget", "measurement", "reporting", "web"}
ORDER = ["web", "reporting", "measurement", "budget", "planning", "organisation", "audit"]

MAY_CALCULATE = {
    "documents": "lengths on paper (points, twips, column shares) and numbers handed to file writers",
}


def test_there_are_modules_to_check():
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_core_divides_and_rounds(path):
    """No `/`, `//`, `round(` or `float(` outside core; a path joined with a text literal is no division."""
    room = path.relative_to(SOURCE).parts[0]
    if room == "core" or room in MAY_CALCULATE:
        return
    assert _calculations(ast.parse(path.read_text(encoding="utf-8"))) == []


def _calculations(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.FloorDiv)) and not _is_path(node):
            found.append(f"line {node.lineno}: division")
        if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Div, ast.FloorDiv)):
            found.append(f"line {node.lineno}: division")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"round", "float", "divmod"}
        ):
            found.append(f"line {node.lineno}: {node.func.id}()")
        if isinstance(node, ast.Attribute) and node.attr == "quantize":
            found.append(f"line {node.lineno}: quantize")
    return found


PATH_NAMES = {"folder", "path", "EXAMPLES", "BUILT_IN", "PACKAGE", "VAR", "target"}


def _is_path(node: ast.BinOp) -> bool:
    def is_text(part: ast.expr) -> bool:
        return isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))

    def is_path(part: ast.expr) -> bool:
        if isinstance(part, ast.BinOp):
            return isinstance(part.op, ast.Div) and (is_text(part.right) or is_path(part.left))
        name = part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "")
        return name in PATH_NAMES

    return isinstance(node.op, ast.Div) and (is_text(node.right) or is_path(node.left))


@pytest.mark.parametrize(
    "text", ["a / b", "a // 2", "round(a)", "float(a)", "x /= 2", "d.quantize(e)", "divmod(a, b)"]
)
def test_the_check_above_can_fail(text):
    assert _calculations(ast.parse(text))


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in OWN_APPS]


def test_no_model_stores_an_inexact_number():
    fields = [f for model in apps.get_models() for f in model._meta.get_fields()]
    assert fields
    assert [f for f in fields if isinstance(f, (models.DecimalField, models.FloatField))] == []


def months():
    return [model for model in own_models() if any(field.name == "month" for field in model._meta.local_fields)]


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
            if not field.primary_key and not field.auto_created and field.name not in SAME_IN_BOTH_LANGUAGES:
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
