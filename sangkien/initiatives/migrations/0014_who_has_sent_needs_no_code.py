"""A sent draft has no resume code any more. They are emptied a few thousand at a time, each time in a transaction of its
own: nobody who sends meanwhile waits for long."""

from django.db import migrations, models

import sangkien.initiatives.models
from sangkien.base.resuming import Resumable

AT_ONCE = 5_000


def empty(apps, schema_editor):
    sent = apps.get_model("initiatives", "Draft").objects.filter(sent_at__isnull=False, resume_code__isnull=False)
    last = 0
    while keys := list(sent.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        sent.filter(pk__in=keys).update(resume_code=None)
        last = keys[-1]


def draw_again(apps, schema_editor):
    Draft = apps.get_model("initiatives", "Draft")
    taken = set(Draft.objects.filter(resume_code__isnull=False).values_list("resume_code", flat=True))
    for draft in Draft.objects.filter(resume_code=None).only("pk").iterator():
        while (code := sangkien.initiatives.models.resume_code()) in taken:
            pass
        taken.add(code)
        Draft.objects.filter(pk=draft.pk).update(resume_code=code)


class Migration(Resumable):
    dependencies = [("initiatives", "0013_the_seven_words")]
    operations = [
        migrations.AlterField(
            "draft",
            "resume_code",
            models.CharField(
                blank=True,
                default=sangkien.initiatives.models.resume_code,
                editable=False,
                max_length=8,
                null=True,
                unique=True,
                verbose_name="mã viết tiếp",
            ),
        ),
        migrations.RunPython(empty, draw_again),
    ]
