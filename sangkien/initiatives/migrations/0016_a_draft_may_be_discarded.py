"""When a draft was discarded by its writer. The constraint is checked beside the traffic, the index made there."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable


class Migration(Resumable):
    dependencies = [("initiatives", "0015_drafts_of_nobody")]
    operations = [
        migrations.AddField("draft", "discarded_at", models.DateTimeField("bỏ lúc", null=True)),
        AddConstraintNotValid(
            "draft",
            models.CheckConstraint(
                name="a_sent_draft_is_not_discarded", condition=Q(sent_at__isnull=True) | Q(discarded_at__isnull=True)
            ),
        ),
        ValidateConstraint("draft", "a_sent_draft_is_not_discarded"),
        AddIndexPatiently(
            "draft",
            models.Index(fields=["discarded_at"], name="drafts_discarded", condition=Q(discarded_at__isnull=False)),
        ),
    ]
