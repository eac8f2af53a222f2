"""Who asks, answers, hands over and judges, and what must be said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.phones import is_mobile_here
from sangkien.base.problems import Problem
from sangkien.difficulties.clock import clock
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.states import OPEN, State
from sangkien.guidance.topics import kinds
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LONGEST_TEXT, LONGEST_NAME = 2_000, 120
SHORTEST = 10  # letters: less says nothing that anybody could answer

_AT_THE_DESK = {"at": "desk", "not_own": ("asked_by",), "not_party": "parties"}


def _desk(*states: State) -> list[Rule]:
    return [Rule(role=role, when=Q(state__in=states), **_AT_THE_DESK) for role in OFFICERS]  # type: ignore[arg-type]


def _asker(*states: State) -> list[Rule]:
    when = Q(state__in=states) if states else Q()
    return [Rule(own="asked_by", when=when), Rule(bearer="key", when=Q(asked_by=None) & when)]


SEE_OWN = Permission("difficulty.see_own", gettext_lazy("xem vướng mắc mình đã gửi"), _asker())
SEE = Permission(
    "difficulty.see",
    gettext_lazy("xem khó khăn, vướng mắc của đơn vị và cấp dưới"),
    [*(Rule(role=role, over="unit") for role in OFFICERS), *(Rule(role=role, at="desk") for role in OFFICERS)],
)
ANSWER = Permission(
    "difficulty.answer",
    gettext_lazy("trả lời, hỏi lại, ghi chú về vướng mắc"),
    _desk(*OPEN, State.ASKED_BACK),
)
HAND_OVER = Permission("difficulty.hand_over", gettext_lazy("chuyển vướng mắc lên hoặc xuống một cấp"), _desk(*OPEN))
GROUP = Permission("difficulty.group", gettext_lazy("gộp, tách vướng mắc giống nhau"), _desk(*OPEN, State.GROUPED))
SET_ASIDE = Permission(
    "difficulty.set_aside", gettext_lazy("gác hoặc xem lại vướng mắc không xử lý"), _desk(*OPEN, State.ASIDE)
)
SAY_MORE = Permission(
    "difficulty.say_more",
    gettext_lazy("nói thêm về vướng mắc của mình"),
    _asker(*OPEN, State.ASKED_BACK),
)
JUDGE = Permission(
    "difficulty.judge",
    gettext_lazy("cho biết trả lời có giúp được không"),
    _asker(State.ANSWERED, State.CLOSED),
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says, clean. `key` names the form it was typed on; `phone` is E.164 or empty."""

    key: UUID
    kind: str
    text: str
    unit: Organisation | None = None
    full_name: str = ""
    phone: str = ""
    step: str = ""
    dossier: Initiative | None = None


def missing_to_ask(asked: Asked, *, known: bool) -> list[Problem]:
    """Everything that keeps it from being sent, each tied to a field. Whoever is `known` is signed in."""
    return [*_what(asked), *([] if known else _who(asked))]


def _what(asked: Asked) -> Iterator[Problem]:
    if asked.kind not in kinds():
        yield Problem(code="no_kind", field="kind", text=_("Chọn điều anh/chị đang vướng"))
    if sum(map(str.isalpha, asked.text)) < SHORTEST:
        text = _("Kể vài lời để người trả lời hiểu, ví dụ đang làm đến đâu và thấy gì trên màn hình")
        yield Problem(code="no_text", field="text", text=text)
    if asked.unit is None:
        text = _("Chọn nơi anh/chị làm việc, hoặc công đoàn tỉnh nếu không thấy tên")
        yield Problem(code="no_unit", field="unit", text=text)


def _who(asked: Asked) -> Iterator[Problem]:
    if not any(map(str.isalpha, asked.full_name)):
        yield Problem(code="no_name", field="full_name", text=_("Ghi họ và tên để công đoàn biết ai đang hỏi"))
    if not asked.phone or not is_mobile_here(asked.phone):
        text = _("Ghi số di động để công đoàn trả lời anh/chị, ví dụ 0912 345 678")
        yield Problem(code="no_phone", field="phone", text=text)


def too_many(*, of_asker: int, of_address: int) -> list[Problem]:
    """What keeps one more from being taken that day."""
    if of_asker >= clock().limits.person:
        text = _("Hôm nay anh/chị đã gửi %(n)s vướng mắc. Mai anh/chị gửi tiếp nhé; những điều đã gửi đang được xem.")
        return [Problem(code="too_many", text=text % {"n": of_asker})]
    if of_address >= clock().limits.address:
        text = _("Hôm nay nơi này đã gửi rất nhiều vướng mắc. Anh/chị gửi lại vào ngày mai, hoặc gọi công đoàn cơ sở.")
        return [Problem(code="too_many_from_here", text=text)]
    return []


def without_words(text: str, *, field: str = "text") -> list[Problem]:
    """Whoever decides says something that others can read."""
    if not any(map(str.isalpha, text)):
        return [Problem(code="no_words", field=field, text=_("Viết vài lời để người khác hiểu"))]
    return []


def nobody_above() -> Problem:
    """The sentence at the root of the tree."""
    return Problem(code="nobody_above", text=_("Trên đơn vị mình không còn cấp nào để chuyển lên."))


def not_from_below() -> Problem:
    """The sentence for what came to this union first."""
    return Problem(code="not_from_below", text=_("Vướng mắc này không do cấp dưới chuyển lên."))


def not_to_be_led(difficulty: Difficulty, leading: Difficulty) -> list[Problem]:
    """What keeps one from being grouped under another: it leads others itself, or the other one is no leading one."""
    if difficulty == leading:
        return [Problem(code="itself", text=_("Chọn một vướng mắc khác."))]
    if leading.desk_id != difficulty.desk_id or leading.state not in OPEN:
        text = _("Vướng mắc dẫn đầu phải đang ở cùng nơi giữ và chưa được trả lời.")
        return [Problem(code="not_leading", text=text)]
    return []


def leads_others() -> Problem:
    """The sentence for one under which others lie."""
    text = _("Có vướng mắc khác đã gộp vào đây. Anh/chị gộp theo chiều ngược lại giúp.")
    return Problem(code="leads", text=text)


def too_late_to_reopen(answered_at: datetime, *, at: datetime) -> list[Problem]:
    """After two months a new one is asked."""
    if at - answered_at <= timedelta(days=clock().reopen):
        return []
    text = _("Trả lời đã lâu nên không mở lại được. Anh/chị gửi một vướng mắc mới, nêu mã cũ nếu cần.")
    return [Problem(code="too_late", text=text)]


def judged_already() -> Problem:
    """The sentence for a second verdict on one answer."""
    return Problem(code="judged", text=_("Anh/chị đã cho biết ý kiến về trả lời này rồi."))


def a_lesson_already() -> Problem:
    """The sentence for an answer that is an article already, or for what is no answer."""
    return Problem(code="lesson", text=_("Trả lời này đã thành bài hướng dẫn rồi."))


def other_words_under_the_key() -> Problem:
    """The sentence for a form that was sent before with other words."""
    text = _("Trang này đã gửi một vướng mắc rồi. Anh/chị mở trang mới để gửi điều khác.")
    return Problem(code="key_used", text=text)


def names_to_hide(difficulty: Difficulty) -> Sequence[str]:
    """What is masked besides numbers wherever others read."""
    return [difficulty.full_name]
