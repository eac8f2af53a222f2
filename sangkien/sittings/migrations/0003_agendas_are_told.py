import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sittings", "0002_what_holds")]
    operations = [
        migrations.AddField(
            model_name="sitting", name="hour", field=models.TimeField(null=True, verbose_name="giờ họp")
        ),
        migrations.CreateModel(
            name="AgendaNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="ngày họp")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sittings.sitting",
                        verbose_name="phiên họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "đã báo chương trình họp",
                "constraints": [
                    models.UniqueConstraint(fields=("sitting", "day"), name="an_agenda_of_a_day_is_told_once")
                ],
            },
        ),
    ]
