from django.db import migrations

FORWARD = """
CREATE TRIGGER milestones_are_append_only BEFORE UPDATE OR DELETE ON milestones_milestone
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = "DROP TRIGGER milestones_are_append_only ON milestones_milestone;"


class Migration(migrations.Migration):
    dependencies = [("milestones", "0001_milestones"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
