"""Lists of dossiers as files: the columns that all of them have. They hold the names that the reader sees on the page,
so whoever takes one is written down (`triage.actions.take_along`)."""

from django.utils.translation import gettext as _

from sangkien.base.days import day_of
from sangkien.initiatives.levels import level_of
from sangkien.initiatives.models import Initiative
from sangkien.web.data.sheets import Cell, Column, Kind

MOST = 200_000
"""So many lines has a file at most: more would take minutes until the last has arrived."""
AT_ONCE = 500
"""So many dossiers are read at a time."""


def columns() -> list[Column]:
    """What `cells` are."""
    level = _("lời của ai đứng sau giá trị: tác giả, công đoàn cơ sở, người sử dụng lao động, hoặc kiểm chứng")
    return [
        Column("code", _("Mã hồ sơ")),
        Column("title", _("Tên sáng kiến")),
        Column("authors", _("Tác giả")),
        Column("unit", _("Đơn vị"), meaning=_("công đoàn cơ sở, theo tên của ngày tải")),
        Column("state", _("Trạng thái")),
        Column("benefit_vnd", _("Giá trị làm lợi"), Kind.DONG, _("giá trị một năm do tác giả kê khai")),
        Column("level", _("Mức xác nhận"), meaning=level),
        Column("restricted", _("Hạn chế công bố")),
        Column("submitted_on", _("Ngày gửi"), Kind.DAY, _("theo giờ Việt Nam")),
    ]


def cells(one: Initiative, *, unit: str) -> list[Cell]:
    """Of one dossier, whose union is called `unit`. Its authors are read: a query unless they are there."""
    level = level_of(one)
    return [
        one.code,
        one.title,
        ", ".join(author.full_name for author in one.credited),
        unit,
        str(one.get_state_display()),
        one.benefit_vnd,
        str(level.label) if level else None,
        _("có") if one.restricted else None,
        day_of(one.submitted_at),
    ]
