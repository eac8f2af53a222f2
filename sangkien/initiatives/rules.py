"""Who may do what with drafts and dossiers, and what is still missing before one can be sent."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.lengths import too_long
from sangkien.base.numbers import format_decimal
from sangkien.base.problems import NotPossible, Problem
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import WHOLE, AuthorEntry, BenefitKind, Content, Job
from sangkien.initiatives.models import IS_PUBLIC, Initiative
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.programmes.models import Edition, Programme, Term, TermList, Workflow

LETTER_2_3 = "CV tiếp tục triển khai giai đoạn 2, mục 3"
SHORTEST_TITLE, LONGEST_TITLE = 10, 250
LONGEST_TEXT, LONGEST_NAME = 10_000, 120
LONGEST_LABEL, LONGEST_UNIT, LONGEST_NUMBER, LONGEST_ISSUER = 200, 40, 60, 200
MOST_AUTHORS, MOST_LINES, MOST_PHOTOS = 20, 20, 10
MOST_QUANTITY = 10**12
MOST_DONG = 10**15  # a benefit beyond that is a slip of the finger

_PHONE = re.compile(r"(\+[1-9][0-9]{6,14})?")
NOT_MINE = ("entered_by", "authors__person", "confirmed_by")  # nobody decides on what they wrote, entered, confirmed
TOLD = Q(untold__isnull=True)  # nothing is asked of its people, nor taken from them, before they are told
# A dossier that was begun before its programme had a council is read and decided as it was then.
BY_COUNCIL = Q(programme__workflow=Workflow.COUNCIL, edition__points__isnull=False)
_BEFORE_A_COUNCIL = BY_COUNCIL & ~Q(state__in=[State.SUBMITTED, State.WITHDRAWN])
_MINE = [Rule(own="entered_by"), Rule(own="authors__person")]

WRITE = Permission(
    "draft.write",
    gettext_lazy("viết tiếp bản nháp"),
    [Rule(own="person"), Rule(bearer="key", when=Q(person=None))],
)
CLAIM = Permission("draft.claim", gettext_lazy("nhận bản nháp về tài khoản"), [Rule(bearer="key", when=Q(person=None))])
DISCARD = Permission(
    "draft.discard",
    gettext_lazy("bỏ bài đang viết hoặc lấy lại bài đã bỏ"),
    [replace(rule, when=rule.when & Q(sent_at=None, correcting=None)) for rule in WRITE.rules],
)
SEE_PUBLIC = Permission("initiative.see_public", gettext_lazy("xem sáng kiến đã công bố"), [Rule(when=IS_PUBLIC)])
SEE = Permission(
    "initiative.see",
    gettext_lazy("xem hồ sơ"),
    [
        *_MINE,
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit"),
        Rule(role=Role.REVIEWER, at="superior"),
        Rule(role=Role.REVIEWER, at="desk"),
        Rule(role=Role.REVIEWER, over="judged_for"),
        Rule(role=Role.COUNCILLOR, at="superior", when=_BEFORE_A_COUNCIL),
        Rule(role=Role.LEADER, over="unit"),
        Rule(role=Role.ADMINISTRATOR, over="unit"),
    ],
)
COMPLETE = Permission(
    "initiative.complete",
    gettext_lazy("bổ sung hồ sơ"),
    [
        Rule(own="entered_by", when=Q(state=State.RETURNED) & TOLD),
        Rule(own="authors__person", when=Q(state=State.RETURNED) & TOLD),
    ],
)
WITHDRAW = Permission(
    "initiative.withdraw",
    gettext_lazy("rút hồ sơ"),
    [
        Rule(own="entered_by", when=Q(state__in=list(WAITS_FOR)) & TOLD),
        Rule(own="authors__person", when=Q(state__in=list(WAITS_FOR)) & TOLD),
    ],
)
ANSWER_LATE = Permission(
    "initiative.answer_late",
    gettext_lazy("trả lời hồ sơ gửi muộn do mất mạng"),
    [
        Rule(
            role=Role.REVIEWER,
            at="superior",
            not_own=NOT_MINE,
            not_party="parties",
            when=Q(state__in=sorted(set(State) - {State.RETURNED, State.WITHDRAWN}))
            & Q(late__isnull=False)
            & Q(late__accepted__isnull=True),
        )
    ],
)


class OnlyTriedOut(NotPossible):
    """Everything is there, and nothing was sent: the programme is only tried out."""


def only_tried_out() -> OnlyTriedOut:
    """What is said instead of a receipt."""
    text = _("Bản chạy thử: hồ sơ này đủ để gửi. Không có gì được gửi đi, không số liệu nào thay đổi.")
    return OnlyTriedOut([Problem(code="only_tried_out", text=text)])


def missing_to_validate(initiative: Initiative) -> list[Problem]:
    """What keeps the dossier from counting as valid, whoever looks at it. "Chưa được công nhận" may be sent, so that
    the union can help, but it does not count yet (letter of phase 2, item 3)."""
    term = initiative.recognition
    if initiative.edition.recognition_counts and (term is None or not term.counts):
        text = _("Sáng kiến chưa được công nhận, nên chưa thể kết luận hợp lệ. Hãy trả lại để bổ sung.")
        return [Problem(code="not_recognised", field="recognition_form", text=text, source=LETTER_2_3)]
    return []


def too_many_begun(begun: int, *, most: int) -> list[Problem]:
    """From one network so many drafts of nobody may be begun within a day, the last one counted."""
    if begun <= most:
        return []
    text = _("Hôm nay có rất nhiều bài được bắt đầu từ mạng này. Anh/chị đăng nhập là viết được ngay.")
    return [Problem(code="many_drafts", text=text)]


def missing_to_submit(
    content: Content, *, edition: Edition, on: date, received: date | None = None, files: Collection[int] = ()
) -> list[Problem]:
    """Everything that keeps this content from being sent on that day, all at once, each tied to a field: by the
    edition of the programme under which it was begun.

    A completion was `received` when the dossier was first sent: the programme may have closed meanwhile. `files`: keys
    of which it is known that they are there.
    """
    terms = edition.terms()
    return [
        *_window(edition.programme, received or on),
        *_title(content),
        *_authors(content),
        *_lists(content, edition, terms),
        *_change(content, edition),
        *_applied(content, edition, on),
        *_benefit(content, edition, terms),
        *_reckoning(content),
        *_recognition(content, edition, terms, on, files),
        *_files(content, edition),
        *_questions(content, edition),
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
    for code, field, is_wrong, text in _OF_AN_AUTHOR:
        if any(is_wrong(author) for author in content.authors):
            yield Problem(code=code, field=field, text=str(text))


# Texts of what is rarely wrong wait until it is: most dossiers have nothing wrong with them.
_JOBS = {"", *Job.values}
_OF_AN_AUTHOR: list[tuple[str, str, Callable[[AuthorEntry], bool], str | Promise]] = [
    ("no_author_name", "authors", lambda a: not a.full_name, gettext_lazy("Ghi họ và tên tác giả")),
    (
        "unknown_phone",
        "authors",
        lambda a: not _PHONE.fullmatch(a.phone),
        gettext_lazy("Xem lại số điện thoại của tác giả"),
    ),
    ("unknown_job", "authors", lambda a: a.job not in _JOBS, gettext_lazy("Chọn lại công việc chính của tác giả")),
    (
        "share_range",
        "shares",
        lambda a: not 0 < a.share <= WHOLE,
        gettext_lazy("Phần đóng góp của mỗi tác giả phải lớn hơn 0 và không quá 100%"),
    ),
]


def _lists(content: Content, edition: Edition, terms: dict[tuple[str, str], Term]) -> Iterator[Problem]:
    for item, term_list, code, text in [
        ("kind", TermList.KIND, content.kind, gettext_lazy("Chọn loại giải pháp")),
        ("field", TermList.FIELD, content.field, gettext_lazy("Chọn lĩnh vực")),
    ]:
        unknown = code and (term_list, code) not in terms
        if unknown or (not code and edition.requires(item)):
            yield Problem(code=f"no_{item}", field=item, text=str(text))


def _change(content: Content, edition: Edition) -> Iterator[Problem]:
    if content.restricted:
        if not content.effect:
            text = _("Tóm tắt hiệu quả của sáng kiến, không cần nói cách làm")
            yield Problem(code="no_effect", field="effect", text=text)
        return
    for item, value, asked in [
        ("before", content.before, gettext_lazy("Kể ngắn gọn trước đây làm thế nào, vướng gì")),
        ("after", content.after, gettext_lazy("Kể ngắn gọn bây giờ làm thế nào")),
    ]:
        if not value and edition.requires(item):
            yield Problem(code=f"no_{item}", field=item, text=str(asked))


def _applied(content: Content, edition: Edition, on: date) -> Iterator[Problem]:
    """The date of application must lie in the programme's window (guide 46/HD-TLĐ) and not in the future."""
    day, window = content.applied_on, edition.applied
    if day is None:
        if edition.requires("applied_on"):
            yield Problem(code="no_applied_on", field="applied_on", text=_("Ghi ngày bắt đầu áp dụng"))
    elif day > on:
        text = _("Ngày áp dụng đang ở tương lai. Sáng kiến đã làm rồi mới gửi được")
        yield Problem(code="applied_in_future", field="applied_on", text=text)
    elif window and day not in window:
        yield Problem(
            code="out_of_window",
            field="applied_on",
            source=LETTER_2_3,
            text=_("Ngày áp dụng phải từ %(from)s đến %(to)s theo quy định của chương trình") % _days(window),
        )


