"""Whom a union stands for begins the range of all below it: nobody reads a nation to find its root."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_sums_that_are_kept")]

    operations = [
        migrations.RemoveIndex("ancestry", "ancestry_downwards"),
        migrations.AddIndex(
            "ancestry",
            models.Index(
                fields=["ancestor", "depth"],
                include=("descendant", "valid", "lives", "carries_members"),
                name="ancestry_downwards",
            ),
        ),
    ]
