"""Values of other offices: a month, a rank and the value as it was written, beside its integer and scale."""

from django.db import migrations, models


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
        migrations.AddIndex(
            "externalvalue",
            models.Index(fields=["unit", "measure", "counts_on"], name="external_value_by_month"),
        ),
    ]
