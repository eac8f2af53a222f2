"""Totals have one index fewer to write twice over: their unique constraint begins with the unit and the programme."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counting', '0005_entries_say_whose'),
        ('organisations', '0009_sums_that_are_kept'),
        ('programmes', '0012_versions_rehearsals_and_stretches'),
    ]

    operations = [
        migrations.AlterField(
            model_name='periodtotal',
            name='programme',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='chương trình'),
        ),
        migrations.AlterField(
            model_name='periodtotal',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị'),
        ),
        migrations.AlterField(
            model_name='total',
            name='programme',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='chương trình'),
        ),
        migrations.AlterField(
            model_name='total',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị'),
        ),
    ]
