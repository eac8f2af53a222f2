"""Programmes count in working days, and one that is declared changes what every programme asks."""

from django.db import migrations, models
from django.db.models import Q

WEEKS = [("MON_FRI", "thứ Hai đến thứ Sáu"), ("MON_SAT", "thứ Hai đến thứ Bảy"), ("ALL", "cả tuần")]

TRIGGER = """
CREATE FUNCTION a_declared_day_changes_all_programmes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programmes_programme SET revision = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER a_declared_day_changes_all_programmes AFTER INSERT OR UPDATE OR DELETE ON workdays_decidedday
    FOR EACH STATEMENT EXECUTE FUNCTION a_declared_day_changes_all_programmes();
"""
BACK = """
DROP TRIGGER a_declared_day_changes_all_programmes ON workdays_decidedday;
DROP FUNCTION a_declared_day_changes_all_programmes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0008_workflows_and_appeals"),
        ("workdays", "0001_working_days"),
    ]
    operations = [
        migrations.AddField(
            "programme",
            "week",
            models.CharField(
                "tuần làm việc", choices=WEEKS, db_default="MON_FRI", default="MON_FRI", max_length=8
            ),
        ),
        migrations.AlterField(
            "programme",
            "confirm_days",
            models.PositiveSmallIntegerField("số ngày làm việc để cơ sở xác nhận", default=3),
        ),
        migrations.AlterField(
            "programme",
            "decide_days",
            models.PositiveSmallIntegerField("số ngày làm việc để thẩm định", default=5),
        ),
        migrations.AddConstraint(
            "programme",
            models.CheckConstraint(name="programme_week_is_known", condition=Q(week__in=[week for week, _ in WEEKS])),
        ),
        migrations.RunSQL(TRIGGER, BACK),
    ]
