"""An officer at work in a real browser: a sample is registered, tested, found behind its figure, and corrected."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.web.registers.conftest import BY, DONE, PAGES, SAMPLE, SHOP
from tests.web.test_browser import Visit, pytestmark, visit  # noqa: F401  # the browser fixture

from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.roles import Role
from registers.conftest import STANDARD
from registers.test_certification import REQUEST
from registers.test_interventions import SCHOOL
from registers.test_obligations import DUTY
from registers.test_outreach import ANSWER, EVENT
from registers.test_plan_lines import LINE, VISITS

INDICATOR = "/kupang/2023-Q2/indikator/random-drug-compliance/"
BOTH = (1366, 390)
MARKET = SCHOOL | {"number": "L-2", "title": "Pasar Contoh", "kind": "Pasar"}


def clean(there: Visit) -> list[str]:
    """What is wrong with the page as it stands, on a desktop and on a phone."""
    found = []
    for width in BOTH:
        there.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px {there.page.url}: {finding}" for finding in there.findings()]
    there.page.set_viewport_size({"width": BOTH[0], "height": 900})
    return found


def test_an_officer_keeps_a_sample_and_sees_its_figure_move(visit, account, office, write):  # noqa: F811
    write("establishment", **SHOP)
    write("sample", **SAMPLE | DONE | {"number": "S-000", "completed_on": "2023-06-20"})
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(PAGES)
    assert clean(there) == []

    page.get_by_role("link", name="Catat Sampel dan pengujian").click()
    page.get_by_label("Nomor sampel").fill("S-101")
    page.get_by_label("Nama produk").fill("Tablet peramban")
    page.get_by_label("Komoditas").select_option(label="Obat")
    page.get_by_label("Kabupaten/kota").fill("Kota Kupang")
    page.get_by_label("Diambil pada").fill("2023-03-01")
    page.get_by_label("Sarana").fill("A-1")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_role("alert")).to_contain_text("Cara pengambilan: belum diisi")
    expect(page.get_by_label("Nama produk")).to_have_value("Tablet peramban")
    assert clean(there) == []
    page.get_by_label("Cara pengambilan").select_option(label="Acak")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_role("status")).to_have_text("S-101 · Tablet peramban dicatat.")
    expect(page.get_by_text("Catatan ini belum masuk ke satu pun ukuran.")).to_be_visible()
    assert clean(there) == []

    there.follow(page.get_by_role("link", name="Ubah catatan"))
    assert clean(there) == []
    page.get_by_label("Uji selesai pada").fill("2023-03-20")
    page.get_by_label("Putusan", exact=True).select_option(label="Memenuhi syarat")
    page.get_by_label("Alasan perubahan").fill("Hasil uji diterima.")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_text("masuk Maret 2023").first).to_be_visible()

    there.open(INDICATOR)
    expect(page.locator(".figures--indicator")).to_contain_text("2/2")
    assert clean(there) == []
    page.get_by_role("link", name="Catatan di balik 2: Sampel acak Obat yang selesai diperiksa dan diuji").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sampel acak Obat yang selesai diperiksa dan diuji")
    assert clean(there) == []
    page.get_by_role("link", name="S-101").click()

    page.get_by_role("link", name="Ubah catatan").click()
    page.get_by_label("Uji selesai pada").fill("2023-04-05")
    page.get_by_label("Alasan perubahan").fill("Tanggal keliru dibaca.")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_text("masuk April 2023").first).to_be_visible()
    for text in ("Alasan: Tanggal keliru dibaca.", "Alasan: Hasil uji diterima.", "Dicatat pertama kali."):
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.locator("del", has_text="20 Maret 2023")).to_be_visible()
    assert clean(there) == []


def test_two_officers_at_one_record(visit, account, office, write):  # noqa: F811
    write("sample", **SAMPLE)
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(f"{PAGES}sample/")
    assert clean(there) == []
    page.get_by_role("link", name="S-001").click()
    page.get_by_role("link", name="Ubah catatan").click()
    other = page.context.new_page()
    other.goto(page.url)
    for one, product in ((other, "Sirup lebih dulu"), (page, "Salep saya")):
        one.get_by_label("Nama produk").fill(product)
        one.get_by_label("Alasan perubahan").fill("Nama keliru.")
        one.get_by_role("button", name="Simpan perubahan").click()

    expect(page.get_by_role("alert")).to_contain_text("Isian Anda tidak hilang")
    expect(page.get_by_role("row", name="Nama produk")).to_contain_text("Sirup lebih dulu")
    expect(page.get_by_label("Nama produk")).to_have_value("Salep saya")
    assert clean(there) == []
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_role("status")).to_contain_text("Perubahan S-001 · Salep saya disimpan.")


def test_names_are_offered_while_one_types(visit, account, office, write):  # noqa: F811
    for number in range(60):
        write("establishment", **SHOP | {"number": f"A-{number:02d}", "title": f"Apotek {number}"})
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(f"{PAGES}sample/baru/")
    offers = page.locator("#pilihan-establishment option")
    assert offers.count() == 50

    page.get_by_label("Sarana").press_sequentially("a-59")
    expect(offers).to_have_count(1)
    assert offers.get_attribute("value") == "A-59 · Apotek 59"
    assert there.findings() == []


@pytest.mark.parametrize("address", ["", "sample/?verdict=-", "sample/?cari=tidak-ada", "inspection/"])
def test_lists_without_javascript(visit, account, office, write, address):  # noqa: F811
    write("sample", **SAMPLE)
    page = visit(account(Role.HEAD, office), java_script_enabled=False).open(PAGES + address)

    assert page.get_by_role("heading", level=1).is_visible()
    assert BY.name


def test_plan_states_and_survey_on_a_desktop_and_a_phone(visit, account, office, write):  # noqa: F811
    line = write("plan_line", **LINE)
    write("plan_line", **VISITS)
    write("sample", **SAMPLE | {"plan_line": str(line.uuid)})
    write("obligation", **DUTY | {"opens_on": "2023-01-02", "due_on": "2023-06-29"})
    event = write("outreach_event", **EVENT)
    write("survey_answer", **ANSWER | {"event": str(event.uuid)})
    plan = "/kupang/2023-Q2/rencana/"
    there = visit(account(Role.DATA_OFFICER, office))

    found = []
    for address in (plan, f"{plan}{line.uuid}/?bulan=2", f"{PAGES}obligation/", f"{PAGES}outreach_event/{event.uuid}/",
                    f"{PAGES}plan_line/baru/"):  # fmt: skip
        there.open(address)
        found += clean(there)
    assert found == []


def test_a_day_is_typed_or_picked_and_told_in_words(visit, account, office):  # noqa: F811
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(f"{PAGES}sample/baru/")
    field = page.get_by_label("Diambil pada")
    words = page.locator(".day__words").first

    field.fill("5/7/2023")
    expect(words).to_have_text("Rabu, 5 Juli 2023")
    field.fill("31/6/2023")
    expect(words).to_be_hidden()
    page.locator(".day__picker").first.fill("2023-07-06")
    expect(field).to_have_value("06/07/2023")
    expect(words).to_have_text("Kamis, 6 Juli 2023")
    assert clean(there) == []


REQUESTS = f"{PAGES}certification_request/"
ON_TIME = "/kupang/2023-Q2/indikator/certification-on-time/"


def saved(there: Visit, button: str, said: str, fields: dict[str, str]) -> None:
    """Fill some fields, press the button, and read what the next page says of it."""
    for label, text in fields.items():
        there.page.get_by_label(label).fill(text)
    there.follow(there.page.get_by_role("button", name=button))
    expect(there.page.get_by_role("status")).to_contain_text(said)


def test_an_officer_keeps_a_request_with_a_stop_and_sees_its_figure_move(visit, account, office, write):  # noqa: F811
    write("dated_document", **STANDARD)
    write("certification_request", **REQUEST | {"number": "C-000", "received_on": "2023-06-05",
                                                "decided_on": "2023-06-07", "decision": "Diterbitkan"})  # fmt: skip
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(f"{REQUESTS}baru/")
    page.get_by_label("Layanan").select_option(label="Penerbitan SKI/SKE")
    saved(there, "Simpan catatan", "C-101 dicatat.",
          {"Nomor permohonan": "C-101", "Nama pemohon": "Pemohon peramban", "Diterima pada": "2023-06-10"})  # fmt: skip
    clock = page.get_by_role("region", name="Hitungan waktu layanan")
    expect(clock).to_contain_text("Diterima Sabtu, 10 Juni 2023, bukan hari kerja")
    expect(clock).to_contain_text("Jatuh tempo Kamis, 15 Juni 2023.")
    record = page.url
    assert clean(there) == []

    there.open(f"{PAGES}clock_stop/baru/")
    page.get_by_label("Permohonan").fill("C-101")
    expect(page.locator("#pilihan-request option")).to_have_count(1)
    saved(there, "Simpan catatan", "dicatat.", {"Jeda mulai": "2023-06-13", "Alasan": "Berkas kurang"})
    stop = page.url
    page.goto(record)
    expect(clock).to_contain_text("Jeda sejak 13 Juni 2023 belum berakhir")
    expect(clock).to_contain_text("Jatuh tempo belum dapat dihitung")

    page.goto(f"{stop}ubah/")
    saved(there, "Simpan perubahan", "disimpan.",
          {"Jeda berakhir": "2023-06-16", "Alasan perubahan": "Berkas dilengkapi."})  # fmt: skip
    page.goto(f"{record}ubah/")
    page.get_by_label("Putusan").select_option(label="Diterbitkan")
    saved(there, "Simpan perubahan", "disimpan.",
          {"Diputus pada": "2023-06-20", "Alasan perubahan": "Putusan terbit."})  # fmt: skip
    expect(clock).to_contain_text("Jeda 13 Juni 2023 sampai 16 Juni 2023: 3 hari kerja")
    expect(clock).to_contain_text(
        "Diputus 20 Juni 2023, tepat waktu: terpakai 3 hari kerja dari 3, 3 hari kerja lain"
    )
    expect(page.get_by_text("masuk Juni 2023").first).to_be_visible()
    assert clean(there) == []

    there.open(ON_TIME)
    expect(page.locator(".figures--indicator")).to_contain_text("2/2")
    there.follow(page.get_by_role("link", name="Catatan di balik 2").first)
    there.follow(page.get_by_role("link", name="C-101"))
    there.follow(page.get_by_role("link", name="Ubah catatan"))
    saved(there, "Simpan perubahan", "disimpan.",
          {"Diputus pada": "2023-06-21", "Alasan perubahan": "Tanggal putusan keliru dibaca."})  # fmt: skip
    expect(clock).to_contain_text("Diputus 21 Juni 2023, terlambat: terpakai 4 hari kerja dari 3")
    for text in ("Alasan: Tanggal putusan keliru dibaca.", "Alasan: Putusan terbit.", "Dicatat pertama kali."):
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_text("Mengikuti Jeda waktu layanan").first).to_be_visible()
    expect(page.locator("del", has_text="20 Juni 2023").first).to_be_visible()
    assert clean(there) == []
    there.open(ON_TIME)
    expect(page.locator(".figures--indicator")).to_contain_text("1/2")


def test_another_place_brings_its_stages(visit, account, office, write):  # noqa: F811
    write("intervention_place", **SCHOOL)
    write("intervention_place", **MARKET)
    there = visit(account(Role.DATA_OFFICER, office))
    page = there.open(f"{PAGES}intervention_stage/baru/")
    page.get_by_label("Lokasi").fill("L-2")
    page.get_by_label("Selesai pada").focus()
    by = definitions_for(office).registers["intervention_stage"].by_key["stage"].choices_by
    stages_of_markets = by.allowed["market"]
    stages = page.locator("#isi-stage option:not([value=''])")
    expect(stages).to_have_count(len(stages_of_markets))
    assert there.findings() == []