def _days(window: DateRange) -> dict[str, str]:
    last = date.fromordinal(window.upper.toordinal() - 1) if window.upper else None
    return {"from": format_day(window.lower), "to": format_day(last) if last else "…"}


def _benefit(content: Content, edition: Edition, terms: dict[tuple[str, str], Term]) -> Iterator[Problem]:
    if content.benefit_kind == BenefitKind.MONEY:
        yield from _amount(content.benefit_vnd)
    elif content.benefit_kind not in BenefitKind.values and (content.benefit_kind or edition.requires("benefit")):
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
    elif dong < 0:
        text = _("Chi phí đang lớn hơn phần làm lợi. Xem lại từng khoản, hoặc chọn mục chưa tính được bằng tiền")
        yield Problem(code="cost_above_gain", field="benefit_vnd", text=text)
    elif dong > MOST_DONG:
        text = _("Xem lại giá trị làm lợi: số tiền này lớn quá")
        yield Problem(code="amount_range", field="benefit_vnd", text=text)


def _reckoning(content: Content) -> Iterator[Problem]:
    """The lines of the calculator make up the amount exactly."""
    lines = content.benefit_lines
    if len(lines) > MOST_LINES:
        text = _("Bảng tính ghi được nhiều nhất %(most)s dòng") % {"most": MOST_LINES}
        yield Problem(code="many_lines", field="benefit_lines", text=text)
    if any(not (line.label and line.quantity > 0 and line.unit_price > 0) for line in lines):
        text = _("Mỗi dòng tính cần có nội dung, số lượng và đơn giá lớn hơn 0")
        yield Problem(code="line_incomplete", field="benefit_lines", text=text)
    elif any(line.amount > MOST_DONG or line.quantity >= MOST_QUANTITY for line in lines):
        yield Problem(code="line_range", field="benefit_lines", text=_("Xem lại dòng tính: con số này lớn quá"))
    if content.benefit_cost < 0 or (content.benefit_cost and content.benefit_kind != BenefitKind.MONEY):
        yield Problem(code="cost_range", field="benefit_cost", text=_("Xem lại chi phí để làm sáng kiến"))
    if lines and sum(line.amount for line in lines) - content.benefit_cost != content.benefit_vnd:
        text = _("Các dòng tính trừ chi phí chưa bằng giá trị làm lợi")
        yield Problem(code="lines_differ", field="benefit_lines", text=text)


