"""What waits to be looked at again by somebody else is found without reading what else waits."""

from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable


class Migration(Resumable):
    dependencies = [("initiatives", "0022_who_works_on_it")]
    operations = [
        AddIndexPatiently(
            "initiative",
            models.Index(
                fields=["waiting_since", "id"],
                name="waiting_to_be_looked_at_again",
                condition=Q(state__in=["SUBMITTED", "REVIEWING"], judged_by__isnull=False),
            ),
        ),
    ]
