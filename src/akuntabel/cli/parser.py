"""An argument parser that speaks Indonesian; the one place where argparse's own sentences are replaced.

argparse passes every sentence of its own through the module's `_` and `ngettext`; both are given our table
here. A sentence that a newer Python adds stays English until it is entered: `tests/cli/test_help.py` reads
every page and refuses English words.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from akuntabel.cli.arguments import WRONG

_SENTENCES = {
    "usage: ": "pemakaian: ",
    "positional arguments": "argumen",
    "options": "pilihan",
    "show this help message and exit": "tampilkan halaman ini",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "wajib diisi: %s",
    "unrecognized arguments: %s": "tidak dikenal: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak dikenal, pilih dari %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)":
        "%(value)r tidak dikenal, mungkin maksudnya %(closest)r; pilih dari %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r tidak dapat dibaca",
    "expected one argument": "harus diikuti satu isian",
    "expected at most one argument": "diikuti paling banyak satu isian",
    "expected at least one argument": "harus diikuti sedikitnya satu isian",
    "expected %s argument": "harus diikuti %s isian",
    "expected %s arguments": "harus diikuti %s isian",
    "ignored explicit argument %r": "tidak menerima isian, tetapi diberi %r",
    "not allowed with argument %s": "tidak boleh bersama %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s bermakna ganda: %(matches)s",
    "one of the arguments %s is required": "isi salah satu dari %s",
}  # fmt: skip


def _in_indonesian(text: str) -> str:
    return _SENTENCES.get(text, text)


def _counted(one: str, many: str, count: int) -> str:
    return _in_indonesian(one if count == 1 else many)


argparse._ = _in_indonesian  # type: ignore[attr-defined]
argparse.ngettext = _counted  # type: ignore[attr-defined]


class _Page(argparse.RawDescriptionHelpFormatter):
    """A help page with room for a sub-command's name beside its line, which argparse measures too short."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._action_max_length = 17


class Parser(argparse.ArgumentParser):
    """Help as written in the source, options never abbreviated, and a mistake as one sentence on stderr."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Page)
        super().__init__(**options, allow_abbrev=False)

    def _print_message(self, message: str, file: Any = None) -> None:
        """As argparse does, but without swallowing what the system refuses."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """One sentence and where to read on; exit status 2."""
        sys.stderr.write(f"{self.prog}: {message}. Lihat `{self.prog} --help`.\n")
        raise SystemExit(WRONG)


def add_command(commands: Any, name: str, summary: str, *, text: str = "", examples: str = "") -> Parser:
    """A sub-command with its line in the list, its own page, and examples on it."""
    parser: Parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.{chr(10) * 2 + text if text else ''}",
        epilog=f"contoh:\n{examples}" if examples else None,
    )
    return parser
