"""Beside a frozen table stands what it would say without what has fallen since; it stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE TRIGGER corrections_are_append_only BEFORE UPDATE OR DELETE ON standings_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = "DROP TRIGGER corrections_are_append_only ON standings_correction;"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
        ('initiatives', '0026_what_is_open_at_a_glance'),
        ('standings', '0003_interim_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('decision', models.CharField(max_length=200, verbose_name='theo quyết định')),
                ('content', models.TextField(verbose_name='nội dung')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thu hồi')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatives.initiative', verbose_name='hồ sơ')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='standings.snapshot', verbose_name='bảng đã chốt')),
            ],
            options={
                'verbose_name': 'đính chính bảng đã chốt',
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'number'), name='corrections_of_a_table_are_numbered'), models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='corrections_begin_with_one'), models.CheckConstraint(condition=models.Q(('reason', ''), ('decision', ''), _connector='OR', _negated=True), name='a_correction_says_why_and_by_which_decision')],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
