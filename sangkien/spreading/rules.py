"""Who asks, who answers, who writes down what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.lengths import too_long
from sangkien.base.numbers import MOST_DONG
from sangkien.base.problems import Problem
from sangkien.initiatives.models import IS_PUBLIC
from sangkien.spreading.states import UNDER_WAY, State

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
ABOVE = (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LONGEST_WHERE, LONGEST_CONTACT, LONGEST_ANSWER, LONGEST_EFFECT, LONGEST_CHANGE = 200, 120, 500, 500, 2_000

# Whatever anybody may read may be asked for, secrets that one knows only the effect of included: the owner's union
# decides what it passes on.
ASK = Permission(
    "spreading.ask", gettext_lazy("đề nghị áp dụng sáng kiến"), [Rule(role=role, when=IS_PUBLIC) for role in OFFICERS]
)
SEE = Permission(
    "spreading.see",
    gettext_lazy("xem đề nghị áp dụng"),
    [
        *(Rule(role=Role.GRASSROOTS_OFFICER, at=side) for side in ("unit", "owner")),
        *(Rule(role=role, over=side) for role in ABOVE for side in ("unit", "owner")),
    ],
)
ANSWER = Permission(
    "spreading.answer",
    gettext_lazy("trả lời đề nghị áp dụng"),
    [Rule(role=role, at="owner", when=Q(state=State.ASKED)) for role in OFFICERS],
)
ADOPT = Permission(
    "spreading.adopt",
    gettext_lazy("ghi việc đã áp dụng"),
    [Rule(role=role, at="unit", when=Q(state=State.AGREED)) for role in OFFICERS],
)
DROP = Permission(
    "spreading.drop",
    gettext_lazy("thôi đề nghị áp dụng"),
    [Rule(role=role, at="unit", when=Q(state__in=UNDER_WAY)) for role in OFFICERS],
)


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What came of it where it was applied; `benefit_vnd` of a year there, None where it is not money."""

    applied_on: date | None
    effect: str
    changed: str = ""
    benefit_vnd: int | None = None


def missing_to_ask(where: str, contact: str) -> Iterator[Problem]:
    """What a wish needs."""
    if not any(c.isalpha() for c in where):
        yield Problem(code="no_where", field="where", text=_("Ghi nơi muốn áp dụng, ví dụ chuyền may số 3"))
    if not any(c.isalnum() for c in contact):
        yield Problem(code="no_contact", field="contact", text=_("Ghi tên và số điện thoại để trao đổi"))
    yield from too_long("where", where, LONGEST_WHERE)
    yield from too_long("contact", contact, LONGEST_CONTACT)


def missing_to_adopt(said: Applied, *, on: date) -> Iterator[Problem]:
    """What keeps an adoption from being written down."""
    if said.applied_on is None:
        yield Problem(code="no_day", field="applied_on", text=_("Ghi ngày bắt đầu áp dụng"))
    elif said.applied_on > on:
        yield Problem(code="future_day", field="applied_on", text=_("Ngày áp dụng đang ở tương lai"))
    if not any(c.isalpha() for c in said.effect):
        yield Problem(code="no_effect", field="effect", text=_("Ghi hiệu quả ở đơn vị mình"))
    if said.benefit_vnd is not None and not 0 <= said.benefit_vnd <= MOST_DONG:
        yield Problem(code="benefit", field="benefit_vnd", text=_("Giá trị này không đúng, anh/chị xem lại giúp"))
    yield from too_long("effect", said.effect, LONGEST_EFFECT)
    yield from too_long("changed", said.changed, LONGEST_CHANGE)


def missing_in_answer(answer: str, *, agrees: bool) -> list[Problem]:
    """Who refuses says why."""
    if agrees or any(c.isalpha() for c in answer):
        return [*too_long("answer", answer, LONGEST_ANSWER)]
    return [Problem(code="no_answer", field="answer", text=_("Ghi lý do để đơn vị bạn biết"))]


def own_work() -> Problem:
    """Nobody has to ask for their own."""
    return Problem(code="own", text=_("Sáng kiến này là của chính đơn vị anh/chị."))
