"""The Laporan Kinerja: whole, bound to its figures, honest about what is missing, the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from akuntabel.budget.models import OutputProgress
from akuntabel.core.periods import Period
from akuntabel.core.rounding import for_display
from akuntabel.core.values import State
from akuntabel.documents.content import (
    Bound,
    Callout,
    Cover,
    Heading,
    ListOfTables,
    PageBreak,
    Picture,
    SectionBreak,
    SignatureBlock,
    Table,
    TableOfContents,
    plain,
)
from akuntabel.documents.numbering import block_spans, figures, number
from akuntabel.measurement.budget_figures import budget_figures
from akuntabel.measurement.models import Submission
from akuntabel.organisation.models import FacilityCount, StaffCount, Unit
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.reporting.performance_report import COMPOSERS, compose, performance_report
from akuntabel.reporting.sources import read
from reporting.reading import texts, whole

pytestmark = pytest.mark.django_db

CHAPTERS = ["Kata Pengantar", "Ringkasan Eksekutif", "Daftar Isi", "Daftar Tabel", "Pendahuluan", "Perencanaan Kinerja",
            "Akuntabilitas Kinerja", "Penutup", "Target Rencana Strategis"]  # fmt: skip


def table(document, name):
    return next(block for block in document.blocks if isinstance(block, Table) and block.id == name)


def cells(rows):
    return [[plain(cell.spans) for cell in row] for row in rows]


# --- structure --------------------------------------------------------------------------------------------


def test_chapters_stand_in_the_order_of_the_guideline(document):
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters[: len(CHAPTERS)] == CHAPTERS
    assert len(chapters) == 12


def test_every_reference_has_its_target_and_every_table_fits_its_grid(numbered):
    assert len(numbered.of_kind("table")) >= 17
    assert numbered.targets["bab-3"].reference == "Bab III"


def test_no_section_is_empty(document):
    """Between a heading and the next of its level or above stands something to read."""
    layout = (PageBreak, SectionBreak)
    blocks = [block for block in document.blocks if not isinstance(block, layout)]
    for here, following in pairwise(blocks):
        if isinstance(here, Heading) and isinstance(following, Heading):
            assert following.level > here.level, here.text
    assert not isinstance(blocks[-1], Heading)


def test_every_paragraph_and_table_says_something(document):
    for block in document.blocks:
        if isinstance(block, (Cover, PageBreak, SectionBreak, TableOfContents, ListOfTables, Heading, Callout,
                              SignatureBlock, Picture)):  # fmt: skip
            continue
        said = "".join(plain(spans) for spans in block_spans(block))
        assert said.strip(), block
        if isinstance(block, Table):
            assert block.body, block.caption


def test_the_chart_says_in_words_what_it_draws(data, document):
    """Score and rating beside each bar, and the extremes in its alternative text: colour says nothing alone."""
    [picture] = [block for block in document.blocks if isinstance(block, Picture)]
    svg = picture.svg.decode()
    measured = [objective for objective in data.card.objectives if objective.score.is_measured]
    for objective in measured:
        subject = f"objective:{objective.slug}"
        assert f">{data.book.shown(subject, 'score')} · {data.book.shown(subject, 'rating')}<" in svg
    highest = max(measured, key=lambda objective: objective.score.number)
    assert f"Tertinggi {highest.code} {data.book.shown(f'objective:{highest.slug}', 'score')}" in picture.alt


def test_no_mark_of_a_template_is_left(document):
    assert [text for text in texts(document) if re.search(r"[{}]", text)] == []


def test_each_indicator_has_its_seven_points(data, document):
    leads = [f"({n}) " for n in range(1, 8)]
    starts = [text[:4] for text in texts(document) if re.match(r"\(\d\) ", text)]
    assert starts == leads * len(data.indicators)


# --- figures ----------------------------------------------------------------------------------------------


def test_every_scorecard_figure_is_bound_with_the_books_own_text(data, document):
    shown = {}
    for bound in figures(document):
        shown.setdefault(bound.reference, set()).add(bound.text)
    for figure in data.book:
        if figure.plain is not None:
            assert shown.get(figure.reference) == {figure.shown}, figure.reference


def test_one_reference_never_shows_two_texts(document):
    """A figure reads the same wherever it stands; money may carry its Rp in prose and not in a column."""
    shown = {}
    for bound in figures(document):
        shown.setdefault(bound.reference, set()).add(bound.text.replace("Rp", ""))
    assert {reference: found for reference, found in shown.items() if len(found) > 1} == {}


def test_budget_figures_agree_with_the_budget_page(data, document):
    """Same reference, same text as the pages that show the budget."""
    found = budget_figures(data.unit, data.period)
    shown = {bound.reference: bound.text.replace("Rp", "") for bound in figures(document)}
    theirs = [found.ceiling, found.realised, found.absorption, found.outputs_ceiling]
    for output in found.outputs:
        theirs += [
            output.planned,
            output.volume,
            output.progress,
            output.ceiling,
            output.realised,
            output.absorption,
        ]
    for line in found.reconciliations:
        theirs += [line.allocated, line.authorised, line.difference]
    compared = {figure.reference: figure.shown.replace("Rp", "") for figure in theirs if figure.plain is not None}
    assert len(compared) > 30
    assert {reference: shown.get(reference) for reference in compared} == compared


def test_numbers_of_results_are_never_plain_text(data, document):
    """An achievement with two decimals in prose comes from data: it stands in a bound span."""
    printed = {figure.shown for figure in data.book if figure.plain and re.fullmatch(r"\d+,\d\d", figure.shown)}
    for block in document.blocks:
        for spans in block_spans(block):
            for span in spans:
                if not isinstance(span, Bound) and hasattr(span, "text"):
                    assert not printed & set(re.findall(r"(?<![\d.,])\d+,\d\d(?![\d,])", span.text)), span.text


def test_reference_office_prints_the_published_results(kupang):
    text = whole(performance_report(kupang, Period.parse("2023-Q2")))
    for expected in ("103,34 dengan kriteria Memenuhi Ekspektasi", "138,14", "118,82", "95,77", "39,96 %",
                     "393 sampel acak Obat yang memenuhi syarat terhadap 401", "102,25", "111,21"):  # fmt: skip
        assert expected in text


def test_reconciliation_shows_both_differences_with_their_reasons(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    rows = cells(table(document, "tbl-rekonsiliasi").body)
    assert [row[3] for row in rows] == ["+Rp112.000", "−Rp1.537.481"]
    assert all("tidak dinyatakan dalam laporan" in row[4] for row in rows)


def test_action_plan_and_appendix_4_are_compared_per_indicator(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    compared = table(document, "tbl-rapk-pagu")
    rows = {row[0]: row[2:] for row in cells(compared.body)}
    assert len(rows) == 22
    assert rows["8.1"] == ["312.244.000", "2.404.231.200", "−Rp2.091.987.200"]
    assert cells(compared.foot)[0][1:4] == ["30.215.555.000", "30.215.667.000", "−Rp112.000"]
    assert number(document).targets["lampiran-efisiensi"].reference == "Lampiran 4"  # the caption says so
    note = plain(table(document, "tbl-efisiensi-lengkap").notes[-1])
    assert note.startswith(
        "Pagu 22 indikator tidak sama dengan anggarannya dalam RAPK, dengan jumlah selisih −Rp112.000"
    )


def test_equal_budgets_are_said_to_be_equal(dinas):
    document = performance_report(dinas, Period.parse("2024-Q2"))
    assert "sama dengan anggarannya dalam RAPK." in whole(document)
    assert not any(isinstance(block, Table) and block.id == "tbl-rapk-pagu" for block in document.blocks)


def test_money_nobody_reported_is_said_and_not_dashed_into_a_sentence(kupang):
    OutputProgress.objects.all().delete()
    text = whole(performance_report(kupang, Period.parse("2023-Q2")))
    assert "realisasi 21 rincian outputnya belum dilaporkan" in text
    assert "terserap –" not in text


def test_budget_in_words_belongs_to_its_amount(kupang):
    text = whole(performance_report(kupang, Period.parse("2023-Q2")))
    assert (
        "Rp30.215.555.000 (tiga puluh miliar dua ratus lima belas juta lima ratus lima puluh lima ribu rupiah)"
        in text
    )


def test_a_number_that_the_source_does_not_have_is_a_dash(kupang):
    """In its cell, and in a sum of nothing; what is known is still added."""
    gone = StaffCount.objects.filter(unit=kupang, number__gt=0).first()
    gone.delete()
    FacilityCount.objects.filter(unit=kupang).update(supervised=None)
    document = performance_report(kupang, Period.parse("2023-Q2"))
    staff = table(document, "tbl-pegawai")
    [row] = [row for row in cells(staff.body) if row[0] == gone.section]
    assert row[cells(staff.head)[0].index(gone.education)] == "–"
    assert "tanda – berarti tidak ada angka" in plain(staff.notes[0])
    facilities = table(document, "tbl-sarana-diawasi")
    assert cells(facilities.foot)[0] == ["Jumlah seluruhnya", "4.806", "–"]
    assert "Sarana yang diawasi dirinci menurut jenis" in whole(document)


def test_a_decree_rests_on_what_the_catalogue_has(kupang, dinas):
    """The made-up scheme has no national regulation, so none is cited."""
    assert "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem" in whole(COMPOSERS["iku"](
        read(kupang, Period.parse("2023-Q2"))))  # fmt: skip
    invented = whole(COMPOSERS["iku"](read(dinas, Period.parse("2024-Q2"))))
    assert "Peraturan Presiden" not in invented
    assert "Keputusan Kepala (rekaan) Nomor 01 Tahun 2024 tentang Pedoman" in invented


def test_totals_are_computed_from_the_rows(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    assert cells(table(document, "tbl-pegawai").foot)[0] == ["Jumlah", "8", "16", "28", "13", "1", "–", "66"]
    facilities = table(document, "tbl-sarana-diawasi")
    assert cells(facilities.foot)[0] == ["Jumlah seluruhnya", "4.806", "969"]
    assert ["Jumlah sarana distribusi", "3.783", "873"] in cells(facilities.body)
    outputs = table(document, "tbl-ro")
    assert len(outputs.body) == 21
    assert cells(outputs.foot)[0] == ["Jumlah", "30.215.555.000", "12.074.469.971", "39,96"]
    assert cells(table(document, "tbl-lampiran-rapk").foot)[0][-1] == "30.215.555.000"


def test_composite_table_adds_up_to_the_published_score(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    rows = cells(table(document, "tbl-gabungan-budget-performance-score").body)
    assert [row[1:] for row in rows] == [["60", "50,74", "30,44"], ["40", "97,05", "38,82"]]


def test_agreement_target_that_differs_from_the_strategic_plan_is_marked(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    row = next(row for row in cells(table(document, "tbl-rkt").body) if row[0] == "4.6")
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in row[2:]] == [
        "4,4", "4,4", "4,25", "berbeda"]  # fmt: skip


def test_a_worded_target_keeps_its_own_unit(dinas, kupang):
    text = whole(performance_report(dinas, Period.parse("2024-Q2")))
    assert "Tingkat 3 (tertata) (3 tingkat)" in text
    assert "(3 %)" not in text
    assert "Efisien (90 %)" in whole(performance_report(kupang, Period.parse("2023-Q2")))


def test_progress_is_never_compared_with_the_annual_target(data, document):
    text = whole(document)
    for result in data.indicators:
        if result.version.is_staged and result.series == "progress":
            assert f"{result.slug}/share-of-strategic-target" not in {b.reference for b in figures(document)}
            assert "Progres tahapan tidak dibandingkan dengan target Renstra" in text


# --- periods ----------------------------------------------------------------------------------------------


def test_no_other_period_is_named(data, document):
    """Only this quarter, the next in what is planned, and the rule set's first; years of laws are their own."""
    roman = ("I", "II", "III", "IV")
    since = Period.parse(data.rule_set.in_force_from)
    allowed = {roman[data.period.quarter - 1], roman[data.period.quarter % 4], roman[since.quarter - 1]}
    text = whole(document)
    assert set(re.findall(r"Triwulan (I{1,3}|IV)\b", text)) <= allowed
    assert set(re.findall(r"(?<![\d.] )Tahun (\d{4})\b(?!–)", text)) - {str(data.year)} <= {
        "2021"
    }  # Renstra's own title
    assert set(re.findall(r"Januari sampai dengan (\w+) (\d{4})", text)) == {
        (data.period.month_name, str(data.year))
    }


