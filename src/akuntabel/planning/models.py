from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models import Team, Unit


class DocumentKind(models.TextChoices):
    STRATEGIC_PLAN = "strategic_plan", "Rencana Strategis (Renstra)"
    ANNUAL_PLAN = "annual_plan", "Rencana Kinerja Tahunan (RKT)"
    PERFORMANCE_AGREEMENT = "performance_agreement", "Perjanjian Kinerja (PK)"
    ACTION_PLAN = "action_plan", "Rencana Aksi Perjanjian Kinerja (RAPK)"
    KPI_DECREE = "kpi_decree", "Surat Keputusan Indikator Kinerja Utama (IKU)"


class PlanDocument(models.Model):
    """Satu versi dokumen perencanaan. A period uses the version in force on its last day."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plan_documents", verbose_name="satuan kerja")
    kind = models.CharField("jenis", max_length=30, choices=DocumentKind)
    version = models.PositiveSmallIntegerField("versi", default=1)
    title = models.TextField("judul")
    first_year = models.PositiveSmallIntegerField("tahun awal")
    last_year = models.PositiveSmallIntegerField("tahun akhir")
    number = models.TextField("nomor", blank=True)
    signed_on = models.DateField("tanggal penandatanganan", null=True, blank=True)
    effective_from = models.DateField("berlaku sejak")
    reason = models.TextField("alasan perubahan atau keterangan", blank=True)
    source = models.TextField("sumber")
    first_party = models.TextField("pihak pertama", blank=True)
    second_party = models.TextField("pihak kedua", blank=True)
    activity = models.TextField("kegiatan", blank=True)
    budget = models.BigIntegerField("anggaran (rupiah)", null=True, blank=True)
    vision = models.TextField("visi", blank=True)

    class Meta:
        verbose_name = "dokumen perencanaan"
        verbose_name_plural = "dokumen perencanaan"
        ordering = ["unit", "kind", "first_year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "first_year", "version"], name="plan_document_version"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="plan_document_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, versi {self.version}"


class Mission(models.Model):
    """Misi dalam Renstra."""

    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="missions", verbose_name="dokumen")
    code = models.TextField("kode")
    text = models.TextField("misi")
    order = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "misi"
        verbose_name_plural = "misi"
        ordering = ["document", "order"]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Goal(models.Model):
    """Tujuan dalam Renstra, dengan misi yang didukungnya."""

    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="goals", verbose_name="dokumen")
    code = models.TextField("kode")
    text = models.TextField("tujuan")
    order = models.PositiveSmallIntegerField("urutan")
    missions = models.ManyToManyField(Mission, related_name="goals", verbose_name="misi")

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["document", "order"]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class PlanObjective(models.Model):
    """Sasaran sebagaimana tertulis dalam satu dokumen."""

    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="objectives", verbose_name="dokumen")
    slug = models.SlugField("kunci katalog", max_length=80)
    code = models.TextField("kode")
    printed_name = models.TextField("nama tercetak")
    order = models.PositiveSmallIntegerField("urutan")
    goals = models.ManyToManyField(Goal, related_name="objectives", verbose_name="tujuan")
    causes = models.ManyToManyField(
        "self", symmetrical=False, related_name="effects", verbose_name="disebabkan oleh"
    )

    class Meta:
        verbose_name = "sasaran dalam dokumen"
        verbose_name_plural = "sasaran dalam dokumen"
        ordering = ["document", "order"]
        constraints = [models.UniqueConstraint(fields=["document", "slug"], name="plan_objective_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.printed_name}"


class PlanRow(models.Model):
    """Satu indikator dalam satu dokumen: nomor, nama tercetak, bobot, tim, anggaran."""

    objective = models.ForeignKey(PlanObjective, models.CASCADE, related_name="rows", verbose_name="sasaran")
    slug = models.SlugField("kunci katalog", max_length=80)
    number = models.TextField("nomor", blank=True)
    printed_name = models.TextField("nama tercetak")
    short_name = models.TextField("nama pendek", blank=True)
    weight_value = models.BigIntegerField("bobot (bilangan bulat)", null=True, blank=True)
    weight_scale = models.PositiveSmallIntegerField("banyak desimal bobot", default=0)
    order = models.PositiveSmallIntegerField("urutan")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="plan_rows", verbose_name="tim"
    )
    budget = models.BigIntegerField("anggaran (rupiah)", null=True, blank=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "indikator dalam dokumen"
        verbose_name_plural = "indikator dalam dokumen"
        ordering = ["objective", "order"]
        constraints = [models.UniqueConstraint(fields=["objective", "slug"], name="plan_row_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.printed_name}"

    @property
    def weight(self) -> Decimal | None:
        """The weight set for this row; None means the rule set's weight for its kind."""
        return None if self.weight_value is None else from_scaled(self.weight_value, self.weight_scale)


