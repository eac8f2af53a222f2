"""What a programme asks is kept in editions; the programme as it stands becomes its first."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

FIRST = """
INSERT INTO programmes_edition (programme_id, number, since, core, questions, offers, papers, limits, texts,
                                applied, recognised, recognition_counts, confirm_above)
SELECT p.id, 1, clock_timestamp(), p.core, p.questions,
       coalesce((SELECT jsonb_object_agg(list, codes) FROM (
                    SELECT t.list, jsonb_agg(t.code ORDER BY t.position, t.id) AS codes
                    FROM programmes_term t WHERE t.programme_id = p.id GROUP BY t.list) lists), '{}'),
       '[]', '{"photos": 10, "largest_mb": 15}', '{}', p.applied, NULL, p.recognition_counts, 10000000000
FROM programmes_programme p;

CREATE TRIGGER an_edition_never_changes BEFORE UPDATE ON programmes_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_phases_may_move"), ("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="số")),
                ("since", models.DateTimeField(verbose_name="từ lúc")),
                ("core", models.JSONField(default=dict, verbose_name="mục của biểu mẫu")),
                ("questions", models.JSONField(default=list, verbose_name="câu hỏi riêng")),
                ("offers", models.JSONField(default=dict, verbose_name="các danh mục")),
                ("papers", models.JSONField(default=list, verbose_name="giấy tờ kèm theo")),
                ("limits", models.JSONField(default=dict, verbose_name="mức giới hạn tệp")),
                ("texts", models.JSONField(default=dict, verbose_name="lời riêng")),
                (
                    "applied",
                    django.contrib.postgres.fields.ranges.DateRangeField(null=True, verbose_name="thời gian áp dụng"),
                ),
                (
                    "recognised",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        null=True, verbose_name="thời gian được công nhận"
                    ),
                ),
                (
                    "recognition_counts",
                    models.BooleanField(default=True, verbose_name="phải được công nhận mới hợp lệ"),
                ),
                (
                    "confirm_above",
                    models.BigIntegerField(default=10_000_000_000, verbose_name="đọc lại số tiền lớn hơn (đồng)"),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiên bản chương trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="editions_of_a_programme_are_numbered"
                    )
                ],
            },
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
