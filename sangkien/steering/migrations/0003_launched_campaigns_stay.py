"""A campaign that was launched is not taken away under whoever launched it; the key of a page is that union's own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("steering", "0002_what_was_made_stays")]

    operations = [
        migrations.AlterField("closing", "key", models.UUIDField("khóa")),
        migrations.AlterField("launch", "key", models.UUIDField("khóa")),
        migrations.AlterField(
            "launch",
            "campaign",
            models.ForeignKey(
                "programmes.campaign", models.PROTECT, related_name="launches", verbose_name="chiến dịch"
            ),
        ),
        migrations.AddConstraint(
            "closing", models.UniqueConstraint(name="a_page_of_a_union_closes_once", fields=["unit", "key"])
        ),
        migrations.AddConstraint(
            "launch", models.UniqueConstraint(name="a_page_of_a_union_launches_once", fields=["unit", "key"])
        ),
    ]