def test_annual_report_speaks_of_the_year(kupang):
    document = compose(read(kupang, Period.parse("2023")))  # its texts are not written yet
    text = whole(document)
    assert document.title == "Laporan Kinerja"
    assert "Laporan Kinerja Tahun 2023" in text
    assert "Interim Tahun" not in text
    assert not re.search(r"Triwulan (I|II|IV) 2023", text)
    assert "sepanjang Tahun 2023" in text


# --- what is missing --------------------------------------------------------------------------------------


def test_missing_figure_makes_everything_provisional(dinas):
    data = read(dinas, Period.parse("2024-Q2"))
    assert data.result("outreach-understanding").state is State.MISSING
    text = whole(compose(data))
    assert "1 dari 16 indikator yang jatuh tempo belum memiliki angka" in text
    assert "Nilai ini sementara karena indikator 4.3 belum memiliki angka" in text
    assert "Realisasi belum tersedia (belum diisi)" in text


def score_spans(document):
    """Every place where a total, objective or perspective score is printed, as (block or cell, text around it)."""
    for block in document.blocks:
        rows = (*block.head, *block.body, *block.foot) if isinstance(block, Table) else ()
        for spans in [tuple(span for cell in row for span in cell.spans) for row in rows] or block_spans(block):
            if any(isinstance(span, Bound) and span.reference.endswith("/score") for span in spans):
                yield (block.id if isinstance(block, Table) else "", plain(spans))


