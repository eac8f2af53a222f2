import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# The parts come to the whole when the transaction ends, and whoever adds another later breaks that. A share is not
# divided: each union gets the whole of it.
FORWARD = """
CREATE FUNCTION targets_sums(decision bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT a.indicator = 'PRODUCTION'
        OR a.whole = (SELECT coalesce(sum(p.value), 0) FROM targets_allotment p WHERE p.allocation_id = a.id)
    FROM targets_allocation a WHERE a.id = decision
$$;
CREATE FUNCTION targets_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT targets_sums(NEW.id) THEN
        RAISE EXCEPTION 'decision % has not its parts', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_decision_comes_with_its_parts';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION targets_check_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT allocation_id FROM added) one WHERE NOT targets_sums(allocation_id)) THEN
        RAISE EXCEPTION 'the parts do not come to the whole'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parts_come_to_the_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_decision_comes_with_its_parts AFTER INSERT ON targets_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION targets_check_decision();
CREATE TRIGGER parts_come_to_the_whole AFTER INSERT ON targets_allotment
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION targets_check_parts();
CREATE TRIGGER allocations_are_append_only BEFORE UPDATE OR DELETE ON targets_allocation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allotments_are_append_only BEFORE UPDATE OR DELETE ON targets_allotment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER withdrawals_are_append_only BEFORE UPDATE OR DELETE ON targets_withdrawal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER withdrawals_are_append_only ON targets_withdrawal;
DROP TRIGGER allotments_are_append_only ON targets_allotment;
DROP TRIGGER allocations_are_append_only ON targets_allocation;
DROP TRIGGER parts_come_to_the_whole ON targets_allotment;
DROP TRIGGER a_decision_comes_with_its_parts ON targets_allocation;
DROP FUNCTION targets_check_parts();
DROP FUNCTION targets_check_decision();
DROP FUNCTION targets_sums(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_whichever_apostrophe'),
        ('programmes', '0010_councils_score'),
        ('targets', '0003_indicators'),
        ('audit', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(choices=[('VALID', 'Sáng kiến hợp lệ'), ('PEOPLE', 'Người có sáng kiến hợp lệ'), ('BENEFIT', 'Giá trị làm lợi'), ('UNIONS', 'Công đoàn cơ sở tham gia'), ('FDI', 'Doanh nghiệp FDI tham gia'), ('PRODUCTION', 'Tỷ trọng khu vực sản xuất, kinh doanh')], max_length=12, verbose_name='chỉ số')),
                ('divides', models.CharField(choices=[('ASSIGNED', 'Được giao'), ('REGISTERED', 'Đăng ký'), ('SELF_RAISED', 'Tự phấn đấu')], max_length=12, verbose_name='chia số')),
                ('whole', models.PositiveBigIntegerField(verbose_name='tổng số')),
                ('method', models.CharField(choices=[('MEMBERS', 'Theo số đoàn viên'), ('RESULT', 'Theo kết quả lần trước'), ('OF_MEMBERS', 'Theo tỷ lệ phần trăm đoàn viên'), ('OF_EMPLOYEES', 'Theo tỷ lệ phần trăm lao động'), ('EQUALLY', 'Chia đều'), ('BY_HAND', 'Nhập số đã quyết định')], max_length=12, verbose_name='cách chia')),
                ('terms', models.JSONField(default=dict, verbose_name='điều kiện chia')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('signed_on', models.DateField(verbose_name='ngày quyết định')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('follows', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='targets.allocation', verbose_name='tiếp theo')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='organisations.organisation', verbose_name='đơn vị')),
                ('phase', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.phase', verbose_name='giai đoạn')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='chương trình')),
            ],
            options={
                'verbose_name': 'quyết định giao chỉ tiêu',
            },
        ),
        migrations.CreateModel(
            name='Allotment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveBigIntegerField(verbose_name='số giao')),
                ('proposed', models.PositiveBigIntegerField(null=True, verbose_name='số tính được')),
                ('by_hand', models.BooleanField(verbose_name='sửa tay')),
                ('before', models.PositiveBigIntegerField(null=True, verbose_name='số giao trước đó')),
                ('before_at', models.DateTimeField(null=True, verbose_name='số giao trước đó đặt lúc')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='targets.allocation', verbose_name='quyết định')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'phần giao',
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('signed_on', models.DateField(verbose_name='ngày quyết định')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('allocation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='targets.allocation', verbose_name='quyết định')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'thu hồi quyết định giao chỉ tiêu',
            },
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='an_allocation_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('divides__in', ['ASSIGNED', 'REGISTERED', 'SELF_RAISED'])), name='allocation_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('indicator__in', ['VALID', 'PEOPLE', 'BENEFIT', 'UNIONS', 'FDI', 'PRODUCTION'])), name='allocation_indicator_is_known'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['MEMBERS', 'RESULT', 'OF_MEMBERS', 'OF_EMPLOYEES', 'EQUALLY', 'BY_HAND'])), name='allocation_method_is_known'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('follows', models.F('pk')), _negated=True), name='an_allocation_does_not_follow_itself'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(condition=models.Q(('follows__isnull', True)), fields=('organisation', 'programme', 'phase', 'indicator'), name='decisions_about_the_same_numbers_stand_in_one_line', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='allotment',
            constraint=models.UniqueConstraint(fields=('allocation', 'organisation'), name='a_decision_names_a_union_once'),
        ),
        migrations.AddConstraint(
            model_name='allotment',
            constraint=models.CheckConstraint(condition=models.Q(('proposed__isnull', False), ('by_hand', True), _connector='OR'), name='a_number_without_a_proposal_was_put_by_hand'),
        ),
        migrations.AddConstraint(
            model_name='allotment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before__isnull', True), ('before_at__isnull', True)), models.Q(('before__isnull', False), ('before_at__isnull', False)), _connector='OR'), name='a_number_of_before_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='a_withdrawal_has_a_number'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
