"""A union may take stock before a stretch is over: its table is frozen as such."""

from django.db import migrations, models
from django.db.models import Q

KINDS = {
    "DAILY": "Bảng 18 giờ hằng ngày",
    "INTERIM": "Chốt sơ kết",
    "FINAL": "Chốt chính thức",
    "QUARTER": "Chốt khen quý",
}


class Migration(migrations.Migration):
    dependencies = [("standings", "0002_the_chain")]

    operations = [
        migrations.AlterField(
            "snapshot", "kind", models.CharField("loại", max_length=8, choices=list(KINDS.items()))
        ),
        migrations.RemoveConstraint("snapshot", "kind_of_a_snapshot_is_known"),
        migrations.AddConstraint(
            "snapshot", models.CheckConstraint(name="kind_of_a_snapshot_is_known", condition=Q(kind__in=list(KINDS)))
        ),
    ]
