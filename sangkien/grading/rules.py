"""Who grades whom and when, and what stands against a step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.grading.models import Appeal, CriteriaSet, Round, Sheet, Tabled
from sangkien.grading.spec import CriteriaSpec, Line
from sangkien.grading.states import RUNNING, SHOWN, TOLD, Stage, State
from sangkien.organisations.models import Organisation
from sangkien.sittings.models import Purpose, Sitting

KEEPING = (Role.LEADER, Role.ADMINISTRATOR)
OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
SPEAKING = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)
LONGEST_NOTE = 2_000
KIND_OF_ALL, KIND_OF_ONE = "grading.round", "grading.sheet"
"""Of matters of a council: the list of a round (its key is the round's), a sheet by itself (the sheet's)."""

# A union grades those below it on its own behalf only.
ORGANISE = Permission(
    "grading.organise",
    gettext_lazy("tổ chức xếp loại thi đua các đơn vị trực thuộc"),
    [Rule(role=role, at="pk") for role in KEEPING],
)
KEEP_CRITERIA = Permission(
    "criteria.keep",
    gettext_lazy("sửa bộ tiêu chí xếp loại"),
    [Rule(role=role, at="owner") for role in KEEPING],
)
STEER = Permission(
    "grading.steer",
    gettext_lazy("chuyển bước đợt xếp loại"),
    [Rule(role=role, at="organiser", when=Q(state__in=RUNNING)) for role in KEEPING],
)
# Members read what their council votes on.
_BEFORE_THE_COUNCIL = "tabled__matter__sitting__council__seats"
SEE = Permission(
    "grading.see",
    gettext_lazy("xem đợt xếp loại"),
    [
        *(Rule(role=role, over="organiser") for role in Role),
        *(Rule(role=role, at="sheets__unit", when=Q(state__in=SHOWN)) for role in OFFICERS),
        Rule(seat=f"sheets__{_BEFORE_THE_COUNCIL}"),
    ],
)
# A union reads its own sheet at once, and those of the others when the result is told to all.
SEE_RESULT = Permission(
    "grading.see_result",
    gettext_lazy("xem kết quả xếp loại"),
    [
        *(Rule(role=role, over="organiser") for role in Role),
        *(Rule(role=role, at="sheets__unit", when=Q(state__in=TOLD)) for role in OFFICERS),
        Rule(seat=f"sheets__{_BEFORE_THE_COUNCIL}"),
    ],
)
READ_SHEET = Permission(
    "grading.read_sheet",
    gettext_lazy("đọc bảng điểm"),
    [
        *(Rule(role=role, over="round__organiser") for role in Role),
        *(Rule(role=role, at="unit", when=Q(round__state__in=SHOWN)) for role in OFFICERS),
        *(Rule(role=role, at="round__sheets__unit", when=Q(round__state__in=TOLD)) for role in OFFICERS),
        Rule(seat=f"round__sheets__{_BEFORE_THE_COUNCIL}"),
    ],
)
SCORE_SELF = Permission(
    "grading.score_self",
    gettext_lazy("tự chấm điểm đơn vị"),
    [Rule(role=role, at="unit", when=Q(round__state=State.SELF)) for role in SPEAKING],
)
# Whoever has or had an office in a union gives it no points on behalf of those above.
_THEIR_OWN = ("unit__appointments__person",)
SCORE_SUPERIOR = Permission(
    "grading.score_superior",
    gettext_lazy("chấm điểm đơn vị trực thuộc"),
    [
        Rule(role=role, at="round__organiser", not_own=_THEIR_OWN, when=Q(round__state=State.REVIEW))
        for role in (Role.REVIEWER, Role.LEADER)
    ],
)
SCORE_COUNCIL = Permission(
    "grading.score_council",
    gettext_lazy("ghi điểm hội đồng"),
    [
        Rule(role=role, at="round__organiser", not_own=_THEIR_OWN, when=Q(round__state=State.COUNCIL))
        for role in (Role.COUNCILLOR, Role.LEADER)
    ],
)
APPEAL = Permission(
    "grading.appeal",
    gettext_lazy("khiếu nại kết quả xếp loại"),
    [Rule(role=role, at="unit", when=Q(round__state=State.APPEAL)) for role in SPEAKING],
)
# Somebody else decides: no hand that gave the sheet points, none of the union itself; where nobody is left, above.
_HAD_A_PART = ("by", "sheet__scores__by", "sheet__unit__appointments__person")
_OPEN = Q(answer__isnull=True, sheet__round__state=State.APPEAL)
ANSWER = Permission(
    "grading.answer",
    gettext_lazy("trả lời khiếu nại kết quả xếp loại"),
    [
        Rule(role=Role.REVIEWER, at="sheet__round__organiser", not_own=_HAD_A_PART, when=_OPEN),
        *(Rule(role=role, over="sheet__round__organiser", not_own=_HAD_A_PART, when=_OPEN) for role in KEEPING),
    ],
)
SCORES = {Stage.SELF: SCORE_SELF, Stage.SUPERIOR: SCORE_SUPERIOR, Stage.COUNCIL: SCORE_COUNCIL}


@dataclass(frozen=True)
class Entered:
    """What somebody typed at a line: points in hundredths, None where nothing was typed, and the words beside it."""

    points: int | None
    note: str = ""


# What is missing -------------------------------------------------------------------------------------------


def missing_to_keep(code: str, *, owner: Organisation) -> list[Problem]:
    """What keeps criteria from being kept under this code: it is free, or the union's own already."""
    if not code:
        return [Problem(code="no_code", field="code", text=_("Ghi mã bộ tiêu chí, ví dụ TIEU-CHI-2022"))]
    if not all(part.isascii() and part.isalnum() for part in code.split("-")):
        return [Problem(code="bad_code", field="code", text=_("Mã chỉ gồm chữ không dấu, chữ số và gạch nối"))]
    if CriteriaSet.objects.filter(code=code).exclude(owner=owner).exists():
        return [Problem(code="code_taken", field="code", text=_("Mã này đã có đơn vị khác dùng"))]
    return []


