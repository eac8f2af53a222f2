"""The last word of a line and the first of the next are two: what was said in several sentences is read anew, and what
many say is learnt anew by the worker before it reads."""

from django.db import migrations

FORWARD = """
DELETE FROM similarity_commonplace;
INSERT INTO similarity_unread (initiative_id)
SELECT id FROM initiatives_initiative i
WHERE (before <> '' OR after <> '') AND NOT EXISTS (SELECT FROM similarity_unread u WHERE u.initiative_id = i.id)
ORDER BY id;
"""


class Migration(migrations.Migration):
    dependencies = [("similarity", "0006_prints_are_smaller")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
