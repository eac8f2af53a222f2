"""Files that show what a union claims come and go while it scores itself, and stay afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION grading_check_exhibit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about grading_exhibit%ROWTYPE := COALESCE(NEW, OLD);
BEGIN
    IF TG_OP = 'UPDATE' OR grading_line(about.sheet_id, about.line) IS NULL OR NOT EXISTS (
        SELECT FROM grading_sheet s JOIN grading_round r ON r.id = s.round_id
        WHERE s.id = about.sheet_id AND r.state = 'SELF'
    ) THEN
        RAISE EXCEPTION 'sheet % takes and loses no files now', about.sheet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'exhibits_come_and_go_while_a_union_scores_itself';
    END IF;
    RETURN about;
END $$;
CREATE TRIGGER exhibits_come_and_go_while_a_union_scores_itself BEFORE INSERT OR UPDATE OR DELETE ON grading_exhibit
    FOR EACH ROW EXECUTE FUNCTION grading_check_exhibit();
"""
BACK = """
DROP TRIGGER exhibits_come_and_go_while_a_union_scores_itself ON grading_exhibit;
DROP FUNCTION grading_check_exhibit();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0005_signed_files"),
        ("grading", "0002_hands_and_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(max_length=30, verbose_name="tiêu chí")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="tệp",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exhibits",
                        to="grading.sheet",
                        verbose_name="bảng điểm",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp minh chứng",
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
