"""Who may confirm, decide, look again and talk about a dossier, and what keeps them from it."""

from datetime import date, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule, holders
from sangkien.base.days import day_of, format_day
from sangkien.base.lengths import too_long
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.confirmations.queries import Standing, unsettled
from sangkien.councils.queries import Tally
from sangkien.councils.rules import SCORING, by_council
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import NOT_MINE, TOLD
from sangkien.initiatives.rules import missing_to_validate as missing_to_validate
from sangkien.initiatives.states import ON_A_DESK, VERDICTS, State
from sangkien.initiatives.turns import turn_at
from sangkien.organisations.queries import reviewing_above
from sangkien.programmes.models import Workflow
from sangkien.review.models import Decision, Verdict

_OPEN = Q(state__in=[State.SUBMITTED, State.REVIEWING, State.RETURNED])


# Nor looks again at what they judged themselves, nor judges what they scored: who has one of these parts in a dossier
# neither works on it nor names who does.
NO_PART = (*NOT_MINE, "judged_by", "sheets__by")


def _union(state: Q) -> Rule:
    return Rule(role=Role.GRASSROOTS_OFFICER, at="unit", not_own=NO_PART, not_party="parties", when=state)


def _reviewer(at: str, when: Q) -> Rule:
    return Rule(role=Role.REVIEWER, at=at, not_own=NO_PART, not_party="parties", when=when)


# Wherever somebody reviews: what a part in the dossier keeps them from.
IMPARTIAL = _reviewer("desk", Q())


def _at_the_desk(when: Q) -> list[Rule]:
    """The superior is named once more because a closed dossier lies on nobody's desk: they are told it is too late."""
    return [_reviewer("desk", when), _reviewer("superior", when & Q(desk=F("superior")))]


# What no grassroots officer has confirmed yet the superior may confirm (see `too_early_to_confirm`) or send on; once
# it was taken to another desk, whoever has it there.
_UNCONFIRMED = Q(state=State.SUBMITTED, desk=F("unit"))
_BY_THE_UNION = _union(_UNCONFIRMED)
_IN_PLACE = [_reviewer("superior", _UNCONFIRMED), *_at_the_desk(Q(state=State.SUBMITTED) & ~Q(desk=F("unit")))]
_REVIEWING = Q(state=State.REVIEWING)
_VERDICT = Q(state__in=VERDICTS) & TOLD

