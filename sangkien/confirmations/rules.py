"""Who may hand on a link or record a consent, and what an answer must say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.numbers import MOST_DONG
from sangkien.base.problems import Problem
from sangkien.confirmations.models import (
    Applied,
    AuthorLink,
    Disclosure,
    EmployerLink,
    Language,
    Recognised,
    Said,
    ValueSaid,
)
from sangkien.consents.rules import is_sender
from sangkien.files.limits import PICTURES, Limits
from sangkien.files.models import FileKind
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import State

AUTHOR_LINK_LASTS = timedelta(days=30)
EMPLOYER_LINK_LASTS = timedelta(days=14)
LONGEST_REASON, LONGEST_NOTE = 500, 2_000
LONGEST_NAME, LONGEST_NUMBER, LONGEST_ISSUER = 120, 60, 200
SCANS = Limits(kinds=PICTURES | {FileKind.PDF})  # of a signed slip, of an employer's paper
MOST_ANSWERS = 20  # by one link: enough for every change of mind, too few to fill the disk
MOST_LINKS = 5  # open at a time for one dossier

_OPEN = Q(closed_at=None)

HAND_ON = Permission(
    "author_link.hand_on",
    gettext_lazy("đưa liên kết cho đồng tác giả"),
    [Rule(own="entered_by", when=_OPEN), Rule(role=Role.GRASSROOTS_OFFICER, at="unit", when=_OPEN)],
)
_ASKABLE = Q(state__in=[State.SUBMITTED, State.REVIEWING, State.RETURNED, State.VALID])
_ASKED_BY_UNION = Rule(role=Role.GRASSROOTS_OFFICER, at="unit", when=_ASKABLE)
ASK_EMPLOYER = Permission(
    "employer.ask",
    gettext_lazy("nhờ doanh nghiệp xác nhận"),
    [
        Rule(own="entered_by", when=_ASKABLE),
        Rule(own="authors__person", when=_ASKABLE),
        _ASKED_BY_UNION,
    ],
)
ASK_AS_UNION = Permission(
    "employer.ask_as_union",
    gettext_lazy("nhờ doanh nghiệp xác nhận nhân danh công đoàn"),
    [_ASKED_BY_UNION],
)

_OVERSEERS = (Role.LEADER, Role.ADMINISTRATOR)
_NOT_RESTRICTED = Q(withheld__isnull=True) | Q(withheld__level=Disclosure.UNION)


def reading(rule: Rule) -> Rule:
    """Of a rule for seeing a dossier the one for reading how it is done: never more than the rule permits."""
    return replace(rule, when=rule.when & _NOT_RESTRICTED) if rule.role in _OVERSEERS else rule


# How it is done, in words, photos, papers and figures: whoever may see the dossier, but where the employer wants it
# restricted only its people, the grassroots union and who decides on it.
READ_METHOD = Permission(
    "initiative.read_method",
    gettext_lazy("đọc cách làm"),
    [reading(rule) for rule in SEE.rules],
)


def entered_for(initiative: Initiative) -> bool:
    """Did somebody who is none of its authors send it for them?"""
    return not any(is_sender(author, initiative.entered_by) for author in initiative.credited)


@dataclass(frozen=True, kw_only=True)
class AuthorSays:
    """An answer: `publish` is the author's own consent to be named, given with it."""

    said: str
    reason: str = ""
    publish: bool = False


def missing_in(says: AuthorSays) -> list[Problem]:
    """What keeps an author's answer from being taken."""
    if says.said not in Said.values:
        return [Problem(code="no_answer", field="said", text=_("Chọn một câu trả lời"))]
    if says.said == Said.SHARE_WRONG and not says.reason:
        return [Problem(code="no_reason", field="reason", text=_("Ghi phần đóng góp đúng theo anh/chị là bao nhiêu"))]
    if len(says.reason) > LONGEST_REASON:
        return [Problem(code="text_long", field="reason", text=_("Phần này dài quá, anh/chị viết gọn lại nhé"))]
    return []


def why_closed(link: AuthorLink, *, at: datetime) -> list[Problem]:
    """Why an author can no longer answer by this link."""
    if link.initiative.closed_at:
        return [Problem(code="decided", text=_("Hồ sơ đã có kết luận, nên câu trả lời không đổi được nữa."))]
    return why_over(link, at=at) or too_many(link.answers.count())


def why_over(link: AuthorLink, *, at: datetime) -> list[Problem]:
    """Why the link opens nothing any more."""
    return [link_over()] if link.ended_at or link.expires_at <= at else []


def link_over() -> Problem:
    """The sentence for a link that has had its day."""
    return Problem(code="link_over", text=_("Liên kết này đã hết hạn hoặc đã được thay bằng liên kết khác."))


