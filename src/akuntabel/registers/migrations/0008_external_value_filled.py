"""What the new columns of values of other offices hold; apart from their making, which PostgreSQL does not allow together."""

import calendar
from datetime import date
from decimal import Decimal

from django.db import migrations, models


def fill(apps, schema_editor):
    """From what is there already; the history too, so that a figure can be told as it stood."""
    documents = dict(apps.get_model("organisation", "DatedDocument").objects.values_list("pk", "issued_on"))
    for name in ("ExternalValue", "HistoricalExternalValue"):
        model = apps.get_model("registers", name)
        for row in model.objects.iterator():
            row.counts_on = date(row.year, row.month, calendar.monthrange(row.year, row.month)[1])
            row.ranked_on = documents.get(row.document_id) or row.document_on or row.received_on
            if row.digits is not None and row.scale is not None:
                row.given = f"{Decimal(row.digits).scaleb(-row.scale):f}".replace(".", ",")
            row.save(update_fields=["counts_on", "ranked_on", "given"])


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_external_value")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("externalvalue", "counts_on", models.DateField(verbose_name="nilai sampai dengan")),
        migrations.AlterField(
            "historicalexternalvalue", "counts_on", models.DateField(verbose_name="nilai sampai dengan")
        ),
    ]
