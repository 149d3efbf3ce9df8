"""`akuntabel`: reads the command line, sets Django up, runs one sub-command, answers with its exit status.

0 done · 1 found something of error or warning · 2 wrong use or bad input, one clear message on stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from akuntabel import __version__
from akuntabel.cli.arguments import DONE, WRONG


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akuntabel.settings")
    options = _parser().parse_args(arguments)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    from akuntabel.cli.errors import message_of

    try:
        status: int = options.run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        message = message_of(error)
        if message is None:
            raise
        sys.stderr.write(f"{message}\n")
        return WRONG
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="akuntabel", description="Rencana, pengukuran dan laporan kinerja satuan kerja (SAKIP)."
    )
    parser.add_argument("--version", action="version", version=f"akuntabel {__version__}")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")
    from akuntabel.cli import explain, init, report, scorecard, serve

    for module in (init, serve, scorecard, explain, report):
        module.add_parser(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
