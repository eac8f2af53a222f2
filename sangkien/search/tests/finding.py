"""What the tests of search share: the index up to date, and the codes that somebody finds."""

from typing import Any

from sangkien.accounts.models import Role
from sangkien.initiatives.models import Initiative
from sangkien.search.actions import read_new
from sangkien.search.queries import Asked, Found, Order, find
from sangkien.search.questions import Question
from sangkien.search.rules import Reader
from tests.cast import Cast


def up_to_date() -> None:
    """Read everything that waits, as the worker does."""
    while read_new():
        pass


def asked(typed: str, **filters: Any) -> Asked:
    """The question, with filters by the names of their groups."""
    order, place = filters.pop("order", Order.BEST), filters.pop("place", "")
    narrowed = {group: [value] if isinstance(value, str) else value for group, value in filters.items()}
    return Asked(Question.read(typed), narrowed, order, place)


def found(cast: Cast, typed: str, *, by: str | None = None, role: Role | None = None, **filters: Any) -> Found:
    """What somebody finds; nobody: the public."""
    up_to_date()
    reader = Reader(cast.actor(by, role=role)) if by else Reader()
    return find(asked(typed, **filters), reader, size=24, counting=True)


def titles(cast: Cast, typed: str, *, by: str | None = None, **filters: Any) -> list[str]:
    """The titles of what is found, best first."""
    keys = found(cast, typed, by=by, **filters).keys
    named = dict(Initiative.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [named[key] for key in keys]
