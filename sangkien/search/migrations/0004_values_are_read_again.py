"""What has a value or a judge is read again, after whatever is more urgent; meanwhile the old documents answer."""

from django.db import migrations

READ_AGAIN = """
INSERT INTO search_unread (initiative_id, misleads)
SELECT id, false FROM initiatives_initiative WHERE benefit_vnd IS NOT NULL OR judged_for_id IS NOT NULL
ORDER BY id DESC;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_how_far_a_value_is_attested")]
    operations = [migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop)]