def is_open(link: EmployerLink, *, at: datetime) -> bool:
    """Can the employer still answer by it?"""
    lasts = link.revoked_at is None and link.expires_at > at
    return lasts and Initiative.objects.filter(_ASKABLE, pk=link.initiative_id).exists()


def is_own(link: EmployerLink, person: Person) -> bool:
    """Did this person make it as an author? The other links are the union's to hand on and to end: whoever holds one
    could answer by it."""
    return link.unit_id is None and link.made_by_id == person.pk


def too_many(answers: int) -> list[Problem]:
    """A link takes so many answers and no more, and so many files of answers that are not complete yet."""
    if answers < MOST_ANSWERS:
        return []
    text = _("Liên kết này đã nhận nhiều câu trả lời. Anh/chị nhờ công đoàn tạo liên kết mới nhé.")
    return [Problem(code="many_answers", text=text)]


def paper_gone() -> Problem:
    """The file that the page showed waits no more: somebody with the same link brought another one."""
    text = _("Tệp đã gửi lúc trước không còn chờ ở đây. Anh/chị chọn lại tệp giúp nhé.")
    return Problem(code="file_refused", field="paper", text=text)


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom an employer's link goes: `recipient` is a function ("Giám đốc nhà máy"), the rest may be empty."""

    recipient: str
    language: str
    email: str = ""
    phone: str = ""


def missing_to_ask(to: Addressee) -> Iterator[Problem]:
    """What an employer's link needs."""
    if not any(c.isalpha() for c in to.recipient):
        yield Problem(code="no_recipient", field="recipient", text=_("Ghi người nhận, ví dụ Giám đốc nhà máy"))
    if to.language not in Language.values:
        yield Problem(code="no_language", field="language", text=_("Chọn ngôn ngữ của người nhận"))


@dataclass(frozen=True)
class GivenPaper:
    """A file that came with an answer, before it has been looked at."""

    data: bytes
    name: str


@dataclass(frozen=True, kw_only=True)
class EmployerSays:
    """What an employer answers, by the choices of the models. `value_asked` is the value that the page showed, None
    where it asked about none, and `value_vnd` the employer's own where `value` is another one. `waiting`: the key
    of the file that came with the answer before it was complete; one that comes with this answer takes its place."""

    applied: str
    recognised: str
    disclosure: str
    name: str
    position: str
    number: str = ""
    recognised_on: date | None = None
    issuer: str = ""
    value: str = ""
    value_asked: int | None = None
    value_vnd: int | None = None
    note: str = ""
    paper: GivenPaper | None = None
    waiting: int | None = None


def missing_in_employers(says: EmployerSays, *, on: date) -> Iterator[Problem]:
    """Everything that keeps an employer's answer from being taken. The page says it in the reader's language, by the
    code."""
    for field, value, known in [
        ("applied", says.applied, Applied.values),
        ("recognised", says.recognised, Recognised.values),
        ("disclosure", says.disclosure, Disclosure.values),
    ]:
        if value not in known:
            yield Problem(code=f"no_{field}", field=field, text=_("Chọn một câu trả lời"))
    yield from _missing_of_the_value(says)
    for field, text in [("name", says.name), ("position", says.position)]:
        if not any(c.isalpha() for c in text):
            yield Problem(code=f"no_{field}", field=field, text=_("Ghi họ tên và chức vụ của người trả lời"))
    if says.recognised == Recognised.YES and says.recognised_on and says.recognised_on > on:
        yield Problem(code="future_day", field="recognised_on", text=_("Ngày quyết định đang ở tương lai"))


def _missing_of_the_value(says: EmployerSays) -> Iterator[Problem]:
    if says.value_asked is None:
        return
    if says.value not in ValueSaid.values:
        yield Problem(code="no_value", field="value", text=_("Chọn một câu trả lời"))
    if says.value == ValueSaid.OTHER and not (says.value_vnd is not None and 0 <= says.value_vnd <= MOST_DONG):
        text = _("Ghi giá trị làm lợi một năm theo doanh nghiệp, bằng đồng")
        yield Problem(code="no_value_vnd", field="value_vnd", text=text)


def value_changed() -> Problem:
    """The dossier declares another value than the page showed: nobody confirms one that they did not read."""
    text = _("Giá trị làm lợi trong hồ sơ vừa được sửa. Anh/chị xem lại giá trị mới rồi trả lời giúp nhé.")
    return Problem(code="value_changed", field="value", text=text)


def strictest(answered: Disclosure, now: Disclosure, *, by_the_union: bool) -> Disclosure:
    """How far a dossier is known after one more answer of its employer. Stricter counts at once; looser only if the
    union made the link, so that no author can send themselves a link and undo what the employer said."""
    order = list(Disclosure)
    stricter = order.index(answered) >= order.index(now)
    return answered if stricter or by_the_union else now
