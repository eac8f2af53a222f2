"""What waits in a nation is counted in the index of what is open."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import models

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable


class Migration(Resumable):
    dependencies = [("initiatives", "0025_a_rehearsal_has_no_dossiers")]
    operations = [
        AddIndexPatiently(
            "initiative",
            models.Index(
                fields=["unit", "superior"],
                include=("id", "programme", "state", "due_on", "waiting_since", "desk", "judged_for", "entered_by"),
                name="open_work_at_a_glance",
                condition=models.Q(("closed_at", None)),
            ),
        ),
        RemoveIndexConcurrently("initiative", "desks_with_open_work"),
    ]
