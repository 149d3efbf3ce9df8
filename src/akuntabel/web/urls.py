"""Every address of the product. Pages of a unit stand under `/<unit>/<period>/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from akuntabel.web.pages.account import views as account
from akuntabel.web.pages.action_plan import views as action_plan
from akuntabel.web.pages.budget import views as budget
from akuntabel.web.pages.choose import views as choose
from akuntabel.web.pages.efficiency import views as efficiency
from akuntabel.web.pages.home import views as home
from akuntabel.web.pages.indicator import views as indicator
from akuntabel.web.pages.plan_lines import views as plan_lines
from akuntabel.web.pages.registers import imports
from akuntabel.web.pages.registers import views as registers
from akuntabel.web.pages.reports import views as reports
from akuntabel.web.pages.scorecard import views as scorecard
from akuntabel.web.pages.strategy_map import views as strategy_map
from akuntabel.web.pages.watch import views as watch

of_a_unit = [
    path("", home.unit_home, name="unit_home"),
    path("pilih/", choose.choose, name="choose"),
    path("rapor/", scorecard.page, name="scorecard"),
    path("rapor.json", scorecard.as_json, name="scorecard_json"),
    path("rapor.csv", scorecard.as_csv, name="scorecard_csv"),
    path("peta-strategi/", strategy_map.page, name="strategy_map"),
    path("indikator/", indicator.index, name="indicators"),
    path("indikator/<str:slug>/", indicator.page, name="indicator"),
    path("efisiensi/", efficiency.page, name="efficiency"),
    path("rapk/", action_plan.page, name="action_plan"),
    path("rencana/", plan_lines.page, name="plan_lines"),
    path("rencana/<uuid:uuid>/", plan_lines.records, name="plan_line_records"),
    path("anggaran/", budget.page, name="budget"),
    path("register/", registers.index, name="registers"),
    path("register/data-terlambat/", watch.late_data, name="late_data"),
    path("register/data-terlambat/<slug:measure>/<int:month>/", watch.late_records, name="late_records"),
    path("register/hari-pencatatan/", watch.recording_days, name="recording_days"),
    path("register/antrean-laboratorium/", watch.laboratory, name="backlog"),
    path("register/antrean-laboratorium/sampel/", watch.laboratory_samples, name="backlog_records"),
    path("register/peta-kabupaten/", watch.districts, name="district_map"),
    path("register/tanggapan-instansi/", watch.answers, name="answers"),
    path("register/dokumen-berakhir/", watch.documents, name="expiring"),
    path("register/<slug:kind>/", registers.listing, name="register"),
    path("register/<slug:kind>/unduh.csv", registers.as_csv, name="register_csv"),
    path("register/<slug:kind>/unduh.xlsx", registers.as_xlsx, name="register_xlsx"),
    path("register/<slug:kind>/unduh-pribadi/", registers.with_personal, name="register_personal"),
    path("register/<slug:kind>/baru/", registers.new, name="register_new"),
    path("register/<slug:kind>/ditarik/", registers.withdrawn, name="register_withdrawn"),
    path("register/<slug:kind>/impor/", imports.index, name="imports"),
    path("register/<slug:kind>/impor/isian.xlsx", imports.empty, name="import_empty"),
    path("register/<slug:kind>/impor/<uuid:uuid>/", imports.page, name="import"),
    path("register/<slug:kind>/impor/<uuid:uuid>/kolom/", imports.columns, name="import_columns"),
    path("register/<slug:kind>/impor/<uuid:uuid>/catatan/", imports.records, name="import_records"),
    path("register/<slug:kind>/impor/<uuid:uuid>/ditandai.<slug:form>", imports.marked, name="import_marked"),
    path("register/<slug:kind>/rujukan/<slug:column>/", registers.offers, name="register_offers"),
    path("register/<slug:kind>/pilihan/<slug:column>/", registers.choices, name="register_choices"),
    path("register/<slug:kind>/<uuid:uuid>/", registers.detail, name="register_record"),
    path("register/<slug:kind>/<uuid:uuid>/ubah/", registers.edit, name="register_edit"),
    path("register/<slug:kind>/<uuid:uuid>/tarik/", registers.withdraw, name="register_withdraw"),
    path("ukuran/<slug:measure>/", registers.measure, name="measure_records"),
    path("laporan/", reports.page, name="reports"),
    path("laporan/naskah.css", reports.style, name="report_style"),
    path("laporan/unduh/<slug:form>/", reports.download, name="report_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("masuk/", account.SignIn.as_view(), name="sign_in"),
    path("keluar/", account.sign_out, name="sign_out"),
    path("<slug:unit>/<str:period>/", include(of_a_unit)),
]
