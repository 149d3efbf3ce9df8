"""The full doses of what exists so far; writes a dated result to benchmarks/results/.

Now: the benchmarks, counting 10⁷ records, lists of 10⁵ records, 10⁵ records coming in while 20 people save, and the
property tests of core and the catalogue with many more examples than `make test` takes. Kills, load and the corpus join
when what they exercise exists.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
import run_tests

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks/results"
COUNTED = ("100000", "1000000", "10000000")
LISTED = ("100000", "establishment", "inspection", "sample", "certification_request")
IMPORTED = ("100000", "20")
"""Records of the file, and people."""


def main() -> int:
    """0 when the doses passed; the result file is written either way."""
    now = dt.datetime.now(dt.UTC)
    doses = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/core", "tests/documents/test_workbook.py", "--hypothesis-profile=prove"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    bench = ran("benchmarks/run.py")
    with run_tests.postgresql() as url:
        counting = ran("benchmarks/counting.py", *COUNTED, environment={"AKUNTABEL_BENCH_POSTGRES": url or ""})
    lists = ran("benchmarks/lists.py", *LISTED)
    importing = [ran("benchmarks/importing_while_saving.py", *IMPORTED)]
    with run_tests.postgresql() as url:
        if url is not None:
            importing.append(
                ran("benchmarks/importing_while_saving.py", *IMPORTED, environment={"AKUNTABEL_DATABASE_URL": url})
            )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    text = "\n".join([
        f"# Result of {now:%Y-%m-%d}", "",
        f"Commit {commit.stdout.strip()} · Python {platform.python_version()} · {os.cpu_count()} cores · "
        f"{platform.system()} {platform.machine()}", "",
        "## Property tests, 2,000 examples each", "", "```", doses.stdout.strip().splitlines()[-1], "```", "",
        "## Benchmarks", "", "```", said(bench), "```", "",
        "## Counting", "", "```", said(counting), "```", "",
        "## Lists, milliseconds of the processor and queries", "", "```", said(lists), "```", "",
        "## Records coming in while people save (PostgreSQL without fsync)", "", "```", *map(said, importing), "```", "",
    ])  # fmt: skip
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{now:%Y-%m-%d}.md").write_text(text, encoding="utf-8")
    print(text)
    return max(abs(one.returncode) for one in (doses, bench, counting, lists, *importing))


def ran(
    script: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One benchmark in a process of its own."""
    command = [sys.executable, script, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | (environment or {}), capture_output=True, text=True, check=False
    )


def said(one: subprocess.CompletedProcess[str]) -> str:
    """What it printed, and why it stopped when it failed."""
    return "\n".join(filter(None, [one.stdout.strip(), one.stderr.strip() if one.returncode else ""]))


if __name__ == "__main__":
    sys.exit(main())
