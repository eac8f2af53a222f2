"""The chain of a dossier by ids, as the ledger keeps it; a step that no person took."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

BY_IDS = """
UPDATE initiatives_initiative i SET chain_ids = coalesce((
    SELECT array_agg(o.id ORDER BY link.place)
    FROM jsonb_array_elements_text(i.chain) WITH ORDINALITY AS link (code, place)
    JOIN organisations_organisation o ON o.code = link.code), ARRAY[i.unit_id]);
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0004_who_ever_had_a_part"), ("organisations", "0001_the_tree_of_unions")]

    operations = [
        migrations.AddField(
            "initiative",
            "chain_ids",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), null=True, size=None, verbose_name="hệ thống công đoàn lúc gửi"
            ),
        ),
        migrations.RunSQL(BY_IDS, migrations.RunSQL.noop),
        migrations.RemoveField("initiative", "chain"),
        migrations.RenameField("initiative", "chain_ids", "chain"),
        migrations.AlterField(
            "initiative",
            "chain",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), size=None, verbose_name="hệ thống công đoàn lúc gửi"
            ),
        ),
        migrations.AlterField(
            "event",
            "by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
                verbose_name="người làm",
            ),
        ),
    ]
