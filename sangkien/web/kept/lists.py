"""The lists of which somebody keeps views, and what each is called."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.permissions import Actor
from sangkien.triage.models import List
from sangkien.web.review.page import OFFICERS
from sangkien.web.review.sieve import Sieve as QueueSieve
from sangkien.web.search.filters import INSIDE, PUBLIC, Filter, Sieve


@dataclass(frozen=True)
class Listed:
    """A list under its name in the address. `page` is the name of its address, `to_whom` says who may see it, `tidy`
    what of the end of an address is worth keeping."""

    of: List
    slug: str
    page: str
    to_whom: Callable[[Actor], bool]
    tidy: Callable[[str, Actor], str]
    back: str | Promise
    heading: str | Promise
    name: str | Promise
    nothing: str | Promise
    advice: str | Promise


def _officer(actor: Actor) -> bool:
    return actor.holds(*OFFICERS)


def _searched(filters: list[Filter]) -> Callable[[str, Actor], str]:
    return lambda query, actor: Sieve(QueryDict(query.removeprefix("?")), filters, on=actor.on).query


_SEARCHES: dict[str, str | Promise] = {
    "heading": _("Tìm kiếm đã lưu"),
    "name": _("Tên của tìm kiếm"),
    "nothing": _("Anh/chị chưa lưu tìm kiếm nào"),
    "advice": _("Tìm theo ý mình rồi bấm “Lưu tìm kiếm này”: lần sau chỉ cần bấm vào tên."),
}
LISTS = [
    Listed(
        List.QUEUE,
        "hang-doi",
        "queue",
        to_whom=_officer,
        tidy=lambda query, actor: QueueSieve.kept(query).query,
        back=_("Danh sách hồ sơ"),
        heading=_("Góc lọc của tôi"),
        name=_("Tên góc lọc"),
        nothing=_("Anh/chị chưa lưu góc lọc nào"),
        advice=_("Lọc hàng đợi theo ý mình rồi bấm “Lưu góc lọc này”."),
    ),
    Listed(
        List.RECORDS,
        "ho-so",
        "search",
        to_whom=_officer,
        tidy=_searched(INSIDE),
        back=_("Tìm hồ sơ"),
        **_SEARCHES,
    ),
    Listed(
        List.PUBLIC,
        "sang-kien",
        "initiatives",
        to_whom=lambda actor: True,
        tidy=_searched(PUBLIC),
        back=_("Sáng kiến"),
        **_SEARCHES,
    ),
]
