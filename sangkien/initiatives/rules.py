"""Who may do what with drafts and dossiers, and what is still missing before one can be sent."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.numbers import format_decimal
from sangkien.base.problems import Problem
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import WHOLE, AuthorEntry, BenefitKind, Content, Job
from sangkien.initiatives.states import State
from sangkien.programmes.models import Programme, Term, TermList

LETTER_2_3 = "CV tiếp tục triển khai giai đoạn 2, mục 3"
SHORTEST_TITLE, LONGEST_TITLE = 10, 250
LONGEST_TEXT = 10_000
LONGEST_NAME = 120
LONGEST_NUMBER, LONGEST_ISSUER = 60, 200
MOST_AUTHORS = 20
MOST_DONG = 10**15  # a benefit beyond that is a slip of the finger

_PHONE = re.compile(r"(\+[1-9][0-9]{6,14})?")
_MINE = [Rule(own="entered_by"), Rule(own="authors__person")]

WRITE = Permission(
    "draft.write",
    gettext_lazy("viết tiếp bản nháp"),
    [Rule(own="person"), Rule(bearer="key", when=Q(person=None))],
)
CLAIM = Permission("draft.claim", gettext_lazy("nhận bản nháp về tài khoản"), [Rule(bearer="key", when=Q(person=None))])
SEE_PUBLIC = Permission(
    "initiative.see_public", gettext_lazy("xem sáng kiến đã hợp lệ"), [Rule(when=Q(state=State.VALID))]
)
SEE = Permission(
    "initiative.see",
    gettext_lazy("xem hồ sơ"),
    [
        *_MINE,
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit"),
        Rule(role=Role.REVIEWER, at="superior"),
        Rule(role=Role.LEADER, over="unit"),
        Rule(role=Role.ADMINISTRATOR, over="unit"),
    ],
)
COMPLETE = Permission(
    "initiative.complete",
    gettext_lazy("bổ sung hồ sơ"),
    [
        Rule(own="entered_by", when=Q(state=State.RETURNED)),
        Rule(own="authors__person", when=Q(state=State.RETURNED)),
    ],
)
WITHDRAW = Permission(
    "initiative.withdraw",
    gettext_lazy("rút hồ sơ"),
    [
        Rule(own="entered_by", when=Q(state__in=[State.SUBMITTED, State.REVIEWING, State.RETURNED])),
        Rule(own="authors__person", when=Q(state__in=[State.SUBMITTED, State.REVIEWING, State.RETURNED])),
    ],
)


def missing_to_submit(
    content: Content, *, programme: Programme, on: date, received: date | None = None
) -> list[Problem]:
    """Everything that keeps this content from being sent on that day, all at once, each tied to a field.

    A completion was `received` when the dossier was first sent: the programme may have closed meanwhile.
    """
    terms = {(term.list, term.code): term for term in programme.terms.all()}
    return [
        *_window(programme, received or on),
        *_title(content),
        *_authors(content),
        *_lists(content, programme, terms),
        *_change(content, programme),
        *_applied(content, programme, on),
        *_benefit(content, programme, terms),
        *_recognition(content, programme, terms, on),
        *_questions(content, programme),
        *_long_texts(content),
    ]


def _window(programme: Programme, on: date) -> Iterator[Problem]:
    if programme.is_open_on(on):
        return
    if programme.opens.lower and on < programme.opens.lower:
        text = _("Chương trình bắt đầu nhận sáng kiến từ ngày %(day)s.") % {"day": format_day(programme.opens.lower)}
        yield Problem(code="not_open_yet", text=text)
    elif programme.last_day:
        text = _("Chương trình đã kết thúc nhận sáng kiến ngày %(day)s.") % {"day": format_day(programme.last_day)}
        yield Problem(code="closed", text=text)


def _title(content: Content) -> Iterator[Problem]:
    length = len(content.title)
    if length == 0:
        yield Problem(code="no_title", field="title", text=_("Viết tên sáng kiến"))
    elif length < SHORTEST_TITLE:
        text = _("Tên sáng kiến nên dài hơn một chút, ít nhất %(least)s chữ cái, để người đọc hiểu anh/chị đã làm gì")
        yield Problem(code="title_short", field="title", text=text % {"least": SHORTEST_TITLE})
    elif length > LONGEST_TITLE:
        text = _("Tên sáng kiến dài %(now)s chữ cái, hãy rút gọn còn tối đa %(most)s")
        yield Problem(code="title_long", field="title", text=text % {"now": length, "most": LONGEST_TITLE})


def _authors(content: Content) -> Iterator[Problem]:
    if not content.authors:
        yield Problem(code="no_author", field="authors", text=_("Ghi tên ít nhất một tác giả"))
        return
    if len(content.authors) > MOST_AUTHORS:
        text = _("Một sáng kiến ghi được nhiều nhất %(most)s tác giả")
        yield Problem(code="many_authors", field="authors", text=text % {"most": MOST_AUTHORS})
    total = sum(author.share for author in content.authors)
    if total != WHOLE:
        text = _("Tổng phần đóng góp phải là 100%%, hiện là %(now)s%%") % {"now": _share(total)}
        yield Problem(code="shares", field="shares", text=text)
    phones = [author.phone for author in content.authors if author.phone]
    if len(set(phones)) < len(phones):
        yield Problem(code="same_phone", field="authors", text=_("Hai tác giả đang ghi cùng một số điện thoại"))
    yield from _each_author(content)


def _each_author(content: Content) -> Iterator[Problem]:
    wrong: list[tuple[str, str, Callable[[AuthorEntry], bool], str]] = [
        ("no_author_name", "authors", lambda a: not a.full_name, _("Ghi họ và tên tác giả")),
        ("unknown_phone", "authors", lambda a: not _PHONE.fullmatch(a.phone), _("Xem lại số điện thoại của tác giả")),
        ("unknown_job", "authors", lambda a: a.job not in ["", *Job.values], _("Chọn lại công việc chính của tác giả")),
        (
            "share_range",
            "shares",
            lambda a: not 0 < a.share <= WHOLE,
            _("Phần đóng góp của mỗi tác giả phải lớn hơn 0 và không quá 100%"),
        ),
    ]
    for code, field, is_wrong, text in wrong:
        if any(is_wrong(author) for author in content.authors):
            yield Problem(code=code, field=field, text=text)


def _lists(content: Content, programme: Programme, terms: dict[tuple[str, str], Term]) -> Iterator[Problem]:
    for item, term_list, code, text in [
        ("kind", TermList.KIND, content.kind, _("Chọn loại giải pháp")),
        ("field", TermList.FIELD, content.field, _("Chọn lĩnh vực")),
    ]:
        unknown = code and (term_list, code) not in terms
        if unknown or (not code and programme.requires(item)):
            yield Problem(code=f"no_{item}", field=item, text=text)


def _change(content: Content, programme: Programme) -> Iterator[Problem]:
    if content.restricted:
        if not content.effect:
            text = _("Tóm tắt hiệu quả của sáng kiến, không cần nói cách làm")
            yield Problem(code="no_effect", field="effect", text=text)
        return
    for item, value, text in [
        ("before", content.before, _("Kể ngắn gọn trước đây làm thế nào, vướng gì")),
        ("after", content.after, _("Kể ngắn gọn bây giờ làm thế nào")),
    ]:
        if not value and programme.requires(item):
            yield Problem(code=f"no_{item}", field=item, text=text)


def _applied(content: Content, programme: Programme, on: date) -> Iterator[Problem]:
    """The date of application must lie in the programme's window (guide 46/HD-TLĐ) and not in the future."""
    day, window = content.applied_on, programme.applied
    if day is None:
        if programme.requires("applied_on"):
            yield Problem(code="no_applied_on", field="applied_on", text=_("Ghi ngày bắt đầu áp dụng"))
    elif day > on:
        text = _("Ngày áp dụng đang ở tương lai. Sáng kiến đã làm rồi mới gửi được")
        yield Problem(code="applied_in_future", field="applied_on", text=text)
    elif window and day not in window:
        yield Problem(
            code="out_of_window",
            field="applied_on",
            source=LETTER_2_3,
            text=_("Ngày áp dụng phải từ %(from)s đến %(to)s theo quy định của chương trình")
            % {
                "from": format_day(window.lower),
                "to": format_day(date.fromordinal(window.upper.toordinal() - 1)) if window.upper else "…",
            },
        )


