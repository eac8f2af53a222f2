"""Who nudges whom, and when."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_moment
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation

QUIET = timedelta(days=3)
"""A late unit is reminded at most once in three days, whoever reminds it."""

SILENT = 7
"""Days without anything sent after which a union counts as silent, as on the board."""

NUDGE = Permission(
    "unit.nudge",
    gettext_lazy("nhắc đơn vị bên dưới chưa gửi sáng kiến"),
    [Rule(role=role, over="pk") for role in (Role.REVIEWER, Role.LEADER)],
)


def missing_to_nudge(
    unit: Organisation, *, office: Organisation, sent: int, again_at: datetime | None, at: datetime
) -> list[Problem]:
    """`sent`: what the unit sent in the last days; `again_at`: when the last nudge's quiet ends."""
    if unit == office:
        return [Problem(code="own", text=_("Không nhắc chính đơn vị mình."))]
    if sent > 0:
        return [Problem(code="not_silent", text=_("Đơn vị này vừa có sáng kiến gửi trong 7 ngày qua."))]
    if again_at and at < again_at:
        text = _("Đơn vị này vừa được nhắc. Nhắc lại được từ %(moment)s.") % {"moment": format_moment(again_at)}
        return [Problem(code="too_soon", text=text)]
    return []


def nobody_to_tell() -> Problem:
    """The sentence for a union whose officers have no phone here."""
    text = _("Đơn vị này chưa có cán bộ nào có số điện thoại trong hệ thống, nên chưa nhắc được.")
    return Problem(code="nobody", text=text)
