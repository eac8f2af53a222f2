from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_councillors")]
    operations = [
        migrations.AddField(
            "appointment",
            "office",
            models.CharField(blank=True, db_default="", default="", max_length=80, verbose_name="chức danh"),
        ),
    ]
