from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_editions")]

    operations = [
        migrations.RemoveField("programme", "applied"),
        migrations.RemoveField("programme", "core"),
        migrations.RemoveField("programme", "questions"),
        migrations.RemoveField("programme", "recognition_counts"),
    ]
