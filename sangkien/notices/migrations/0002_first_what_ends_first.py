from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["expires_at", "id"], name="notices_by_end", condition=models.Q(("state", "QUEUED"))
            ),
        ),
    ]