def test_provisional_scores_say_so_wherever_they_are_printed(dinas):
    """Table L3.1 is the one place left out: the appendix has its own module."""
    document = performance_report(dinas, Period.parse("2024-Q2"))
    printed = [text for name, text in score_spans(document) if name != "tbl-pengukuran"]
    assert len(printed) > 20
    assert [text for text in printed if "sementara" not in text] == []
    rows = {row[-3]: row[-2] for row in cells([*table(document, "tbl-nps").body, *table(document, "tbl-nps").foot])}
    assert rows["108,34"] == "sementara, 2 dari 3 indikator"
    assert rows["102,78"] == "sementara, 15 dari 16 indikator"
    assert rows["135,97"] == "sementara, belum disahkan"


def test_a_draft_says_so_on_cover_and_every_page(dinas):
    document = performance_report(dinas, Period.parse("2024-Q2"))
    cover = next(block for block in document.blocks if isinstance(block, Cover))
    assert cover.label == "DATA CONTOH · RANCANGAN – sementara, 15 dari 16 indikator"
    assert document.header_title == "RANCANGAN – sementara, 15 dari 16 indikator"


def test_one_approval_taken_back_makes_its_scores_provisional(kupang):
    """Only the objective, the perspective and the total above the indicator; the others stay approved."""
    Submission.objects.filter(unit=kupang, slug="budget-performance-score", month=6).update(state="verified")
    document = performance_report(kupang, Period.parse("2023-Q2"))
    rows = {row[0]: row[-2] for row in cells([*table(document, "tbl-nps").body, *table(document, "tbl-nps").foot])}
    assert rows["SK.11"] == "sementara, belum disahkan"
    assert rows["SK.10"] == "disahkan"
    assert rows["Nilai kinerja (NPS total)"] == "sementara, belum disahkan"
    assert list(rows.values()).count("sementara, belum disahkan") == 3
    assert document.header_title == "RANCANGAN – sementara, belum disahkan"
    assert "103,34 (sementara, belum disahkan) dengan kriteria" in whole(document)


