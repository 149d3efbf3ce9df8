"""Each page in a real browser at three widths: no error, no policy violation, no sideways scroll, no axe finding."""

from __future__ import annotations

import ctypes.util
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from akuntabel.organisation.roles import Role

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER_RUNS = ctypes.util.find_library("atomic") is not None

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not DRIVER_RUNS, reason="libatomic is not installed; the browser driver needs it"),
]

AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
WIDTHS = (1440, 390, 320)
PATIENCE = 15_000  # ms; a busy machine may take long
expect.set_options(timeout=PATIENCE)

PAGES = [
    "/kupang/2023-Q2/",
    "/kupang/2023-Q2/rapor/",
    "/kupang/2023-Q2/rapor/?kriteria=missing",
    "/kupang/2023-Q2/pilih/",
    "/kupang/2021-Q1/rapor/",
    "/kupang/salah/rapor/",
    "/dinas-contoh/2024-Q2/",
    "/dinas-contoh/2024-Q2/rapor/",
    "/kupang/2023-Q2/peta-strategi/",
    "/kupang/2023-Q2/peta-strategi/?tampilan=tabel",
    "/kupang/2023-Q2/indikator/",
    "/kupang/2023-Q2/indikator/food-safe-schools/",
    "/kupang/2023-Q2/indikator/public-service-index/?bagian=riwayat",
    "/kupang/2023-Q2/indikator/random-drug-compliance/?bagian=narasi",
    "/kupang/2023-Q2/indikator/random-food-compliance/?bagian=tindak-lanjut",
    "/kupang/2023-Q2/indikator/food-safe-schools/?bagian=definisi",
    "/kupang/2023-Q2/efisiensi/",
    "/kupang/2023-Q2/rapk/",
    "/kupang/2023-Q2/anggaran/",
    "/kupang/2023-Q2/register/",
    "/kupang/2023-Q2/register/sample/",
    "/kupang/2023-Q2/ukuran/random_drug_samples_tested/",
    "/kupang/2023-Q2/rencana/",
    "/kupang/2023-Q1/laporan/",
    "/dinas-contoh/2024-Q2/peta-strategi/",
    "/dinas-contoh/2024-Q2/indikator/outreach-understanding/",
    "/dinas-contoh/2024-Q2/indikator/average-processing-days/?bagian=riwayat",
    "/dinas-contoh/2024-Q2/efisiensi/",
    "/dinas-contoh/2024-Q2/rapk/",
    "/dinas-contoh/2024-Q2/anggaran/",
    "/dinas-contoh/2025-Q1/anggaran/",
    "/dinas-contoh/2024-Q2/register/",
]
"""Addresses opened by the head of the unit in the address. Statuses other than 200 are meant."""


class Visit:
    """One browser page that collects what went wrong."""

    def __init__(self, context, server):
        self.server = server
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._heard)
        self.page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            " (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
        )

    def _heard(self, message):
        is_expected = "Failed to load resource" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not is_expected:
            self.wrong.append(message.text)

    def open(self, address):
        self.page.goto(f"{self.server.url}{address}")
        return self.page

    def follow(self, link):
        """Press what opens another page, and wait until that page stands."""
        with self.page.expect_navigation():
            link.click()

    def findings(self) -> list[str]:
        """Everything that is not as it must be on the page as it stands."""
        self.page.wait_for_load_state()
        self.page.evaluate(AXE)
        violations = self.page.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
            ".then((result) => result.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target)]))",
            TAGS,
        )
        found = [f"axe {rule}: {target}" for rule, targets in violations for target in targets]
        found += [f"policy: {entry}" for entry in self.page.evaluate("window.violations")]
        width, room = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width > room:
            found.append(f"scrolls sideways: {width} > {room}")
        return found + self.wrong


