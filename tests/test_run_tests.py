"""`make test STRICT=1` fails when anything was skipped; `make test` says what was, and goes on."""

from __future__ import annotations

import contextlib
import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts/run_tests.py"


@pytest.fixture
def runner(monkeypatch):
    """The script, with no tool installed and no test run: what it would run is in `runs`."""
    spec = importlib.util.spec_from_file_location("run_tests", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.runs, module.skipped, module.server = [], 0, "postgresql://x"

    def run(arguments, *_):
        module.runs.append(arguments)
        return 0, module.skipped

    def provide(tool):
        return module.lacking.get(tool)

    monkeypatch.setattr(module, "_provide", provide)
    monkeypatch.setattr(module, "_pytest", run)
    monkeypatch.setattr(module, "postgresql", lambda: contextlib.nullcontext(module.server))
    module.lacking = {}
    return module


def started(runner, monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["run_tests.py", *arguments])
    return runner.main()


def test_a_missing_browser_is_said_and_the_rest_runs(runner, monkeypatch, capsys):
    runner.lacking = {"chromium": "tests that need chromium: not installed"}
    assert started(runner, monkeypatch) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: tests that need chromium: not installed")
    assert len(runner.runs) == 2


@pytest.mark.parametrize("tool", ["chromium", "libatomic", "postgresql"])
def test_strict_does_not_begin_without_a_tool(runner, monkeypatch, capsys, tool):
    runner.lacking = {tool: f"tests that need {tool}: not installed"}
    assert started(runner, monkeypatch, "--strict") == 1
    assert runner.runs == []
    assert f"need {tool}" in capsys.readouterr().err


@pytest.mark.parametrize(("skipped", "status"), [(0, 0), (1, 1)])
def test_strict_counts_what_was_skipped_in_both_runs(runner, monkeypatch, skipped, status):
    runner.skipped = skipped
    assert started(runner, monkeypatch, "--strict", "tests/core") == status
    assert [run[-1] for run in runner.runs] == ["tests/core", "tests/core"]


def test_skips_are_read_from_the_runs_own_report(tmp_path):
    spec = importlib.util.spec_from_file_location("run_tests", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    file = tmp_path / "test_one.py"
    file.write_text(
        "import pytest\n\ndef test_a():\n    pytest.skip('no')\n\ndef test_b():\n    pass\n", encoding="utf-8"
    )
    arguments = ["-p", "no:django", "-c", "/dev/null", "-q", "--no-header", str(file)]
    assert module._pytest(arguments, {}) == (0, 1)


def test_continuous_integration_is_strict():
    assert "make test STRICT=1" in (SCRIPT.parents[1] / ".ci/run").read_text(encoding="utf-8")
