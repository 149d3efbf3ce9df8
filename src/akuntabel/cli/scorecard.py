"""`akuntabel scorecard UNIT PERIODE`: the scorecard as text, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import TYPE_CHECKING, Any

from akuntabel.cli.arguments import DONE, add_unit_and_period
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.measurement.figures import Figure, FigureBook
    from akuntabel.measurement.results import IndicatorResult, Scorecard


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


def scorecard_text(card: Scorecard) -> str:
    """The scorecard for a terminal; each score stands beside the words that say how far it may be trusted."""
    from akuntabel.measurement.figures import FigureBook

    book = FigureBook(card)
    example = " · data contoh" if card.unit.is_example else ""
    lines = [
        f"{card.unit_version.name} · {card.period.name} ({card.period.span_name}){example}",
        f"Nilai kinerja (NPS total)  {_score(book, 'total')}  {book.shown('total', 'rating')} ({card.status})",
        f"Dinilai menurut: {card.rule_set.name}",
    ]
    if card.total.waiting_for:
        lines.append(f"Kosong: {'; '.join(card.total.waiting_for)}")
    for perspective in card.perspectives:
        lines += [
            "",
            _line(f"{perspective.name}:", f"perspective:{perspective.slug}", book, perspective.provisional),
        ]
        for objective in perspective.objectives:
            label = f"{objective.code} {objective.name}:"
            lines.append(_line(label, f"objective:{objective.slug}", book, objective.provisional))
            lines += [_indicator_line(result, book) for result in objective.indicators]
    return "\n".join([*lines, "", _comparators(card, book), ""])


def _score(book: FigureBook, subject: str, field: str = "score") -> str:
    """The number, or a dash: why there is none stands where the rating would."""
    return book.shown(subject, field) if book.plain(subject, field) is not None else "–"


def _line(label: str, subject: str, book: FigureBook, provisional: str) -> str:
    mark = f" ({provisional})" if provisional else ""
    return f"{_score(book, subject):>9}  {label} {book.shown(subject, 'rating')}{mark}"


def _comparators(card: Scorecard, book: FigureBook) -> str:
    from akuntabel.core.number_format import indonesian_as_entered

    mark = f" ({card.provisional})" if card.provisional else ""
    names = {
        "total_capped": f"capaian dibatasi {indonesian_as_entered(card.rule_set.comparison_cap)}",
        "mean_of_objectives": "rata-rata sasaran",
        "mean_of_indicators": "rata-rata indikator",
    }
    values = "; ".join(f"{name}: {_score(book, 'total', field)}" for field, name in names.items())
    return f"Pembanding, bukan angka resmi{mark}: {values}"


def _indicator_line(result: IndicatorResult, book: FigureBook) -> str:
    detail = book.shown(result.slug, "rating")
    if result.realisation.is_measured:
        as_of = f" ({result.as_of})" if result.as_of else ""
        realisation, target = (_with_unit(book.get(result.slug, field)) for field in ("realisation", "target"))
        detail = f"{realisation}{as_of} terhadap {target} · {detail}"
    elif result.achievement.reason:
        detail = f"{detail} ({result.achievement.reason})"
    return f"{_score(book, result.slug, 'achievement'):>9}    {result.number:<5} {result.name}: {detail}"


def _with_unit(figure: Figure) -> str:
    """ "98,00 %", "7–8 hari kerja", as the report prints it; a plain space, so that a terminal's search finds it."""
    from akuntabel.core.number_format import NO_BREAK_SPACE, unit_suffix

    suffix = unit_suffix(figure.unit) if figure.plain is not None else ""
    return f"{figure.shown}{suffix.replace(NO_BREAK_SPACE, ' ')}"
