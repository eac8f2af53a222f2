"""Of each year, programme and phase the first and the last slice of documents that have it."""

from django.db import migrations, models
from django.db.models import F, Q

FILL = """
INSERT INTO search_span (trait, first, last)
SELECT trait, min(i.id / 16384), max(i.id / 16384)
FROM initiatives_initiative i
JOIN programmes_programme g ON g.id = i.programme_id
LEFT JOIN programmes_phase p ON p.id = i.phase_id
CROSS JOIN LATERAL (VALUES
    ('y=' || to_char(i.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY')),
    ('g=' || g.code),
    ('p=' || g.code || '.' || p.code)
) AS has (trait)
WHERE trait IS NOT NULL GROUP BY trait;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_under_whom_a_dossier_is"),
        ("programmes", "0010_councils_score"),
    ]
    operations = [
        migrations.CreateModel(
            name="Span",
            fields=[
                ("trait", models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="dấu hiệu")),
                ("first", models.BigIntegerField(verbose_name="từ lát")),
                ("last", models.BigIntegerField(verbose_name="đến lát")),
            ],
            options={
                "verbose_name": "khoảng của một dấu hiệu",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(last__gte=F("first")), name="a_span_ends_where_it_begins_or_later"
                    )
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
