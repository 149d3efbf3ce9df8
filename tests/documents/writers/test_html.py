"""HTML: semantic, accessible, safe to embed under a strict content security policy."""

import re

import pytest
from lxml import etree, html

from akuntabel.documents.content import (
    Bound,
    Callout,
    Column,
    Cover,
    CrossReference,
    Heading,
    KeyValueRow,
    KeyValueRows,
    LineBreak,
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
from akuntabel.documents.writers.html import stylesheet, write_fragment, write_page
from documents import samples


def fragment(*blocks):
    """The blocks as HTML, without the enclosing article."""
    written = write_fragment(samples.document(blocks))
    return written.removeprefix('<article class="akd" lang="id">\n').removesuffix("</article>\n")


@pytest.fixture(scope="module")
def sample():
    return html.fromstring(write_fragment(samples.document()))


def test_spans():
    spans = inline("a <b>", Text("t", bold=True, italic=True), LineBreak(), Bound("1,5", "u/p/s/f", bold=True))

    assert fragment(Paragraph(spans, "right", "small")) == (
        '<p class="p-small a-right">a &lt;b&gt;<strong><em>t</em></strong><br>'
        '<strong><data class="figure" data-figure="u/p/s/f">1,5</data></strong></p>\n'
    )


def test_headings_and_references():
    written = fragment(Heading(1, "AWAL", "bab"), Heading(2, "Latar"), Paragraph((CrossReference("bab"),)))

    assert written == (
        '<h2 id="bab" class="h-1"><span class="number">BAB I</span> AWAL</h2>\n'
        '<h3 id="bagian-1" class="h-2"><span class="number">A.</span> Latar</h3>\n'
        '<p class="p-body a-justify"><a href="#bab">Bab I</a></p>\n'
    )


@pytest.mark.parametrize(("offset", "levels"), [(0, "1234"), (1, "2345"), (2, "3456"), (3, "4566"), (5, "6666")])
def test_headings_start_at_the_offset_and_leave_no_level_out(offset, levels):
    blocks = tuple(Heading(level, "Judul") for level in (1, 2, 3, 4))

    assert "".join(re.findall(r"<h(\d) ", write_fragment(samples.document(blocks), offset))) == levels


@pytest.mark.parametrize("offset", [-1, 6])
def test_an_offset_without_heading_level_is_refused(offset):
    with pytest.raises(ValueError, match="heading_offset"):
        write_fragment(samples.document((Heading(1, "A"),)), offset)


def test_every_table_scrolls_in_a_region_of_its_own_that_has_a_name(sample):
    tables = sample.xpath("//table")
    regions = [table.getparent() for table in tables]

    assert len(tables) == 5
    assert {region.get("tabindex") for region in regions} == {"0"}
    assert {region.get("role") for region in regions} == {"region"}
    names = [region.get("aria-label") for region in regions]
    assert names[0] == "Tabel 2.1. Capaian indikator kinerja triwulan II tahun 2023"
    assert "Tabel: Uraian, Nilai" in names
    assert len(set(names)) == len(names)
    assert ".akd .table { overflow-x: auto;" in stylesheet()
    assert not re.search(r"td[^{]*\{[^}]*overflow-wrap: anywhere", stylesheet())


def test_a_summary_that_is_the_caption_is_not_said_twice():
    table = Table((Column(),), (row("A"),), (row("1"),), caption="Judul", summary="Judul")

    assert fragment(table).count("<caption><strong>Tabel 1.</strong> Judul</caption>") == 1


def test_the_cover_carries_its_label(sample):
    assert sample.xpath("string(//p[@class='cover-label'])") == "DATA CONTOH"
    assert "cover-label" not in fragment(Cover("A"))


def test_table_with_merges_tones_and_notes():
    table = Table(
        (Column(1), Column(align="right")),
        (row(cell("Judul", colspan=2)),),
        (row(cell("a", rowspan=2, tone="meets"), "1"), row(cell("2", bold=True))),
        foot=(row("Jumlah", "3"),),
        caption="Contoh",
        id="t",
        notes=(inline("Catatan"),),
        summary="Dua baris.",
    )

    assert fragment(table) == (
        '<div class="table" id="t" tabindex="0" role="region" aria-label="Tabel 1. Contoh">\n<table>\n'
        '<caption><strong>Tabel 1.</strong> Contoh<span class="summary">Dua baris.</span></caption>\n'
        '<thead>\n<tr><th scope="colgroup" class="a-center fill-head" colspan="2">Judul</th></tr>\n</thead>\n'
        '<tbody>\n<tr><td class="a-left fill-meets" rowspan="2">a</td><td class="a-right auto">1</td></tr>\n'
        '<tr><td class="a-right bold auto">2</td></tr>\n</tbody>\n'
        '<tfoot>\n<tr><td class="a-left fill-subhead">Jumlah</td>'
        '<td class="a-right fill-subhead auto">3</td></tr>\n'
        '</tfoot>\n</table>\n</div>\n<p class="note">Catatan</p>\n'
    )


def test_other_blocks():
    assert fragment(Callout("Awas", inline("x"), "fails")) == (
        '<aside class="callout notice-fails">\n<p><strong>Awas</strong></p>\n<p>x</p>\n</aside>\n'
    )
    assert fragment(KeyValueRows((KeyValueRow("Nama", inline("N")),))) == (
        '<dl class="key-values">\n<dt>Nama</dt><dd>N</dd>\n</dl>\n'
    )
    assert fragment(SignatureBlock((Signature(("Kepala,", "Balai"), "N", "NIP 1"),), "Kupang")) == (
        '<div class="signatures">\n<p class="place">Kupang</p>\n<p class="signature">Kepala,<br>Balai<br>'
        '<span class="room"></span><br><strong>N</strong><br>NIP 1</p>\n</div>\n'
    )
    assert fragment(PageBreak(), SectionBreak()) == '<hr class="page">\n<hr class="page">\n'
    assert '<p class="cover-title">LAPORAN KINERJA INTERIM</p>' in fragment(Cover("A"))


def test_a_picture_is_an_image_with_alt_and_caption():
    picture = Picture(b"<svg/>", 'Teks "alt"', "Judul", "g", 45)

    assert fragment(picture) == (
        '<figure id="g">\n<img class="w-50" src="data:image/svg+xml;base64,PHN2Zy8+"'
        ' alt="Teks &quot;alt&quot;">\n'
        "<figcaption><strong>Gambar 1.</strong> Judul</figcaption>\n</figure>\n"
    )
    served = write_fragment(samples.document((picture,)), picture_address=lambda item: f"/gambar/{item.id}.svg")
    assert 'src="/gambar/g.svg"' in served


def test_contents_list_only_what_belongs_there():
    written = fragment(
        Heading(1, "DAFTAR ISI", numbered=False, in_contents=False),
        TableOfContents(1),
        Heading(1, "A"),
        Heading(2, "B"),
    )

    assert re.findall(r"<li.*?</li>", written) == ['<li class="level-1"><a href="#bagian-2">BAB I A</a></li>']


def test_every_link_has_its_target_and_ids_are_unique(sample):
    ids = sample.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in sample.xpath("//a/@href")} <= set(ids)


