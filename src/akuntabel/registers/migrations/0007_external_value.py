"""Values of other offices enter figures: a month, a rank and the value as it was written, beside its integer and scale."""

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


def _columns(model):
    text = {"blank": True, "null": True}
    return [
        migrations.AddField(model, "given", models.TextField(**text, verbose_name="nilai")),
        migrations.AddField(model, "counts_on", models.DateField(null=True, verbose_name="nilai sampai dengan")),
        migrations.AddField(model, "ranked_on", models.DateField(**text, verbose_name="diurutkan menurut")),
        migrations.AlterField(model, "measure", models.CharField(max_length=40, verbose_name="indeks atau nilai")),
        migrations.AlterField(model, "title", models.TextField(**text, verbose_name="uraian")),
        migrations.AlterField(model, "issuer", models.TextField(**text, verbose_name="penerbit")),
    ]


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("registers", "0006_jobs")]

    operations = [
        migrations.RemoveConstraint("externalvalue", "external_value_month_once"),
        *_columns("externalvalue"),
        *_columns("historicalexternalvalue"),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("externalvalue", "counts_on", models.DateField(verbose_name="nilai sampai dengan")),
        migrations.AlterField(
            "historicalexternalvalue", "counts_on", models.DateField(verbose_name="nilai sampai dengan")
        ),
        migrations.AddIndex(
            "externalvalue",
            models.Index(fields=["unit", "measure", "counts_on"], name="external_value_by_month"),
        ),
    ]
