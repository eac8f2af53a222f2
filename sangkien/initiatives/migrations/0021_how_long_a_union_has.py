"""By which working day a union answers stands in the dossier, and in each step the turn that ended with it. What is open
gets its day from the worker (`initiatives.turns.redate`), which counts in the working days of the law."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

OPEN = ["SUBMITTED", "REVIEWING"]


class Migration(Resumable):
    dependencies = [
        ("initiatives", "0020_who_judged_and_what_is_not_told_yet"),
        ("organisations", "0008_whichever_apostrophe"),
        ("programmes", "0009_programmes_count_in_working_days"),
    ]
    operations = [
        migrations.AddField(
            "initiative", "granted_days", models.PositiveSmallIntegerField("số ngày làm việc được giữ", null=True)
        ),
        migrations.AddField("initiative", "due_on", models.DateField("hạn trả lời", null=True)),
        migrations.AddField(
            "untold", "granted_days", models.PositiveSmallIntegerField("số ngày làm việc được giữ", null=True)
        ),
        migrations.AddField("untold", "due_on", models.DateField("hạn trả lời", null=True)),
        migrations.AddField(
            "event",
            "desk",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="nơi đã giữ",
            ),
        ),
        migrations.AddField("event", "since", models.DateTimeField("giữ từ lúc", null=True)),
        migrations.AddField("event", "due_on", models.DateField("hạn trả lời", null=True)),
        AddConstraintNotValid(
            "event",
            models.CheckConstraint(
                name="a_turn_that_ended_was_somebodys_and_had_begun",
                condition=Q(desk__isnull=True, since__isnull=True, due_on__isnull=True)
                | Q(desk__isnull=False, since__isnull=False),
            ),
        ),
        ValidateConstraint("event", "a_turn_that_ended_was_somebodys_and_had_begun"),
        AddIndexPatiently(
            "initiative",
            models.Index(fields=["due_on"], name="open_by_their_last_day", condition=Q(state__in=OPEN)),
        ),
    ]
