"""`akuntabel explain UNIT PERIODE INDIKATOR`: why a figure is what it is, from verdict to source."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse, add_unit_and_period
from akuntabel.cli.parser import add_command


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "explain",
        "mengapa angka satu indikator demikian",
        text="Tujuh langkah dari kriteria sampai pengesahan, dengan rumus, angka dan sumbernya.",
        examples="  akuntabel explain dinas-contoh 2024-Q2 1.1\n"
        "  akuntabel explain dinas-contoh 2024-Q2 1.1 --format json",
    )
    add_unit_and_period(parser)
    parser.add_argument("indicator", metavar="INDIKATOR", help="nomor (1.1) atau kunci indikator")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="bawaan text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the explanation."""
    from akuntabel.core.periods import Period
    from akuntabel.measurement.explain import explain_json, explain_text
    from akuntabel.measurement.queries import scorecard
    from akuntabel.organisation.queries import unit_by_code

    card = scorecard(unit_by_code(options.unit), Period.parse(options.period))
    try:
        card.indicator(options.indicator)
    except KeyError as error:
        raise WrongUse(error.args[0]) from None
    if options.format == "json":
        json.dump(explain_json(card, options.indicator), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(explain_text(card, options.indicator) + "\n")
    return DONE
