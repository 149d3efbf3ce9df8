"""What every row of a register has besides its columns."""

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
