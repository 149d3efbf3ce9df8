"""Templates, style sheets and vendored files."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/akuntabel/web"
VENDOR = WEB / "static/akuntabel/vendor"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def vendored() -> list[dict]:
    packages = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["package"]
    return [entry for package in packages for kind in ("file", "sprite") for entry in package.get(kind, ())]


@pytest.mark.parametrize("entry", vendored(), ids=lambda entry: Path(entry["to"]).name)
def test_vendored_file_is_the_one_that_was_recorded(entry):
    content = (ROOT / entry["to"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_every_vendored_folder_has_its_licence():
    for folder in VENDOR.iterdir():
        if folder.is_dir():
            assert (folder / "LICENSE").is_file(), folder


def test_nothing_vendored_is_left_out_of_the_list():
    listed = {entry["to"] for entry in vendored()}
    found = {str(path.relative_to(ROOT)) for path in VENDOR.rglob("*") if path.is_file()}
    written_by_hand = {str((VENDOR / name).relative_to(ROOT)) for name in ("vendor.toml", "tabler/LICENSE")}

    assert found - listed == written_by_hand


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_template_has_nothing_inline_and_nothing_from_outside(template):
    html = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"\son[a-z]+\s*=|hx-on", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "<style" not in html
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", html)
    assert "floatformat" not in html


ALSO = {"registers": {"imports", "watch"}, "watch": {"registers"}}
"""Folder of templates → the sheets of topics that stand in it or beside it."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_page_links_style_sheets_of_its_own_area(template):
    """What a second area needs is a component; only the pages of registers have a sheet per topic."""
    linked = re.findall(r"css/pages/([a-z_]+)[a-z-]*\.css", template.read_text(encoding="utf-8"))
    own = template.parent.name

    assert set(linked) <= {own} | ALSO.get(own, set())


def test_every_style_sheet_of_an_area_is_linked():
    html = "".join(template.read_text(encoding="utf-8") for template in TEMPLATES)
    sheets = {path.name for path in (WEB / "static/akuntabel/css/pages").glob("*.css")}

    assert sheets == set(re.findall(r"css/pages/([a-z_-]+\.css)", html))


def test_every_icon_in_a_template_is_in_the_sprite():
    sprite = (VENDOR / "tabler-icons/icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'id="([^"]+)"', sprite))
    used = {
        name
        for template in TEMPLATES
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text(encoding="utf-8"))
    }

    assert used <= known


def test_static_files_can_be_collected_with_their_manifest(settings, tmp_path):
    """Every reference in a style sheet leads to a file; a missing one would stop the server from starting."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    call_command("collectstatic", verbosity=0, interactive=False)

    assert list((tmp_path / "collected/akuntabel/css").glob("tokens.*.css"))
