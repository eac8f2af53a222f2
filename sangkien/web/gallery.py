"""What the gallery page shows: every component in every state, with made examples.

Accessibility and screenshot tests open this page, and whoever writes a page looks here first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from sangkien.base.days import VIETNAM
from sangkien.base.problems import Problem
from sangkien.initiatives.states import State
from sangkien.initiatives.worth import Value
from sangkien.web.files.shown import Shown
from sangkien.web.templatetags.components import TONES


@dataclass(frozen=True)
class Link:
    """A union in a chain of unions."""

    name: str
    kind: str


@dataclass(frozen=True)
class Step:
    """One line of a dossier's history."""

    what: str
    who: str
    at: datetime
    said: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a league table."""

    name: str
    percent: Decimal
    valid: int
    target: int
    per_1000: Decimal
    week: tuple[int, ...]


class Questions(forms.Form):
    """One question of every shape."""

    use_required_attribute = False

    title = forms.CharField(label="Tên sáng kiến", help_text="Nói như kể với đồng nghiệp.", max_length=150)
    before = forms.CharField(label="Trước đây làm thế nào?", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Sáng kiến thuộc loại nào?",
        choices=[("technical", "Kỹ thuật"), ("management", "Quản lý"), ("working_method", "Tác nghiệp")],
        widget=forms.RadioSelect,
    )
    benefits = forms.MultipleChoiceField(
        label="Sáng kiến mang lại lợi ích gì?",
        help_text="Anh/chị chọn một hoặc nhiều ý.",
        choices=[("money", "Tiết kiệm hoặc tăng thu bằng tiền"), ("safety", "An toàn và sức khỏe")],
        widget=forms.CheckboxSelectMultiple,
    )
    value = forms.IntegerField(
        label="Giá trị làm lợi trong một năm",
        help_text="Ước tính cũng được, công đoàn cơ sở sẽ giúp kiểm tra.",
        error_messages={"invalid": "Nhập giá trị làm lợi bằng số, ví dụ 120.000.000"},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    applied_on = forms.CharField(
        label="Bắt đầu áp dụng từ ngày",
        help_text="Ví dụ 12/05/2022",
        error_messages={"required": "Ghi ngày bắt đầu áp dụng, ví dụ 12/05/2022"},
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
    )
    field = forms.ChoiceField(
        label="Lĩnh vực",
        choices=[("", "Chọn lĩnh vực"), ("production", "Sản xuất"), ("health", "Y tế")],
        error_messages={"required": "Chọn lĩnh vực của sáng kiến"},
    )
    decision = forms.FileField(label="Ảnh quyết định công nhận", required=False)
    restricted = forms.BooleanField(
        label="Có bí mật công nghệ",
        help_text="Chỉ cần tên và hiệu quả. Không ai ngoài hội đồng thấy phần mô tả.",
        required=False,
    )


# A grey square, in place of what the server would draw.
_SQUARE = "data:image/gif;base64,R0lGODlhAQABAIAAAMzMzAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
FILES = {
    "photo": Shown("trước.jpg", "JPEG", 284_000, "#g-files", large="#g-files", small=_SQUARE),
    "none": Shown("sau.jpg", "JPEG", 0, "#g-files"),
    "paper": Shown("Quyết định 41.pdf", "PDF", 1_204_000, "#g-files", large="#g-files", small=_SQUARE),
    "word": Shown("Giấy đề nghị công nhận sáng kiến của tổ may 7.docx", "Word", 38_000, "#g-files"),
}
HINTS = {"money": "Giảm nguyên liệu, điện, nhân công, hàng lỗi", "safety": "Bớt tai nạn, bớt nặng nhọc"}
CHAIN = [
    Link("CĐCS Công ty TNHH May Tiến Thuận", "Công đoàn cơ sở của anh/chị"),
    Link("Công đoàn Các KCN tỉnh Ninh Thuận", "Công đoàn cấp trên trực tiếp"),
    Link("LĐLĐ tỉnh Ninh Thuận", "Liên đoàn Lao động tỉnh"),
]
ROWS = [
    Row("LĐLĐ TP. Phan Rang – Tháp Chàm", Decimal("84.2"), 160, 190, Decimal("38.8"), (4, 6, 5, 7, 3, 2, 8)),
    Row("Công đoàn Các KCN tỉnh Ninh Thuận", Decimal("60.4"), 139, 230, Decimal("23.2"), (2, 4, 5, 6, 8, 5, 9)),
    Row("LĐLĐ huyện Bác Ái", Decimal("25.7"), 18, 70, Decimal("23.7"), (0, 0, 1, 0, 0, 0, 1)),
]


def context() -> Mapping[str, Any]:
    """Everything `gallery.html` needs besides the frame."""
    return {
        "tones": TONES,
        "states": list(State),
        "files": FILES,
        "empty_form": Questions(),
        "bad_form": _bad_form(),
        "problems": [Problem(code="note", text="Hồ sơ này đã có người khác cập nhật lúc 14:32")],
        "hints": HINTS,
        "chain": CHAIN,
        "steps": _steps(),
        "rows": ROWS,
        "value": Value(41_700_000_000, 39_100_000_000, 15_846_000_000, 900_000_000, 640_000_000),
        "page": Paginator(range(190), 20).page(4),
    }


def _bad_form() -> Questions:
    typed = {"title": "Đồ gá may túi", "kind": "technical", "benefits": ["money"], "value": "hơn trăm triệu"}
    return Questions(typed)


def _steps() -> list[Step]:
    day = datetime(2022, 5, 18, 14, 32, tzinfo=VIETNAM)
    asked = "Ghi rõ cách tính 312 triệu đồng.\nThêm số quyết định công nhận."
    return [
        Step("Đã gửi", "Nguyễn Thị Lan", day, tone="blue"),
        Step("Công đoàn cấp trên đề nghị bổ sung 2 mục", "Phạm Văn Minh", day, asked, "gold"),
        Step("Đã gửi lại", "Nguyễn Thị Lan", day, tone="blue"),
        Step("Đã công nhận, được tính vào chỉ tiêu", "Phạm Văn Minh", day, tone="green"),
    ]
