"""Word: clean for the auditor, everything live, figures traceable, the same bytes twice."""

import hashlib
import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from akuntabel.documents.content import (
    Bound,
    BulletList,
    Callout,
    Column,
    Cover,
    Heading,
    KeyValueRow,
    KeyValueRows,
    ListItem,
    NumberedList,
    PageBreak,
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
from akuntabel.documents.writers.docx import write_docx
from documents import samples
from documents.writers import audit

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def body_of(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))[0]


def written(*blocks):
    """The XML of the body of a document with these blocks, without namespaces and the last section."""
    body = body_of(write_docx(samples.document(blocks)))
    text = "".join(etree.tostring(element).decode() for element in body[:-1])
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("docx") / "sample.docx"
    path.write_bytes(write_docx(samples.document()))
    return path


@pytest.fixture(scope="module")
def body(sample):
    return body_of(sample.read_bytes())


def test_audit_finds_nothing(sample):
    assert audit.faults(sample) == []


def test_the_audit_can_fail(sample, tmp_path):
    broken = tmp_path / "broken.docx"
    source = zipfile.ZipFile(sample)
    with zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:cantSplit/>", b"<w:cantBreak/>"))

    assert audit.faults(broken)


def test_same_document_same_bytes():
    hashes = {hashlib.sha256(write_docx(samples.document())).hexdigest() for _ in range(2)}

    assert len(hashes) == 1


def test_names_are_sorted_and_times_fixed(sample):
    entries = zipfile.ZipFile(sample).infolist()

    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_python_docx_reads_it(sample):
    read = docx.Document(str(sample))

    assert read.core_properties.title == "LAPORAN KINERJA INTERIM 1 Januari s.d. 30 Juni 2023, Balai POM di Kupang"
    assert read.core_properties.author == "Balai POM di Kupang"
    headings = [p.style.name for p in read.paragraphs if p.style.style_id.startswith("Heading")]
    assert len(headings) == 15
    assert headings.count("heading 2") + headings.count("Heading 2") == 5
    assert headings.count("Judul Lampiran") == 1
    assert len(read.inline_shapes) == 3


def test_sections_orientation_and_page_numbers(sample):
    read = docx.Document(str(sample))
    numbers = [section._sectPr.find(qn("w:pgNumType")) for section in read.sections]

    assert [section.orientation for section in read.sections] == [0, 0, 0, 1, 0]
    assert [number.get(qn("w:fmt")) for number in numbers] == ["decimal", "lowerRoman", *["decimal"] * 3]
    assert [number.get(qn("w:start")) for number in numbers] == [None, "1", "1", None, None]
    assert read.sections[0].different_first_page_header_footer
    assert [section.header.paragraphs[0].text for section in read.sections] == [
        "LAPORAN KINERJA INTERIM\tBalai POM di Kupang"
    ] * 5
    assert "PAGE" in read.sections[1].footer._element.xpath("string(.//w:instrText)")


def test_counts_of_tables_heads_merges_and_shades(body):
    tables = body.xpath(".//w:tbl[w:tblPr/w:tblStyle[@w:val='ReportTable']]", namespaces=W)

    assert len(tables) == 5
    assert len(body.xpath(".//w:tblHeader", namespaces=W)) == 2 + 2 + 1 + 1 + 1
    # head: four cells over two rows; body: two cells over two rows, for 3 and 30 objectives
    assert len(body.xpath(".//w:vMerge", namespaces=W)) == 2 * (4 * 2) + (3 + 30) * 2 * 2
    assert len(body.xpath(".//w:vMerge[@w:val='restart']", namespaces=W)) == 2 * 4 + 33 * 2
    assert len(body.xpath(".//w:gridSpan", namespaces=W)) == 2 * 2
    assert len(body.xpath(".//w:shd[@w:fill='2e7d32']", namespaces=W)) == 2 + 15
    assert all(table.xpath("string(w:tblPr/w:tblCaption/@w:val)", namespaces=W) for table in tables)
    assert "menurut sasaran" in tables[0].xpath("string(w:tblPr/w:tblDescription/@w:val)", namespaces=W)


def test_every_row_fills_the_grid(body):
    for table in body.xpath(".//w:tbl", namespaces=W):
        columns = len(table.xpath("w:tblGrid/w:gridCol", namespaces=W))
        for line in table.xpath("w:tr", namespaces=W):
            spans = [
                int(tc.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces=W) or 1)
                for tc in line.xpath("w:tc", namespaces=W)
            ]
            assert sum(spans) == columns