def _benefit(content: Content, programme: Programme, terms: dict[tuple[str, str], Term]) -> Iterator[Problem]:
    if content.benefit_kind == BenefitKind.MONEY:
        yield from _amount(content.benefit_vnd)
    elif content.benefit_kind not in BenefitKind.values and (content.benefit_kind or programme.requires("benefit")):
        text = _("Cho biết sáng kiến mang lại lợi ích gì")
        yield Problem(code="no_benefit", field="benefit_kind", text=text, source=LETTER_2_3)
    if any((TermList.EFFECT, code) not in terms for code in content.effects):
        yield Problem(code="unknown_effect", field="effects", text=_("Chọn lại lợi ích trong danh sách"))


def _amount(dong: int | None) -> Iterator[Problem]:
    if dong is None:
        text = _("Nhập giá trị làm lợi bằng số, ví dụ 120.000.000")
        yield Problem(code="no_amount", field="benefit_vnd", text=text, source=LETTER_2_3)
    elif dong == 0:
        text = _("Giá trị làm lợi đang là 0. Nếu chưa tính được, hãy chọn mục chưa tính được bằng tiền")
        yield Problem(code="zero_amount", field="benefit_vnd", text=text)
    elif not 0 < dong <= MOST_DONG:
        text = _("Xem lại giá trị làm lợi: số tiền này lớn quá hoặc nhỏ hơn 0")
        yield Problem(code="amount_range", field="benefit_vnd", text=text)