def _recognition(
    content: Content, edition: Edition, terms: dict[tuple[str, str], Term], on: date, files: Collection[int]
) -> Iterator[Problem]:
    """Hình thức công nhận (letter of phase 2, item 3): the form, and its paper where it has one."""
    given = content.recognition
    paper = None if given.paper in files else given.paper
    if paper is not None and not StoredFile.objects.filter(pk=paper).exists():
        yield Problem(code="no_such_paper", field="recognition_paper", text=_("Chọn lại tệp quyết định"))
    term = terms.get((TermList.RECOGNITION, given.form))
    if term is None:
        if given.form or edition.requires("recognition"):
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
    elif edition.recognised and given.on not in edition.recognised:
        text = _("Ngày quyết định phải từ %(from)s đến %(to)s theo quy định của chương trình")
        text %= _days(edition.recognised)
        yield Problem(code="recognised_out_of_window", field="recognised_on", text=text)
    if not given.issuer:
        yield Problem(code="no_issuer", field="recognition_issuer", text=_("Ghi nơi ban hành quyết định"))


def _files(content: Content, edition: Edition) -> Iterator[Problem]:
    """Pictures as many as the programme takes; the papers it asks for with this form of recognition."""
    named = {photo.file for photo in content.photos} | {paper.file for paper in content.papers}
    if named and StoredFile.objects.filter(pk__in=named).count() < len(named):
        yield Problem(code="no_such_file", field="photos", text=_("Chọn lại ảnh hoặc tệp, có tệp không còn nữa"))
    yield from too_many_photos(len(content.photos), edition)
    given = {paper.code for paper in content.papers}
    for paper in edition.papers_for(content.recognition.form):
        if paper["required"] and paper["code"] not in given:
            text = _("Gửi kèm: %(paper)s") % {"paper": _asked(paper["name"])}
            yield Problem(code="no_paper", field=f"paper_{paper['code']}", text=text)


