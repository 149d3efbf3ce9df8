"""What the queue's own table (`django_tasks_db`) does not know: whose job it is, how far it is, and who is working."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import User


class Job(models.Model):
    """Satu pekerjaan latar: siapa yang memintanya dan sudah sampai mana; keadaannya ada pada tugasnya."""

    task = models.UUIDField("kunci tugas", primary_key=True)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="diminta oleh")
    step = models.CharField("langkah", max_length=20, blank=True)
    done = models.PositiveIntegerField("baris selesai", default=0)
    total = models.PositiveIntegerField("baris seluruhnya", default=0)

    class Meta:
        verbose_name = "pekerjaan latar"
        verbose_name_plural = "pekerjaan latar"

    def __str__(self) -> str:
        return f"{self.task}: {self.step} {self.done}/{self.total}"


class Worker(models.Model):
    """Satu pekerja latar yang sedang berjalan, dan kapan ia terakhir memberi tanda."""

    name = models.CharField("nama pekerja", max_length=64, unique=True)
    started_at = models.DateTimeField("mulai pada")
    seen_at = models.DateTimeField("terakhir terlihat pada")

    class Meta:
        verbose_name = "pekerja latar"
        verbose_name_plural = "pekerja latar"

    def __str__(self) -> str:
        return self.name
