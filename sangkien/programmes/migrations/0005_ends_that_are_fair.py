"""What is planned is kept beside what holds, so that an end may be moved and moved back; outages and extensions."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# Constraints that wait for the end of the transaction are checked now: the columns change next.
AS_PLANNED = """
UPDATE programmes_programme SET planned = opens;
UPDATE programmes_phase SET planned = "window";
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _days(name: str, **kwargs: bool) -> django.contrib.postgres.fields.ranges.DateRangeField:
    return django.contrib.postgres.fields.ranges.DateRangeField(verbose_name=name, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_programmes_ask_through_editions")]

    operations = [
        migrations.AddField("programme", "planned", _days("thời gian nhận theo kế hoạch", null=True)),
        migrations.AddField("phase", "planned", _days("thời gian theo kế hoạch", null=True)),
        migrations.RunSQL(AS_PLANNED, migrations.RunSQL.noop),
        migrations.AlterField("programme", "planned", _days("thời gian nhận theo kế hoạch")),
        migrations.AlterField("phase", "planned", _days("thời gian theo kế hoạch")),
        migrations.AddField(
            "programme",
            "grace_hours",
            models.PositiveSmallIntegerField(default=0, verbose_name="số giờ chờ hồ sơ viết xong trước hạn"),
        ),
        migrations.AddField(
            "programme",
            "outage_minutes",
            models.PositiveSmallIntegerField(null=True, verbose_name="gián đoạn lâu hơn (phút)"),
        ),
        migrations.AddField(
            "programme",
            "outage_last_hours",
            models.PositiveSmallIntegerField(default=24, verbose_name="trong số giờ cuối"),
        ),
        migrations.AddField(
            "programme",
            "outage_extends_hours",
            models.PositiveSmallIntegerField(default=24, verbose_name="thì gia hạn (giờ)"),
        ),
        migrations.CreateModel(
            name="Beat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "nhịp của hệ thống",
                "constraints": [models.CheckConstraint(name="there_is_one_beat", condition=Q(pk=1))],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(unique=True, verbose_name="từ lúc")),
                ("until", models.DateTimeField(verbose_name="đến lúc")),
            ],
            options={
                "verbose_name": "lần gián đoạn",
                "constraints": [
                    models.CheckConstraint(name="an_outage_ends_after_it_began", condition=Q(until__gt=F("since")))
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.PositiveSmallIntegerField(null=True, verbose_name="số giờ")),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="quyết định")),
                ("was_last_day", models.DateField(verbose_name="ngày cuối trước đó")),
                ("last_day", models.DateField(verbose_name="gia hạn đến hết ngày")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="thôi gia hạn lúc")),
                ("withdrawal", models.CharField(blank=True, max_length=300, verbose_name="quyết định thôi gia hạn")),
                (
                    "outage",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="programmes.outage",
                        verbose_name="gián đoạn",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="programmes.phase",
                        verbose_name="giai đoạn",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "gia hạn",
                "constraints": [
                    models.UniqueConstraint(
                        name="an_outage_extends_a_programme_once", fields=["programme", "outage"]
                    ),
                    models.CheckConstraint(
                        name="an_extension_ends_later", condition=Q(last_day__gt=F("was_last_day"))
                    ),
                    models.CheckConstraint(
                        name="an_extension_comes_of_an_outage_or_a_decision",
                        condition=Q(outage__isnull=False, hours__isnull=False, decision="")
                        | (Q(outage__isnull=True, hours__isnull=True) & ~Q(decision="")),
                    ),
                    models.CheckConstraint(
                        name="a_withdrawn_extension_says_by_which_decision",
                        condition=Q(withdrawn_at__isnull=True) ^ ~Q(withdrawal=""),
                    ),
                ],
            },
        ),
    ]
