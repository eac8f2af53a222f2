"""An entry writes down the unions it is booked to, instead of asking the tree of a day again and again."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

WRITE_DOWN = """
UPDATE counting_entry e SET chain = (
    SELECT array_agg(a.ancestor_id ORDER BY a.depth) FROM organisations_ancestry a
    WHERE a.descendant_id = e.unit_id AND a.valid @> e.chain_on);
"""


class Migration(migrations.Migration):
    dependencies = [("counting", "0001_initial"), ("organisations", "0002_what_keeps_the_tree")]
    # It asks the tree as it was before unions that have ended got lines of their own.
    run_before = [("organisations", "0005_who_takes_over")]

    operations = [
        migrations.AddField(
            "entry",
            "chain",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), null=True, size=None, verbose_name="hệ thống công đoàn lúc đó"
            ),
        ),
        migrations.RunSQL(WRITE_DOWN, migrations.RunSQL.noop),
        migrations.AlterField(
            "entry",
            "chain",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), size=None, verbose_name="hệ thống công đoàn lúc đó"
            ),
        ),
        migrations.RemoveField("entry", "chain_on"),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(("chain__0", models.F("unit"))), name="the_chain_of_an_entry_begins_with_its_unit"
            ),
        ),
        migrations.AddIndex(
            "entry",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("measure", "SUBMITTED")), fields=["chain"], name="submitted_under_a_unit"
            ),
        ),
    ]
