"""What was launched or closed stays as it was."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER a_launch_never_changes BEFORE UPDATE ON steering_launch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_closing_never_changes BEFORE UPDATE OR DELETE ON steering_closing
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER a_closing_never_changes ON steering_closing;
DROP TRIGGER a_launch_never_changes ON steering_launch;
"""


class Migration(migrations.Migration):
    dependencies = [("steering", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
