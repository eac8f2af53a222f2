"""Who may confirm, decide and talk about a dossier, and what keeps one from being found valid."""

from datetime import date, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import day_of, format_day
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.confirmations.queries import Standing, unsettled
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import LETTER_2_3, NOT_MINE
from sangkien.initiatives.states import State

_OPEN = Q(state__in=[State.SUBMITTED, State.REVIEWING, State.RETURNED])


def _unit(state: State) -> Rule:
    return Rule(
        role=Role.GRASSROOTS_OFFICER,
        at="unit",
        not_own=NOT_MINE,
        not_party="parties",
        when=Q(state=state),
    )


def _reviewer(at: str, when: Q) -> Rule:
    return Rule(
        role=Role.REVIEWER,
        at=at,
        not_own=NOT_MINE,
        not_party="parties",
        when=when,
    )


# What no grassroots officer has confirmed yet the superior may confirm or send on; then whoever has it on the desk.
# The superior is named once more because a closed dossier lies on nobody's desk: it is told that it is too late.
_IN_PLACE = _reviewer("superior", Q(state=State.SUBMITTED))
_AT_THE_DESK = [
    _reviewer("desk", Q(state=State.REVIEWING)),
    _reviewer("superior", Q(state=State.REVIEWING, desk=F("superior"))),
]


CONFIRM = Permission(
    "review.confirm",
    gettext_lazy("xác nhận hồ sơ của công đoàn cơ sở"),
    [_unit(State.SUBMITTED), _IN_PLACE],
)
RETURN = Permission(
    "review.return",
    gettext_lazy("trả lại hồ sơ để bổ sung"),
    [_unit(State.SUBMITTED), *_AT_THE_DESK],
)
REROUTE = Permission(
    "review.reroute",
    gettext_lazy("chuyển hồ sơ sang đúng đơn vị"),
    [_unit(State.SUBMITTED), _IN_PLACE, *_AT_THE_DESK],
)
DECIDE = Permission(
    "review.decide",
    gettext_lazy("kết luận về hồ sơ"),
    _AT_THE_DESK,
)
# Whoever may send it on has looked at it: nothing is decided by it about either dossier.
TELL_APART = Permission("review.tell_apart", gettext_lazy("ghi nhận hai hồ sơ không trùng"), REROUTE.rules)

NOTE_LISTING = Permission("review.note_listing", gettext_lazy("ghi quyết định có bao nhiêu sáng kiến"), REROUTE.rules)
MOST_LISTED = 1_000

# Talking about a dossier: its people ask, the unions that handle it answer. Whoever is an author never speaks for them.
ASK = Permission(
    "message.ask",
    gettext_lazy("nhắn công đoàn về hồ sơ của mình"),
    [Rule(own="entered_by"), Rule(own="authors__person")],
)
ANSWER = Permission(
    "message.answer",
    gettext_lazy("nhắn tác giả, nhân danh công đoàn"),
    [
        Rule(role=role, at=union, not_own=("authors__person",), not_party="parties")
        for role, union in [(Role.GRASSROOTS_OFFICER, "unit"), (Role.REVIEWER, "superior")]
    ],
)
# Help with becoming recognised: the papers that the head of the workplace signs, drafted from the dossier.
PROPOSE = Permission(
    "recognition.propose",
    gettext_lazy("soạn giấy đề nghị công nhận"),
    [
        Rule(own="entered_by", when=_OPEN),
        Rule(own="authors__person", when=_OPEN),
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit", when=_OPEN),
    ],
)
LONGEST_MESSAGE = 2000
TALK_DAYS = 30  # days after the verdict during which one may still ask why
MOST_AN_HOUR = 20  # messages of one person about one dossier


def missing_to_write(initiative: Initiative, text: str, *, on: date, lately: int) -> list[Problem]:
    """What keeps somebody who wrote `lately` messages within the hour from writing `text` that day."""
    closes = talk_closes(initiative)
    if closes and on > closes:
        said = _("Hồ sơ đã khép lại, việc trao đổi tại đây có đến ngày %(day)s. Anh/chị gặp công đoàn cơ sở nhé.")
        return [Problem(code="talk_closed", field="text", text=said % {"day": format_day(closes)})]
    if not text:
        return [Problem(code="no_text", field="text", text=_("Viết điều anh/chị muốn hỏi hoặc trả lời"))]
    if len(text) > LONGEST_MESSAGE:
        said = _("Tin nhắn dài quá %(most)s chữ cái, hãy viết gọn lại") % {"most": format_int(LONGEST_MESSAGE)}
        return [Problem(code="text_long", field="text", text=said)]
    if lately >= MOST_AN_HOUR:
        said = _("Anh/chị đã gửi nhiều tin trong một giờ. Nghỉ một lát rồi viết tiếp nhé, các tin trước đã đến nơi.")
        return [Problem(code="too_many", field="text", text=said)]
    return []


def talk_closes(initiative: Initiative) -> date | None:
    """The last day on which one may write; None while the dossier is open."""
    return day_of(initiative.closed_at) + timedelta(days=TALK_DAYS) if initiative.closed_at else None


def missing_in_listing(lists: int | None) -> list[Problem]:
    """What keeps the number of initiatives that a decision lists from being noted."""
    if lists is None or not 1 <= lists <= MOST_LISTED:
        text = _("Ghi số sáng kiến có trong quyết định, từ 1 đến 1.000")
        return [Problem(code="lists", field="lists", text=text)]
    return []


def denied_by_its_authors(initiative: Initiative) -> list[Problem]:
    """Nobody finds valid what everybody named as its author says is not theirs: it goes back to be put right. One
    query, and one for the authors unless they are read."""
    stand = unsettled([initiative]).get(initiative.pk, [])
    if stand.count(Standing.DENIED) < len(initiative.credited):
        return []
    text = _("Mọi người có tên đều trả lời không phải tác giả, nên chưa thể kết luận hợp lệ. Hãy trả lại để làm rõ.")
    return [Problem(code="denied", field="authors", text=text)]


def missing_to_validate(initiative: Initiative) -> list[Problem]:
    """What keeps the dossier from being found valid. "Chưa được công nhận" may be sent, so that the union can
    help, but it does not count yet (letter of phase 2, item 3)."""
    term = initiative.recognition
    if initiative.edition.recognition_counts and (term is None or not term.counts):
        text = _("Sáng kiến chưa được công nhận, nên chưa thể kết luận hợp lệ. Hãy trả lại để bổ sung.")
        return [Problem(code="not_recognised", field="recognition_form", text=text, source=LETTER_2_3)]
    return []
