"""Who may verify a value, when it is time, and what must be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import day_of, format_day, moment_at
from sangkien.base.lengths import too_long
from sangkien.base.numbers import MOST_DONG
from sangkien.base.problems import Problem
from sangkien.confirmations.rules import GivenPaper
from sangkien.evidence.drawing import PRIZE_DIGITS
from sangkien.evidence.models import Inspection, Judged, Outcome, Strata
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import NOT_MINE
from sangkien.initiatives.states import State
from sangkien.programmes.models import Phase, Programme

AGAIN_AFTER = 180  # days until what is not clear is asked again
LONGEST_NAME, LONGEST_TEXT = 120, 2_000

HAS_A_VALUE = Q(state=State.VALID, benefit_vnd__isnull=False)

_NOT_ITS_AUTHOR = ("entered_by", "authors__person")
# The grassroots union that knows the workplace, or the superior; never who wrote or entered it. Who confirmed it may:
# the second pair of eyes is the employer's, who is named.
VERIFY = Permission(
    "value.verify",
    gettext_lazy("đánh giá lại giá trị sau một năm"),
    [
        Rule(role=role, at=at, not_own=_NOT_ITS_AUTHOR, not_party="parties", when=HAS_A_VALUE)
        for role, at in [(Role.GRASSROOTS_OFFICER, "unit"), (Role.REVIEWER, "superior")]
    ],
)


def used_since(initiative: Initiative) -> date:
    """The day from which the year is counted: that of application, since the value declared is the first year's of use
    (EVN: "số tiền làm lợi sau 1 năm áp dụng"); unknown, that of recognition, and else that of sending."""
    return initiative.applied_on or initiative.recognised_on or day_of(initiative.submitted_at)


def due_on(initiative: Initiative) -> date:
    """From which day the value can be looked at again: the same day of the next year."""
    since = used_since(initiative)
    try:
        return since.replace(year=since.year + 1)
    except ValueError:  # the 29th of February
        return date(since.year + 1, 3, 1)


def a_year_before(day: date) -> date:
    """What was in use by then is due that day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an officer found. A value found (đồng, a year) has its `method`, and who on the employer's side confirmed
    it; what was not found says why in the `note`."""

    outcome: str
    actual_vnd: int | None = None
    method: str = ""
    employer: str = ""
    position: str = ""
    note: str = ""
    paper: GivenPaper | None = None


def too_early(initiative: Initiative, *, on: date) -> list[Problem]:
    """Nobody knows what a year brought before it is over."""
    due = due_on(initiative)
    if on >= due:
        return []
    text = _("Sáng kiến áp dụng chưa đủ một năm. Từ ngày %(day)s anh/chị đánh giá lại giá trị được nhé.")
    return [Problem(code="too_early", text=text % {"day": format_day(due)})]


def missing_in(found: Found) -> Iterator[Problem]:
    """Everything that keeps a finding from being kept."""
    if found.outcome not in Outcome.values:
        yield Problem(code="no_outcome", field="outcome", text=_("Chọn kết quả đánh giá lại"))
    elif found.outcome == Outcome.FOUND:
        yield from _missing_in_a_value(found)
    elif not found.note:
        yield Problem(code="no_note", field="note", text=_("Ghi ngắn gọn vì sao, để người xem sau hiểu"))
    for field, text, most in [
        ("method", found.method, LONGEST_TEXT),
        ("note", found.note, LONGEST_TEXT),
        ("employer", found.employer, LONGEST_NAME),
        ("position", found.position, LONGEST_NAME),
    ]:
        yield from too_long(field, text, most)


def _missing_in_a_value(found: Found) -> Iterator[Problem]:
    if found.actual_vnd is None or not 0 <= found.actual_vnd <= MOST_DONG:
        text = _("Ghi giá trị thực tế một năm bằng số, ví dụ 90.000.000. Không làm lợi thì ghi 0")
        yield Problem(code="no_actual", field="actual_vnd", text=text)
    if not found.method:
        text = _("Ghi cách xác định giá trị thực tế, ví dụ theo sổ vật tư 12 tháng")
        yield Problem(code="no_method", field="method", text=text)
    for field, value, text in [
        ("employer", found.employer, _("Ghi họ tên người của doanh nghiệp đã xác nhận")),
        ("position", found.position, _("Ghi chức vụ của người đó")),
    ]:
        if not any(c.isalpha() for c in value):
            yield Problem(code=f"no_{field}", field=field, text=text)


# Random inspections ------------------------------------------------------------------------------------------

PRIZE_KNOWN_AT = time(19)  # the northern lottery is drawn from 18:15 on
LARGEST_SAMPLE = 2_000
LARGEST_POPULATION = 500_000
_OVERSEERS = (Role.LEADER, Role.ADMINISTRATOR)
_PART_IN_IT = (*NOT_MINE, "events__by", "sheets__by", "verifications__by")

PLAN = Permission("inspection.plan", gettext_lazy("lập đợt hậu kiểm"), [Rule(role=Role.LEADER, over="pk")])
SEE_INSPECTION = Permission(
    "inspection.see",
    gettext_lazy("xem đợt hậu kiểm"),
    [*(Rule(role=role, over="office") for role in _OVERSEERS), Rule(role=Role.REVIEWER, at="office")],
)
# Who planned it does not draw it: it takes two.
DRAW = Permission(
    "inspection.draw",
    gettext_lazy("rút mẫu hậu kiểm"),
    [
        Rule(role=role, not_own=("planned_by",), when=Q(draw=None), **place)
        for role, place in [
            (Role.LEADER, {"over": "office"}),
            (Role.ADMINISTRATOR, {"over": "office"}),
            (Role.REVIEWER, {"at": "office"}),
        ]
    ],
)
JUDGE = Permission(
    "inspection.judge",
    gettext_lazy("ghi kết quả hậu kiểm"),
    [
        Rule(
            role=role,
            at="inspection__office",
            not_own=tuple(f"listed__initiative__{part}" for part in _PART_IN_IT),
            not_party="listed__initiative__parties",
        )
        for role in (Role.LEADER, Role.REVIEWER)
    ],
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is planned: which dossiers, how they are divided, how many (a number, or a share in hundredths of a
    percent), and which day's prize is waited for."""

    programme: Programme
    phase: Phase | None
    valid_from: date | None
    valid_to: date | None
    strata: str
    prize_on: date | None
    size: int | None = None
    share: int | None = None

    def sample_of(self, population: int) -> int:
        """How many of so many; a share is rounded up, so that it is never less than was planned."""
        if self.size is not None:
            return min(self.size, population)
        share = Fraction(self.share or 0, 100_00) * population
        return -(-share.numerator // share.denominator)


def missing_to_plan(plan: Plan, *, on: date) -> Iterator[Problem]:
    """Everything that keeps an inspection from being planned, as far as the plan itself tells."""
    for field, day in [("valid_from", plan.valid_from), ("valid_to", plan.valid_to), ("prize_on", plan.prize_on)]:
        if day is None:
            yield Problem(code=f"no_{field}", field=field, text=_("Ghi ngày bằng số, ví dụ 31/05/2022"))
    if plan.valid_from and plan.valid_to and plan.valid_from > plan.valid_to:
        yield Problem(code="days_in_order", field="valid_to", text=_("Ngày cuối đang trước ngày đầu"))
    if plan.valid_to and plan.valid_to >= on:
        text = _("Chỉ hậu kiểm những ngày đã qua, để danh sách không đổi nữa")
        yield Problem(code="not_over", field="valid_to", text=text)
    if plan.prize_on and plan.prize_on <= on:
        text = _("Chọn một ngày xổ số sắp tới: lúc công bố chưa ai được biết con số này")
        yield Problem(code="prize_known", field="prize_on", text=text)
    if plan.strata not in Strata.values:
        yield Problem(code="no_strata", field="strata", text=_("Chọn cách chia nhóm"))
    if (plan.size is None) == (plan.share is None):
        yield Problem(code="no_size", field="size", text=_("Ghi số hồ sơ sẽ chọn, hoặc tỷ lệ phần trăm"))
    elif not (plan.size if plan.size is not None else plan.share):
        yield Problem(code="no_size", field="size", text=_("Cần chọn ít nhất một hồ sơ"))


def wrong_numbers(plan: Plan, population: int) -> list[Problem]:
    """What is wrong with how many there are."""
    if population == 0:
        text = _("Không có hồ sơ nào được công nhận trong những ngày này. Anh/chị xem lại chương trình và ngày.")
        return [Problem(code="nobody_there", field="valid_from", text=text)]
    if population > LARGEST_POPULATION:
        text = _("Những ngày này có quá nhiều hồ sơ cho một đợt. Anh/chị chia thành nhiều đợt nhé.")
        return [Problem(code="too_many", field="valid_from", text=text)]
    if plan.sample_of(population) > LARGEST_SAMPLE:
        text = _("Một đợt chọn nhiều nhất %(most)s hồ sơ") % {"most": LARGEST_SAMPLE}
        return [Problem(code="large_sample", field="size", text=text)]
    return []


def missing_to_draw(inspection: Inspection, prize: str, *, at: datetime) -> list[Problem]:
    """Why the sample cannot be drawn yet."""
    if at < moment_at(inspection.prize_on, PRIZE_KNOWN_AT):
        text = _("Chưa đến lúc: rút mẫu sau khi có kết quả xổ số ngày %(day)s, từ 19 giờ.")
        return [Problem(code="too_early", text=text % {"day": format_day(inspection.prize_on)})]
    if len(prize) != PRIZE_DIGITS or not (prize.isascii() and prize.isdecimal()):
        text = _("Ghi đủ 5 chữ số của giải đặc biệt, kể cả số 0 ở đầu")
        return [Problem(code="no_prize", field="prize", text=text)]
    return []


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What an officer finds of one dossier of the sample."""

    judged: str
    right_vnd: int | None = None
    note: str = ""


def findings_for(initiative: Initiative) -> list[Judged]:
    """What an inspection may find of the dossier: no value can be wrong where none was declared."""
    return [one for one in Judged if one != Judged.WRONG_VALUE or initiative.benefit_vnd is not None]


def missing_to_judge(initiative: Initiative, said: Judgement) -> Iterator[Problem]:
    """Everything that keeps a finding from being kept."""
    if said.judged not in findings_for(initiative):
        yield Problem(code="no_judgement", field="judged", text=_("Chọn kết quả"))
        return
    if said.judged == Judged.WRONG_VALUE and not (said.right_vnd is not None and 0 <= said.right_vnd <= MOST_DONG):
        text = _("Ghi giá trị đúng bằng số, ví dụ 90.000.000. Không làm lợi thì ghi 0")
        yield Problem(code="no_right", field="right_vnd", text=text)
    if said.judged != Judged.RIGHT and not said.note:
        yield Problem(code="no_note", field="note", text=_("Ghi ngắn gọn vì sao, để người xem sau hiểu"))
    yield from too_long("note", said.note, LONGEST_TEXT)
