from django.db import migrations

# A link opens its page to whoever reads it: what was sent of them is forgotten, what still waits will be.
FORWARD = """
UPDATE notices_notice
    SET secret = true, params = CASE WHEN state = 'QUEUED' THEN params ELSE '{}' END
    WHERE kind = 'author_asked' AND NOT secret;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_first_what_ends_first")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
