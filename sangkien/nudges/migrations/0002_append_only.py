from django.db import migrations

FORWARD = """
CREATE TRIGGER nudges_are_append_only BEFORE UPDATE OR DELETE ON nudges_nudge
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = "DROP TRIGGER nudges_are_append_only ON nudges_nudge;"


class Migration(migrations.Migration):
    dependencies = [("nudges", "0001_nudges"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
