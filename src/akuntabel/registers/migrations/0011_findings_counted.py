from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0010_numbers_lines_and_counts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='correctiveaction',
            name='number',
            field=models.TextField(verbose_name='nomor CAPA'),
        ),
        migrations.AlterField(
            model_name='historicalcorrectiveaction',
            name='number',
            field=models.TextField(verbose_name='nomor CAPA'),
        ),
        migrations.AlterField(
            model_name='planline',
            name='number',
            field=models.TextField(verbose_name='nomor baris'),
        ),
        migrations.AlterField(
            model_name='historicalplanline',
            name='number',
            field=models.TextField(verbose_name='nomor baris'),
        ),
        migrations.RemoveField(
            model_name='historicalinspection',
            name='critical_findings',
        ),
        migrations.RemoveField(
            model_name='historicalinspection',
            name='major_findings',
        ),
        migrations.RemoveField(
            model_name='historicalinspection',
            name='minor_findings',
        ),
        migrations.RemoveField(
            model_name='inspection',
            name='critical_findings',
        ),
        migrations.RemoveField(
            model_name='inspection',
            name='major_findings',
        ),
        migrations.RemoveField(
            model_name='inspection',
            name='minor_findings',
        ),
        migrations.AddConstraint(
            model_name='correctiveaction',
            constraint=models.UniqueConstraint(fields=('unit', 'number'), name='corrective_action_number_once'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(fields=('unit', 'number'), name='plan_line_number_once'),
        ),
    ]
