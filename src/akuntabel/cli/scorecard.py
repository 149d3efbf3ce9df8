"""`akuntabel scorecard UNIT PERIODE`: the scorecard as text, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import Any

from akuntabel.cli.arguments import DONE, add_unit_and_period
from akuntabel.cli.parser import add_command


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "scorecard",
        "rapor kinerja satu satuan kerja dan periode",
        examples="  akuntabel scorecard dinas-contoh 2024-Q2\n"
        "  akuntabel scorecard dinas-contoh 2024-Q2 --format csv > rapor.csv",
    )
    add_unit_and_period(parser)
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text", help="bawaan text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the scorecard."""
    from akuntabel.core.periods import Period
    from akuntabel.measurement.queries import scorecard
    from akuntabel.measurement.scorecard_json import scorecard_json, scorecard_rows
    from akuntabel.organisation.queries import unit_by_code

    card = scorecard(unit_by_code(options.unit), Period.parse(options.period))
    if options.format == "json":
        json.dump(scorecard_json(card), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif options.format == "csv":
        rows = scorecard_rows(card)
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        sys.stdout.write(scorecard_text(card))
    return DONE


def scorecard_text(card: Any) -> str:
    """The scorecard for a terminal."""
    from akuntabel.measurement.figures import FigureBook

    book = FigureBook(card)
    status = "resmi" if card.is_official else "sementara"
    lines = [
        f"{card.unit_version.name} · {card.period.name} ({card.period.span_name}) · {status}",
        f"Nilai kinerja (NPS total)  {book.shown('total', 'score')}  {book.shown('total', 'rating')}",
        f"Aturan: {card.rule_set.name}",
    ]
    if card.total.waiting_for:
        lines.append(f"Kosong: {'; '.join(card.total.waiting_for)}")
    for perspective in card.perspectives:
        subject = f"perspective:{perspective.slug}"
        lines += ["", f"{book.shown(subject, 'score'):>9}  {perspective.name}: {book.shown(subject, 'rating')}"]
        for objective in perspective.objectives:
            subject = f"objective:{objective.slug}"
            score = book.plain(subject, "score") and book.shown(subject, "score")
            lines.append(f"{score or '–':>9}  {objective.code} {objective.name}: {book.shown(subject, 'rating')}")
            lines += [_indicator_line(result, book) for result in objective.indicators]
    comparators = "; ".join(
        f"{label} {book.shown('total', field)}"
        for label, field in (
            ("capaian dibatasi", "total_capped"),
            ("rata-rata sasaran", "mean_of_objectives"),
            ("rata-rata indikator", "mean_of_indicators"),
        )
    )
    return "\n".join([*lines, "", f"Pembanding, bukan angka resmi: {comparators}", ""])


def _indicator_line(result: Any, book: Any) -> str:
    achievement = book.plain(result.slug, "achievement") and book.shown(result.slug, "achievement")
    detail = book.shown(result.slug, "rating")
    if result.realisation.is_measured:
        unit = " %" if result.unit == "%" else ""
        detail = (
            f"{book.shown(result.slug, 'realisation')}{unit} terhadap {book.shown(result.slug, 'target')}{unit}"
            f" · {detail}"
        )
    elif result.achievement.reason:
        detail = f"{detail} ({result.achievement.reason})"
    return f"{achievement or '–':>9}    {result.number:<5} {result.name}: {detail}"
