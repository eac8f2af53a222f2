"""Councillors. Appointments may be many: the new constraint is checked without locking them."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from sangkien.base.resuming import Resumable
from sangkien.base.reversing import stays_while

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


class Migration(Resumable):
    dependencies = [("accounts", "0006_keys_may_be_switched_off")]
    operations = [
        migrations.AlterField(
            "appointment", "role", models.CharField(choices=ROLES, max_length=24, verbose_name="vai trò")
        ),
        migrations.RemoveConstraint("appointment", "appointment_role_is_known"),
        AddConstraintNotValid("appointment", KNOWN),
        ValidateConstraint("appointment", "appointment_role_is_known"),
        stays_while(
            lambda apps: apps.get_model("accounts", "Appointment").objects.filter(role="COUNCILLOR"),
            "Còn {n} phân công ủy viên hội đồng, kể cả đã hết hạn, mà bản trước không biết vai trò này. Muốn về bản trước, "
            "hãy khôi phục bản sao lưu làm trước khi nâng cấp.\n"
            "{n} appointments of councillors are kept, and the release before knows no such role: restore the backup "
            "that was made before the update.",
        ),
    ]
