"""What the tests of this room ask, answer and found."""

from typing import Any

from sangkien.accounts.permissions import Actor
from sangkien.directory.actions import Founding, ask_for_workplace
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.rules import Asked
from sangkien.initiatives.actions import start_draft
from sangkien.initiatives.models import Draft
from sangkien.organisations.factories import kind
from tests.cast import NOW, Cast

TODAY = NOW.date()


def draft_of(cast: Cast, login: str = "lan") -> Draft:
    """A form that has been begun."""
    return start_draft(cast.programme, by=cast.actor(login), at=NOW)


def unsigned(cast: Cast) -> tuple[Draft, Actor]:
    """A form begun without signing in, and who carries its key."""
    draft = start_draft(cast.programme, by=Actor(person=None, on=TODAY), at=NOW)
    return draft, Actor(person=None, on=TODAY, keys=frozenset([draft.key]))


def asked(cast: Cast, **changes: Any) -> Asked:
    """A dyeing works in the industrial zone."""
    facts = {
        "workplace": "Công ty TNHH Nhuộm Tháp Chàm",
        "place": "phường Đô Vinh",
        "full_name": "Nguyễn Thị Lan",
        "phone": "+84912345001",
        "near": cast.unit("CD-KCN"),
    }
    return Asked(**facts | changes)


def request_of(cast: Cast, login: str = "lan", *, draft: Draft | None = None, **changes: Any) -> WorkplaceRequest:
    """What that person has asked."""
    return ask_for_workplace(draft or draft_of(cast, login), asked(cast, **changes), by=cast.actor(login), at=NOW)


def founding(cast: Cast, **changes: Any) -> Founding:
    """The union of the dyeing works."""
    facts = {
        "code": "CS-NHUOM-THAP-CHAM",
        "kind": kind("GRASSROOTS"),
        "name": "Công đoàn cơ sở Công ty TNHH Nhuộm Tháp Chàm",
        "short_name": "CĐCS Nhuộm Tháp Chàm",
        "parent": cast.unit("CD-KCN"),
        "since": TODAY,
        "workplace": "Công ty TNHH Nhuộm Tháp Chàm",
        "ownership": "private",
    }
    return Founding(**facts | changes)
