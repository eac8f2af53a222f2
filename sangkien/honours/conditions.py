"""What terms ask for: each condition, what it measures, and whether a candidate meets it, in words.

Terms are lines of alternatives: of every line one is to be met. Measured values are exact: whole đồng, counts,
hundredths of a percent cut off, so that what lies below a threshold never reads as reached.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.numbers import format_decimal, format_dong, format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.honours.forms import Whom
from sangkien.scopes.models import Level


class Measure(models.TextChoices):
    """What can be asked of a candidate."""

    INITIATIVES = "INITIATIVES", gettext_lazy("Số sáng kiến được công nhận")
    BENEFIT_ONCE = "BENEFIT_ONCE", gettext_lazy("Giá trị làm lợi của một giải pháp")
    BENEFIT_YEARS = "BENEFIT_YEARS", gettext_lazy("Tổng giá trị làm lợi trong các năm liên tục")
    TITLE = "TITLE", gettext_lazy("Sáng kiến được tính khi xét danh hiệu")
    NO_MANAGER = "NO_MANAGER", gettext_lazy("Không giữ chức vụ quản lý")
    ATTAINED = "ATTAINED", gettext_lazy("Tỷ lệ đạt chỉ tiêu")
    QUARTER = "QUARTER", gettext_lazy("Dẫn đầu cụm, khối trong quý")
    GRADE = "GRADE", gettext_lazy("Xếp loại thi đua")
    STATED = "STATED", gettext_lazy("Đơn vị đề nghị xác nhận")


_FOR: Mapping[Measure, Sequence[Whom]] = {
    Measure.INITIATIVES: [Whom.PERSON, Whom.COLLECTIVE],
    Measure.BENEFIT_ONCE: [Whom.PERSON],
    Measure.BENEFIT_YEARS: [Whom.PERSON],
    Measure.TITLE: [Whom.PERSON],
    Measure.NO_MANAGER: [Whom.PERSON],
    Measure.ATTAINED: [Whom.COLLECTIVE],
    Measure.QUARTER: [Whom.COLLECTIVE],
    Measure.GRADE: [Whom.COLLECTIVE],
    Measure.STATED: [Whom.PERSON, Whom.COLLECTIVE],
}
_COUNTED = {Measure.INITIATIVES, Measure.BENEFIT_ONCE, Measure.BENEFIT_YEARS, Measure.ATTAINED}
_IN_WORDS = {Measure.GRADE, Measure.STATED}
MOST_YEARS = 10


@dataclass(frozen=True)
class Condition:
    """One condition. `least`: how much of what is measured (đồng, initiatives, hundredths of a percent); `years`: in
    how many years in a row; `among`: which grades are enough, how far an initiative must reach, or in words what the
    proposer has to vouch for, since no figure tells it."""

    measure: Measure
    least: int = 0
    years: int = 0
    among: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """In the reader's language, without its full stop."""
        return _ASKED[self.measure](self)


@dataclass(frozen=True)
class Reason:
    """Why, or why not: a condition and what was found. `found` None: nothing is known to measure; `words`: what was
    found, where it is no number."""

    condition: Condition
    met: bool
    found: int | None = None
    words: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        """To be kept with a nomination."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Reason":
        """As it was kept."""
        return cls(condition_of(kept["condition"]), kept["met"], kept["found"], kept["words"])

    @property
    def text(self) -> str:
        """In the reader's language: "Có một giải pháp làm lợi từ 80.000.000 đồng: cao nhất 120.000.000 đồng"."""
        found = self.words or (
            _("chưa có số liệu") if self.found is None else _FOUND[self.condition.measure](self.found)
        )
        return f"{self.condition.asked}: {found}" if found else self.condition.asked


Lines = Sequence[Sequence[Condition]]


def condition_of(written: Mapping[str, Any]) -> Condition:
    """From JSON."""
    said: dict[str, Any] = {"least": 0, "years": 0, "among": ()} | dict(written)
    return Condition(Measure(said["measure"]), said["least"], said["years"], tuple(said["among"]))


def lines_of(written: Sequence[Sequence[Mapping[str, Any]]]) -> Lines:
    """From JSON."""
    return [[condition_of(one) for one in line] for line in written]


def as_json(lines: Lines) -> list[list[dict[str, Any]]]:
    """To be kept."""
    return [[asdict(one) for one in line] for line in lines]


def are_met(lines: Sequence[Sequence[Reason]]) -> bool:
    """Is of every line one alternative met? Without lines nothing is asked."""
    return all(any(reason.met for reason in line) for line in lines)


