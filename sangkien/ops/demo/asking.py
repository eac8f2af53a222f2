"""Workplaces that the demonstration's workers do not find: one is missing, one is there under another name."""

from datetime import datetime

from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of
from sangkien.directory.actions import ask_for_workplace
from sangkien.directory.rules import Asked
from sangkien.initiatives.actions import start_draft
from sangkien.initiatives.models import Draft
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

_ASKED = [  # when, the union of the place, what is said
    (
        datetime(2022, 5, 26, 9, 10, tzinfo=VIETNAM),
        "CD-KCN",
        {
            "workplace": "Công ty TNHH Nhuộm Tháp Chàm Xanh",
            "place": "Khu công nghiệp Thành Hải, Phan Rang",
            "full_name": "Trương Văn Nam",
            "phone": "+84300100901",
            "note": "Công ty mới mở đầu năm, tổ tôi có 12 người. Gọi tôi sau 17 giờ nhé.",
        },
    ),
    (
        datetime(2022, 5, 30, 14, 25, tzinfo=VIETNAM),
        "CD-KCN",
        {
            "workplace": "Xưởng may Tiến Thuận",
            "place": "phường Phước Mỹ",
            "full_name": "Lê Thị Hoa",
            "phone": "+84300100902",
        },
    ),
    (
        datetime(2022, 5, 31, 8, 5, tzinfo=VIETNAM),
        "LDLD-NINH-PHUOC",
        {
            "workplace": "Cơ sở mộc Sáu Hòa",
            "place": "thị trấn Phước Dân",
            "full_name": "Đàng Thị Liên",
            "phone": "+84300100903",
        },
    ),
]


def ask(programme: Programme) -> None:
    """Nobody of them has signed in."""
    for at, union, said in _ASKED:
        draft = start_draft(programme, by=Actor(person=None, on=day_of(at)), at=at)
        ask_for_workplace(draft, _what(union, said), by=_carrier(draft, at), at=at)


def _what(union: str, said: dict[str, str]) -> Asked:
    return Asked(**said, near=Organisation.objects.get(code=union))


def _carrier(draft: Draft, at: datetime) -> Actor:
    return Actor(person=None, on=day_of(at), keys=frozenset([draft.key]))
