"""What was found, and that somebody was reminded, is never altered. The tasks of a year after are found by the day of
application; the index is made beside the traffic."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER what_was_found_after_a_year_stays BEFORE UPDATE OR DELETE ON evidence_verification
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reminders_are_append_only BEFORE UPDATE OR DELETE ON evidence_reminder
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER reminders_are_append_only ON evidence_reminder;
DROP TRIGGER what_was_found_after_a_year_stays ON evidence_verification;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_what_is_usual_and_what_was_found"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