def _recognition(
    content: Content, programme: Programme, terms: dict[tuple[str, str], Term], on: date
) -> Iterator[Problem]:
    """Hình thức công nhận (letter of phase 2, item 3): the form, and its paper where it has one."""
    given = content.recognition
    if given.paper is not None and not StoredFile.objects.filter(pk=given.paper).exists():
        yield Problem(code="no_such_paper", field="recognition_paper", text=_("Chọn lại tệp quyết định"))
    term = terms.get((TermList.RECOGNITION, given.form))
    if term is None:
        if given.form or programme.requires("recognition"):
            text = _("Cho biết sáng kiến đã được công nhận bằng hình thức nào")
            yield Problem(code="no_recognition", field="recognition_form", text=text, source=LETTER_2_3)
        return
    if not term.needs_paper:
        return
    if not given.number:
        yield Problem(code="no_number", field="recognition_number", text=_("Ghi số quyết định"), source=LETTER_2_3)
    if given.on is None:
        yield Problem(code="no_date", field="recognised_on", text=_("Ghi ngày ban hành quyết định"))
    elif given.on > on:
        yield Problem(code="recognised_in_future", field="recognised_on", text=_("Ngày quyết định đang ở tương lai"))
    if not given.issuer:
        yield Problem(code="no_issuer", field="recognition_issuer", text=_("Ghi nơi ban hành quyết định"))


def _questions(content: Content, programme: Programme) -> Iterator[Problem]:
    for question in programme.questions:
        answer, choices = content.extra.get(question["code"]), [choice["code"] for choice in question["choices"]]
        missing = answer in (None, "")
        if (missing and question["required"]) or (not missing and choices and answer not in choices):
            text = _("Trả lời câu hỏi: %(question)s") % {"question": _asked(question["label"])}
            yield Problem(code="no_answer", field=f"extra_{question['code']}", text=text)


def _asked(label: dict[str, str]) -> str:
    return label["en"] if get_language() == "en" and label.get("en") else label["vi"]


def _long_texts(content: Content) -> Iterator[Problem]:
    """What the database has no room for, and what nobody would read."""
    given = content.recognition
    texts = [
        ("before", content.before, LONGEST_TEXT),
        ("after", content.after, LONGEST_TEXT),
        ("effect", content.effect, LONGEST_TEXT),
        ("benefit_method", content.benefit_method, LONGEST_TEXT),
        ("recognition_number", given.number, LONGEST_NUMBER),
        ("recognition_issuer", given.issuer, LONGEST_ISSUER),
        *(("authors", text, LONGEST_NAME) for a in content.authors for text in (a.full_name, a.department)),
        *((f"extra_{code}", answer, LONGEST_TEXT) for code, answer in content.extra.items() if isinstance(answer, str)),
    ]
    for field, most in dict.fromkeys((field, most) for field, text, most in texts if len(text) > most):
        text = _("Phần này dài quá %(most)s chữ cái, hãy viết gọn lại") % {"most": most}
        yield Problem(code="text_long", field=field, text=text)


def _share(hundredths: int) -> str:
    number = Decimal(hundredths) / 100
    return format_decimal(number.normalize() if number % 1 else number.to_integral())


# Consent: no step of the review, so it may change in every state -------------------------------------------

PUBLISH = Permission("initiative.publish", gettext_lazy("đổi việc đăng tên tác giả"), _MINE)