@pytest.fixture
def visit(live_server, emptied_after):
    """Open a browser signed in as somebody: `visit(user)`, once per test and after the last database access.

    Or as a client that signed in before, at another server on a copy of this database.
    """
    started = []

    def begin(user=None, *, client=None, server=live_server, **options) -> Visit:
        from django.test import Client

        client = client or Client()
        if user is not None:
            client.force_login(user)
        cookies = [
            {"name": name, "value": morsel.value, "url": server.url} for name, morsel in client.cookies.items()
        ]
        playwright = sync_playwright().start()
        started.append(playwright)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, **options)
        context.add_cookies(cookies)
        return Visit(context, server)

    yield begin
    for playwright in started:
        playwright.stop()


@pytest.fixture
def offices(kupang, dinas):
    return {unit.slug: unit for unit in (kupang, dinas)}


@pytest.mark.parametrize("address", PAGES)
def test_page_at_three_widths(visit, account, offices, address):
    there = visit(account(Role.HEAD, offices[address.split("/")[1]]))
    found = []
    for width in WIDTHS:
        there.page.set_viewport_size({"width": width, "height": 900})
        there.open(address)
        found += [f"{width} px: {finding}" for finding in there.findings()]

    assert found == []


@pytest.mark.parametrize("demo", [False, True])
def test_sign_in_page_at_three_widths(visit, account, kupang, settings, demo):
    settings.DEMO = demo
    account(Role.HEAD, kupang, is_demo=True)
    there = visit()
    found = []
    for width in WIDTHS:
        there.page.set_viewport_size({"width": width, "height": 900})
        there.open("/masuk/")
        found += [f"{width} px: {finding}" for finding in there.findings()]

    assert found == []


def test_signing_in_and_out_by_hand(visit, account, kupang):
    user = account(Role.HEAD, kupang)
    user.set_password("kata sandi yang panjang")
    user.save()
    page = visit().open("/kupang/2023-Q2/rapor/")

    page.get_by_label("Nama pengguna").fill(user.username)
    page.get_by_label("Kata sandi").fill("kata sandi yang panjang")
    page.get_by_role("button", name="Masuk").click()

    expect(page.get_by_role("heading", name="Rapor kinerja", level=1)).to_be_visible()
    page.locator(".account > summary").click()
    page.locator(".account").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


def test_filter_changes_the_table_without_reloading(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang))
    page = there.open("/kupang/2023-Q2/rapor/")
    page.evaluate("window.sameDocument = true")

    page.get_by_role("link", name="Tidak Memenuhi 2", exact=True).click()

    expect(page.locator(".scorecard__indicator")).to_have_count(2)
    assert page.url.endswith("?kriteria=fails-expectations")
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.id") == "saring-fails-expectations"
    assert there.findings() == []


def test_period_is_chosen_in_the_top_bar(visit, account, dinas):
    there = visit(account(Role.HEAD, dinas))
    page = there.open("/dinas-contoh/2024-Q2/rapor/")

    page.get_by_text("Triwulan II 2024 s.d. Juni").click()
    page.get_by_role("link", name="Triwulan I 2024").click()

    expect(page.get_by_text("98,03").first).to_be_visible()
    assert page.url.endswith("/dinas-contoh/2024-Q1/rapor/")
    assert there.findings() == []


def test_open_box_closes_with_escape_and_gives_focus_back(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang))
    page = there.open("/kupang/2023-Q2/rapor/")

    page.locator(".account > summary").click()
    assert there.findings() == []
    page.keyboard.press("Escape")

    assert page.locator("details.account").get_attribute("open") is None
    assert page.evaluate("document.activeElement.closest('details.account') !== null")


def test_menu_on_a_phone(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang))
    there.page.set_viewport_size({"width": 390, "height": 844})
    page = there.open("/kupang/2023-Q2/")

    page.locator("details.menu > summary").click()
    assert there.findings() == []
    page.locator("details.menu").get_by_role("link", name="Rapor kinerja").click()

    expect(page.get_by_role("heading", name="Rapor kinerja", level=1)).to_be_visible()