def test_figures_carry_their_reference(sample):
    references = sample.xpath("//data/@data-figure")

    assert len(references) == 203
    assert all(reference.startswith("kupang/2023-Q2/") for reference in references)


def test_hostile_text_stays_text(sample):
    assert samples.HOSTILE in sample.text_content()
    assert not sample.xpath("//script")


def test_fragment_obeys_a_strict_policy(sample):
    assert not sample.xpath("//@style | //style | //script | //@onclick | //link")


def test_every_class_is_in_the_stylesheet_or_says_nothing_about_looks(sample):
    classes = {name for value in sample.xpath("//@class") for name in value.split()}
    styled = set(re.findall(r"\.([a-z0-9-]+)", stylesheet())) | {"akd"}

    assert classes - styled <= {"p-body", "figure", "level-0", "cover-period"}


def test_page_is_whole_and_well_formed():
    page = write_page(samples.document()).decode()

    assert page.startswith('<!DOCTYPE html>\n<html lang="id">')
    assert "<title>LAPORAN KINERJA INTERIM 1 Januari s.d. 30 Juni 2023, Balai POM di Kupang</title>" in page
    assert ".akd .fill-fails { background: #c62828; color: #ffffff; }" in page
    parser = etree.HTMLParser(recover=False)
    etree.fromstring(page.replace("<main>", "<div>").replace("</main>", "</div>"), parser)