class TargetForm(models.TextChoices):
    NUMBER = "number", "angka"
    RANGE = "range", "rentang"
    WORDED = "worded", "uraian"
    UNAVAILABLE = "unavailable", "tidak tersedia"
    NOT_APPLICABLE = "not_applicable", "tidak berlaku"


class Series(models.TextChoices):
    MAIN = "main", "utama"
    PROGRESS = "progress", "progres tahapan"
    OUTCOME = "outcome", "hasil akhir"


class Target(models.Model):
    """Target satu indikator: untuk satu tahun (month kosong) atau s.d. satu bulan."""

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="targets", verbose_name="indikator")
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan", null=True, blank=True)
    series = models.CharField("deret", max_length=10, choices=Series, default=Series.MAIN)
    form = models.CharField("bentuk", max_length=15, choices=TargetForm, default=TargetForm.NUMBER)
    value = models.BigIntegerField("nilai (bilangan bulat)", null=True, blank=True)
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    upper_value = models.BigIntegerField("batas atas (bilangan bulat)", null=True, blank=True)
    upper_scale = models.PositiveSmallIntegerField("banyak desimal batas atas", default=0)
    words = models.TextField("uraian", blank=True)
    unit = models.TextField("satuan")

    class Meta:
        verbose_name = "target kinerja"
        verbose_name_plural = "target kinerja"
        ordering = ["row", "year", "month"]
        constraints = [
            models.UniqueConstraint(fields=["row", "year", "month", "series"], name="target_month_once"),
            models.UniqueConstraint(
                fields=["row", "year", "series"], condition=models.Q(month=None), name="target_year_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month=None) | models.Q(month__gte=1, month__lte=12), name="target_month_number"
            ),
            models.CheckConstraint(
                condition=models.Q(form="number", value__isnull=False, upper_value=None)
                | models.Q(form="range", value__isnull=False, upper_value__isnull=False)
                | models.Q(form="worded", upper_value=None)
                | models.Q(form__in=["unavailable", "not_applicable"], value=None, upper_value=None),
                name="target_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row.number} {self.year}: {self.number}"

    @property
    def number(self) -> Decimal | None:
        """The number, or a range's lower bound, as entered."""
        return None if self.value is None else from_scaled(self.value, self.scale)

    @property
    def upper(self) -> Decimal | None:
        return None if self.upper_value is None else from_scaled(self.upper_value, self.upper_scale)


class AspectTarget(models.Model):
    """Target satu aspek (kelompok) dari indikator yang merata-ratakan aspek. The indicator's own target stays
    the one that achievement is computed from."""

    row = models.ForeignKey(
        PlanRow, models.CASCADE, related_name="aspect_targets", verbose_name="indikator dalam dokumen"
    )
    year = models.PositiveSmallIntegerField("tahun")
    aspect = models.CharField("aspek", max_length=80)
    value = models.BigIntegerField("nilai atau batas bawah (bilangan bulat)")
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    upper_value = models.BigIntegerField("batas atas (bilangan bulat)", null=True, blank=True)
    upper_scale = models.PositiveSmallIntegerField("banyak desimal batas atas", default=0)

    class Meta:
        verbose_name = "target aspek"
        verbose_name_plural = "target aspek"
        ordering = ["row", "year", "id"]
        constraints = [models.UniqueConstraint(fields=["row", "year", "aspect"], name="aspect_target_once")]

    def __str__(self) -> str:
        return f"{self.row.number} {self.aspect} {self.year}: {self.number}"

    @property
    def number(self) -> Decimal:
        """The number, or a range's lower bound, as entered."""
        return from_scaled(self.value, self.scale)

    @property
    def upper(self) -> Decimal | None:
        return None if self.upper_value is None else from_scaled(self.upper_value, self.upper_scale)
