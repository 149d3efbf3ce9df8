"""The same figures on page, JSON, Word, PDF and in the workbook: all of them, taken out of all five.

Every medium is read as an outsider would read it; what it shows is turned from decimal comma to point and
compared with the figure book's plain strings.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import openpyxl
import pdfplumber
import pytest
from django.urls import reverse

from akuntabel.core.periods import Period
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.scorecard_json import scorecard_json
from akuntabel.organisation.models import User
from akuntabel.reporting.services import write_report

OFFICES = [("kupang", "2023-Q2"), ("dinas", "2024-Q2")]
MEASURED = ("target", "numerator", "denominator", "realisation", "achievement", "rating")
SPENT = (
    "input_ceiling",
    "input_realised",
    "input_achievement",
    "efficiency_index",
    "efficiency_level",
    "efficiency",
)
SCORED = ("score", "rating")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(params=OFFICES, ids=lambda pair: pair[0])
def office(request, db, tmp_path):
    """(unit, period, scorecard, figure book, {format: bytes})."""
    name, key = request.param
    unit, period = request.getfixturevalue(name), Period.parse(key)
    card = scorecard(unit, period)
    paths = write_report(unit, period, tmp_path, ["docx", "pdf", "xlsx", "html"])
    files = {path.suffix[1:]: path.read_bytes() for path in paths}
    return unit, period, card, FigureBook(card), files


def expected(book, card):
    """{(subject, field): plain string} of every figure that has one."""
    subjects = [(r.slug, field) for r in card.indicators for field in MEASURED + SPENT]
    subjects += [(f"objective:{o.slug}", field) for o in card.objectives for field in SCORED]
    subjects += [(f"perspective:{p.slug}", field) for p in card.perspectives for field in SCORED]
    subjects += [("total", field) for field in SCORED]
    return {key: plain for key in subjects if (plain := book.plain(*key)) is not None}


def words_of(book, card):
    """What people read → the code, for ratings and verdicts."""
    words = {band.name: band.code for band in card.scale.bands} | {
        band.short_name: band.code for band in card.scale.bands
    }
    names = card.rule_set.efficiency
    return words | {names.efficient_name: "EFFICIENT", names.inefficient_name: "INEFFICIENT"}


def plain(text, words):
    """ "1.234,56 %" → "1234.56"; a rating's words → its code."""
    text = " ".join(text.split())
    if text in words:
        return words[text]
    text = re.sub(r"\s*(%|[a-z ]+|Rp)$|^Rp", "", text.replace("\N{NO-BREAK SPACE}", " ")).strip()
    return text.replace(".", "").replace(",", ".").replace("−", "-")


class BoundText(HTMLParser):
    """Text of every element that carries a figure's reference."""

    def __init__(self):
        super().__init__()
        self.found, self._open = [], []

    def handle_starttag(self, tag, attributes):
        reference = dict(attributes).get("data-figure")
        if reference:
            self._open.append((tag, reference, []))

    def handle_data(self, data):
        for _, _, parts in self._open:
            parts.append(data)

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            _, reference, parts = self._open.pop()
            self.found.append((reference, "".join(parts)))


def from_html(text, unit, period, words):
    parser = BoundText()
    parser.feed(text)
    prefix = f"{unit.slug}/{period}/"
    found = {}
    for reference, shown in parser.found:
        if reference.startswith(prefix):
            found.setdefault(tuple(reference.removeprefix(prefix).rsplit("/", 1)), set()).add(plain(shown, words))
    return found


def from_word(data, unit, period, words):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root, settings = (ET.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "settings"))
    long = {v.get(f"{W}name"): v.get(f"{W}val") for v in settings.iter(f"{W}docVar")}
    found, prefix = {}, f"{unit.slug}/{period}/"
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        reference = long.get(tag, tag)
        if reference.startswith(prefix):
            shown = "".join(t.text or "" for t in control.iter(f"{W}t"))
            found.setdefault(tuple(reference.removeprefix(prefix).rsplit("/", 1)), set()).add(plain(shown, words))
    return found


def agree(found, wanted):
    """Every wanted figure was found, and found with one value only: the right one."""
    assert {key: found.get(key) for key in wanted} == {key: {value} for key, value in wanted.items()}


def test_json(office):
    _, _, card, book, _ = office
    data = scorecard_json(card)
    found = {("total", field): data["total"][field] for field in SCORED}
    for p in data["perspectives"]:
        found |= {(f"perspective:{p['slug']}", field): p[field] for field in SCORED}
        for o in p["objectives"]:
            found |= {(f"objective:{o['slug']}", field): o[field] for field in SCORED}
            for i in o["indicators"]:
                found |= {(i["slug"], field): i[field] for field in MEASURED + SPENT}
                if isinstance(i["target"], dict):
                    found[i["slug"], "target"] = "–".join(i["target"].values())
    wanted = expected(book, card)
    assert {key: found[key] for key in wanted} == wanted
    assert len(wanted) > 180


