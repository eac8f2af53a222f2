"""What was taken back in one go, for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE TRIGGER a_withdrawal_never_changes BEFORE UPDATE OR DELETE ON steering_withdrawal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = "DROP TRIGGER a_withdrawal_never_changes ON steering_withdrawal;"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
        ('honours', '0002_what_keeps_the_honours'),
        ('initiatives', '0026_what_is_open_at_a_glance'),
        ('organisations', '0010_whom_a_union_stands_for'),
        ('steering', '0003_launched_campaigns_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('signed_on', models.DateField(verbose_name='ngày quyết định')),
                ('fell', models.JSONField(verbose_name='thu hồi cùng')),
                ('at', models.DateTimeField(verbose_name='thu hồi lúc')),
                ('award', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='honours.award', verbose_name='khen thưởng')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thu hồi')),
                ('initiative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='initiatives.initiative', verbose_name='hồ sơ')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='organisations.organisation', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'thu hồi công nhận, khen thưởng',
                'indexes': [models.Index(fields=['unit', '-at'], name='withdrawals_of_a_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('initiative__isnull', True), ('award__isnull', True), _connector='XOR'), name='a_withdrawal_is_of_a_dossier_or_of_an_honour'), models.CheckConstraint(condition=models.Q(('reason', ''), ('number', ''), _connector='OR', _negated=True), name='a_withdrawal_says_why_and_by_which_decision')],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
