"""What stood in text and counts goes where it belongs; every version of a record alike, so that none is lost.

- Corrective actions and plan lines get the number by which others name them.
- A sample's plan code becomes its plan line, where the unit has a line of samples with that code in the year of taking;
  any other code stays as it was written, in `plan_code`.
- The typed numbers of findings are written into the summary of the inspection: from now on findings are counted.
"""

from django.db import migrations
from django.db.models import Q


def _number(apps, schema_editor):
    for name in ('PlanLine', 'HistoricalPlanLine'):
        for line in apps.get_model('registers', name).objects.iterator():
            type(line).objects.filter(pk=line.pk).update(number=f'{line.code}/{line.year}')
    numbers = dict(apps.get_model('registers', 'Inspection').objects.values_list('pk', 'number'))
    for name in ('CorrectiveAction', 'HistoricalCorrectiveAction'):
        for action in apps.get_model('registers', name).objects.iterator():
            number = f'{numbers.get(action.inspection_id)}/{action.round_number}'
            type(action).objects.filter(pk=action.pk).update(number=number)


def _link(apps, schema_editor):
    for line in apps.get_model('registers', 'PlanLine').objects.filter(subject='samples').iterator():
        for name in ('Sample', 'HistoricalSample'):
            samples = apps.get_model('registers', name).objects
            samples.filter(unit=line.unit_id, plan_code=line.code, taken_on__year=line.year).update(
                plan_line=line.pk, plan_code=None
            )


def _unlink(apps, schema_editor):
    for line in apps.get_model('registers', 'PlanLine').objects.iterator():
        for name in ('Sample', 'HistoricalSample'):
            samples = apps.get_model('registers', name).objects
            samples.filter(plan_line=line.pk).update(plan_code=line.code, plan_line=None)


def _tell_counts(apps, schema_editor):
    columns = {'critical_findings': 'kritis', 'major_findings': 'mayor', 'minor_findings': 'minor'}
    counted = Q(**{f'{column}__isnull': True for column in columns}, _negated=True)
    for name in ('Inspection', 'HistoricalInspection'):
        for one in apps.get_model('registers', name).objects.filter(counted).iterator():
            numbers = ((getattr(one, column), word) for column, word in columns.items())
            said = ', '.join(f'{number} {word}' for number, word in numbers if number is not None)
            text = '. '.join(filter(None, [f'Temuan: {said}', one.findings]))
            type(one).objects.filter(pk=one.pk).update(findings=text)


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0009_findings_and_parameters'),
    ]

    operations = [
        migrations.RunPython(_number, migrations.RunPython.noop),
        migrations.RunPython(_link, _unlink),
        migrations.RunPython(_tell_counts, migrations.RunPython.noop),
    ]
