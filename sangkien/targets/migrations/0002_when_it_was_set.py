from django.db import migrations, models

# Until now only the log knew when a target was set.
FROM_THE_LOG = """
UPDATE targets_target t SET set_at = coalesce(
    (SELECT max(r.at) FROM audit_record r
     WHERE r.verb = 'target.set' AND r.target_type = 'targets.target' AND r.target_id = t.id::text), now());
"""


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.AddField("target", "set_at", models.DateTimeField(null=True, verbose_name="đặt lúc")),
        migrations.RunSQL(FROM_THE_LOG, migrations.RunSQL.noop),
        migrations.AlterField("target", "set_at", models.DateTimeField(verbose_name="đặt lúc")),
    ]