def test_an_official_report_says_nothing_of_it(kupang):
    document = performance_report(kupang, Period.parse("2023-Q2"))
    assert not re.search(r"\(sementara|sementara, |RANCANGAN", whole(document))
    assert len(table(document, "tbl-nps").columns) == 4
    assert document.header_title.replace("\N{NO-BREAK SPACE}", " ") == "Laporan Kinerja Interim Triwulan II 2023"


def test_a_score_in_a_planners_text_is_marked_too(dinas):
    text = dinas.period_texts.get(period="2024-Q2")
    text.suggestions = ["Menaikkan NPS {SP.4.score} dan capaian {4.1.achievement} persen"]
    text.save()
    said = whole(performance_report(dinas, Period.parse("2024-Q2")))
    assert "Menaikkan NPS 108,34 (sementara, 2 dari 3 indikator) dan capaian 108,34 persen." in said


def test_a_figure_older_than_the_period_says_its_month(dinas):
    document = performance_report(dinas, Period.parse("2024-Q2"))
    rows = {row[0]: row for row in cells(table(document, "tbl-iku").body)}
    assert rows["2.1"][3] == "78,40 per Februari 2024"
    assert "per" not in rows["2.2"][3]
    assert "realisasinya 78,40 (per Februari 2024), sehingga" in whole(document)


# --- what is said of a result ------------------------------------------------------------------------------


def points(data, document, number, lead):
    """The text of one of the seven points of every indicator, by its number."""
    found = [text for text in texts(document) if text.startswith(f"({number}) {lead}")]
    return dict(zip([result.number for result in data.indicators], found, strict=True))


def test_verdict_follows_achievement_and_polarity(dinas):
    data = read(dinas, Period.parse("2024-Q2"))
    said = points(data, compose(data), 1, "Target")
    assert "Realisasi masih di atas rentang target." in said["3.3"]
    assert "di bawah" not in said["3.3"]
    assert "melampaui rentang target" in said["5.4"]
    assert "arang" not in said["3.2"]
    assert "terpenuhi" in said["3.2"]


