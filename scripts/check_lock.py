"""The lock files agree with pyproject.toml: compiling them again from themselves changes nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMON = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
LOCKS = {
    "requirements/server.lock": ["--extra", "server"],
    "requirements/dev.lock": ["--extra", "server", "--group", "dev", "-c", "requirements/server.lock"],
}


def compiled_again(lock: str, options: list[str]) -> str:
    """The lock file as the resolver writes it now, keeping every version that still fits."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / Path(lock).name
        output.write_text((ROOT / lock).read_text(encoding="utf-8"), encoding="utf-8")
        uv = Path(sys.executable).with_name("uv")
        command = [str(uv), "pip", "compile", "-q", "pyproject.toml", *options, *COMMON, "-o", str(output)]
        subprocess.run(command, cwd=ROOT, check=True)
        return output.read_text(encoding="utf-8")


def main() -> int:
    """0 when every lock file is in step."""
    stale = [lock for lock, options in LOCKS.items()
             if compiled_again(lock, options) != (ROOT / lock).read_text(encoding="utf-8")]  # fmt: skip
    for lock in stale:
        sys.stderr.write(f"{lock} is out of step with pyproject.toml: run `make lock`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
