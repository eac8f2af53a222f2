"""Who sets up a council, who leads its sittings, who votes, and what stands against each step."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.lengths import too_long
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation
from sangkien.sittings.models import LEADING, Council, Matter, Office, Presence, Purpose, Seat, Sitting
from sangkien.sittings.states import MatterState, State

Choices = Sequence[tuple[str, str]]
FOR_OR_AGAINST: Choices = (("AGREE", gettext_noop("Đồng ý")), ("DISAGREE", gettext_noop("Không đồng ý")))
LONGEST_TITLE = 400
LONGEST_LINE = 200
LONGEST_REASON = 300

_RUNNING = Q(state=MatterState.LISTED, sitting__state=State.OPEN)
_NOT_OVER = Q(state__in=[State.PLANNED, State.OPEN])


def _keepers(unit: str) -> list[Rule]:
    """The union's own leaders and those of the unions above; a grassroots union is kept by its officer."""
    above = [Rule(role=role, over=unit) for role in (Role.LEADER, Role.ADMINISTRATOR)]
    return [*above, Rule(role=Role.GRASSROOTS_OFFICER, at=unit)]


SET_UP = Permission("council.set_up", gettext_lazy("lập hội đồng của đơn vị"), _keepers("pk"))
KEEP = Permission("council.keep", gettext_lazy("ghi thành viên hội đồng"), _keepers("unit"))
SEE = Permission("council.see", gettext_lazy("xem hội đồng"), [Rule(seat="seats"), *_keepers("unit")])
PLAN = Permission(
    "sitting.plan", gettext_lazy("triệu tập phiên họp"), [Rule(seat="seats", seat_as=LEADING), *_keepers("unit")]
)
SEE_SITTING = Permission(
    "sitting.see", gettext_lazy("xem phiên họp"), [Rule(seat="council__seats"), *_keepers("council__unit")]
)
# Chair, deputies and secretary: they open and close, call the roll, and put matters to the vote.
LEAD = Permission(
    "sitting.lead",
    gettext_lazy("điều hành phiên họp"),
    [Rule(seat="council__seats", seat_as=LEADING, when=_NOT_OVER)],
)
ATTEND = Permission(
    "sitting.attend", gettext_lazy("dự phiên họp"), [Rule(seat="council__seats", when=Q(state=State.OPEN))]
)
# Whoever has an interest in a matter neither votes on it nor counts its votes, nor reads who voted how.
_SEATED, _APART = "sitting__council__seats", ("recusals__person",)
VOTE = Permission(
    "matter.vote",
    gettext_lazy("biểu quyết"),
    [Rule(seat=_SEATED, not_own=_APART, not_party="parties", when=_RUNNING)],
)
CLOSE = Permission(
    "matter.close",
    gettext_lazy("khóa kết quả biểu quyết"),
    [Rule(seat=_SEATED, seat_as=LEADING, not_own=_APART, not_party="parties", when=_RUNNING)],
)
RECUSE = Permission(
    "matter.recuse",
    gettext_lazy("khai có liên quan đến nội dung"),
    [Rule(seat=_SEATED, when=Q(state=MatterState.LISTED))],
)
SEE_VOTES = Permission(
    "matter.see_votes",
    gettext_lazy("xem từng phiếu công khai"),
    [Rule(seat=_SEATED, not_own=_APART, not_party="parties")],
)


def missing_to_set_up(unit: Organisation, purpose: Purpose, decision: str, *, since: date) -> list[Problem]:
    """What keeps a council from being set up."""
    problems = []
    if not decision:
        text = _("Ghi số, ngày và nơi ban hành quyết định thành lập hội đồng")
        problems.append(Problem(code="no_decision", field="decision", text=text))
    problems += too_long("decision", decision, LONGEST_LINE)
    taken = Council.objects.filter(unit=unit, purpose=purpose, valid__endswith__isnull=True)
    if taken.exists() or Council.objects.on(since).filter(unit=unit, purpose=purpose).exists():
        text = _("Ngày này đơn vị đang có một hội đồng cùng loại. Ghi ngày hội đồng cũ kết thúc trước.")
        problems.append(Problem(code="council_there", field="since", text=text))
    return problems


def missing_to_seat(council: Council, person: Person, office: Office, *, since: date) -> list[Problem]:
    """What keeps a person from a seat: one each, one chair, on days of the council."""
    if since not in council.valid:
        text = _("Ngày này hội đồng chưa thành lập hoặc đã kết thúc")
        return [Problem(code="no_council", field="since", text=text)]
    later = Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=since)
    if Seat.objects.filter(later, council=council, person=person).exists():
        text = _("%(who)s đang là thành viên hội đồng này") % {"who": person.full_name}
        return [Problem(code="seated", field="person", text=text)]
    if office == Office.CHAIR and Seat.objects.filter(later, council=council, office=Office.CHAIR).exists():
        text = _("Hội đồng đang có Chủ tịch. Ghi ngày Chủ tịch cũ thôi giữ chức trước.")
        return [Problem(code="chaired", field="office", text=text)]
    return []


def missing_to_end(row: Council | Seat, *, on: date) -> list[Problem]:
    """A council and a seat end on a day of theirs that leaves them one at least, and not behind what took place."""
    if on <= row.valid.lower or on not in row.valid:
        text = _("Chọn ngày sau ngày bắt đầu %(day)s và trước ngày kết thúc đã ghi")
        return [Problem(code="not_then", field="on", text=text % {"day": format_day(row.valid.lower)})]
    later = _sat(row).filter(day__gte=on).order_by("day").last()
    if later is None:
        return []
    text = _("Còn phiên họp ngày %(day)s. Chọn ngày sau đó, hoặc ghi lại là phiên này không họp.")
    return [Problem(code="sits_later", field="on", text=text % {"day": format_day(later.day)})]