def test_no_verdict_contradicts_its_achievement(data, document):
    """Below 100 nothing is called reached; from 100 on nothing is called missed."""
    said = points(data, document, 1, "Target")
    for result in data.indicators:
        if result.achievement.is_measured:
            reached = for_display(result.achievement.number) >= 100
            wrong = (
                r"belum tercapai|masih di bawah|masih di atas" if reached else r"terpenuhi|target .* ini tercapai\."
            )
            assert not re.search(wrong, said[result.number]), result.number


def test_why_there_is_no_efficiency_is_the_true_reason(dinas):
    data = read(dinas, Period.parse("2024-Q2"))
    said = points(data, compose(data), 6, "Efisiensi")
    assert "tidak dapat dihitung (Target = 0)" in said["4.2"]
    assert "angkanya belum ada" in said["4.3"]
    assert "belum waktunya diukur" in said["7.1"]


def test_indicator_without_result_has_no_verdict(data, document):
    rows = {row[0]: row for row in cells(table(document, "tbl-efisiensi").body) if len(row) == 7}
    for result in data.indicators:
        if not result.achievement.is_measured:
            assert rows[result.number][3:] == ["–", "–", "–", "–"], result.number


def test_absent_parts_are_stated_with_their_remedy(dinas):
    """An office of which only plan and figures are known still gets every chapter."""
    unit = dinas
    period = Period.parse("2024-Q2")
    for model in (StaffCount,):
        model.objects.filter(unit=unit).delete()
    PlanDocument.objects.filter(
        unit=unit, kind__in=[DocumentKind.STRATEGIC_PLAN, DocumentKind.ANNUAL_PLAN, DocumentKind.KPI_DECREE]
    ).delete()
    unit.authorisations.all()[0].outputs.all().delete()
    data = replace(read(unit, period), budget=None)
    document = compose(data)
    number(document)
    callouts = [plain(block.spans) for block in document.blocks
                if isinstance(block, Callout) and block.title == "Belum tersedia"]  # fmt: skip
    for expected in ("Data pegawai", "Renstra", "Rencana Kinerja Tahunan", "Keputusan tentang indikator", "Dokumen anggaran",
                     "Data sarana dan prasarana"):  # fmt: skip
        assert any(text.startswith(expected) for text in callouts), expected
    assert all("Yang perlu dilengkapi: " in text for text in callouts)
    assert "Penyerapan anggaran belum tersedia" in whole(document)


def test_national_standard_and_history_are_stated_as_unavailable(data, document):
    text = whole(document)
    assert text.count("Tidak tersedia: belum ada data pembanding.") == len(data.indicators)


def test_example_data_are_marked_on_cover_and_footer(document):
    cover = next(block for block in document.blocks if isinstance(block, Cover))
    assert cover.label.startswith("DATA CONTOH")
    assert document.status.startswith("Data contoh")


def test_real_data_carry_no_such_mark(kupang):
    Unit.objects.filter(pk=kupang.pk).update(is_example=False)
    kupang.refresh_from_db()
    document = performance_report(kupang, Period.parse("2023-Q2"))
    assert "contoh" not in document.status
    assert document.status == "Angka disahkan per 20 Juli 2023"


# --- one reading, one result ------------------------------------------------------------------------------


def test_the_whole_report_needs_few_queries(kupang, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        performance_report(kupang, Period.parse("2023-Q2"))


def test_composing_needs_no_query(kupang, django_assert_num_queries):
    data = read(kupang, Period.parse("2023-Q2"))
    with django_assert_num_queries(0):
        compose(data)


def test_same_data_same_document(data):
    assert compose(data) == compose(data)


@pytest.mark.parametrize("name", ["pk", "rapk", "iku"])
def test_plan_documents_stand_alone(kupang, name):
    document = COMPOSERS[name](read(kupang, Period.parse("2023-Q2")))
    number(document)
    assert str(document.created) == {"pk": "2022-12-19", "rapk": "2022-12-19", "iku": "2023-01-02"}[name]
    assert any(isinstance(block, Table) for block in document.blocks)
    assert any(isinstance(block, SignatureBlock) for block in document.blocks)


def test_signatures_are_positions_not_people(document):
    for block in document.blocks:
        if isinstance(block, SignatureBlock):
            assert all(signature.position and not signature.name for signature in block.signatures)
