"""By which decision it is done: number, days, who decides."""

from datetime import date
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from sangkien.base.days import format_day
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field

_ = gettext_lazy
_LONGEST = 250


class DecisionForm(Questions):
    """The decision. What is not typed yet is proposed: a title from what is done, the officer's union, today."""

    title = TextField(
        most=_LONGEST,
        label=_("Quyết định về việc gì"),
        help_text=_("Hệ thống gợi ý theo việc đã chọn; anh/chị sửa cho khớp trích yếu của quyết định."),
    )
    number = TextField(
        most=60, label=_("Số quyết định"), help_text=_("Ví dụ 12/QĐ-LĐLĐ. Dự thảo chưa có số thì để trống.")
    )
    signed_on = day_field(label=_("Ngày ký"), help_text=_("Ví dụ 20/05/2022. Chưa ký thì để trống."))
    issuer = TextField(most=_LONGEST, label=_("Nơi ban hành"))
    effective = day_field(
        label=_("Ngày có hiệu lực"),
        help_text=_(
            "Hôm nay: thay đổi ngay. Ngày sắp tới: tự có hiệu lực lúc 00:00 ngày đó. "
            "Ngày đã qua: số liệu đã công bố vẫn giữ nguyên."
        ),
    )
    needed: ClassVar = {
        "title": _("Ghi quyết định về việc gì"),
        "issuer": _("Ghi nơi ban hành quyết định"),
        "effective": _("Ghi ngày có hiệu lực"),
    }

    def __init__(self, raw: QueryDict, *, checked: bool, title: str = "", issuer: str = "", today: date) -> None:
        proposed = {"title": title[:_LONGEST], "issuer": issuer[:_LONGEST], "effective": format_day(today)}
        typed = {name: raw.get(name) for name in self.base_fields if name in raw}
        if raw.get("title") == raw.get("goi-y"):  # nobody has changed what was proposed for the choice of before
            typed.pop("title", None)
        self.proposed_title = proposed["title"]
        super().__init__(raw if checked else None, initial=proposed | typed)

    def facts(self) -> dict[str, Any]:
        """The decision as a plan has it; only of a form that is valid."""
        said = self.cleaned_data
        decision = {name: said[name] for name in ("number", "signed_on", "issuer")}
        return {"title": said["title"], "effective": said["effective"], "decision": decision}


def when(effective: date, today: date) -> str:
    """What the day means, in a sentence."""
    day = {"day": format_day(effective)}
    if effective > today:
        text = gettext(
            "Tự có hiệu lực lúc 00:00 ngày %(day)s. Đến lúc đó mọi việc vẫn như cũ, và anh/chị có thể hoàn tác."
        )
    elif effective == today:
        text = gettext("Có hiệu lực ngay khi anh/chị bấm Thực hiện, tính từ 00:00 hôm nay, ngày %(day)s.")
    else:
        text = gettext(
            "Ngày có hiệu lực %(day)s đã qua. Số liệu đã công bố từ trước vẫn giữ nguyên; hồ sơ nộp từ ngày đó "
            "được tính theo cơ cấu mới kể từ hôm nay."
        )
    return text % day
