"""Fewer and shorter bands, so that the index of two million dossiers stays below a gigabyte: all prints are taken anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("similarity", "0005_what_is_new_is_looked_at")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO similarity_unread (initiative_id) SELECT initiative_id FROM similarity_print",
            migrations.RunSQL.noop,
        ),
    ]