def missing_to_open(
    organiser: Organisation, name: str, units: Collection[Organisation], *, days: Sequence[date], today: date
) -> list[Problem]:
    """What keeps a round from being opened; `days`: the last of self-scoring, the last of appeals."""
    self_until, appeal_until = days
    problems = []
    if not name:
        problems.append(Problem(code="no_name", field="name", text=_("Ghi tên đợt xếp loại")))
    problems += name_taken(organiser, name)
    if self_until < today:
        text = _("Ngày này đã qua. Chọn hôm nay hoặc một ngày sau")
        problems.append(Problem(code="past", field="self_until", text=text))
    if appeal_until < self_until:
        text = _("Hạn khiếu nại không thể trước hạn tự chấm")
        problems.append(Problem(code="order", field="appeal_until", text=text))
    if not units:
        text = _("Ngày này không có đơn vị nào để xếp loại")
        problems.append(Problem(code="nobody", field="over", text=text))
    return problems


def name_taken(organiser: Organisation, name: str) -> list[Problem]:
    """Two rounds of a union are told apart by their names; one that was called off leaves its own free."""
    if not Round.objects.filter(organiser=organiser, name=name).exclude(state=State.CANCELLED).exists():
        return []
    return [Problem(code="name_taken", field="name", text=_("Đơn vị đã có đợt xếp loại mang tên này"))]


def missing_to_score(
    spec: CriteriaSpec,
    given: Mapping[str, Entered],
    before: Mapping[str, int],
    *,
    stage: Stage,
    shown: Collection[str] = (),
) -> list[Problem]:
    """What is wrong with points as they were typed, each at its line. `before`: what the stage before gave; who gives
    something else says why, and who claims points for oneself names the evidence where the line asks for it, unless
    a file shows it (`shown`: lines)."""
    problems = []
    for code, entered in given.items():
        line = spec.line(code)
        if line is None or line.auto is not None:
            problems.append(Problem(code="no_line", text=_("Bộ tiêu chí không có dòng này để chấm: %s") % code[:30]))
        elif entered.points is not None:
            problems += _wrong_points(line, entered, before.get(code), stage, is_shown=code in shown)
    return problems


def _wrong_points(line: Line, entered: Entered, before: int | None, stage: Stage, *, is_shown: bool) -> list[Problem]:
    assert entered.points is not None
    if not 0 <= entered.points <= line.points:
        return [Problem(code="too_much", field=line.code, text=_within(line))]
    if len(entered.note) > LONGEST_NOTE:
        text = _("Phần ghi chú của “%(line)s” dài quá, anh/chị rút gọn giúp") % {"line": line.name}
        return [Problem(code="long", field=line.code, text=text)]
    if entered.note:
        return []
    if stage == Stage.SELF and line.evidence and entered.points and not is_shown:
        text = _("“%(line)s”: ghi minh chứng (văn bản, số liệu, nơi xem) cho số điểm tự chấm") % {"line": line.name}
        return [Problem(code="no_evidence", field=line.code, text=text)]
    if before not in (None, entered.points):
        text = _("“%(line)s”: ghi lý do khi chấm khác với điểm trước") % {"line": line.name}
        return [Problem(code="no_reason", field=line.code, text=text)]
    return []


def _within(line: Line) -> str:
    most = f"{line.points / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return _("“%(line)s”: điểm từ 0 đến %(most)s") % {"line": line.name, "most": most}


def missing_to_end_self(waiting: Sequence[str], *, until: date, today: date) -> list[Problem]:
    """Unions have until their last day: before it, all must have scored themselves."""
    if not waiting or today > until:
        return []
    text = _("Chưa hết hạn tự chấm (%(day)s) và còn đơn vị chưa chấm xong: %(units)s")
    return [Problem(code="waiting", text=text % {"day": format_day(until), "units": ", ".join(waiting)})]


