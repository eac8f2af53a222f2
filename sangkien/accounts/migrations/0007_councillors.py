"""Councillors. Appointments may be many: the new constraint is checked without locking them."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

ROLES = [
    ("GRASSROOTS_OFFICER", "Cán bộ công đoàn cơ sở"),
    ("REVIEWER", "Cán bộ thẩm định"),
    ("COUNCILLOR", "Ủy viên hội đồng sáng kiến"),
    ("LEADER", "Lãnh đạo liên đoàn"),
    ("ADMINISTRATOR", "Quản trị hệ thống"),
]
KNOWN = models.CheckConstraint(
    name="appointment_role_is_known", condition=Q(role__in=[code for code, _said in ROLES])
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0006_keys_may_be_switched_off")]
    operations = [
        migrations.AlterField(
            "appointment", "role", models.CharField(choices=ROLES, max_length=24, verbose_name="vai trò")
        ),
        migrations.RemoveConstraint("appointment", "appointment_role_is_known"),
        AddConstraintNotValid("appointment", KNOWN),
        ValidateConstraint("appointment", "appointment_role_is_known"),
    ]