def test_pages(office, client, settings):
    settings.DEMO = True
    unit, period, card, book, _ = office
    client.force_login(User.objects.filter(assignments__unit=unit, assignments__role="head").get())
    pages = "".join(
        client.get(reverse(name, args=[unit.slug, period])).content.decode() for name in ("scorecard", "efficiency")
    )
    agree(from_html(pages, unit, period, words_of(book, card)), expected(book, card))


def test_report_html(office):
    unit, period, card, book, files = office
    agree(from_html(files["html"].decode(), unit, period, words_of(book, card)), expected(book, card))


def test_word(office):
    unit, period, card, book, files = office
    agree(from_word(files["docx"], unit, period, words_of(book, card)), expected(book, card))


def test_pdf(office):
    """Read by position, as from paper: the rows of the measurement and efficiency appendices."""
    _, _, card, book, files = office
    words, slugs = words_of(book, card), {r.number: r.slug for r in card.indicators}
    scores = {o.code: f"objective:{o.slug}" for o in card.objectives} | {p.name: f"perspective:{p.slug}" for p in
              card.perspectives}  # fmt: skip
    found = {}
    for row in _appendix_rows(files["pdf"]):
        cells = [" ".join((cell or "").split()) for cell in row]
        cells[0] = cells[0].split(", sementara")[0]  # what stands beside the name of a score that may change
        if cells[0] in slugs and len(cells) == 9:
            values = dict(zip(MEASURED, (cells[3], *cells[4:6], *cells[6:9]), strict=True))
        elif cells[0] in slugs and len(cells) == 12:
            values = dict(zip(SPENT, (*cells[2:5], cells[8], cells[10], cells[11]), strict=True))
        elif len(cells) == 9 and (key := next((k for k in scores if cells[0].endswith(k)), None) or (
            cells[0].split()[0] if cells[0].endswith(": NPS") else None)):  # fmt: skip
            found |= {(scores[key], field): plain(c, words) for field, c in zip(SCORED, cells[7:], strict=True)}
            continue
        elif len(cells) == 9 and "otal" in cells[0]:
            found |= {("total", field): plain(c, words) for field, c in zip(SCORED, cells[7:], strict=True)}
            continue
        else:
            continue
        found |= {(slugs[cells[0]], field): plain(text, words) for field, text in values.items()}
    wanted = expected(book, card)
    assert {key: found.get(key) for key in wanted} == wanted


def _appendix_rows(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if page.width > page.height:
                for table in page.extract_tables():
                    yield from table
            page.close()


def test_workbook(office):
    """Stored values, rounded here half up to two decimals as Excel shows them."""
    _, _, card, book, files = office
    words = words_of(book, card)
    workbook = openpyxl.load_workbook(io.BytesIO(files["xlsx"]), data_only=True)
    found = {}
    heads = {"Target": "target", "n": "numerator", "d": "denominator", "Realisasi": "realisation",
             "Capaian (%)": "achievement", "Kriteria": "rating", "Pagu (Rp)": "input_ceiling",
             "Realisasi (Rp)": "input_realised", "Input (%)": "input_achievement", "IE": "efficiency_index",
             "TE": "efficiency_level", "Kategori": "efficiency"}  # fmt: skip
    slugs = {r.number: r.slug for r in card.indicators}
    for sheet in ("Pengukuran", "Efisiensi"):
        rows = [[_as_shown(cell) for cell in row] for row in workbook[sheet].iter_rows()]
        head = next(row for row in rows if row[0] == "Kode")
        for row in rows:
            if row[0] in slugs:
                upper = row[head.index("Target (batas atas)")] if "Target (batas atas)" in head else None
                for title, value in zip(head, row, strict=True):
                    if title in heads:
                        text = _cell(heads[title], value, words)
                        if title == "Target" and upper not in (None, ""):
                            text = f"{text}–{_cell('target', upper, words)}"
                        found[slugs[row[0]], heads[title]] = text
    labels = {f"NPS {o.code}": f"objective:{o.slug}" for o in card.objectives}
    summary = list(workbook["Ringkasan"].iter_rows(values_only=True))
    codes = {o.code: f"objective:{o.slug}" for o in card.objectives}
    names = {f"Perspektif {p.name}": f"perspective:{p.slug}" for p in card.perspectives}
    for row in summary:
        subject = (
            codes.get(row[0]) or names.get(row[1]) or ("total" if row[1] == "Nilai kinerja (NPS total)" else None)
        )
        if subject:
            found |= {(subject, "score"): _cell("score", row[2], words), (subject, "rating"): words.get(row[3])}
    assert labels
    wanted = expected(book, card)
    assert {key: found.get(key) for key in wanted} == wanted


def _as_shown(cell):
    """A number that Excel shows without decimals as an int, any other as a float."""
    if not isinstance(cell.value, (int, float)):
        return cell.value
    return int(cell.value) if cell.number_format == "#,##0" else float(cell.value)


def _cell(field, value, words):
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return words.get(value, value)
    number = Decimal(str(value))
    if field in {"target", "numerator", "denominator", "input_ceiling", "input_realised"}:
        return f"{number.normalize():f}"
    return str(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
