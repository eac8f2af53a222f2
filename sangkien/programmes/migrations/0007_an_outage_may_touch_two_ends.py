"""An outage on the eve of a short phase lies in the last hours of that phase and of the one before."""

from django.db import migrations
from django.db.models import Q, UniqueConstraint


class Migration(migrations.Migration):
    dependencies = [("programmes", "0006_programmes_have_revisions")]

    operations = [
        migrations.AddConstraint(
            "extension",
            UniqueConstraint(
                name="an_outage_extends_an_end_once",
                fields=["programme", "phase", "outage"],
                condition=Q(outage__isnull=False),
                nulls_distinct=False,
            ),
        ),
        migrations.RemoveConstraint("extension", "an_outage_extends_a_programme_once"),
    ]