def test_fields_are_live(body):
    fields = [node.text.split() for node in body.iter(qn("w:instrText"))]

    assert [field for field in fields if field[0] == "SEQ"] == [
        ["SEQ", "Tabel", "\\*", "ARABIC", "\\r", "1"],
        ["SEQ", "Gambar", "\\*", "ARABIC", "\\r", "1"],
        ["SEQ", "Tabel", "\\*", "ARABIC"],
        ["SEQ", "Tabel", "\\*", "ARABIC"],
        ["SEQ", "Tabel", "\\*", "ARABIC", "\\r", "1"],
    ]
    assert [field[0] for field in fields].count("TOC") == 3
    assert [field[0] for field in fields].count("REF") == 3
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == len(fields)


def test_every_reference_has_its_bookmark(body):
    names = [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))]
    wanted = {field.text.split()[1] for field in body.iter(qn("w:instrText")) if "REF" in field.text}
    wanted |= {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))}

    assert len(names) == len(set(names))
    assert wanted <= set(names)
    assert max(map(len, names)) <= 40


def test_figures_are_content_controls_with_their_reference(body):
    tags = body.xpath(".//w:sdt/w:sdtPr/w:tag/@w:val", namespaces=W)
    ids = body.xpath(".//w:sdt/w:sdtPr/w:id/@w:val", namespaces=W)

    assert len(tags) == len(set(ids)) == 203
    assert set(tags) == {
        f"kupang/2023-Q2/random-drug-compliance/{field}"
        for field in ("realisation", "target", "achievement", "score")
    }


def test_a_long_reference_is_kept_as_a_document_variable():
    reference = "kupang/2023-Q2/" + "panjang-" * 8 + "/realisation"
    data = write_docx(samples.document((Paragraph((Bound("1", reference),)),)))

    tag = body_of(data).xpath("string(.//w:tag/@w:val)", namespaces=W)
    settings = zipfile.ZipFile(io.BytesIO(data)).read("word/settings.xml").decode()

    assert len(tag) <= 64
    assert f'<w:docVar w:name="{tag}" w:val="{reference}"/>' in settings


def test_language_and_fonts(sample):
    archive = zipfile.ZipFile(sample)
    styles = archive.read("word/styles.xml").decode()

    assert 'w:val="id-ID"' in styles
    assert 'w:ascii="Bookman Old Style"' in styles
    assert sample.stat().st_size < 60_000


def test_every_style_and_list_that_is_used_exists(sample, body):
    archive = zipfile.ZipFile(sample)
    styles = set(re.findall(r'w:styleId="(\w+)"', archive.read("word/styles.xml").decode()))
    lists = set(re.findall(r'<w:num w:numId="(\d+)"', archive.read("word/numbering.xml").decode()))

    used = body.xpath(".//w:pStyle/@w:val | .//w:tblStyle/@w:val", namespaces=W)
    assert set(used) <= styles
    assert set(body.xpath(".//w:numPr/w:numId/@w:val", namespaces=W)) <= lists


def test_every_drawing_has_alt_text_and_a_picture(sample, body):
    alts = body.xpath(".//*[local-name()='docPr']/@descr")

    assert alts == ["Lambang contoh", samples.ALT, "Tanda tangan elektronik"]
    media = [name for name in zipfile.ZipFile(sample).namelist() if "media" in name]
    assert len(media) == 2  # logo and mark are the same picture


def test_hostile_text_stays_text(body):
    assert samples.HOSTILE in "".join(body.itertext(qn("w:t")))


# --- One block at a time ---


def test_paragraph_with_emphasis():
    assert written(Paragraph(inline("a ", Text("b", bold=True), Text("c", italic=True)), "right")) == (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">a </w:t></w:r>'
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">b</w:t></w:r>'
        '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">c</w:t></w:r></w:p>'
    )


def test_table_with_merges_and_tone():
    table = Table((Column(1), Column()), (row("K", "L"),), (row(cell("a", rowspan=2, tone="fails"), "1"), row("2")))

    found = written(table)

    rows = re.findall(r"<w:tr>.*?</w:tr>", found)
    assert "<w:tblHeader/>" in rows[0]
    assert "<w:tblHeader/>" not in rows[1]
    assert '<w:vMerge w:val="restart"/><w:shd w:val="clear" w:color="auto" w:fill="c62828"/>' in rows[1]
    assert '<w:vMerge w:val="continue"/><w:shd w:val="clear" w:color="auto" w:fill="c62828"/>' in rows[2]
    assert '<w:color w:val="ffffff"/>' in rows[1]


def test_each_numbered_list_starts_again():
    one = NumberedList((ListItem(inline("a"), BulletList((ListItem(inline("b")),))),))

    assert re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"', written(one, one)) == [
        *(("0", "4"), ("1", "3")),
        *(("0", "5"), ("1", "3")),
    ]


