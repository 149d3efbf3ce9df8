from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models import Unit

PUBLISHED_PREFIX = "published:"
"""An observation of `published:<indicator slug>` is a realisation printed in a report without its parts."""
PUBLISHED_RULE = "nilai-terbit"
"""What a value made of such an observation cites as its rule."""


class Observation(models.Model):
    """Observasi: nilai satu ukuran untuk satu satuan kerja dan bulan.

    Flows hold the month's increment, states and external values the latest value. The number is
    `value` ÷ 10^`scale`, kept as integers.
    """

    class State(models.TextChoices):
        MEASURED = "measured", "terukur"
        MISSING = "missing", "kosong"
        SUSPENDED = "suspended", "ditangguhkan"
        NOT_APPLICABLE = "not_applicable", "tidak berlaku"

    class Origin(models.TextChoices):
        REGISTER = "register", "dihitung dari register"
        ENTERED = "entered", "diisi"
        IMPORTED = "imported", "diimpor"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="observations", verbose_name="satuan kerja")
    measure = models.CharField("ukuran", max_length=100)
    group = models.CharField("kelompok", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    value = models.BigIntegerField("nilai (bilangan bulat)", null=True, blank=True)
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    state = models.CharField("keadaan", max_length=15, choices=State, default=State.MEASURED)
    reason = models.TextField("alasan", blank=True)
    origin = models.CharField("asal", max_length=10, choices=Origin)
    source = models.TextField("sumber")
    document = models.TextField("dokumen", blank=True)
    definition_hash = models.CharField("sidik definisi", max_length=64)
    computed_at = models.DateTimeField("dicatat pada")

    class Meta:
        verbose_name = "observasi"
        verbose_name_plural = "observasi"
        constraints = [
            models.UniqueConstraint(fields=["unit", "measure", "group", "year", "month"], name="observation_once"),
            models.CheckConstraint(
                condition=models.Q(state="measured", value__isnull=False)
                | (~models.Q(state="measured") & models.Q(value=None)),
                name="observation_state",
            ),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="observation_month"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}-{self.month:02d}"

    @property
    def number(self) -> Decimal | None:
        return None if self.value is None else from_scaled(self.value, self.scale)


class Submission(models.Model):
    """Isian satu indikator untuk satu bulan, beserta langkah pengesahannya."""

    class State(models.TextChoices):
        DRAFT = "draft", "draf"
        SUBMITTED = "submitted", "terkirim"
        VERIFIED = "verified", "terverifikasi"
        APPROVED = "approved", "disahkan"

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions", verbose_name="satuan kerja")
    slug = models.SlugField("indikator", max_length=80)
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.DRAFT)
    state_since = models.DateField("sejak")
    changed_on = models.DateField("angkanya berubah pada", null=True, blank=True)
    """The first day on which the figure was no longer the one that was verified or approved."""
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "isian"
        verbose_name_plural = "isian"
        constraints = [
            models.UniqueConstraint(fields=["unit", "slug", "year", "month"], name="submission_once"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="submission_month_number"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.year}-{self.month:02d}: {self.state}"

    @property
    def is_approved(self) -> bool:
        """Approved, and the figure is still the one that was."""
        return self.state == self.State.APPROVED and self.changed_on is None


class Recommendation(models.Model):
    """Rekomendasi dan tindak lanjutnya."""

    class Status(models.TextChoices):
        OPEN = "open", "belum"
        IN_PROGRESS = "in_progress", "sebagian"
        DONE = "done", "selesai"

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recommendations", verbose_name="satuan kerja")
    slug = models.SlugField("indikator", max_length=80)
    number = models.PositiveSmallIntegerField("nomor")
    origin = models.CharField("asal", max_length=200)
    made_in = models.CharField("periode rekomendasi", max_length=10)
    text = models.TextField("rekomendasi")
    status = models.CharField("status", max_length=12, choices=Status)
    follow_up = models.TextField("tindak lanjut", blank=True)
    evidence = models.TextField("bukti", blank=True)
    due = models.CharField("batas waktu", max_length=10, blank=True)
    completed_in = models.CharField("selesai pada", max_length=10, blank=True)

    class Meta:
        verbose_name = "rekomendasi"
        verbose_name_plural = "rekomendasi"
        ordering = ["unit", "made_in", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "made_in", "slug", "number"], name="recommendation_once"),
            models.CheckConstraint(
                condition=~models.Q(status="done") | ~models.Q(completed_in=""),
                name="recommendation_done_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.made_in} no. {self.number}"


class PeriodText(models.Model):
    """Naskah satu periode: tanggal tanda tangan, kata pengantar, saran."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="period_texts", verbose_name="satuan kerja")
    period = models.CharField("periode", max_length=10)
    signed_on = models.DateField("tanggal penandatanganan")
    foreword = models.JSONField("kata pengantar", default=list)
    suggestions = models.JSONField("saran", default=list)

    class Meta:
        verbose_name = "naskah periode"
        verbose_name_plural = "naskah periode"
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="period_text_once")]

    def __str__(self) -> str:
        return self.period


class Narrative(models.Model):
    """Narasi satu indikator pada satu periode. Figures inside the text are bound: {1.1.achievement}."""

    text = models.ForeignKey(PeriodText, models.CASCADE, related_name="narratives", verbose_name="naskah periode")
    slug = models.SlugField("indikator", max_length=80)
    purpose = models.TextField("tujuan pengukuran", blank=True)
    success_factors = models.JSONField("penyebab keberhasilan", default=list)
    obstacles = models.JSONField("kendala", default=list)
    actions = models.JSONField("rencana aksi", default=list)
    programmes = models.JSONField("program/kegiatan penunjang", default=list)
    target_review = models.TextField("reviu target", blank=True)

    class Meta:
        verbose_name = "narasi indikator"
        verbose_name_plural = "narasi indikator"
        constraints = [models.UniqueConstraint(fields=["text", "slug"], name="narrative_once")]

    def __str__(self) -> str:
        return self.slug


class PublishedValue(models.Model):
    """Nilai tahun lalu sebagaimana terbit; tidak dihitung ulang di sini."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="published_values", verbose_name="satuan kerja")
    slug = models.SlugField("indikator", max_length=80)
    year = models.PositiveSmallIntegerField("tahun")
    value = models.BigIntegerField("nilai (bilangan bulat)")
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    source = models.TextField("sumber")
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "nilai terbit"
        verbose_name_plural = "nilai terbit"
        ordering = ["unit", "slug", "year"]
        constraints = [models.UniqueConstraint(fields=["unit", "slug", "year"], name="published_value_once")]

    def __str__(self) -> str:
        return f"{self.slug} {self.year}"

    @property
    def number(self) -> Decimal:
        return from_scaled(self.value, self.scale)