def missing_points(waiting: Sequence[str]) -> list[Problem]:
    """Every line of every sheet has points of this stage."""
    if not waiting:
        return []
    text = _("Còn bảng điểm chưa chấm xong: %(units)s")
    return [Problem(code="unscored", text=text % {"units": ", ".join(waiting)})]


def missing_votes(lacking: Sequence[str]) -> list[Problem]:
    """The council has agreed to every sheet."""
    if not lacking:
        return []
    text = _("Hội đồng thi đua, khen thưởng chưa biểu quyết thông qua bảng điểm của: %(units)s")
    return [Problem(code="no_vote", text=text % {"units": ", ".join(lacking)})]


def missing_to_leave_council(listed: Collection[Tabled]) -> list[Problem]:
    """A round does not go back, nor end, while the council is to vote on it."""
    days = sorted({one.matter.sitting.day for one in listed})
    text = _("Đợt này đang ở chương trình phiên họp hội đồng ngày %(day)s. Để nội dung ấy lại rồi hãy chuyển bước.")
    return [Problem(code="listed", text=text % {"day": format_day(day)}) for day in days]


def missing_to_table(one: Round, sitting: Sitting, waiting: Sequence[str], *, sheets: int) -> list[Problem]:
    """What keeps sheets from the agenda of a sitting: so many of them, of which these unions lack points."""
    if one.state != State.COUNCIL:
        text = _("Đợt xếp loại chưa ở bước hội đồng xét, hoặc đã qua bước ấy")
        return [Problem(code="wrong_moment", text=text)]
    council = sitting.council
    if (council.unit_id, council.purpose) != (one.organiser_id, Purpose.EMULATION):
        text = _("Chọn phiên họp của hội đồng thi đua, khen thưởng của đơn vị tổ chức đợt xếp loại")
        return [Problem(code="other_council", field="sitting", text=text)]
    if not sheets:
        text = _("Mọi bảng điểm đã được thông qua hoặc đang ở chương trình một phiên họp")
        return [Problem(code="nothing", field="sitting", text=text)]
    return missing_points(waiting)


def missing_to_set_apart(standing: Tabled | None) -> list[Problem]:
    """A sheet that the council has agreed to, or votes on by itself already, is not voted on apart."""
    if standing is None or not standing.holds:
        return []
    if standing.agreed:
        return [Problem(code="agreed", text=_("Hội đồng đã thông qua bảng điểm của đơn vị này"))]
    if standing.matter.kind == KIND_OF_ONE:
        return [Problem(code="apart", text=_("Đơn vị này đã được biểu quyết riêng"))]
    return []


def missing_to_change(standing: Tabled | None) -> list[Problem]:
    """What the council votes on, or has agreed to, stays as it was put before it."""
    if standing is None or not standing.holds:
        return []
    if standing.agreed:
        text = _("Hội đồng đã biểu quyết thông qua bảng điểm này; điểm hội đồng không đổi được nữa.")
    else:
        text = _("Bảng điểm này đang ở chương trình phiên họp ngày %(day)s. Để nội dung ấy lại rồi hãy sửa điểm.")
        text %= {"day": format_day(standing.matter.sitting.day)}
    return [Problem(code="before_the_council", text=text)]


def missing_reason(note: str) -> list[Problem]:
    """Who goes back or calls it off says why."""
    return [] if note else [Problem(code="no_reason", field="note", text=_("Ghi lý do"))]


def missing_to_lock(waiting: int, *, until: date, today: date) -> list[Problem]:
    """Appeals are over, and each has its answer."""
    problems = []
    if today <= until:
        text = _("Đơn vị còn quyền khiếu nại đến hết ngày %(day)s") % {"day": format_day(until)}
        problems.append(Problem(code="not_over", text=text))
    if waiting:
        text = _("Còn %(n)s khiếu nại chưa trả lời") % {"n": waiting}
        problems.append(Problem(code="unanswered", text=text))
    return problems


def missing_to_appeal(sheet: Sheet, line: Line | None, text: str, *, until: date, today: date) -> list[Problem]:
    """What keeps a union from appealing about a line."""
    if line is None:
        return [Problem(code="no_line", field="line", text=_("Chọn tiêu chí khiếu nại"))]
    if today > until:
        told = _("Hạn khiếu nại đã hết ngày %(day)s") % {"day": format_day(until)}
        return [Problem(code="over", field="line", text=told)]
    if Appeal.objects.filter(sheet=sheet, line=line.code).exists():
        return [Problem(code="again", field="line", text=_("Đơn vị đã khiếu nại tiêu chí này rồi"))]
    return [] if text else [Problem(code="no_text", field="text", text=_("Ghi nội dung khiếu nại và căn cứ"))]


def missing_to_answer(line: Line, points: int | None, reason: str, *, upheld: bool) -> list[Problem]:
    """An answer says why, and what is upheld has points within the line."""
    problems = []
    if upheld and (points is None or not 0 <= points <= line.points):
        problems.append(Problem(code="points", field="points", text=_within(line)))
    if not reason:
        problems.append(Problem(code="no_reason", field="reason", text=_("Ghi lý do")))
    return problems
