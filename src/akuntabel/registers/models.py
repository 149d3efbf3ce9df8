"""One model for each register. What is not known is NULL, also in texts: a condition on it is then met by nothing but
`is_not_set`, on every engine alike."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from akuntabel.organisation.models import Record


class RegisterRecord(Record):
    """Satu baris register, dengan riwayat seluruh versinya."""

    history = HistoricalRecords(
        inherit=True, history_change_reason_field=models.TextField("alasan perubahan", null=True, blank=True)
    )

    class Meta(Record.Meta):
        abstract = True


class Establishment(RegisterRecord):
    """Sarana produksi atau distribusi yang diawasi."""

    number = models.TextField("nomor register")
    title = models.TextField("nama sarana")
    category = models.CharField("golongan", max_length=40)
    facility = models.CharField("jenis sarana", max_length=40)
    district = models.TextField("kabupaten/kota")
    address = models.TextField("alamat", null=True, blank=True)
    owner = models.TextField("nama pemilik", null=True, blank=True)
    licence = models.TextField("nomor izin", null=True, blank=True)
    licence_until = models.DateField("izin berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=40)
    registered_on = models.DateField("terdaftar sejak", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "sarana"
        verbose_name_plural = "sarana"
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="establishment_number_once")]

    def __str__(self) -> str:
        return self.title


class Inspection(RegisterRecord):
    """Pemeriksaan satu sarana."""

    number = models.TextField("nomor berita acara")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="inspections", verbose_name="sarana"
    )
    category = models.CharField("golongan", max_length=40, null=True, blank=True)
    district = models.TextField("kabupaten/kota", null=True, blank=True)
    purpose = models.CharField("jenis pemeriksaan", max_length=40)
    inspected_on = models.DateField("diperiksa pada")
    conclusion = models.CharField("hasil", max_length=40, null=True, blank=True)
    critical_findings = models.BigIntegerField("temuan kritis", null=True, blank=True)
    major_findings = models.BigIntegerField("temuan mayor", null=True, blank=True)
    minor_findings = models.BigIntegerField("temuan minor", null=True, blank=True)
    findings = models.TextField("uraian temuan", null=True, blank=True)
    is_repeat = models.BooleanField("pemeriksaan ulang", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "pemeriksaan sarana"
        verbose_name_plural = "pemeriksaan sarana"
        ordering = ["-inspected_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="inspection_number_once")]
        indexes = [models.Index(fields=["unit", "inspected_on"], name="inspection_by_day")]

    def __str__(self) -> str:
        return self.number


class Sample(RegisterRecord):
    """Satu sampel, dari pengambilan sampai putusan."""

    number = models.TextField("nomor sampel")
    product = models.TextField("nama produk")
    commodity = models.CharField("komoditas", max_length=40)
    draw = models.CharField("cara pengambilan", max_length=40)
    district = models.TextField("kabupaten/kota")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="samples", verbose_name="sarana"
    )
    plan_line = models.TextField("kode baris rencana", null=True, blank=True)
    taken_on = models.DateField("diambil pada")
    sent_on = models.DateField("dikirim pada", null=True, blank=True)
    received_on = models.DateField("diterima laboratorium pada", null=True, blank=True)
    examined_on = models.DateField("diperiksa pada", null=True, blank=True)
    begun_on = models.DateField("uji dimulai pada", null=True, blank=True)
    completed_on = models.DateField("uji selesai pada", null=True, blank=True)
    laboratory = models.TextField("laboratorium penguji", null=True, blank=True)
    licence_check = models.CharField("izin edar", max_length=40, null=True, blank=True)
    expiry_check = models.CharField("kedaluwarsa", max_length=40, null=True, blank=True)
    packaging_check = models.CharField("kemasan", max_length=40, null=True, blank=True)
    label_check = models.CharField("label", max_length=40, null=True, blank=True)
    verdict = models.CharField("putusan", max_length=40, null=True, blank=True)
    ground = models.TextField("dasar putusan", null=True, blank=True)
    confirms = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_by",
        verbose_name="uji konfirmasi dari",
    )
    blocked_by = models.CharField("penghambat uji", max_length=40, null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "sampel dan pengujian"
        verbose_name_plural = "sampel dan pengujian"
        ordering = ["-taken_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="sample_number_once")]
        indexes = [
            models.Index(fields=["unit", "completed_on"], name="sample_by_completion"),
            models.Index(fields=["unit", "examined_on"], name="sample_by_examination"),
            models.Index(fields=["unit", "taken_on"], name="sample_by_taking"),
        ]

    def __str__(self) -> str:
        return self.number
