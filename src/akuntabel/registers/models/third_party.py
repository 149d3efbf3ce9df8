"""Tests of samples that others bring: the parameters of a request, each with its own length."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.certification import CertificationRequest


class ThirdPartyTest(RegisterRecord):
    """Satu parameter uji suatu produk pihak ketiga."""

    request = models.ForeignKey(
        CertificationRequest, models.PROTECT, related_name="tests", verbose_name="permohonan"
    )
    product = models.TextField("nama produk")
    parameter = models.TextField("parameter uji")
    days = models.BigIntegerField("lama uji (hari kerja)")
    completed_on = models.DateField("uji selesai pada", null=True, blank=True)
    result = models.TextField("hasil uji", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "uji sampel pihak ketiga"
        verbose_name_plural = "uji sampel pihak ketiga"
        ordering = ["-request_id", "product", "parameter", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "product", "parameter"], name="third_party_test_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}/{self.product}/{self.parameter}"
