"""Whoever agrees to be named, or no longer, is read again: consents have a room of their own."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER what_is_agreed_is_read AFTER INSERT ON consents_consent
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
"""
BACK = "DROP TRIGGER what_is_agreed_is_read ON consents_consent"


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0007_slices_of_three_lengths"),
        ("consents", "0002_what_was_agreed_stays"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