def test_objectives_fold_by_width_and_by_hand(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang))
    page = there.open("/kupang/2023-Q2/rapor/")
    rows = page.locator(".scorecard__indicator:visible")

    assert rows.count() == 22
    page.get_by_role("button", name="Buka semua").click()
    assert rows.count() == 29
    page.get_by_role("button", name="Lipat semua").click()
    assert rows.count() == 0
    page.set_viewport_size({"width": 390, "height": 844})
    page = there.open("/kupang/2023-Q2/rapor/")
    assert rows.count() == 8
    button = page.get_by_role("button", name="5 indikator")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert rows.count() == 13
    assert there.findings() == []


def test_everything_is_there_without_javascript(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang), java_script_enabled=False)
    page = there.open("/kupang/2023-Q2/rapor/")

    assert page.locator(".scorecard__indicator:visible").count() == 29
    assert page.get_by_role("button", name="Buka semua").count() == 0
    page.get_by_text("Triwulan II 2023 s.d. Juni").click()
    there.follow(page.get_by_role("link", name="Pilih periode"))
    assert page.get_by_role("heading", level=1).text_content() == "Pilih satuan kerja dan periode"


def test_paper_has_everything_unfolded_and_says_where_it_is_from(visit, account, kupang):
    page = visit(account(Role.HEAD, kupang)).open("/kupang/2023-Q2/rapor/")
    page.emulate_media(media="print")

    assert page.locator(".scorecard__indicator:visible").count() == 29
    assert "Balai POM di Kupang · Triwulan II 2023 · angka resmi" in page.locator(".print-foot").inner_text()
    assert not page.locator(".side").is_visible()
    assert not page.get_by_role("button", name="Cetak").is_visible()


@pytest.mark.parametrize("width", [768, 1024])
def test_between_phone_and_desktop_nothing_is_cut(visit, account, kupang, width):
    there = visit(account(Role.HEAD, kupang))
    there.page.set_viewport_size({"width": width, "height": 900})
    for address in ("/kupang/2023-Q2/", "/kupang/2023-Q2/rapor/"):
        there.open(address)
        assert there.findings() == []


def test_keyboard_reaches_the_content_first(visit, account, kupang):
    page = visit(account(Role.HEAD, kupang)).open("/kupang/2023-Q2/rapor/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_objective_is_selected_by_keyboard(visit, account, kupang):
    page = visit(account(Role.HEAD, kupang)).open("/kupang/2023-Q2/peta-strategi/")

    page.locator('.map__box[href="?sasaran=effective-enforcement"]').focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/peta-strategi/?sasaran=effective-enforcement")
    assert page.locator("#rincian h2").inner_text().startswith("Meningkatnya efektivitas penindakan")


def test_phone_has_the_list_instead_of_the_drawing(visit, account, kupang):
    there = visit(account(Role.HEAD, kupang))
    there.page.set_viewport_size({"width": 390, "height": 844})
    page = there.open("/kupang/2023-Q2/peta-strategi/")

    assert not page.locator("svg.map").is_visible()
    assert page.get_by_role("link", name="Penindakan kejahatan").first.is_visible()


def test_report_preview_at_three_widths(visit, account, dinas):
    """The whole text must fit; axe then sees its first blocks only, because it needs minutes for a hundred tables."""
    there = visit(account(Role.HEAD, dinas))
    found = []
    for width in WIDTHS:
        there.page.set_viewport_size({"width": width, "height": 900})
        page = there.open("/dinas-contoh/2024-Q2/laporan/")
        room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        found += [f"{width} px: scrolls sideways"] if room[0] > room[1] else []
        page.evaluate("document.querySelectorAll('.akd > :nth-child(n + 60)').forEach((block) => block.remove())")
        page.evaluate(
            "document.querySelectorAll('.contents-link, .contents a')"
            ".forEach((link) => document.querySelector(link.hash) || link.remove())"
        )
        found += [f"{width} px: {finding}" for finding in there.findings()]

    assert found == []
