#!/usr/bin/env python3
"""Fetch the front-end files listed in vendor.toml, check their SHA-256 and put them into the tree.

    python scripts/vendor.py             fetch, check every sum, write the files
    python scripts/vendor.py --record    fetch, write the files, and write their sums into vendor.toml

The list is src/akuntabel/web/static/akuntabel/vendor/vendor.toml; needs npm. The comment that points a
browser to a source map is left out of what is written, because the maps are not vendored.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "src/akuntabel/web/static/akuntabel/vendor/vendor.toml"
SVG = "http://www.w3.org/2000/svg"
_SOURCE_MAP = re.compile(rb"\n?/[/*][#@] sourceMappingURL=\S+( \*/)?\s*$")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write the sums found into vendor.toml")
    options = parser.parse_args(arguments)
    wanted = tomllib.loads(LIST.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for package in wanted["package"]:
            folder = fetch(package["name"], package["version"], Path(scratch))
            for target, content in files_of(package, folder):
                found[target] = hashlib.sha256(content).hexdigest()
                path = ROOT / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                print(f"{found[target][:16]}  {target}")
    if options.record:
        record(found)
        return 0
    return report(wanted, found)


def fetch(name: str, version: str, scratch: Path) -> Path:
    """The unpacked package, from whatever registry npm is set up for."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(scratch), f"{name}@{version}"],
        check=True, capture_output=True, text=True,
    ).stdout.split()[-1]  # fmt: skip
    folder = scratch / f"{name.replace('/', '-')}-{version}"
    with tarfile.open(scratch / packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def files_of(package: dict[str, Any], folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path in the tree and content of everything taken from one package."""
    for entry in package.get("file", ()):
        content = (folder / entry["from"]).read_bytes()
        yield entry["to"], _SOURCE_MAP.sub(b"\n", content)
    for entry in package.get("sprite", ()):
        yield entry["to"], sprite(folder / entry["from"], entry["icons"])


def sprite(folder: Path, icons: list[str]) -> bytes:
    """One SVG file with a symbol per icon, in the order of the list; strokes take the text's colour."""
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg")
    for name in icons:
        icon = ET.parse(folder / f"{name}.svg").getroot()  # noqa: S314  # from the package just checked
        symbol = ET.SubElement(root, f"{{{SVG}}}symbol", {
            "id": name, "viewBox": icon.attrib["viewBox"], "fill": "none", "stroke": "currentColor",
            "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round",
        })  # fmt: skip
        symbol.extend(shape for shape in icon if shape.attrib.get("stroke") != "none")
        symbol.tail = "\n"
    for element in root.iter():
        element.text = (element.text or "").strip() or None
        if element.tag != f"{{{SVG}}}symbol":
            element.tail = None
    root.text = "\n"
    return ET.tostring(root, encoding="utf-8") + b"\n"


def record(found: dict[str, str]) -> None:
    """Write each sum into the line that follows its `to = "…"`."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    target = ""
    for number, line in enumerate(lines):
        if match := re.match(r'to = "(.+)"', line):
            target = match[1]
        elif line.startswith("sha256 = "):
            lines[number] = f'sha256 = "{found[target]}"'
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(wanted: dict[str, Any], found: dict[str, str]) -> int:
    """Say which files are not what the list says; exit status 1 if any."""
    entries = [entry for p in wanted["package"] for kind in ("file", "sprite") for entry in p.get(kind, ())]
    wrong = [entry["to"] for entry in entries if entry["sha256"] != found[entry["to"]]]
    for target in wrong:
        print(f"{target}: its SHA-256 is not the one in vendor.toml", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
