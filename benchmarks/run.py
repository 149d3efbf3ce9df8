"""The benchmarks of the bars that exist so far; each prints its time, the bar, their ratio and the data size.

Timings depend on the machine, so nothing here is a test; query counts and payload sizes are asserted in tests.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE, UNIT, PERIOD = "kupang-2023", "kupang", "2023-Q2"


def measured(repeat: int, act: Callable[[], object]) -> float:
    """Median wall time in seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def line(question: str, seconds: float, bar: float, size: str) -> str:
    """One result: the time, the bar, their ratio (below 1 is inside the bar) and the data size."""
    return f"{question:<58} {seconds * 1000:9.1f} ms  bar {bar * 1000:8.0f} ms  ratio {seconds / bar:5.2f}  {size}"


def scorecard_and_documents() -> list[str]:
    """Scorecard of one unit-year, and composing and writing the report in this process."""
    import django

    django.setup()
    from akuntabel.core.periods import Period
    from akuntabel.documents.write import write
    from akuntabel.documents.writers.xlsx import write_xlsx
    from akuntabel.measurement.queries import scorecard
    from akuntabel.measurement.scorecard_json import scorecard_json
    from akuntabel.organisation.models import Unit
    from akuntabel.reporting.performance_report import performance_report
    from akuntabel.reporting.sources import read
    from akuntabel.reporting.workbook import compose_workbook

    unit, period = Unit.objects.get(slug=UNIT), Period.parse(PERIOD)
    card = measured(20, lambda: scorecard_json(scorecard(unit, period)))
    size = "1 unit, 29 indicators"
    first = time.perf_counter()
    document = performance_report(unit, period)
    pdf = write(document, "pdf")
    first_pdf = time.perf_counter() - first
    workbook = measured(3, lambda: write_xlsx(compose_workbook(read(unit, period))))
    return [
        line("scorecard of one unit-year", card, 0.03, size),
        line("report: compose + PDF, fresh process after imports", first_pdf, 2.5, f"{len(pdf) // 1024} kB PDF"),
        line("report: Word", measured(3, lambda: write(document, "docx")), 2.0, f"{len(document.blocks)} blocks"),
        line("report: workbook", workbook, 0.5, size),
    ]


def cold_command(environment: dict[str, str], folder: Path) -> str:
    """The whole `akuntabel report` command with all four formats, in a new process."""
    command = [str(Path(sys.executable).with_name("akuntabel")), "report", UNIT, PERIOD, "--to", str(folder)]
    seconds = measured(1, lambda: subprocess.run(command, env=environment, check=True, capture_output=True))
    return line("report: whole command, cold, all four formats", seconds, 12, "1 unit")


def main() -> int:
    """Print every result; 0 always: a slow machine is not a fault."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"AKUNTABEL_VAR": folder, "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}
        program = str(Path(sys.executable).with_name("akuntabel"))
        subprocess.run([program, "init", "--example", EXAMPLE], env=environment, check=True, capture_output=True)
        os.environ.update(environment)
        for result in scorecard_and_documents():
            print(result)
        print(cold_command(environment, Path(folder) / "laporan"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
