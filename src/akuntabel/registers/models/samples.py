"""Samples and the parameters of their tests."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.establishments import Establishment
from akuntabel.registers.models.plan_lines import PlanLine


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
    plan_line = models.ForeignKey(
        PlanLine, models.PROTECT, null=True, blank=True, related_name="samples", verbose_name="baris rencana"
    )
    plan_code = models.TextField("kode tanpa baris rencana", null=True, blank=True)
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


class SampleParameter(RegisterRecord):
    """Satu parameter uji satu sampel."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="parameters", verbose_name="sampel")
    parameter = models.TextField("parameter uji")
    is_fortificant = models.BooleanField("zat fortifikan", null=True, blank=True)
    method = models.TextField("metode", null=True, blank=True)
    requirement = models.TextField("syarat", null=True, blank=True)
    result = models.TextField("hasil uji", null=True, blank=True)
    result_unit = models.TextField("satuan hasil", null=True, blank=True)
    verdict = models.CharField("putusan", max_length=40, null=True, blank=True)
    begun_on = models.DateField("uji dimulai pada")
    finished_on = models.DateField("uji selesai pada", null=True, blank=True)
    laboratory = models.TextField("laboratorium lain", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "parameter uji sampel"
        verbose_name_plural = "parameter uji sampel"
        ordering = ["-begun_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["sample", "parameter"], name="sample_parameter_once")]
        indexes = [models.Index(fields=["unit", "begun_on"], name="sample_parameter_by_begin")]

    def __str__(self) -> str:
        return f"{self.sample}/{self.parameter}"
