"""Programmes in which a council scores. The release before knows no such workflow and writes editions without one."""

from django.db import migrations, models
from django.db.models import Q

from sangkien.base.reversing import stays_while

WORKFLOWS = [
    ("TWO_STEPS", "Công đoàn cơ sở xác nhận, cấp trên trực tiếp thẩm định"),
    ("ONE_STEP", "Cấp trên trực tiếp thẩm định"),
    ("THREE_STEPS", "Công đoàn cơ sở xác nhận, cấp trên trực tiếp đề nghị, cấp tỉnh thẩm định"),
    ("COUNCIL", "Công đoàn cơ sở xác nhận, hội đồng của cấp trên trực tiếp chấm điểm"),
    ("NONE", "Tính ngay khi hồ sơ đủ, kiểm tra lại sau"),
]
LISTS = [
    ("KIND", "loại giải pháp"),
    ("FIELD", "lĩnh vực"),
    ("EFFECT", "lợi ích ngoài tiền"),
    ("RECOGNITION", "hình thức công nhận"),
    ("RETURN_REASON", "lý do trả lại"),
    ("REFUSAL_REASON", "lý do không đủ điều kiện"),
    ("CRITERION", "tiêu chí chấm điểm"),
]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0009_programmes_count_in_working_days")]
    operations = [
        migrations.AddField(
            "edition", "points", models.JSONField(null=True, verbose_name="điểm cao nhất của từng tiêu chí")
        ),
        migrations.AddField(
            "edition",
            "quorum",
            models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu chấm tối thiểu"),
        ),
        migrations.AddField(
            "edition",
            "pass_percent",
            models.PositiveSmallIntegerField(null=True, verbose_name="mức đạt (phần trăm tổng điểm)"),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                name="a_council_has_criteria_a_quorum_and_a_level",
                condition=Q(points__isnull=True, quorum__isnull=True, pass_percent__isnull=True)
                | Q(points__isnull=False, quorum__gte=2, pass_percent__range=(1, 100)),
            ),
        ),
        migrations.AlterField(
            "programme",
            "workflow",
            models.CharField(choices=WORKFLOWS, default="TWO_STEPS", max_length=12, verbose_name="quy trình"),
        ),
        migrations.RemoveConstraint("programme", "programme_workflow_is_known"),
        migrations.AddConstraint(
            "programme",
            models.CheckConstraint(
                name="programme_workflow_is_known", condition=Q(workflow__in=[code for code, _said in WORKFLOWS])
            ),
        ),
        migrations.AlterField(
            "term", "list", models.CharField(choices=LISTS, max_length=16, verbose_name="danh mục")
        ),
        migrations.RemoveConstraint("term", "term_list_is_known"),
        migrations.AddConstraint(
            "term",
            models.CheckConstraint(name="term_list_is_known", condition=Q(list__in=[code for code, _said in LISTS])),
        ),
        stays_while(
            lambda apps: apps.get_model("programmes", "Programme").objects.filter(
                Q(workflow="COUNCIL") | Q(terms__list="CRITERION") | Q(editions__points__isnull=False)
            ).distinct(),
            "Còn {n} chương trình có hội đồng chấm điểm, mà bản trước không biết quy trình này. Muốn về bản trước, hãy "
            "khôi phục bản sao lưu làm trước khi nâng cấp.\n"
            "{n} programmes have a council, and the release before knows no such workflow: restore the backup that was "
            "made before the update.",
        ),
    ]
