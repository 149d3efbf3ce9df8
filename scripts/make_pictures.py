"""Takes the pictures of docs/panduan again, as docs/panduan/gambar.yaml lists them: all, or those whose names are given.

Loads the example office into a folder of its own, serves it, signs in as each demonstration account, and takes each
picture in headless Chromium. Exit status 1 when a page answers with an error or a step finds nothing to press.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs/panduan"
AKUNTABEL = Path(sys.executable).parent / "akuntabel"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ACCOUNT = re.compile(r"^  (\S+) +(\S+) +\S.*$")
HEIGHT = 900


def main(names: list[str]) -> int:
    """Every picture, or those named, without ending."""
    wanted = [one for one in yaml.safe_load((MANUAL / "gambar.yaml").read_text(encoding="utf-8"))
              if not names or one["name"] in names]  # fmt: skip
    if missing := set(names) - {one["name"] for one in wanted}:
        sys.exit(f"docs/panduan/gambar.yaml lists no {', '.join(sorted(missing))}")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit("Chromium is not installed (apt install chromium)")
    failed = 0
    with served() as (address, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in wanted:
            try:
                take(browser, address, passwords, picture)
            except Exception as error:  # noqa: BLE001  # the other pictures are taken all the same
                failed += 1
                print(f"{picture['name']}: {str(error).splitlines()[0]}", file=sys.stderr)
            else:
                print(picture["name"], flush=True)
        browser.close()
    return 1 if failed else 0


@contextlib.contextmanager
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """The example offices on a free port: the address, and the password of each demonstration account."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="akuntabel-pictures-") as folder:
        environment = os.environ | {"AKUNTABEL_VAR": folder}
        for example in ("kupang-2023", "dinas-contoh-2024"):
            subprocess.run(
                [AKUNTABEL, "init", "--example", example], env=environment, check=True, capture_output=True
            )
        command = [AKUNTABEL, "serve", "--demo", "--port", str(port)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              start_new_session=True) as server:  # fmt: skip
            try:
                assert server.stdout is not None
                passwords = {}
                for line in server.stdout:
                    if found := ACCOUNT.match(line):
                        passwords[found[1]] = found[2]
                    if "melayani di" in line:
                        break
                yield f"http://localhost:{port}", passwords
            finally:
                server.terminate()


def take(browser: Browser, address: str, passwords: dict[str, str], picture: dict[str, Any]) -> None:
    """One picture. Raises when its page or one of its steps fails."""
    context = browser.new_context(viewport={"width": picture["width"], "height": HEIGHT}, locale="id-ID",
                                  reduced_motion="reduce")  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    if account := picture.get("as"):
        page.goto(f"{address}/masuk/")
        page.fill("[name=login], [name=username]", account)
        page.fill("[name=password]", passwords[account])
        with page.expect_navigation():
            page.get_by_role("button", name="Masuk").click()
    answer = page.goto(f"{address}{picture['page']}")
    if answer is None or answer.status >= 400:
        raise RuntimeError(f"{picture['page']} answers {answer and answer.status}")
    for step in picture.get("steps", []):
        done(page, step)
    page.wait_for_load_state("networkidle")
    whole = page.evaluate("document.documentElement.scrollHeight")
    height = min(picture.get("height", whole), whole)
    page.screenshot(path=MANUAL / "gambar" / f"{picture['name']}.png", full_page=True,
                    clip={"x": 0, "y": 0, "width": picture["width"], "height": height})  # fmt: skip
    context.close()


def done(page: Page, step: dict[str, str]) -> None:
    """One step: {press: text} or {press_first: selector} of a link, button or summary; {fill: label, with: text};
    {choose: label, with: text}."""
    if "press" in step:
        name = step["press"]
        links = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name))
        links.or_(page.locator("summary", has_text=name)).first.click()
        page.wait_for_load_state()
    elif "press_first" in step:
        page.locator(step["press_first"]).first.click()
        page.wait_for_load_state()
    elif "fill" in step:
        page.get_by_label(step["fill"]).first.fill(step["with"])
    elif "choose" in step:
        page.get_by_label(step["choose"]).first.select_option(label=step["with"])
    else:
        raise ValueError(f"unknown step {step}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