def read(written: Any, whom: Whom) -> Lines:
    """Lines that somebody wrote. Raises NotPossible with everything in them that cannot be asked."""
    if not isinstance(written, list) or not all(isinstance(line, list) and line for line in written):
        raise NotPossible([_wrong(_("Điều kiện là các dòng, mỗi dòng có ít nhất một điều kiện."))])
    problems = [problem for line in written for one in line for problem in _wrong_condition(one, whom)]
    if problems:
        raise NotPossible(problems)
    return lines_of(written)


def _wrong_condition(written: Any, whom: Whom) -> Sequence[Problem]:
    if not isinstance(written, Mapping) or written.get("measure") not in Measure.values:
        return [_wrong(_("Không có điều kiện như vậy. Chỉ có: %(all)s.") % {"all": ", ".join(Measure.values)})]
    condition = condition_of(written)
    label = {"name": condition.measure.label}
    if whom not in _FOR[condition.measure]:
        return [_wrong(_("Điều kiện “%(name)s” không dành cho đối tượng của hình thức này.") % label)]
    if condition.measure in _COUNTED and condition.least < 1:
        return [_wrong(_("Điều kiện “%(name)s” cần mức từ 1 trở lên.") % label)]
    if condition.measure == Measure.BENEFIT_YEARS and not 2 <= condition.years <= MOST_YEARS:
        return [_wrong(_("Số năm liên tục từ 2 đến %(most)s.") % {"most": MOST_YEARS})]
    if condition.measure == Measure.TITLE and [*condition.among] not in [[level] for level in Level.values]:
        return [
            _wrong(_("Điều kiện “%(name)s” cần một phạm vi: %(all)s.") % (label | {"all": ", ".join(Level.values)}))
        ]
    if condition.measure in _IN_WORDS and not all(condition.among or [""]):
        return [_wrong(_("Điều kiện “%(name)s” cần ghi bằng lời.") % label)]
    return []


def _wrong(text: str) -> Problem:
    return Problem(code="condition", field="lines", text=text)


def _percent(hundredths: int) -> str:
    return f"{format_decimal(Decimal(hundredths).scaleb(-2).normalize())} %"


_ASKED: dict[Measure, Callable[[Condition], str]] = {
    Measure.INITIATIVES: lambda one: _("Có từ %(n)s sáng kiến được công nhận trở lên") % {"n": format_int(one.least)},
    Measure.BENEFIT_ONCE: lambda one: (
        _("Có một giải pháp làm lợi từ %(dong)s trở lên") % {"dong": format_dong(one.least)}
    ),
    Measure.BENEFIT_YEARS: lambda one: (
        _("%(years)s năm liên tục có giải pháp, tổng giá trị làm lợi từ %(dong)s trở lên")
        % {"years": one.years, "dong": format_dong(one.least)}
    ),
    Measure.TITLE: lambda one: (
        _("Có sáng kiến được tính khi xét danh hiệu, phạm vi: %(level)s") % {"level": Level(one.among[0]).label}
    ),
    Measure.NO_MANAGER: lambda one: _("Không giữ chức vụ quản lý"),
    Measure.ATTAINED: lambda one: _("Đạt từ %(percent)s chỉ tiêu trở lên") % {"percent": _percent(one.least)},
    Measure.QUARTER: lambda one: _("Nhiều sáng kiến nhất cụm, khối trong quý và cao hơn chỉ tiêu của mình"),
    Measure.GRADE: lambda one: _("Xếp loại thi đua: %(grades)s") % {"grades": ", ".join(one.among)},
    Measure.STATED: lambda one: "; ".join(one.among),
}
_FOUND: dict[Measure, Callable[[int], str | Promise]] = {
    Measure.INITIATIVES: lambda found: _("có %(n)s") % {"n": format_int(found)},
    Measure.BENEFIT_ONCE: lambda found: _("cao nhất %(dong)s") % {"dong": format_dong(found)},
    Measure.BENEFIT_YEARS: lambda found: _("tổng %(dong)s") % {"dong": format_dong(found)},
    Measure.TITLE: lambda found: _("có %(n)s") % {"n": format_int(found)},
    Measure.NO_MANAGER: lambda found: "",
    Measure.ATTAINED: lambda found: _("đạt %(percent)s") % {"percent": _percent(found)},
    Measure.QUARTER: lambda found: _("có %(n)s") % {"n": format_int(found)},
    Measure.GRADE: lambda found: "",
    Measure.STATED: lambda found: "",
}
