"""What every page shows around its content."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.difficulties.queries import how_many_wait as how_many_difficulties
from sangkien.difficulties.rules import OFFICERS as OF_DIFFICULTIES
from sangkien.directory.queries import how_many_wait
from sangkien.directory.rules import ANSWERING
from sangkien.programmes.rules import OFFICERS, has_trials
from sangkien.registry.queries import how_many_not_received
from sangkien.registry.rules import OFFICERS as OF_PAPERS
from sangkien.web.gatherings.mode import around
from sangkien.web.middleware import BY_CODE, Visit
from sangkien.web.programmes.trial import trial_of


@dataclass(frozen=True)
class NavItem:
    """One entry of the second bar; `count` of what waits there."""

    label: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True)
class HatItem:
    """One hat in the switcher: "Cán bộ thẩm định · CĐ Các KCN"."""

    key: int
    label: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The navigation of the hat in use, the visitor; on a shared machine its event, in a demonstration its clock."""
    visit: Visit | None = getattr(request, "visit", None)
    if visit is None:
        return {}
    return {
        "nav": _nav(request, visit.actor),
        "foot_links": [_item(request, label, name) for label, name in _foot()],
        "person": visit.person,
        "hats": _hats(visit),
        "came_by_code": BY_CODE in request.session,
        "kiosk": around(request),
        "trial": trial_of(request),
        "demo_clock": visit.now if settings.DEMO_CLOCK else None,
    }


def _hats(visit: Visit) -> list[HatItem]:
    return [
        HatItem(hat.pk, f"{Role(hat.role).label} · {hat.organisation.short_name or ''}", hat == visit.hat)
        for hat in visit.hats
    ]


def _nav(request: HttpRequest, actor: Actor) -> list[NavItem]:
    counts = {"workplace-requests": how_many_wait(actor)} if actor.holds(*ANSWERING) else {}
    if actor.holds(*OF_PAPERS):
        counts["papers"] = how_many_not_received(actor)
    if actor.holds(*OF_DIFFICULTIES):
        counts["difficulties"] = how_many_difficulties(actor)
    items = [_item(request, label, name, counts.get(name, 0)) for label, name in _entries(actor)]
    nearest = max((item.url for item in items if item.current), key=len, default="")
    return [replace(item, current=item.url == nearest) for item in items]


def _item(request: HttpRequest, label: str, name: str, count: int = 0) -> NavItem:
    url = reverse(name)
    begins = [url, *(reverse(other) for other in _ALSO.get(name, ()))]
    here = request.path == url or any(begin != "/" and request.path.startswith(begin) for begin in begins)
    return NavItem(label, url, here, count)


_ALSO = {
    "story-desk": ("wishes",),
    "gradings": ("honours", "councils", "scopes", "certificates", "rewards"),
}  # pages of the same section


def _foot() -> list[tuple[str, str]]:
    return [
        (_("Cây tổ chức"), "tree"),
        (_("Hậu kiểm"), "inspections"),
        (_("Danh sách khen thưởng"), "public-honours"),
        (_("Dữ liệu mở"), "open-data"),
        (_("Kiểm tra giấy chứng nhận"), "verify"),
        (_("Tính thù lao sáng kiến"), "reward-calculator"),
        (_("Gặp khó khăn?"), "ask-difficulty"),
        (_("Bài hướng dẫn"), "guidance"),
        (_("Trợ giúp"), "help"),
        (_("Khả năng tiếp cận"), "accessibility"),
        (_("Dữ liệu cá nhân"), "privacy"),
    ]


def _entries(actor: Actor) -> list[tuple[str, str]]:
    """The second bar changes with the hat; the first entry is where its work lies."""
    public = [
        (_("Sáng kiến"), "initiatives"),
        (_("Câu chuyện"), "stories"),
        (_("Chương trình"), "programme"),
        (_("Tra cứu"), "look-up"),
    ]
    if actor.person is None:
        return [(_("Trang chủ"), "home"), *public]
    mine, tree = [(_("Tìm hồ sơ"), "search"), (_("Trang của tôi"), "my-page")], (_("Cây tổ chức"), "tree")
    held, work = (_("Ngày hội"), "update-days"), (_("Việc của tôi"), "my-work")
    praise, telling = (_("Thi đua, khen thưởng"), "gradings"), (_("Truyền thông"), "story-desk")
    stuck = (_("Khó khăn, vướng mắc"), "difficulties")
    lists, papers, tries = (_("Nhập từ Excel"), "intake"), (_("Văn bản"), "papers"), _trying(actor)
    if actor.holds(Role.GRASSROOTS_OFFICER):
        return [
            (_("Công đoàn cơ sở"), "grassroots"),
            work,
            lists,
            held,
            stuck,
            (_("Bảng số liệu"), "board"),
            papers,
            praise,
            telling,
            *mine,
            *public[:1],
            tree,
            *tries,
        ]
    missed = (_("Nơi làm việc"), "workplace-requests")
    if actor.holds(Role.REVIEWER):
        return [
            (_("Chờ thẩm định"), "queue"),
            work,
            lists,
            held,
            stuck,
            missed,
            (_("Bảng số liệu"), "board"),
            papers,
            praise,
            telling,
            *mine,
            *public[:1],
            tree,
            *tries,
        ]
    if actor.holds(Role.COUNCILLOR):
        return [(_("Chấm điểm"), "to-score"), (_("Hội đồng"), "councils"), *mine[1:], *public]
    if actor.holds(Role.LEADER, Role.ADMINISTRATOR):
        reforms = (_("Sắp xếp tổ chức"), "reforms")
        leading = (_("Chỉ đạo"), "steering")
        first = [
            (_("Tổng quan"), "board"),
            (_("Hồ sơ đang chờ"), "queue"),
            leading,
            papers,
            praise,
            telling,
            held,
            missed,
            stuck,
        ]
        return [*first, *mine, *public[:1], tree, reforms, *tries]
    return [*mine[1:], *public]


def _trying(actor: Actor) -> list[tuple[str, str]]:
    """To the programmes: an administrator shapes them, other officers try out those that are rehearsed."""
    if actor.holds(Role.ADMINISTRATOR):
        return [(_("Thiết lập"), "shape-programmes")]
    return [(_("Chạy thử"), "shape-programmes")] if actor.holds(*OFFICERS) and has_trials(actor) else []
