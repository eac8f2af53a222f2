"""What waits in a nation is counted in the index of what is open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0025_a_rehearsal_has_no_dossiers")]

    operations = [
        migrations.RemoveIndex("initiative", "desks_with_open_work"),
        migrations.AddIndex(
            "initiative",
            models.Index(
                fields=["unit", "superior"],
                include=("id", "programme", "state", "due_on", "waiting_since", "desk", "judged_for", "entered_by"),
                name="desks_with_open_work",
                condition=models.Q(("closed_at", None)),
            ),
        ),
    ]
