"""Every text of the screens has an English translation, and the compiled file holds it."""

from __future__ import annotations

import ast
import gettext
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1] / "src/akuntabel"
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.mo"
TRANSLATE = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
CALLS = {"gettext", "gettext_lazy", "ngettext", "_"}


def template_texts(source: str) -> set[str]:
    """The texts that a template marks for translation, as gettext knows them."""
    found = {one or other for one, other in TRANSLATE.findall(source)}
    for options, body in BLOCK.findall(source):
        for part in re.split(r"\{%\s*plural\s*%\}", body)[:1]:
            text = re.sub(r"\{\{\s*([\w.]+)\s*\}\}", r"%(\1)s", part)
            if "trimmed" in options:
                text = " ".join(line.strip() for line in text.strip().splitlines())
            found.add(text)
    return found


def python_texts(source: str) -> set[str]:
    """The literal texts that a module passes to gettext."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args
        and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }  # fmt: skip


def main() -> int:
    """0 when nothing is missing."""
    with CATALOGUE.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    known = set(translations._catalog)  # type: ignore[attr-defined]  # noqa: SLF001  (no public listing)
    known |= {key[0] for key in known if isinstance(key, tuple)}
    missing = 0
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.py")]):
        source = path.read_text(encoding="utf-8")
        texts = template_texts(source) if path.suffix == ".html" else python_texts(source)
        for text in sorted(texts - known):
            missing += 1
            sys.stderr.write(f"{path.relative_to(ROOT)}: no English for {text!r}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
