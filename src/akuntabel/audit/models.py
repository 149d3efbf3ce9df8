from django.db import models


class Event(models.Model):
    """Peristiwa audit. Written only by `audit.services.record`; the database refuses change and removal."""

    chain = models.CharField("rantai", max_length=80)
    number = models.PositiveBigIntegerField("nomor urut")
    at = models.DateTimeField("waktu (UTC)")
    actor = models.CharField("pelaku", max_length=150)
    origin = models.CharField("asal", max_length=20)
    action = models.CharField("tindakan", max_length=80)
    subject = models.CharField("objek", max_length=200)
    before = models.JSONField("sebelum", null=True)
    after = models.JSONField("sesudah", null=True)
    reason = models.TextField("alasan", blank=True)
    previous_hash = models.CharField("sidik sebelumnya", max_length=64)
    hash = models.CharField("sidik", max_length=64)

    class Meta:
        verbose_name = "peristiwa audit"
        verbose_name_plural = "peristiwa audit"
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_event_position")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}: {self.action} {self.subject}"
