"""Every Indonesian string of the screens has its English, and the compiled catalogue is the written one."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

PACKAGE = Path(__file__).parents[2] / "src/akuntabel"
WEB = PACKAGE / "web"
CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}


def nodes(nodelist):
    for node in nodelist:
        yield node
        for name in getattr(node, "child_nodelists", ()):
            yield from nodes(getattr(node, name, None) or ())


def of_template(path: Path) -> set[str]:
    template = engines["django"].from_string(path.read_text(encoding="utf-8"))
    found = set()
    for node in nodes(template.template.nodelist):
        if isinstance(node, TranslateNode):
            literal = node.filter_expression.var.literal
            assert isinstance(literal, str), f"{path.name}: translate takes a literal"
            found.add(literal.replace("%", "%%"))
        elif isinstance(node, BlockTranslateNode):
            found.add(node.render_token_list(node.singular)[0])
            if node.plural:
                found.add(node.render_token_list(node.plural)[0])
    return found


def of_module(path: Path) -> set[str]:
    """The strings marked in a module; what is no literal is a word from a table, marked where the table stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(getattr(node, "func", None), "id", None)
        if isinstance(node, ast.Call) and name in CALLS:
            found |= {a.value for a in node.args[: CALLS[name]] if isinstance(a, ast.Constant)}
    return found


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key if isinstance(key, str) else key[0]: text for key, text in catalogue.items()}


TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
MODULES = sorted([*WEB.rglob("*.py"), PACKAGE / "organisation/roles.py"])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_template_is_translated(path, english):
    assert sorted(text for text in of_template(path) if not english.get(text)) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_translated(path, english):
    assert sorted(text for text in of_module(path) if not english.get(text)) == []


def test_every_entry_is_used(english):
    used = set().union(*map(of_template, TEMPLATES), *map(of_module, MODULES))

    assert sorted(set(english) - {""} - used) == []


def test_compiled_catalogue_is_the_written_one(english):
    written = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    entries = re.findall(r'^msgid "(.+)"$', written, flags=re.MULTILINE)

    assert 'msgstr ""\n\n' not in written
    assert {ast.literal_eval(f'"{entry}"') for entry in entries} == set(english) - {""}


@pytest.mark.database
def test_page_is_read_in_english(head):
    head.cookies["django_language"] = "en"
    html = head.get("/kupang/2023-Q2/rapor/").content.decode()

    assert '<html lang="en">' in html
    assert "Comparators, not official:" in html
