"""PDF: what both standards ask and what a reader sees. Typst enforces the standards; these watch Typst."""

import hashlib
import io
import re

import pdfplumber
import pikepdf
import pytest

from akuntabel.documents.content import (
    BulletList,
    Callout,
    Column,
    Cover,
    Heading,
    KeyValueRow,
    KeyValueRows,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    SectionBreak,
    Signature,
    SignatureBlock,
    Table,
    TableOfContents,
    Text,
    cell,
    inline,
    row,
)
from akuntabel.documents.writers.pdf import page_numbers, write_pdf
from documents import samples


@pytest.fixture(scope="module")
def data():
    return write_pdf(samples.document())


@pytest.fixture(scope="module")
def pdf(data):
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def texts(data):
    with pdfplumber.open(io.BytesIO(data)) as read:
        return [page.extract_text() for page in read.pages]


def text_of(*blocks):
    with pdfplumber.open(io.BytesIO(write_pdf(samples.document(blocks)))) as read:
        return [page.extract_text() for page in read.pages]


def elements(node):
    """All structure elements below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.fixture(scope="module")
def structure(pdf):
    return list(elements(pdf.Root.StructTreeRoot))


def kind(element):
    return str(element["/S"])


def test_it_declares_both_standards(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "LAPORAN KINERJA INTERIM 1 Januari s.d. 30 Juni 2023, Balai POM di Kupang"


def test_it_is_tagged_titled_and_indonesian(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "id-ID"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Author"]) == "Balai POM di Kupang"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20230731")


def test_every_picture_has_an_alternative(structure):
    figures = [element for element in structure if kind(element) == "/Figure"]

    assert [str(figure.get("/Alt", "")) for figure in figures] == [
        "Lambang contoh",
        samples.ALT,
        "Tanda tangan elektronik",
    ]


def test_every_table_has_head_cells(structure):
    tables = [element for element in structure if kind(element) == "/Table"]

    assert len(tables) == 5
    heads = [sum(kind(inner) == "/TH" for inner in elements(table)) for table in tables]
    assert heads == [8, 8, 14, 2, 2]


def test_headings_are_outlined_and_tagged(pdf, structure):
    def titles(items):
        for item in items:
            yield item.title
            yield from titles(item.children)

    with pdf.open_outline() as outline:
        found = list(titles(outline.root))

    assert len(found) == sum(isinstance(block, Heading) for block in samples.blocks()) == 15
    assert found[4:6] == ["BAB I PENDAHULUAN", "A. Latar Belakang"]
    assert sum(kind(element) in ("/H1", "/H2", "/H3", "/H4") for element in structure) == 15


def test_page_labels_roman_then_arabic(pdf):
    labels = [page.label for page in pdf.pages]

    assert labels[1:] == ["i", "ii", "iii", "iv", *(str(number) for number in range(1, len(labels) - 4))]


def test_all_fonts_are_embedded_and_ours(pdf):
    names = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            assert any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")), item
            names.add(str(item["/FontName"]).partition("+")[2].partition("-")[0])

    assert names == {"TeXGyreBonum", "TeXGyreHeros"}


def test_same_document_same_bytes_and_a_line_end_after_the_last_mark(data):
    again = write_pdf(samples.document())

    assert hashlib.sha256(again).hexdigest() == hashlib.sha256(data).hexdigest()
    assert data.endswith(b"%%EOF\n")


def test_no_page_is_blank(texts):
    edges = re.compile(r"LAPORAN KINERJA INTERIM Balai POM di Kupang|Rancangan, bukan dokumen resmi Halaman \w+|\s")

    assert all(edges.sub("", text) for text in texts)


def test_cover_has_neither_header_nor_footer(texts):
    assert "BADAN PENGAWAS OBAT DAN MAKANAN" in texts[0].replace("\n", " ")
    assert "DATA CONTOH" in texts[0]
    assert "Halaman" not in texts[0]
    assert "Halaman i" in texts[1]


def test_landscape_pages_are_turned_and_carry_header_and_footer(pdf, texts):
    turned = [index for index, page in enumerate(pdf.pages) if page.mediabox[2] > page.mediabox[3]]

    assert len(turned) == 1
    assert texts[turned[0]].startswith("LAPORAN KINERJA INTERIM Balai POM di Kupang")
    assert "Halaman 6" in texts[turned[0]]


def test_a_long_table_repeats_its_head(texts):
    assert sum("Sasaran Kegiatan Indikator Kinerja" in text for text in texts) == 4


def test_numbers_of_a_crowded_table_are_whole(texts):
    [page] = [text for text in texts if "Rencana aksi bulanan" in text and "B12" in text]

    assert page.count("12.074.469.971") == 8


def test_page_numbers_are_those_printed():
    """Roman before the first chapter, Arabic after it, for headings and captions alike."""
    table = Table((Column(1),), (row("K"),), (row("a"),), caption="Judul", id="tbl")
    blocks = (SectionBreak(numbering="i", restart=True), Heading(1, "Depan", "depan", numbered=False),
              TableOfContents(), SectionBreak(numbering="1", restart=True), Heading(1, "A", "a"),
              Heading(1, "B", "b"), table)  # fmt: skip

    assert page_numbers(samples.document(blocks)) == {"depan": "i", "a": "1", "b": "2", "tbl": "2"}
    assert page_numbers(samples.document(blocks[3:])) == {}  # no list asks for them


def test_contents_and_references(texts):
    assert re.search(r"BAB I PENDAHULUAN[ .]+1\n", texts[2])
    assert re.search(r"A\. Latar Belakang[ .]+1\n", texts[2])
    assert "DAFTAR ISI" not in texts[2].partition("DAFTAR ISI")[2]
    assert re.search(r"Tabel 2\.1 +Capaian indikator kinerja triwulan II tahun 2023[ .]+2\n", texts[3])
    assert re.search(r"Gambar 2\.1 +Capaian menurut komoditas[ .]+2", texts[4])
    assert "Lihat Tabel 2.1, Gambar 2.1, Bab II dan Lampiran 1." in texts[5]


def test_hostile_text_is_printed_as_it_is(texts):
    joined = " ".join(texts).replace("\n", " ")

    assert '#read("/etc/passwd") $x$ *b* <script>alert(1)</script>' in joined
    assert "root:" not in joined


def test_text_in_pictures_is_drawn_whatever_font_it_asks_for():
    svg = samples.CHART.replace(b"TeX Gyre Heros", b"Arial")

    assert "Kosmetik" in text_of(Heading(1, "A"), Picture(svg, "alt", "Judul"))[0]


def test_a_sign_without_glyph_is_spelt():
    assert "aman [U+1F600]" in text_of(Paragraph(inline("aman 😀")))[0]


def test_sections_begin_on_one_new_page_each():
    pages = text_of(
        Cover("A"),
        SectionBreak(numbering="i", restart=True),
        Heading(1, "X", numbered=False),
        SectionBreak(numbering="1", restart=True),
        Heading(1, "Y"),
        Heading(1, "Z"),
        SectionBreak(landscape=True),
        Heading(1, "L", appendix=True),
    )

    assert [re.findall(r"Halaman (\w+)", page) for page in pages] == [[], ["i"], ["1"], ["2"], ["3"]]


def test_contents_depth_and_headings_left_out():
    [first, *_] = text_of(
        TableOfContents(1),
        Heading(1, "A"),
        Heading(2, "B"),
        Heading(1, "C", numbered=False, in_contents=False),
    )

    assert re.findall(r"^(BAB I A|A\. B|C)\b", first, re.MULTILINE) == ["BAB I A"]


def test_a_table_without_caption_has_no_number():
    table = Table((Column(1),), (row("Kepala"),), (row("isi"),))

    assert "Tabel" not in text_of(table)[0]


# --- Nothing runs off a page ---


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(inline("kata " * 2000)),
        Callout("Awas", inline("kata " * 2000)),
        KeyValueRows((KeyValueRow("Kunci", inline("kata " * 2000)),)),
        NumberedList((ListItem(inline("kata " * 2000), BulletList((ListItem(inline("butir")),))),)),
        Table((Column(), Column(1)), (row("a", "b"),), (row("1", "kata " * 2000),)),
        Table(
            (Column(1), Column(1)),
            (row("a", "b"),),
            (row(cell("kata " * 2000, rowspan=3), "1"), row("2"), row("3")),
        ),
    ],
    ids=["paragraph", "callout", "key-values", "list", "cell", "cell over rows"],
)
def test_long_text_goes_on_over_the_pages(block):
    assert boxes_outside((block,)) == []
    assert " ".join(text_of(block)).count("kata") == 2000


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(inline("https://contoh.go.id/" + "x" * 300)),
        Table((Column(), Column(1)), (row("a", "b"),), (row("x" * 300, "y" * 300),)),
        Table(tuple(Column() for _ in range(40)), (row(*["k"] * 40),), (row(*["12.074.469.971"] * 40),)),
        Heading(1, "T" * 100),
        Picture(b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="90"/>', "Menara", "Menara"),
    ],
    ids=["paragraph", "cells", "forty columns", "heading", "tower"],
)
def test_wide_words_and_tall_pictures_stay_on_the_page(block):
    assert boxes_outside((block,)) == []


def boxes_outside(blocks):
    """Letters that stand outside the margins of their page."""
    with pdfplumber.open(io.BytesIO(write_pdf(samples.document(blocks)))) as read:
        return [
            (page.page_number, letter["text"])
            for page in read.pages
            for letter in page.chars
            if letter["text"].strip() and not (letter["x0"] > 80 and letter["x1"] < 535 and letter["bottom"] < 810)
        ]


# --- What a page break must not part ---

OFFSETS = range(18, 37)
"""Numbers of one-word paragraphs above a block: from half a page to one that is full."""


def pages_after(lines, *blocks):
    """Lines of each page, without header and footer, of blocks that begin below that many lines."""
    filling = tuple(Paragraph(inline("isi")) for _ in range(lines))
    return [page.splitlines()[1:-1] for page in text_of(*filling, *blocks)]


def every_offset(*blocks):
    for lines in OFFSETS:
        yield pages_after(lines, *blocks)


def test_a_caption_never_stands_alone_at_a_page_foot():
    table = Table((Column(1),), (row("Kepala"),), tuple(row(f"baris {n}") for n in range(5)), caption="Judul")

    ends = {page[-1].split()[0] for pages in every_offset(table) for page in pages}

    assert ends == {"isi", "baris"}


def test_a_short_table_is_never_parted_from_its_caption_and_notes():
    """Twelve rows and the note under them stand on one page, wherever the table begins."""
    body = tuple(row(f"baris {n}") for n in range(11))
    table = Table((Column(1),), (row("Kepala"),), body, (row("baris jumlah"),), "Judul", notes=(inline("Sumber."),))

    for pages in every_offset(table):
        [page] = [page for page in pages if any("baris" in line for line in page)]
        assert next(line for line in page if line != "isi").startswith("Tabel")
        assert page[-1] == "Sumber."


def test_a_long_table_has_three_rows_on_either_side_of_a_break():
    """No page begins or ends with a stray row or two, and the note never stands alone."""
    body = tuple(row(f"baris {n}") for n in range(30))
    table = Table((Column(1),), (row("Kepala"),), body, caption="Judul", notes=(inline("Sumber."),))

    for pages in every_offset(table):
        counts = [sum(line.startswith("baris") for line in page) for page in pages]
        assert sum(counts) == 30
        assert all(count == 0 or count >= 3 for count in counts)
        assert pages[-1][-1] == "Sumber."
        assert pages[-1][-2] == "baris 29"


def test_signatures_stand_on_a_page_with_rows_of_what_they_sign():
    """An annex whose signatures do not fit takes three rows along to the next page."""
    body = tuple(row(f"baris {n}") for n in range(20))
    table = Table((Column(1),), (row("Kepala"),), body, caption="Judul")
    money = KeyValueRows((KeyValueRow("Anggaran", inline("Rp1.000")),))
    signed = SignatureBlock((Signature(("Kepala",), "Nama"),))

    for pages in every_offset(table, money, signed):
        assert sum(line.startswith("baris") for line in pages[-1]) >= 3
        assert [line for line in pages[-1] if not line.startswith("baris")][-1] == "Nama"


def test_a_table_without_caption_stays_with_the_text_above_it():
    """Only the text above says what such a table is about."""
    table = Table((Column(1),), (row("Kepala"),), (row("baris"),))

    for pages in every_offset(Paragraph(inline("Uraian.")), table):
        assert not [page for page in pages if page[-1] == "Uraian."]


def test_a_row_that_names_a_group_is_never_the_last_of_a_page():
    starts = set()
    for pages in every_offset(samples.banded_table(groups=12)):
        assert not [page[-1] for page in pages if page[-1].startswith(("Perspektif", "Sasaran", "No.", "Tabel"))]
        starts |= {page[1].split()[0] for page in pages[1:] if page[0].startswith("No.")}

    assert {"Perspektif", "Sasaran"} <= starts  # the names do meet page ends


def test_rows_that_name_groups_are_head_cells():
    data = write_pdf(samples.document((samples.banded_table(groups=4, rows=1),)))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        heads = sum(kind(element) == "/TH" for element in elements(pdf.Root.StructTreeRoot))
    assert heads == 3 + 2 + 4


def test_odd_group_names_print_once_each():
    names = [row(cell(f"Pita {n}", colspan=2, tone="subhead")) for n in range(8)]
    tall = row(cell("kata " * 900, colspan=2, tone="subhead"))
    body = (*names[:7], row("a", "1"), tall, row(cell("g", rowspan=2), "2"), row("3"), names[7])

    joined = " ".join(text_of(Table((Column(1), Column()), (row("K", "L"),), body)))

    assert re.findall(r"Pita \d", joined) == [f"Pita {n}" for n in range(8)]
    assert joined.count("kata") == 900


def test_rows_under_a_short_merged_cell_stay_together():
    body = tuple(
        line for n in range(20) for line in (row(cell(f"gabung {n}", rowspan=2), f"atas {n}"), row(f"bawah {n}"))
    )
    table = Table((Column(1), Column(3)), (row("K", "L"),), body)

    for lines in OFFSETS:
        firsts = [page[page.index("K L") + 1] for page in pages_after(lines, table)[1:]]
        assert firsts
        assert all(re.fullmatch(r"gabung (\d+) atas \1", first) for first in firsts)


@pytest.mark.parametrize(
    "lead",
    [
        Paragraph(inline("Kendala:")),
        Paragraph(inline("Kendala"), keep_with_next=True),
        Paragraph((Text("Kendala.", bold=True),)),
    ],
    ids=["colon", "asked", "bold"],
)
def test_a_lead_stays_with_what_follows(lead):
    items = BulletList(tuple(ListItem(inline(f"butir {n}")) for n in range(3)))

    for pages in every_offset(lead, items):
        assert not [page for page in pages if page[-1].startswith("Kendala")]


def test_a_list_item_stays_with_the_list_nested_under_it():
    nested = BulletList((ListItem(inline("butir")),))
    outer = NumberedList(tuple(ListItem(inline(f"Kendala {n}"), nested) for n in range(5)))

    for pages in every_offset(outer):
        assert not [page for page in pages if "Kendala" in page[-1] or re.fullmatch(r"\d\.", page[-1])]


@pytest.mark.parametrize(
    "before",
    [
        Paragraph(inline("Demikian laporan ini.")),
        BulletList((ListItem(inline("butir")),)),
        Callout("Catatan", inline("Teks.")),
        KeyValueRows(tuple(KeyValueRow(f"K{n}", inline("nilai")) for n in range(5))),
        Table((Column(1),), (row("Kepala"),), (row("baris"),), notes=(inline("Catatan."),)),
    ],
    ids=["paragraph", "list", "callout", "key-values", "table"],
)
def test_signatures_never_stand_alone(before):
    block = SignatureBlock((Signature(("Kepala Balai",), "Nama"),), "Kupang, 31 Juli 2023")

    alone = [page for pages in every_offset(before, block) for page in pages if page[0].startswith("Kupang")]

    assert alone == []


def test_less_room_to_sign_on_a_landscape_page():
    block = SignatureBlock((Signature(("Kepala",), "Nama Contoh"),))

    def room(*blocks):
        with pdfplumber.open(io.BytesIO(write_pdf(samples.document(blocks)))) as read:
            words = {word["text"]: word for word in read.pages[-1].extract_words()}
        return words["Nama"]["top"] - words["Kepala"]["bottom"]

    assert 35 < room(SectionBreak(landscape=True), block) < room(block) - 20


# --- Headings, contents, boxes ---


def test_the_second_line_of_a_heading_stands_under_its_first_word():
    block = Heading(2, "Gambaran umum organisasi dan wilayah kerja yang judulnya panjang sekali sehingga berlanjut")
    with pdfplumber.open(io.BytesIO(write_pdf(samples.document((Heading(1, "X"), block))))) as read:
        words = {word["text"]: word for word in read.pages[0].extract_words()}

    assert words["sehingga"]["top"] > words["Gambaran"]["top"] + 5
    second = min(word["x0"] for word in words.values() if abs(word["top"] - words["sehingga"]["top"]) < 1)
    assert second == pytest.approx(words["Gambaran"]["x0"], abs=0.5)
    assert second > words["A."]["x0"] + 10


def test_page_numbers_of_contents_stand_in_a_column_of_their_own():
    long = "Judul " + "yang sangat panjang sekali " * 8
    blocks = (TableOfContents(), Heading(1, "AWAL"), Heading(2, long), Heading(3, long), Heading(2, "Pendek"))
    with pdfplumber.open(io.BytesIO(write_pdf(samples.document(blocks)))) as read:
        words = [word for word in read.pages[0].extract_words() if 70 < word["top"] < 780]

    numbers = [word for word in words if word["text"].isdigit() and word["x1"] > 528]
    assert len(numbers) == 4
    assert {round(word["x1"]) for word in numbers} == {530}
    assert max(word["x1"] for word in words if word not in numbers) < min(word["x0"] for word in numbers)


def test_a_callout_says_its_title_once():
    [page] = text_of(Callout("Data contoh", inline("Data contoh. Angka dibuat untuk peragaan."), "below"))

    assert page.count("Data contoh") == 1
    assert "Angka dibuat untuk peragaan." in page
