"""Sums over a union and all below it that are kept, and the transactions that changed what they were summed of
(headcounts.py)."""

import django.db.models.deletion
import sangkien.organisations.headcounts
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION organisations_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO organisations_treechange VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER what_sums_are_made_of_leaves_a_trace AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_note_change();
"""
TABLES = [f"organisations_{name}" for name in ("ancestry", "classification", "membercount", "unitkind", "workplace")]
NO_TRIGGER = "DROP TRIGGER what_sums_are_made_of_leaves_a_trace ON {table};"


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_whichever_apostrophe'),
    ]

    operations = [
        migrations.CreateModel(
            name='TreeChange',
            fields=[
                ('number', sangkien.organisations.headcounts.TransactionField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'thay đổi về tổ chức',
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='ngày')),
                ('members', models.BigIntegerField(verbose_name='số đoàn viên')),
                ('employees', models.BigIntegerField(verbose_name='số lao động')),
                ('unions', models.IntegerField(verbose_name='số công đoàn cơ sở')),
                ('foreign', models.IntegerField(verbose_name='số công đoàn cơ sở ở doanh nghiệp FDI')),
                ('seen', sangkien.organisations.headcounts.SnapshotField(verbose_name='đã thấy')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.organisation', verbose_name='tổ chức')),
            ],
            options={
                'verbose_name': 'số đã cộng sẵn',
                'constraints': [models.CheckConstraint(condition=models.Q(('foreign__lte', models.F('unions'))), name='foreign_unions_are_among_the_unions')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION organisations_note_change;"),
        *(migrations.RunSQL(TRIGGER.format(table=table), NO_TRIGGER.format(table=table)) for table in TABLES),
    ]
