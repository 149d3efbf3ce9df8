"""Samples and their tests."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.establishments import Establishment


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
