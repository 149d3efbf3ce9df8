"""Models of shared things that registers refer to. What is not known is NULL, also in texts."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models.records import Record


class Agency(Record):
    """Instansi yang dikirimi atau mengirim surat."""

    name = models.TextField("nama instansi")
    kind = models.CharField("jenis instansi", max_length=40)
    district = models.TextField("kabupaten/kota", null=True, blank=True)
    address = models.TextField("alamat", null=True, blank=True)
    email = models.TextField("surel", null=True, blank=True)
    is_active = models.BooleanField("masih ada")

    class Meta(Record.Meta):
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="agency_name_once")]

    def __str__(self) -> str:
        return self.name


class DatedDocument(Record):
    """Dokumen yang berlaku pada suatu masa: standar layanan, surat edaran, perjanjian, sertifikat, penghargaan."""

    kind = models.CharField("jenis dokumen", max_length=40)
    number = models.TextField("nomor dokumen", null=True, blank=True)
    title = models.TextField("judul")
    issued_on = models.DateField("terbit pada")
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    warn_days = models.BigIntegerField("diingatkan sebelum berakhir (hari)", null=True, blank=True)
    service = models.CharField("layanan", max_length=40, null=True, blank=True)
    days = models.BigIntegerField("lama layanan (hari kerja)", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "dokumen bertanggal"
        verbose_name_plural = "dokumen bertanggal"
        ordering = ["kind", "-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "service", "valid_from"], name="service_standard_once"),
        ]

    def __str__(self) -> str:
        return self.number or self.title
