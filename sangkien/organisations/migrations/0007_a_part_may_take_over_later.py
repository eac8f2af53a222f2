from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_search_entries")]

    operations = [
        migrations.RemoveConstraint("succession", "a_successor_is_named_once"),
        migrations.AddConstraint(
            "succession",
            models.UniqueConstraint(
                fields=("organisation", "successor", "since"), name="a_successor_is_named_once_a_day"
            ),
        ),
    ]