CONFIRM = Permission(
    "review.confirm",
    gettext_lazy("xác nhận hồ sơ của công đoàn cơ sở"),
    [_BY_THE_UNION, *_IN_PLACE],
)
RETURN = Permission(
    "review.return",
    gettext_lazy("trả lại hồ sơ để bổ sung"),
    [_BY_THE_UNION, *_at_the_desk(Q(state__in=ON_A_DESK) & ~_UNCONFIRMED)],
)
REROUTE = Permission(
    "review.reroute",
    gettext_lazy("chuyển hồ sơ sang đúng đơn vị"),
    [_BY_THE_UNION, *_IN_PLACE, *_at_the_desk(_REVIEWING)],
)
DECIDE = Permission(
    "review.decide",
    gettext_lazy("kết luận về hồ sơ"),
    _at_the_desk(_REVIEWING),
)
ENDORSE = Permission(
    "review.endorse",
    gettext_lazy("đề nghị cấp trên công nhận"),
    [_reviewer("superior", _REVIEWING & Q(desk=F("superior"), programme__workflow=Workflow.THREE_STEPS))],
)
CONCLUDE = Permission(
    "review.conclude",
    gettext_lazy("kết luận theo điểm của hội đồng"),
    [_reviewer("superior", SCORING)],
)
HAND_BACK = Permission(
    "review.hand_back",
    gettext_lazy("chuyển hồ sơ về nơi đã xem trước đó"),
    _at_the_desk(Q(state__in=ON_A_DESK, judged_by__isnull=False)),
)
# Undoing is for whoever decided, as long as nobody is told; correcting is for a colleague or somebody above.
UNDO = Permission(
    "review.undo",
    gettext_lazy("hoàn tác kết luận của mình"),
    [
        Rule(role=role, at="judged_for", own="judged_by", when=Q(untold__isnull=False))
        for role in (Role.GRASSROOTS_OFFICER, Role.REVIEWER)
    ],
)
CORRECT = Permission(
    "review.correct",
    gettext_lazy("đính chính kết luận"),
    [Rule(role=Role.REVIEWER, over="judged_for", not_own=NO_PART, not_party="parties", when=_VERDICT)],
)
APPEAL = Permission(
    "review.appeal",
    gettext_lazy("đề nghị xem lại kết luận"),
    [
        Rule(own=whose, when=Q(state=State.INELIGIBLE, judged_by__isnull=False) & TOLD)
        for whose in ("entered_by", "authors__person")
    ],
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
RETURNS_ALONE = 2  # the third return of a dossier goes to somebody else
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
    query, and where somebody says so one for the authors unless they are read."""
    denied = unsettled([initiative]).get(initiative.pk, []).count(Standing.DENIED)
    if denied == 0 or denied < len(initiative.credited):
        return []
    text = _("Mọi người có tên đều trả lời không phải tác giả, nên chưa thể kết luận hợp lệ. Hãy trả lại để làm rõ.")
    return [Problem(code="denied", field="authors", text=text)]


def too_early_to_confirm(initiative: Initiative, *, by: Actor, on: date) -> list[Problem]:
    """What keeps the superior from confirming in the place of the union that has the dossier on its desk: it still has
    its days, and somebody who may. No query for the union's own officers nor once it is late, else a few."""
    turn = turn_at(initiative)
    if turn.union != initiative.unit_id or not by.holds(Role.REVIEWER) or turn.late(on):
        return []
    if not holders(Permission(CONFIRM.name, CONFIRM.says, [_BY_THE_UNION]), initiative, on=on).exists():
        return []
    if turn.until is None:
        text = _("Công đoàn cơ sở đang giữ hồ sơ. Quá hạn mà chưa xong, anh/chị xác nhận thay được.")
    else:
        text = _(
            "Công đoàn cơ sở còn hạn xác nhận đến hết ngày %(until)s. Từ ngày %(then)s mà chưa xong, anh/chị xác nhận "
            "thay được."
        )
        text %= {"until": format_day(turn.until), "then": format_day(turn.until + timedelta(days=1))}
    return [Problem(code="not_late_yet", text=text)]


def keeps_from_valid(initiative: Initiative) -> list[Problem]:
    """What keeps a dossier from being found valid, whoever would say so."""
    return [*missing_to_validate(initiative), *denied_by_its_authors(initiative)]


def must_be_endorsed(initiative: Initiative, *, desk: int | None, on: date) -> bool:
    """With three steps the direct superior does not find valid while there is a union above that does. `desk`: the
    union (key) that would. One query."""
    at_second = initiative.programme.workflow == Workflow.THREE_STEPS and desk == initiative.superior_id
    return at_second and reviewing_above(initiative.superior, on).exists()


def must_be_scored(initiative: Initiative, *, desk: int | None) -> bool:
    """With a council the direct superior finds valid by its scores alone, but for what is looked at again there because
    nobody above reviews. `desk`: the union (key) that would."""
    looked_at_again = initiative.state == State.REVIEWING and initiative.judged_by_id is not None
    return desk == initiative.superior_id and not looked_at_again and by_council(initiative)


def left_to_others(initiative: Initiative, *, desk: int | None, on: date) -> list[Problem]:
    """What the programme's workflow says to a reviewer of the union `desk` (key) who would find the dossier valid
    alone. One query at most."""
    if must_be_endorsed(initiative, desk=desk, on=on):
        return [to_be_endorsed()]
    return [to_be_scored()] if must_be_scored(initiative, desk=desk) else []


def to_be_scored() -> Problem:
    """The sentence for who would decide where the council scores."""
    text = _("Chương trình này do hội đồng sáng kiến chấm điểm. Đủ số phiếu, anh/chị kết luận theo điểm của hội đồng.")
    return Problem(code="to_be_scored", text=text)


def keeps_from_concluding(initiative: Initiative, scored: Tally) -> list[Problem]:
    """What keeps a dossier from being decided by these scores: too few sheets, or where they reach the level what keeps
    any dossier from being valid."""
    if scored.result is None:
        text = ngettext(
            "Còn thiếu %(n)s phiếu chấm của hội đồng để kết luận theo điểm.",
            "Còn thiếu %(n)s phiếu chấm của hội đồng để kết luận theo điểm.",
            scored.lacking,
        )
        return [Problem(code="few_sheets", text=text % {"n": scored.lacking})]
    return keeps_from_valid(initiative) if scored.result.passes else []


def to_be_endorsed() -> Problem:
    """The sentence for who would decide where only endorsing is theirs."""
    text = _("Chương trình này do cấp trên kết luận. Anh/chị đề nghị cấp trên công nhận.")
    return Problem(code="to_be_endorsed", text=text)


def nobody_above() -> Problem:
    """The sentence for who would endorse where nobody above decides."""
    text = _("Trên công đoàn này không còn cấp thẩm định nào, anh/chị kết luận luôn.")
    return Problem(code="nobody_above", text=text)


def must_be_referred(initiative: Initiative) -> bool:
    """Would this be the third return, and is nobody else looking at it already? What was undone is none. One query."""
    returns = initiative.decisions.filter(verdict=Verdict.RETURNED).exclude(answers__verdict=Verdict.UNDONE)
    return initiative.judged_by_id is None and returns.count() >= RETURNS_ALONE


def cannot_be_merged(initiative: Initiative, of: Initiative, *, upgrade: bool) -> list[Problem]:
    """What keeps a dossier from being merged into that record. Of another programme only what was found valid there is
    one: the same work is not counted twice, in whichever programme. One that was refused is none: what is merged into
    it would count nowhere, and only a refusal can be appealed. An upgrade comes after what it makes better."""
    if of.pk == initiative.pk:
        return [Problem("own_duplicate", _("Một hồ sơ không thể trùng với chính nó."), "duplicate_of")]
    if of.state in _NO_RECORD:
        return [Problem("not_a_record", _("Hồ sơ kia đã gộp hoặc đã rút, hãy chọn hồ sơ gốc."), "duplicate_of")]
    if of.state == State.INELIGIBLE:
        text = _(
            "Hồ sơ kia không được công nhận. Anh/chị kết luận riêng hồ sơ này, để tác giả còn đề nghị xem lại được."
        )
        return [Problem("not_recognised_either", text, "duplicate_of")]
    if of.programme_id != initiative.programme_id and of.state != State.VALID:
        text = _("Hồ sơ kia thuộc chương trình khác và chưa được công nhận ở đó, nên chưa gộp vào được.")
        return [Problem("other_programme", text, "duplicate_of")]
    if upgrade and of.submitted_at >= initiative.submitted_at:
        text = _("Bản cải tiến phải gửi sau hồ sơ được cải tiến. Anh/chị xem lại mã hồ sơ kia.")
        return [Problem("not_earlier", text, "duplicate_of")]
    return []


# It doubles another one itself, or was withdrawn.
_NO_RECORD = frozenset({State.DUPLICATE, State.WITHDRAWN})


def cannot_be_doubled_again(of: Initiative) -> list[Problem]:
    """What keeps a merger from standing again: what it was merged into has meanwhile become no record."""
    if of.state not in _NO_RECORD | {State.INELIGIBLE}:
        return []
    text = _("Hồ sơ gốc nay đã gộp, đã rút hoặc không được công nhận, nên không hoàn tác được kết luận này.")
    return [Problem("record_has_ended", text)]


def too_late_to_undo() -> Problem:
    """The sentence for who would undo a verdict that is just being told."""
    text = _("Đã quá mười phút, kết luận đang được báo cho tác giả nên không hoàn tác được nữa.")
    return Problem(code="told", text=text)


def appeal_closes(initiative: Initiative) -> date | None:
    """The last day on which a refusal may be appealed. Reads the programme; None while there is no verdict."""
    if initiative.closed_at is None:
        return None
    return day_of(initiative.closed_at) + timedelta(days=initiative.programme.appeal_days)


def is_final(refusal: Decision) -> bool:
    """Does the refusal itself answer an appeal? Then it stays. One query at most."""
    return refusal.about is not None and hasattr(refusal.about, "appeal")


def missing_to_appeal(initiative: Initiative, refusal: Decision | None, text: str, *, on: date) -> list[Problem]:
    """What keeps the dossier's people from asking for another look."""
    closes = appeal_closes(initiative)
    if refusal is None or is_final(refusal):
        said = _(
            "Kết luận này đã được xem lại một lần nên là kết luận cuối cùng. Anh/chị gặp công đoàn để hỏi thêm nhé."
        )
        return [Problem(code="final", text=said)]
    if closes and on > closes:
        said = _("Thời gian đề nghị xem lại có đến ngày %(day)s. Anh/chị gặp công đoàn để hỏi thêm nhé.")
        return [Problem(code="appeal_closed", text=said % {"day": format_day(closes)})]
    if not text:
        said = _("Viết vì sao anh/chị đề nghị xem lại")
        return [Problem(code="no_text", field="text", text=said)]
    return list(too_long("text", text, LONGEST_MESSAGE))


def no_words() -> Problem:
    """The sentence for who decides on a colleague's verdict and does not say why."""
    return Problem(code="no_words", field="note", text=_("Viết lý do, để mọi người liên quan hiểu."))


def no_correction() -> Problem:
    """The sentence for a correction that changes nothing."""
    return Problem(code="no_correction", field="to", text=_("Chọn một kết luận khác với kết luận hiện có."))
