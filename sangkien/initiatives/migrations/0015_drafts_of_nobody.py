"""From which network a draft without an account was begun, for a day; and which of them nobody goes on with. The indexes
are made beside the traffic; what still runs of the release before begins drafts without the mark."""

from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable


class Migration(Resumable):
    dependencies = [("initiatives", "0014_who_has_sent_needs_no_code")]
    operations = [
        migrations.AddField(
            "draft",
            "sender_mark",
            models.CharField("dấu của địa chỉ mạng", blank=True, default="", db_default="", max_length=64),
        ),
        AddIndexPatiently(
            "draft",
            models.Index(
                fields=["sender_mark", "started_at"], name="drafts_of_a_network", condition=~Q(sender_mark="")
            ),
        ),
        AddIndexPatiently(
            "draft",
            models.Index(
                fields=["started_at"],
                name="drafts_of_nobody",
                condition=Q(correcting=None, person=None, sent_at=None),
            ),
        ),
    ]