def test_headings_take_their_numbers_from_the_right_list():
    found = written(
        Heading(1, "KATA PENGANTAR", numbered=False),
        Heading(2, "Lepas"),
        Heading(1, "A"),
        Heading(2, "B"),
        Heading(2, "Tanpa", numbered=False),
        Heading(1, "L", appendix=True),
        Heading(2, "M"),
    )

    looks = re.findall(
        r'<w:pStyle w:val="(\w+)"/>(?:<w:numPr><w:ilvl w:val="\d"/><w:numId w:val="(\d+)"/>)?', found
    )
    assert looks == [
        *(("HeadingPlain", ""), ("Heading2", "4"), ("Heading1", ""), ("Heading2", "")),
        *(("HeadingPlain2", ""), ("HeadingAppendix", ""), ("Heading2", "2")),
    ]


def test_contents_show_given_page_numbers():
    blocks = (TableOfContents(), Heading(1, "A", "bab"))

    data = write_docx(samples.document(blocks), page_numbers={"bab": "7"})

    assert "".join(body_of(data)[0].itertext(qn("w:t"))) == "BAB I A7"


@pytest.mark.parametrize(("page_numbers", "asks"), [({"bab": "7"}, False), ({}, True)])
def test_word_asks_to_refresh_only_where_pages_are_lacking(page_numbers, asks):
    """The question on opening frightens readers; contents without pages would be worse."""
    data = write_docx(samples.document((TableOfContents(), Heading(1, "A", "bab"))), page_numbers)

    settings = zipfile.ZipFile(io.BytesIO(data)).read("word/settings.xml").decode()
    assert ("<w:updateFields" in settings) is asks


def test_empty_lists_and_breaks():
    assert "TOC" in written(TableOfContents())
    assert 'w:type="page"' in written(PageBreak())
    assert 'w:type="page"' in written(Cover("A"), Paragraph(inline("x")))
    assert 'w:type="page"' not in written(Cover("A"), SectionBreak(), Paragraph(inline("x")))
    assert written(Callout("Awas", tone="fails")).count('w:fill="fbebe9"') == 1