def _sat(row: Council | Seat) -> "QuerySet[Sitting]":
    """The sittings that need it: of a council all that are not called off, of a seat those to which its person came."""
    if isinstance(row, Council):
        return Sitting.objects.filter(~Q(state=State.CANCELLED), council=row)
    return Sitting.objects.filter(council=row.council_id, presences__person=row.person_id)


def missing_to_plan(council: Council, *, day: date, place: str, today: date) -> list[Problem]:
    """What keeps a sitting from being called."""
    problems = []
    if day not in council.valid:
        text = _("Ngày này hội đồng chưa thành lập hoặc đã kết thúc")
        problems.append(Problem(code="no_council", field="day", text=text))
    elif day < today:
        problems.append(Problem(code="past", field="day", text=_("Ngày họp đã qua")))
    if not place:
        text = _("Ghi nơi họp, hoặc “họp trực tuyến”")
        problems.append(Problem(code="no_place", field="place", text=text))
    return [*problems, *too_long("place", place, LONGEST_LINE)]


def missing_to_open(sitting: Sitting, *, on: date) -> list[Problem]:
    """A sitting is opened on its day."""
    if on == sitting.day:
        return []
    text = _("Phiên họp được ấn định ngày %(day)s. Đổi ngày họp trước khi khai mạc.")
    return [Problem(code="another_day", text=text % {"day": format_day(sitting.day)})]


def missing_to_close_sitting(sitting: Sitting) -> list[Problem]:
    """Everything on the agenda is decided or put off."""
    waiting = sitting.matters.filter(state=MatterState.LISTED).order_by("position")
    text = _("Còn nội dung số %(n)s chưa khóa kết quả. Khóa kết quả hoặc để lại phiên sau.")
    return [Problem(code="still_listed", text=text % {"n": matter.position}) for matter in waiting]


def missing_to_put(
    sitting: Sitting, *, kind: str, key: str, title: str, choices: Choices, num: int, den: int
) -> list[Problem]:
    """What keeps a matter from the agenda."""
    problems = []
    if not title:
        text = _("Ghi nội dung cần biểu quyết")
        problems.append(Problem(code="no_title", field="title", text=text))
    problems += too_long("title", title, LONGEST_TITLE)
    codes = {code for code, _label in choices}
    if len(choices) < 2 or len(codes) < len(choices) or not all(code and label for code, label in choices):
        text = _("Ghi ít nhất hai phương án khác nhau")
        problems.append(Problem(code="no_choices", field="choices", text=text))
    if not 0 < num <= den:
        text = _("Tỷ lệ thông qua phải lớn hơn 0 và không quá 100 %")
        problems.append(Problem(code="no_share", field="threshold", text=text))
    elsewhere = Matter.objects.filter(kind=kind, key=key, state=MatterState.LISTED).exclude(kind="")
    if there := elsewhere.select_related("sitting").first():
        text = _("Nội dung này đã có trong chương trình phiên họp ngày %(day)s")
        problems.append(Problem(code="listed", field="key", text=text % {"day": format_day(there.sitting.day)}))
    return problems


def missing_to_vote(matter: Matter, choice: str, person: Person) -> list[Problem]:
    """What keeps a member who has no interest in the matter from voting on it now."""
    if not Presence.objects.filter(sitting=matter.sitting_id, person=person, left_at=None).exists():
        text = _("Anh/chị chưa được điểm danh có mặt tại phiên họp này")
        return [Problem(code="absent", text=text)]
    if matter.votes.filter(person=person).exists() or matter.casts.filter(person=person).exists():
        text = _("Anh/chị đã bỏ phiếu về nội dung này; phiếu đã bỏ không đổi được")
        return [Problem(code="voted", text=text)]
    if choice not in matter.labels:
        return [Problem(code="no_choice", field="choice", text=_("Chọn một phương án"))]
    return []


def missing_moment(matter: Matter) -> list[Problem]:
    """What was decided or put off stays so."""
    if matter.state == MatterState.LISTED:
        return []
    text = _("Nội dung này lúc này: %(state)s.") % {"state": MatterState(matter.state).label}
    return [Problem(code="wrong_moment", text=text)]


def missing_to_recuse(matter: Matter, person: Person) -> list[Problem]:
    """Nobody is kept out twice, nor after they have voted."""
    who = {"who": person.full_name}
    if matter.recusals.filter(person=person).exists():
        text = _("%(who)s đã không tham gia biểu quyết nội dung này") % who
        return [Problem(code="kept_out", field="person", text=text)]
    if matter.votes.filter(person=person).exists() or matter.casts.filter(person=person).exists():
        text = _("%(who)s đã bỏ phiếu. Để nội dung này lại phiên sau rồi biểu quyết lại.") % who
        return [Problem(code="voted", field="person", text=text)]
    return []


def missing_quorum(council: Council, votes: int, *, seats: int) -> list[Problem]:
    """Nothing is decided by too few."""
    if council.enough(votes, of=seats):
        return []
    text = _(
        "Mới có %(n)s phiếu. Cần ít nhất %(num)s/%(den)s trong %(seats)s thành viên không liên quan đến nội dung này "
        "bỏ phiếu thì kết quả mới có giá trị."
    )
    told = {"n": votes, "num": council.quorum_num, "den": council.quorum_den, "seats": seats}
    return [Problem(code="no_quorum", text=text % told)]


def missing_reason(reason: str, field: str = "reason") -> list[Problem]:
    """What somebody else will ask about says why."""
    if not reason:
        return [Problem(code="no_reason", field=field, text=_("Ghi lý do"))]
    return list(too_long(field, reason, LONGEST_REASON))