def most_photos(edition: Edition) -> int:
    """How many photos the programme takes with a dossier; 0: it asks for none."""
    return int(edition.limits.get("photos", MOST_PHOTOS))


def too_many_photos(number: int, edition: Edition, *, field: str = "photos") -> Iterator[Problem]:
    """Why that many are too many."""
    most = most_photos(edition)
    if number > most:
        text = _("Chương trình nhận nhiều nhất %(most)s ảnh") % {"most": most}
        yield Problem(code="many_photos", field=field, text=text)


def no_such_record() -> Problem:
    """Why a dossier cannot say that it builds on that record: there is none, or none that its author may name."""
    return Problem(code="no_such_record", field="upgrade_of", text=_("Chọn lại sáng kiến mà bài này nâng cấp"))


def already_sent() -> Problem:
    """Why a draft does not change any more."""
    text = _("Bài này đã được gửi. Muốn sửa, anh/chị rút hồ sơ hoặc chờ công đoàn đề nghị bổ sung.")
    return Problem(code="already_sent", text=text)


def _questions(content: Content, edition: Edition) -> Iterator[Problem]:
    for question in edition.questions:
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
        *(("benefit_lines", line.label, LONGEST_LABEL) for line in content.benefit_lines),
        *(("benefit_lines", line.unit, LONGEST_UNIT) for line in content.benefit_lines),
        *((f"extra_{code}", answer, LONGEST_TEXT) for code, answer in content.extra.items() if isinstance(answer, str)),
    ]
    found = (problem for field, text, most in texts for problem in too_long(field, text, most))
    yield from dict.fromkeys(found)


def _share(hundredths: int) -> str:
    number = Decimal(hundredths) / 100
    return format_decimal(number.normalize() if number % 1 else number.to_integral())