def test_a_tall_row_may_break_and_a_tall_picture_fits():
    table = Table((Column(1),), (row("K"),), (row("pendek"), row("kata " * 2000)))
    assert [("cantSplit" in line) for line in re.findall(r"<w:tr>.*?</w:tr>", written(table))] == [
        True,
        True,
        False,
    ]

    tower = Picture(b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="90"/>', "Menara")
    height = int(re.search(r'<wp:extent cx="\d+" cy="(\d+)"', written(tower))[1])
    assert 10_000 * 635 < height <= 13_890 * 4 // 5 * 635


# --- Headings without number ---


def unnumbered():
    return tuple(Heading(level, f"Tanpa {level}", numbered=False) for level in (1, 2, 3, 4))


def test_headings_without_number_pass_the_audit(tmp_path):
    path = tmp_path / "plain.docx"
    path.write_bytes(write_docx(samples.document((Heading(1, "A"), *unnumbered()))))

    assert audit.faults(path) == []


def test_headings_without_number_have_outline_levels_and_no_numbering():
    data = write_docx(samples.document(unnumbered()))
    styles = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml"))
    used = re.findall(r'<w:pStyle w:val="(\w+)"/>', written(*unnumbered()))

    assert used == ["HeadingPlain", "HeadingPlain2", "HeadingPlain3", "HeadingPlain4"]
    for level, name in enumerate(used):
        [style] = styles.xpath(f"w:style[@w:styleId='{name}']", namespaces=W)
        assert style.xpath("string(w:pPr/w:outlineLvl/@w:val)", namespaces=W) == str(level)
        assert style.xpath("string(w:basedOn/@w:val)", namespaces=W) == "Normal"
        assert not style.xpath("w:pPr/w:numPr", namespaces=W)
    assert not styles.xpath("//w:numId[@w:val='0']", namespaces=W)


# --- What a page break must not part ---


def kept(xml, holding):
    """Whether every paragraph with this text is kept with the next one."""
    found = [p for p in re.findall(r"<w:p>.*?</w:p>", xml) if holding in p]
    assert found, holding
    return all("<w:keepNext/>" in p for p in found)


def rows_of(xml):
    return re.findall(r"<w:tr>.*?</w:tr>", xml)


def test_caption_and_head_stay_with_the_first_row():
    found = written(Heading(1, "A"), samples.banded_table())
    [caption] = re.findall(r'<w:p><w:pPr><w:pStyle w:val="Caption"/>.*?</w:p>', found)

    assert "<w:keepNext/>" in caption
    assert rows_of(found)[0].count("<w:keepNext/>") == 3


def test_a_row_that_names_a_group_stays_with_the_row_below():
    """In a long table: after the first rows and before the last ones only a name of a group is kept."""
    lines = rows_of(written(samples.banded_table(groups=8, rows=2)))

    kept_rows = "".join("-+"["<w:keepNext/>" in line] for line in lines[1:])
    assert kept_rows == "++--+--+--++--+--+--++--++-"
    assert all("<w:cantSplit/>" in line for line in lines)


def test_a_short_table_is_kept_with_its_notes():
    """Each row is kept with the next, and the last one with the note below."""
    short = Table((Column(1),), (row("K"),), (row("a"), row("b")), notes=(inline("Sumber."), inline("Catatan.")))
    found = written(short)

    assert all("<w:keepNext/>" in line for line in rows_of(found))
    assert kept(found, "Sumber.")
    assert not kept(found, "Catatan.")


def test_a_group_name_without_rows_below_is_kept_with_nothing():
    body = (row("1", "2"), row(cell("Jumlah", colspan=2, tone="subhead")))
    lines = rows_of(written(Table((Column(1), Column()), (row("K", "L"),), body)))

    assert "<w:keepNext/>" not in lines[2]


def test_rows_under_a_short_merged_cell_stay_together():
    short, tall = cell("a", rowspan=2), cell("kata " * 900, rowspan=2)
    body = (*[row("x", "0")] * 5, row(short, "1"), row("2"), row(tall, "3"), row("4"), *[row("x", "0")] * 5)

    lines = rows_of(written(Table((Column(1), Column()), (row("K", "L"),), body)))

    assert [("<w:keepNext/>" in line) for line in lines[6:10]] == [True, False, False, False]


def test_a_lead_stays_with_its_list():
    items = BulletList((ListItem(inline("satu")), ListItem(inline("dua"))))
    found = written(Paragraph(inline("Kendala:")), items, Paragraph(inline("Teks."), keep_with_next=True), items)

    nested = written(NumberedList((ListItem(inline("induk"), items), ListItem(inline("tanpa anak")))))
    assert kept(nested, "induk")
    assert not kept(nested, "tanpa anak")
    assert kept(found, "Kendala:")
    assert kept(found, "Teks.")
    assert not kept(found, "satu")


@pytest.mark.parametrize(
    ("before", "last"),
    [
        (Paragraph(inline("akhir")), "akhir"),
        (BulletList((ListItem(inline("awal")), ListItem(inline("akhir")))), "akhir"),
        (Callout("Judul", inline("akhir")), "akhir"),
        (KeyValueRows((KeyValueRow("A", inline("awal")), KeyValueRow("B", inline("akhir")))), "akhir"),
        (Table((Column(1),), (row("K"),), (row("awal"), row("akhir"))), "akhir"),
    ],
    ids=["paragraph", "list", "callout", "key-values", "table"],
)
def test_what_stands_before_signatures_stays_with_them(before, last):
    found = written(before, SignatureBlock((Signature(("Kepala",)),)))

    assert kept(found, last)
    assert kept(found, "TableAfter") or found.endswith('<w:p><w:pPr><w:pStyle w:val="TableAfter"/></w:pPr></w:p>')
    alone = not isinstance(before, KeyValueRows | Table)  # few lines and a short table are kept whole
    assert "awal" not in found or kept(found, "awal") is not alone


def test_less_room_to_sign_on_a_landscape_page():
    block = SignatureBlock((Signature(("Kepala",), "Nama"),))
    empty = '<w:p><w:pPr><w:pStyle w:val="Signature"/></w:pPr></w:p>'

    upright = written(block)
    turned = written(SectionBreak(landscape=True), block)
    assert (upright.count(empty), turned.count(empty)) == (4 + 1, 2 + 1)


# --- Cover and boxes ---


def test_the_cover_shows_its_label_in_a_box(body):
    [label] = body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='CoverLabel']", namespaces=W)

    assert "".join(label.itertext(qn("w:t"))) == "DATA CONTOH"
    assert int(label.xpath("string(w:pPr/w:ind/@w:right)", namespaces=W)) > 4000
    assert "CoverLabel" not in written(Cover("A"))


def test_a_callout_has_a_light_fill_and_a_dark_edge():
    found = written(Callout("Data contoh", inline("Data contoh. Angka."), tone="below"))

    assert found.count('w:fill="fbf3e0"') == 2
    assert found.count('w:color="8a5a00"') == 2
    assert re.findall(r"<w:t [^>]*>([^<]*)", found) == ["Data contoh", "Angka."]
