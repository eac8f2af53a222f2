"""What lies on a desk already gets its place; what is sent meanwhile has it from the trigger."""

from django.db import migrations

FORWARD = """
INSERT INTO triage_place (initiative_id, desk_id, waiting_since)
SELECT id, desk_id, waiting_since FROM initiatives_initiative WHERE desk_id IS NOT NULL
ON CONFLICT (initiative_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("triage", "0002_what_waits_has_a_place")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
