"""Page 6: everything once more, and what the author agrees to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.web.submit.forms.base import Row, StepForm


class CheckForm(StepForm):
    """One box, never ticked beforehand."""

    number = 6

    publish_name = forms.BooleanField(
        required=False,
        label=gettext_lazy("Tôi đồng ý cho đăng tên tôi cùng sáng kiến"),
        help_text=gettext_lazy("Không chọn vẫn gửi được. Anh/chị có thể đổi ý bất cứ lúc nào."),
    )

    def part(self) -> dict[str, Any]:
        return {"publish_name": self.said("publish_name", False)}

    def rows(self) -> list[Row]:
        return []
