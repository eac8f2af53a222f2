"""Who gives, sees and revokes certificates, how a name may be spelled, and what keeps one from being given."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz.distance import Levenshtein

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.base.text import fold
from sangkien.certificates.content import Issuer, Subject
from sangkien.certificates.models import MOST_AT_ONCE, Certificate
from sangkien.certificates.states import State
from sangkien.documents.printed import unprintable
from sangkien.honours.states import State as Nominated
from sangkien.initiatives.states import State as InitiativeState

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LEADING = (Role.GRASSROOTS_OFFICER, Role.LEADER, Role.ADMINISTRATOR)
LONGEST_NAME, LONGEST_OF_A_UNION = 120, 255
LONGEST_PLACE, LONGEST_TITLE, LONGEST_REASON, LONGEST_NOTE = 60, 120, 300, 200
SLIPS_OF_A_FINGER = 2  # letters by which a spelling may differ from the record; with more it is another name
_NAMED_AT_MOST = 5

PREPARE = Permission(
    "certificate.prepare",
    gettext_lazy("xem ai đủ điều kiện nhận giấy chứng nhận của đơn vị"),
    [Rule(role=role, at="pk") for role in OFFICERS],
)
ISSUE = Permission(
    "certificate.issue",
    gettext_lazy("cấp giấy chứng nhận của đơn vị"),
    [Rule(role=role, at="pk") for role in LEADING],
)
SEE = Permission(
    "certificate.see",
    gettext_lazy("xem và tải giấy chứng nhận"),
    [Rule(own="person"), *(Rule(role=role, at="unit") for role in OFFICERS)],
)
END = Permission(
    "certificate.end",
    gettext_lazy("thu hồi hoặc cấp lại giấy chứng nhận"),
    [Rule(role=role, at="unit", not_own=("person",), when=Q(state=State.ISSUED)) for role in LEADING],
)

# An author of a dossier that was found valid, and told so.
RECOGNISED = Q(initiative__state=InitiativeState.VALID, initiative__untold__isnull=True)
CONFIRM_NAME = Permission(
    "certificate.confirm_name",
    gettext_lazy("xác nhận cách viết tên mình trên giấy chứng nhận sáng kiến"),
    [Rule(own="person", when=RECOGNISED)],
)
WRITE_DOWN_NAME = Permission(
    "certificate.write_down_name",
    gettext_lazy("ghi lại cách viết tên mà tác giả đã ký xác nhận trên phiếu"),
    [
        Rule(role=Role.GRASSROOTS_OFFICER, at="initiative__unit", not_own=("person",), when=RECOGNISED),
        Rule(role=Role.REVIEWER, at="initiative__superior", not_own=("person",), when=RECOGNISED),
        Rule(role=Role.LEADER, over="initiative__unit", not_own=("person",), when=RECOGNISED),
    ],
)
# Whom an honour is of, as long as it stands.
_HONOURED, _A_COLLECTIVE = Q(nomination__state=Nominated.AWARDED), Q(nomination__identity="")
CONFIRM_HONOURED_NAME = Permission(
    "certificate.confirm_honoured_name",
    gettext_lazy("xác nhận cách viết tên mình trên giấy chứng nhận khen thưởng"),
    [Rule(number="nomination__identity", when=_HONOURED)],
)
WRITE_DOWN_HONOURED_NAME = Permission(
    "certificate.write_down_honoured_name",
    gettext_lazy("ghi lại cách viết tên của cá nhân, tập thể được khen"),
    [
        *(Rule(role=role, at="nomination__unit", when=_HONOURED & _A_COLLECTIVE) for role in OFFICERS),
        Rule(role=Role.GRASSROOTS_OFFICER, at="nomination__unit", not_party="nomination__parties", when=_HONOURED),
        Rule(role=Role.LEADER, over="nomination__unit", not_party="nomination__parties", when=_HONOURED),
    ],
)


def missing_in_name(recorded: str, name: str) -> list[Problem]:
    """What keeps a spelling from being kept: marks and capitals are the person's own, the letters are the record's."""
    if not name:
        return [_name("no_name", _("Ghi họ và tên như anh/chị muốn in trên giấy"))]
    longest = max(LONGEST_NAME, len(recorded) + SLIPS_OF_A_FINGER)  # unions have longer names than people
    if len(name) > longest:
        return [_name("name_long", _("Tên dài quá %(most)s chữ cái") % {"most": longest})]
    if strange := unprintable(name):
        text = _("Giấy chứng nhận không in được: %(letters)s. Anh/chị gõ lại bằng chữ Việt hoặc chữ Latinh")
        return [_name("unprintable", text % {"letters": " ".join(strange)})]
    if Levenshtein.distance(fold(recorded), fold(name)) > SLIPS_OF_A_FINGER:
        text = _(
            "Tên này khác tên trong hồ sơ (%(recorded)s) quá nhiều. Nếu hồ sơ ghi nhầm người, đề nghị đính chính hồ sơ"
        )
        return [_name("another_name", text % {"recorded": recorded})]
    return []


def missing_in_slip(note: str) -> list[Problem]:
    """Whoever writes down for somebody else says from which slip."""
    text = _("Ghi rõ phiếu nào, ví dụ: phiếu ký ngày 18/05/2022")
    return [] if note else [Problem(code="no_note", field="note", text=text)]


def missing_in_issuer(issuer: Issuer, *, signer: Person | None, on: date) -> Iterator[Problem]:
    """Everything that keeps the paper itself from being printed."""
    if signer is None:
        yield Problem(code="no_signer", field="signer", text=_("Chọn người ký"))
    if not issuer.title:
        yield Problem(code="no_title", field="title", text=_("Ghi chức vụ người ký, ví dụ: Chủ tịch"))
    if not issuer.place:
        yield Problem(code="no_place", field="place", text=_("Ghi địa danh, ví dụ: Ninh Thuận"))
    if issuer.day > on or issuer.day.year != on.year:
        text = _("Ngày trên giấy trong năm %(year)s và không sau hôm nay, vì số giấy đếm theo năm")
        yield Problem(code="wrong_day", field="day", text=text % {"year": on.year})


def missing_to_issue(
    asked: Collection[int],
    subjects: Mapping[int, Subject],
    names: Mapping[int, str],
    *,
    held: Collection[int],
    by: Person,
) -> list[Problem]:
    """Everything that keeps these certificates from being given, all at once. `subjects`: what may be certified of what
    was asked for, `names` as they were confirmed, `held`: who has one already."""
    if not asked:
        return [_of("nobody", _("Chọn ít nhất một người"))]
    if len(asked) > MOST_AT_ONCE:
        return [
            _of(
                "too_many",
                _("Mỗi đợt cấp nhiều nhất %(most)s giấy, anh/chị chia thành nhiều đợt") % {"most": MOST_AT_ONCE},
            )
        ]
    chosen = [subjects[key] for key in asked if key in subjects]
    return [
        *_those("not_entitled", _("Không còn đủ điều kiện: %(who)s"), ["–"] * (len(asked) - len(chosen))),
        *_those(
            "unconfirmed",
            _("Chưa cấp giấy nào. Chưa xác nhận cách viết tên: %(who)s"),
            [one.recorded for one in chosen if one.key not in names],
        ),
        *_those(
            "no_basis",
            _("Chưa có quyết định công nhận để ghi trên giấy: %(who)s"),
            [one.recorded for one in chosen if not one.basis],
        ),
        *_those(
            "own",
            _("Anh/chị không tự cấp giấy cho mình, hãy nhờ người khác trong đơn vị: %(who)s"),
            [one.recorded for one in chosen if one.person == by.pk],
        ),
        *_those("held", _("Đã có giấy còn hiệu lực: %(who)s"), [one.recorded for one in chosen if one.key in held]),
    ]


def missing_to_end(reason: str, decision: str | None) -> Iterator[Problem]:
    """A certificate ends for a reason; is it revoked, by a decision (`decision` is None: it is replaced)."""
    if not reason:
        yield Problem(code="no_reason", field="reason", text=_("Ghi lý do; người được cấp và mọi người sẽ đọc được"))
    if decision == "":
        text = _("Ghi quyết định thu hồi: số, ngày và nơi ban hành")
        yield Problem(code="no_decision", field="decision", text=text)


def nothing_new(old: Certificate, *, same: bool) -> list[Problem]:
    """A certificate that would say the same is only printed again."""
    text = _(
        "Giấy mới sẽ giống hệt giấy số %(serial)s, nên chỉ cần in lại. Tên viết sai thì người được cấp xác nhận"
        " lại tên trước"
    )
    return [Problem(code="nothing_new", text=text % {"serial": old.serial})] if same else []


def _those(code: str, text: str, who: Sequence[str]) -> Iterator[Problem]:
    """One sentence about all of them, of whom some are named."""
    if who:
        more = len(who) - _NAMED_AT_MOST
        named = ", ".join(who[:_NAMED_AT_MOST]) + (_(" và %(n)s người nữa") % {"n": more} if more > 0 else "")
        yield _of(code, text % {"who": named})


def _of(code: str, text: str) -> Problem:
    return Problem(code=code, field="nguoi", text=text)


def _name(code: str, text: str) -> Problem:
    return Problem(code=code, field="name", text=text)
