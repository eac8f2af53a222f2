"""Whether the workplace belongs to production and business, and whether it is FDI, stands in the dossier. Those of before
get what their union's workplace is today, so many at a time."""

import django.contrib.postgres.fields
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from sangkien.base.resuming import Resumable

AT_ONCE = 20_000
KNOWN = CheckConstraint(
    name="the_focus_of_a_dossier_is_known", condition=Q(focus__contained_by=["FDI", "PRODUCTION"])
)
FILL = r"""
WITH place AS (
    SELECT DISTINCT ON (organisation_id) organisation_id,
        ownership IN ('private', 'fdi', 'cooperative') OR ownership = 'state'
            AND folded ~ '\m(cty|cong ty|tap doan|xn|xi nghiep|nha may|ngan hang|nong truong|lam truong)\M'
            AS production,
        ownership = 'fdi' AS is_foreign
    FROM organisations_workplace ORDER BY organisation_id, id
)
UPDATE initiatives_initiative i
SET focus = CASE WHEN is_foreign THEN ARRAY['FDI']::varchar[] ELSE '{}' END || ARRAY['PRODUCTION']::varchar[]
FROM place WHERE place.organisation_id = i.chain[1] AND production AND i.focus = '{}' AND i.id BETWEEN %s AND %s
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(min(id), 0), COALESCE(max(id), -1) FROM initiatives_initiative")
        first, last = cursor.fetchone()
        for start in range(first, last + 1, AT_ONCE):
            cursor.execute(FILL, [start, start + AT_ONCE - 1])


class Migration(Resumable):
    dependencies = [
        ("initiatives", "0023_what_is_looked_at_again"),
        ("organisations", "0008_whichever_apostrophe"),
    ]
    operations = [
        migrations.AddField(
            "initiative",
            "focus",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=12),
                db_default=[],
                default=list,
                size=None,
                verbose_name="trọng tâm theo nơi làm việc",
            ),
        ),
        AddConstraintNotValid("initiative", KNOWN),
        ValidateConstraint("initiative", KNOWN.name),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
