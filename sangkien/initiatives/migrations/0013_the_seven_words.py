"""A dossier's status is said in the same seven words everywhere. Nothing changes in the database."""

from django.db import migrations, models

WORDS = [
    ("SUBMITTED", "Đã gửi"),
    ("REVIEWING", "Đang thẩm định"),
    ("RETURNED", "Cần bổ sung"),
    ("VALID", "Đã công nhận"),
    ("INELIGIBLE", "Không công nhận"),
    ("DUPLICATE", "Đã gộp"),
    ("WITHDRAWN", "Đã rút"),
]


def _state(name: str, **more: bool) -> models.CharField:
    return models.CharField(choices=WORDS, max_length=12, verbose_name=name, **more)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0012_files_lie_apart_from_what_was_typed")]
    operations = [
        migrations.AlterField("event", "from_state", _state("từ", blank=True)),
        migrations.AlterField("event", "to_state", _state("sang")),
        migrations.AlterField("initiative", "state", _state("trạng thái")),
    ]
