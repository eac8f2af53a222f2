"""Who asks for a level, who scores, who concludes, and what stands against it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import NOT_MINE, TOLD
from sangkien.initiatives.states import State as Standing
from sangkien.organisations.models import Organisation
from sangkien.scopes.models import Criteria, Criterion, Level, Request, Sheet
from sangkien.scopes.states import State
from sangkien.sittings.models import LEADING, Council, Outcome

LAW = "Luật Thi đua, khen thưởng 06/2022/QH15, Điều 3 khoản 4"
KIND = "scope"  # of a matter of a council: its key is that of the request

_ASKED = Q(state=State.ASKED)
_APART = tuple(f"initiative__{path}" for path in NOT_MINE)


def _officers(when: Q | None = None, *, of: str = "") -> list[Rule]:
    """Who speaks for the dossier's unions: its grassroots union, the direct superior, whoever leads one above."""
    held = when or Q()
    return [
        Rule(role=Role.GRASSROOTS_OFFICER, at=f"{of}unit", when=held),
        Rule(role=Role.REVIEWER, at=f"{of}superior", when=held),
        Rule(role=Role.LEADER, over=f"{of}unit", when=held),
    ]


ADOPT = Permission(
    "scope.adopt",
    gettext_lazy("ban hành tiêu chí xét phạm vi ảnh hưởng"),
    [Rule(role=role, at="pk") for role in (Role.LEADER, Role.ADMINISTRATOR)],
)
ASK = Permission(
    "scope.ask",
    gettext_lazy("đề nghị xét phạm vi ảnh hưởng"),
    _officers(Q(state=Standing.VALID) & TOLD),
)
WITHDRAW = Permission(
    "scope.withdraw",
    gettext_lazy("rút đề nghị xét phạm vi ảnh hưởng"),
    _officers(_ASKED, of="initiative__"),
)
SEE = Permission(
    "scope.see",
    gettext_lazy("xem đề nghị xét phạm vi ảnh hưởng"),
    [
        Rule(seat="council__seats"),
        Rule(own="initiative__entered_by"),
        Rule(own="initiative__authors__person"),
        *_officers(of="initiative__"),
        Rule(role=Role.ADMINISTRATOR, over="initiative__unit"),
    ],
)
SCORE = Permission(
    "scope.score",
    gettext_lazy("chấm phạm vi ảnh hưởng"),
    [Rule(seat="council__seats", not_own=_APART, not_party="initiative__parties", when=_ASKED)],
)
CONCLUDE = Permission(
    "scope.conclude",
    gettext_lazy("ghi kết luận về phạm vi ảnh hưởng"),
    [Rule(seat="council__seats", seat_as=LEADING, not_own=_APART, not_party="initiative__parties", when=_ASKED)],
)


def missing_to_adopt(
    unit: Organisation, level: Level, points: Mapping[str, int], enough: int, basis: str, *, since: date
) -> list[Problem]:
    """What keeps criteria from being adopted."""
    problems = [
        Problem(code="points", field=code, text=_("Ghi điểm tối đa bằng số nguyên từ 1 đến 100"))
        for code in Criterion.values
        if not 1 <= points.get(code, 0) <= 100
    ]
    if not problems and not 1 <= enough <= sum(points.values()):
        text = _("Điểm cần đạt phải từ 1 đến tổng điểm tối đa")
        problems.append(Problem(code="enough", field="enough", text=text))
    if not basis:
        text = _("Ghi căn cứ: số, ngày và nơi ban hành văn bản")
        problems.append(Problem(code="no_basis", field="basis", text=text))
    if Criteria.objects.filter(unit=unit, level=level, valid__startswith__gte=since).exists():
        text = _("Đã có tiêu chí từ ngày này hoặc sau đó. Chọn ngày muộn hơn")
        problems.append(Problem(code="later_row", field="since", text=text))
    return problems


def missing_to_ask(initiative: Initiative, level: Level, *, below: Level | None) -> list[Problem]:
    """A level is asked for once the one below it was recognised, and never twice."""
    asked = Request.objects.filter(initiative=initiative)
    if asked.filter(state=State.ASKED).exists():
        return [Problem(code="asked", text=_("Sáng kiến này đang có một đề nghị chờ hội đồng"))]
    if asked.filter(level=level, finding__recognised=True).exists():
        return [Problem(code="found", field="level", text=_("Hội đồng đã công nhận sáng kiến ở cấp này"))]
    if below and not asked.filter(level=below, finding__recognised=True).exists():
        text = _("Sáng kiến chưa được công nhận ở cấp dưới: %(level)s") % {"level": below.label}
        return [Problem(code="not_below", field="level", text=text)]
    return []


def missing_council(council: Council | None, criteria: Criteria | None) -> list[Problem]:
    """Who is to decide, and by what, must be there that day."""
    if council is None:
        text = _("Ở cấp này chưa có hội đồng sáng kiến nào đang hoạt động trong hệ thống của đơn vị")
        return [Problem(code="no_council", field="level", text=text)]
    if criteria is None:
        text = _("Hôm nay chưa có tiêu chí xét phạm vi ảnh hưởng cho cấp này")
        return [Problem(code="no_criteria", field="level", text=text)]
    return []


def missing_in_sheet(points: Mapping[str, int | None], criteria: Criteria) -> list[Problem]:
    """Everything that keeps a sheet from being taken, each at its criterion."""
    problems = []
    for code, most in criteria.points.items():
        given = points.get(code)
        if given is None or not 0 <= given <= most:
            told = {"name": Criterion(code).label, "most": format_int(most)}
            text = _("Chấm “%(name)s” bằng số nguyên từ 0 đến %(most)s") % told
            problems.append(Problem(code="points", field=code, text=text))
    return problems


def missing_to_conclude(request: Request, outcome: Outcome | None, sheets: list[Sheet]) -> list[Problem]:
    """A finding rests on a vote, and on as many sheets as a vote needs votes."""
    if outcome is None:
        text = _("Hội đồng chưa khóa kết quả biểu quyết về đề nghị này")
        return [Problem(code="no_outcome", text=text)]
    if not request.council.enough(len(sheets), of=outcome.seats):
        text = _("Mới có %(n)s phiếu chấm trên %(seats)s thành viên, chưa đủ để kết luận")
        return [Problem(code="few_sheets", text=text % {"n": len(sheets), "seats": outcome.seats})]
    return []


def other_council() -> Problem:
    """A request goes before its own council."""
    return Problem(code="other_council", text=_("Phiên họp này là của hội đồng khác"))


def missing_after_vote(outcome: Outcome | None) -> list[Problem]:
    """Points are given before the result of the vote is known."""
    if outcome is None:
        return []
    return [Problem(code="voted", text=_("Hội đồng đã biểu quyết xong, nên không chấm thêm được nữa"))]


def missing_withdrawal(reason: str, *, listed: bool) -> list[Problem]:
    """A request is withdrawn for a reason, and not while a council is about to vote on it."""
    if listed:
        text = _("Đề nghị đang nằm trong chương trình một phiên họp. Thư ký để lại phiên sau thì mới rút được.")
        return [Problem(code="listed", text=text)]
    return [] if reason else [Problem(code="no_reason", field="reason", text=_("Ghi lý do"))]
