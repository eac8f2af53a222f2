"""Programmes whose dossiers count at once, and those with a third step; how long a refusal may be appealed. The release
before knows neither and writes programmes without them."""

from django.db import migrations, models
from django.db.models import Q

WORKFLOWS = [
    ("TWO_STEPS", "Công đoàn cơ sở xác nhận, cấp trên trực tiếp thẩm định"),
    ("ONE_STEP", "Cấp trên trực tiếp thẩm định"),
    ("THREE_STEPS", "Công đoàn cơ sở xác nhận, cấp trên trực tiếp đề nghị, cấp tỉnh thẩm định"),
    ("NONE", "Tính ngay khi hồ sơ đủ, kiểm tra lại sau"),
]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_an_outage_may_touch_two_ends")]
    operations = [
        migrations.AddField(
            "programme",
            "appeal_days",
            models.PositiveSmallIntegerField(db_default=15, default=15, verbose_name="số ngày để đề nghị xem lại"),
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
    ]
