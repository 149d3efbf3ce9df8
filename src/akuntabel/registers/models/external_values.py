"""Values given by other offices: what is expected, and what came with which document."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models import DatedDocument
from akuntabel.registers.models.base import RegisterRecord


class ExternalValue(RegisterRecord):
    """Satu nilai dari unit lain, untuk satu bulan."""

    number = models.TextField("nomor")
    measure = models.CharField("indeks atau nilai", max_length=40)
    year = models.BigIntegerField("tahun")
    month = models.BigIntegerField("bulan")
    expected_on = models.DateField("ditunggu paling lambat", null=True, blank=True)
    given = models.TextField("nilai", null=True, blank=True)
    received_on = models.DateField("diterima pada", null=True, blank=True)
    document = models.ForeignKey(
        DatedDocument, models.PROTECT, null=True, blank=True, related_name="external_values", verbose_name="dokumen"
    )
    document_note = models.TextField("uraian dokumen", null=True, blank=True)
    document_on = models.DateField("tanggal dokumen", null=True, blank=True)
    issuer = models.TextField("penerbit", null=True, blank=True)
    application = models.TextField("aplikasi asal", null=True, blank=True)
    title = models.TextField("uraian", null=True, blank=True)
    counts_on = models.DateField("nilai sampai dengan")
    ranked_on = models.DateField("diurutkan menurut", null=True, blank=True)
    digits = models.BigIntegerField("nilai tanpa koma", null=True, blank=True)
    scale = models.BigIntegerField("banyak desimal", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "nilai luar"
        verbose_name_plural = "nilai luar"
        ordering = ["-year", "-month", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="external_value_number_once"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="external_value_month"),
        ]
        indexes = [models.Index(fields=["unit", "measure", "counts_on"], name="external_value_by_month")]

    def __str__(self) -> str:
        return self.number

    @property
    def value(self) -> Decimal | None:
        """The value as it was given; None until it comes."""
        return None if self.digits is None or self.scale is None else from_scaled(self.digits, self.scale)
