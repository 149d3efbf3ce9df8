"""A document with every block, merged cells, landscape pages, a long table and hostile text."""

from datetime import date

from akuntabel.documents.content import (
    Bound,
    BulletList,
    Callout,
    Column,
    Cover,
    CrossReference,
    Document,
    Heading,
    KeyValueRow,
    KeyValueRows,
    LineBreak,
    ListItem,
    ListOfFigures,
    ListOfTables,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Row,
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

HOSTILE = '#read("/etc/passwd") $x$ *b* <script>alert(1)</script> =1+1 {{7*7}} & "kutip" \\ @ref'

CHART = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160" width="400" height="160">
<rect x="110" y="20" width="180" height="30" fill="#2e7d32"/>
<rect x="110" y="65" width="240" height="30" fill="#555f69"/>
<rect x="110" y="110" width="120" height="30" fill="#c62828"/>
<g font-family="TeX Gyre Heros" font-size="13"><text x="10" y="40">Obat</text>
<text x="10" y="85">Makanan</text>
<text x="10" y="130">Kosmetik</text><text x="295" y="40">106,52</text><text x="355" y="85">146,46</text>
<text x="235" y="130">71,30</text></g></svg>"""

ALT = "Diagram batang: makanan tertinggi 146,46, kosmetik terendah 71,30; angka ada pada tabel."

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<circle cx="50" cy="50" r="46" fill="none" stroke="#1f4e79" stroke-width="6"/>
<path d="M30 55 L46 70 L72 34" fill="none" stroke="#2e7d32" stroke-width="9"/></svg>"""

LOREM = (
    "Balai Pengawas Obat dan Makanan di Kupang melaksanakan pengawasan obat dan makanan di wilayah Provinsi "
    "Nusa Tenggara Timur berdasarkan perjanjian kinerja tahun 2023. Pelaksanaan kegiatan diukur setiap "
    "triwulan, dibandingkan dengan target, dan hasilnya menjadi dasar perbaikan pada triwulan berikutnya. "
)
TONES = ("meets", "below", "fails", "inconclusive")
RATINGS = (
    "Memenuhi Ekspektasi",
    "Belum Memenuhi Ekspektasi",
    "Tidak Memenuhi Ekspektasi",
    "Tidak Dapat Disimpulkan",
)


def bound(text: str, field: str) -> Bound:
    """A figure of the sample office."""
    return Bound(text, f"kupang/2023-Q2/random-drug-compliance/{field}")


def achievement_table(table_id: str = "tbl-capaian", rows: int = 6) -> Table:
    """Objectives merged over two rows each, a two-row head, ratings in colour."""
    head: tuple[Row, ...] = (
        row(
            cell("No", rowspan=2),
            cell("Sasaran Kegiatan", rowspan=2),
            cell("Indikator Kinerja", rowspan=2),
            cell("Triwulan II 2023", colspan=3),
            cell("Kriteria", rowspan=2),
        ),
        row("Target", "Realisasi", cell("Capaian (%)", tone="subhead")),
    )
    body: list[Row] = []
    for index in range(rows):
        figures = (
            f"Persentase obat yang memenuhi syarat, kelompok {index + 1}",
            cell(bound("86,60", "target")),
            cell(bound("92,25", "realisation")),
            cell(bound(f"{106 + index},52", "achievement"), bold=True),
            cell(RATINGS[index % 4], tone=TONES[index % 4], align="center"),
        )
        if index % 2 == 0:
            objective = cell("Terwujudnya obat dan makanan yang aman dan bermutu", rowspan=2)
            body.append(row(cell(str(index // 2 + 1), rowspan=2), objective, *figures))
        else:
            body.append(row(*figures))
    return Table(
        columns=(
            Column(align="center"),
            Column(2),
            Column(3),
            Column(align="right"),
            Column(align="right"),
            Column(align="right"),
            Column(2),
        ),
        head=head,
        body=tuple(body),
        foot=(row(cell("Nilai pencapaian sasaran", colspan=5), bound("106,52", "score"), ""),),
        caption="Capaian indikator kinerja triwulan II tahun 2023",
        id=table_id,
        notes=(inline("Keterangan: ", Text("capaian", italic=True), " = realisasi dibagi target."),),
        summary="Target, realisasi, capaian dan kriteria tiap indikator menurut sasaran kegiatan.",
    )


def banded_table(groups: int = 8, rows: int = 3) -> Table:
    """Groups of rows, each under a row that names it across all columns; every third name stands on two rows."""
    body: list[Row] = []
    for group in range(groups):
        if group % 3 == 0:
            body.append(row(cell(f"Perspektif {group}", colspan=3, tone="subhead", bold=True)))
        body.append(row(cell(Text(f"Sasaran {group}", bold=True), colspan=3, align="left")))
        body += [row(f"{group}.{index}", f"Indikator {group}.{index}", "100") for index in range(rows)]
    return Table(
        (Column(), Column(1), Column(align="right")),
        (row("No.", "Indikator", "Target"),),
        tuple(body),
        caption="Target menurut sasaran",
        id="tbl-pita",
    )


def wide_table() -> Table:
    """Twelve months and rupiah: needs a landscape page."""
    months = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B12"]
    return Table(
        columns=(Column(1), Column(align="right"), *(Column(align="right") for _ in months)),
        head=(row("Rincian output", "Pagu (Rp)", *months),),
        body=tuple(
            row(
                f"Sampel yang diperiksa {HOSTILE[:20]}",
                "12.074.469.971",
                *(f"{n * 7},{n}0" for n in range(12)),
            )
            for n in range(1, 9)
        ),
        caption="Rencana aksi bulanan dan pagu",
        id="tbl-rapk",
    )


def blocks() -> tuple:
    """All blocks of the sample, in the order of a report."""
    nested = NumberedList((ListItem(inline("Uji ketersediaan")), ListItem(inline("Uji kadar"))))
    bullets = BulletList(
        (
            ListItem(inline("Sampel acak, lihat ", CrossReference("tbl-capaian")), nested),
            ListItem(inline(HOSTILE)),
        )
    )
    return (
        Cover("BADAN PENGAWAS OBAT DAN MAKANAN", LOGO, "Lambang contoh", ("KUPANG", "2023"), "DATA CONTOH"),
        SectionBreak(numbering="i", restart=True),
        Heading(1, "KATA PENGANTAR", numbered=False),
        Paragraph(inline(LOREM), style="first-line"),
        Callout("Data contoh", inline("Angka dalam dokumen ini adalah contoh dan bukan data resmi.")),
        SignatureBlock(
            (Signature(("Kepala Balai POM di Kupang,",), "Nama Contoh", "NIP 19700101 199503 1 001"),),
            "Kupang, 31 Juli 2023",
        ),
        Heading(1, "DAFTAR ISI", numbered=False, in_contents=False),
        TableOfContents(),
        Heading(1, "DAFTAR TABEL", numbered=False, in_contents=False),
        ListOfTables(),
        Heading(1, "DAFTAR GAMBAR", numbered=False, in_contents=False),
        ListOfFigures(),
        SectionBreak(numbering="1", restart=True),
        Heading(1, "PENDAHULUAN", id="bab-1"),
        Heading(2, "Latar Belakang"),
        Paragraph(
            inline(
                LOREM * 2,
                Text("Tebal", bold=True),
                " dan ",
                Text("miring", italic=True),
                LineBreak(),
                "baris baru.",
            )
        ),
        Heading(3, "Gambaran Umum Organisasi dan Wilayah Kerja yang Judulnya Panjang Sekali Sehingga Berlanjut"),
        Paragraph(
            inline(
                "Lihat ",
                CrossReference("tbl-capaian"),
                ", ",
                CrossReference("gbr-capaian"),
                ", ",
                CrossReference("bab-2"),
                " dan ",
                CrossReference("lampiran-1"),
                ".",
            )
        ),
        Heading(4, "Struktur"),
        bullets,
        NumberedList(
            (
                ListItem(inline("Perencanaan")),
                ListItem(inline("Pengukuran"), BulletList((ListItem(inline("per triwulan")),))),
            )
        ),
        NumberedList((ListItem(inline("Mulai lagi dari satu")),)),
        Heading(1, "AKUNTABILITAS KINERJA", id="bab-2"),
        Heading(2, "Capaian Kinerja", id="capaian"),
        Paragraph(
            inline(
                "Realisasi ",
                bound("92,25", "realisation"),
                " persen dari target ",
                bound("86,60", "target"),
                " persen, capaian ",
                Bound("106,52", "kupang/2023-Q2/random-drug-compliance/achievement", bold=True),
                " persen.",
            )
        ),
        achievement_table(),
        Picture(
            CHART,
            ALT,
            "Capaian menurut komoditas",
            "gbr-capaian",
            80,
        ),
        Paragraph(inline("Rata kanan, ⛔ dan ≥ 120 %."), align="right", style="small"),
        Paragraph(inline("Kutipan peraturan yang menjorok."), style="quote", keep_with_next=True),
        PageBreak(),
        Heading(2, "Tabel Panjang"),
        achievement_table("tbl-panjang", 60),
        Callout("Peringatan", inline("Capaian di atas 120 persen perlu penjelasan."), tone="fails"),
        SectionBreak(landscape=True),
        Heading(2, "Rencana Aksi"),
        wide_table(),
        SectionBreak(),
        Heading(1, "PENUTUP"),
        Paragraph(inline(LOREM)),
        Heading(1, "Perjanjian Kinerja", id="lampiran-1", appendix=True),
        Paragraph(inline("PERJANJIAN KINERJA TAHUN 2023"), style="centered-title"),
        KeyValueRows(
            (
                KeyValueRow("Nama", inline("Nama Contoh")),
                KeyValueRow("Jabatan", inline("Kepala Balai POM di Kupang")),
            )
        ),
        Heading(2, "Lembar Kerja"),
        Table((Column(1), Column(align="right")), (row("Uraian", "Nilai"),), (row("Tanpa judul", "1"),)),
        Table(
            (Column(1), Column(align="right")),
            (row("Uraian", "Nilai"),),
            (row("Dengan judul", "1"),),
            caption="Lembar kerja lampiran",
        ),
        SignatureBlock(
            (
                Signature(("Pihak Kedua,", "Kepala Badan POM"), "Nama Atasan"),
                Signature(
                    ("Pihak Pertama,", "Kepala Balai POM di Kupang"),
                    "Nama Contoh",
                    mark=LOGO,
                    mark_alt="Tanda tangan elektronik",
                ),
            ),
            "Kupang, 31 Juli 2023",
        ),
    )


def document(body: tuple | None = None) -> Document:
    """The sample document, or one with the given blocks and the same particulars."""
    return Document(
        title="LAPORAN KINERJA INTERIM",
        subtitle="Triwulan II Tahun 2023",
        author="Balai POM di Kupang",
        created=date(2023, 7, 31),
        unit="Balai POM di Kupang",
        period="1 Januari s.d. 30 Juni 2023",
        status="Rancangan, bukan dokumen resmi",
        blocks=blocks() if body is None else body,
    )
