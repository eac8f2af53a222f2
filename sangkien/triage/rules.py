"""Who may tick and who keeps views; what a view needs."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.initiatives.rules import NOT_MINE
from sangkien.initiatives.states import State

MOST_VIEWS = 20  # of one person and one list: what one still overlooks
LONGEST_NAME = 60
LONGEST_QUERY = 800

TICK = Permission(
    "dossier.tick",
    gettext_lazy("đánh dấu điều đã xem"),
    [
        Rule(role=role, at="desk", not_own=NOT_MINE, not_party="parties", when=Q(state__in=states))
        for role, states in [
            (Role.GRASSROOTS_OFFICER, [State.SUBMITTED]),
            (Role.REVIEWER, [State.SUBMITTED, State.REVIEWING]),
        ]
    ],
)
KEEP_VIEW = Permission("view.keep", gettext_lazy("giữ góc lọc và tìm kiếm của mình"), [Rule(own="person")])


def missing_to_save(name: str, query: str, *, others: list[str]) -> list[Problem]:
    """What keeps a view with this name from being kept beside `others`, the names of the person's other
    views of the same list."""
    if not name:
        return [Problem(code="no_name", field="name", text=_("Đặt một tên dễ nhớ, ví dụ “May Tiến Thuận quá hạn”"))]
    if len(name) > LONGEST_NAME:
        text = _("Tên dài quá %(most)s chữ cái, hãy rút gọn") % {"most": LONGEST_NAME}
        return [Problem(code="name_long", field="name", text=text)]
    if name in others:
        return [Problem(code="same_name", field="name", text=_("Anh/chị đã dùng tên này, hãy đặt tên khác"))]
    if not query:
        text = _("Gõ từ cần tìm hoặc chọn ít nhất một điều kiện rồi lưu: không điều kiện thì chính là cả danh sách")
        return [Problem(code="no_query", field="name", text=text)]
    if len(query) > LONGEST_QUERY:
        return [Problem(code="query_long", field="name", text=_("Từ tìm quá dài để lưu, hãy rút gọn rồi lưu lại"))]
    if len(others) >= MOST_VIEWS:
        text = _("Anh/chị giữ được nhiều nhất %(most)s tên trong danh sách này; xóa bớt một tên trước") % {
            "most": MOST_VIEWS
        }
        return [Problem(code="many_views", field="name", text=text)]
    return []
