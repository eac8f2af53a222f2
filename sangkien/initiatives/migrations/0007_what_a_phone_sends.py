"""A reckoning in lines, pictures, papers, late arrivals; drafts that go on on another phone; editions."""

import django.db.models.deletion
import sangkien.initiatives.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('initiatives', '0006_found_by_desk_and_decision'),
        ('organisations', '0007_a_part_may_take_over_later'),
        ('programmes', '0004_programmes_ask_through_editions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BenefitLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('label', models.CharField(max_length=200, verbose_name='nội dung')),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=18, verbose_name='số lượng')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='đơn vị tính')),
                ('unit_price', models.BigIntegerField(verbose_name='đơn giá (đồng)')),
            ],
            options={
                'verbose_name': 'dòng tính lợi ích',
            },
        ),
        migrations.CreateModel(
            name='LateArrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finished_at', models.DateTimeField(verbose_name='viết xong lúc (theo máy)')),
                ('accepted', models.BooleanField(null=True, verbose_name='chấp nhận')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='trả lời lúc')),
            ],
            options={
                'verbose_name': 'hồ sơ gửi muộn do mất mạng',
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'giấy tờ kèm theo',
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('BEFORE', 'Trước đây'), ('AFTER', 'Bây giờ')], max_length=8, verbose_name='lúc nào')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'ảnh',
            },
        ),
        migrations.AddField(
            model_name='draft',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.edition', verbose_name='phiên bản chương trình'),
        ),
        migrations.AddField(
            model_name='draft',
            name='finished_at',
            field=models.DateTimeField(null=True, verbose_name='viết xong lúc (theo máy)'),
        ),
        migrations.AddField(
            model_name='draft',
            name='resume_code',
            field=models.CharField(editable=False, max_length=8, null=True, verbose_name='mã viết tiếp'),
        ),
        migrations.AddField(
            model_name='draft',
            name='stamps',
            field=models.JSONField(default=dict, verbose_name='lúc lưu từng trang'),
        ),
        migrations.AddField(
            model_name='initiative',
            name='benefit_cost',
            field=models.BigIntegerField(default=0, verbose_name='chi phí để làm (đồng)'),
        ),
        migrations.AddField(
            model_name='initiative',
            name='benefit_period',
            field=models.CharField(blank=True, choices=[('FIRST_YEAR', 'Năm đầu áp dụng'), ('YEARLY', 'Mỗi năm')], max_length=12, verbose_name='tính cho'),
        ),
        migrations.AddField(
            model_name='initiative',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.edition', verbose_name='phiên bản chương trình'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('benefit_period__in', ['FIRST_YEAR', 'YEARLY', ''])), name='benefit_period_is_known'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('benefit_cost', 0), models.Q(('benefit_cost__gt', 0), ('benefit_vnd__isnull', False)), _connector='OR'), name='only_an_amount_has_a_cost_and_none_is_negative'),
        ),
        migrations.AddField(
            model_name='benefitline',
            name='initiative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='benefit_lines', to='initiatives.initiative', verbose_name='hồ sơ'),
        ),
        migrations.AddField(
            model_name='latearrival',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời'),
        ),
        migrations.AddField(
            model_name='latearrival',
            name='initiative',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='late', to='initiatives.initiative', verbose_name='hồ sơ'),
        ),
        migrations.AddField(
            model_name='latearrival',
            name='phase',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.phase', verbose_name='giai đoạn'),
        ),
        migrations.AddField(
            model_name='paper',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp'),
        ),
        migrations.AddField(
            model_name='paper',
            name='initiative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='initiatives.initiative', verbose_name='hồ sơ'),
        ),
        migrations.AddField(
            model_name='photo',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp'),
        ),
        migrations.AddField(
            model_name='photo',
            name='initiative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='initiatives.initiative', verbose_name='hồ sơ'),
        ),
        migrations.AddConstraint(
            model_name='benefitline',
            constraint=models.UniqueConstraint(fields=('initiative', 'position'), name='benefit_lines_have_their_own_places'),
        ),
        migrations.AddConstraint(
            model_name='benefitline',
            constraint=models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='a_benefit_line_has_a_label'),
        ),
        migrations.AddConstraint(
            model_name='benefitline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('unit_price__gt', 0)), name='a_benefit_line_counts_something'),
        ),
        migrations.AddConstraint(
            model_name='latearrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('accepted__isnull', False), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_to_a_late_arrival_has_its_person_and_time'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('initiative', 'code', 'position'), name='papers_have_their_own_places'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='a_paper_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.UniqueConstraint(fields=('initiative', 'moment', 'position'), name='photos_have_their_own_places'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('moment__in', ['BEFORE', 'AFTER'])), name='moment_of_a_photo_is_known'),
        ),
    ]
