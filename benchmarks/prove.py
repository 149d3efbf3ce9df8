"""The full doses of what exists so far; writes a dated result to benchmarks/results/.

Now: the benchmarks, and the property tests of core and the catalogue with many more examples than `make test`
takes. Kills, load, 10⁷ rows and the corpus join when what they exercise exists.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks/results"


def main() -> int:
    """0 when the doses passed; the result file is written either way."""
    now = dt.datetime.now(dt.UTC)
    doses = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/core", "tests/documents/test_workbook.py", "--hypothesis-profile=prove"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    bench = subprocess.run(
        [sys.executable, "benchmarks/run.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    text = "\n".join([
        f"# Result of {now:%Y-%m-%d}", "",
        f"Commit {commit.stdout.strip()} · Python {platform.python_version()} · {os.cpu_count()} cores · "
        f"{platform.system()} {platform.machine()}", "",
        "## Property tests, 2,000 examples each", "", "```", doses.stdout.strip().splitlines()[-1], "```", "",
        "## Benchmarks", "", "```", bench.stdout.strip() or bench.stderr.strip(), "```", "",
    ])  # fmt: skip
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{now:%Y-%m-%d}.md").write_text(text, encoding="utf-8")
    print(text)
    return doses.returncode or bench.returncode


if __name__ == "__main__":
    sys.exit(main())
