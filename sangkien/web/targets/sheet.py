"""The table in which a number is divided: what the method proposes, what was put by hand, and whether it sums.

It stores nothing. What was put by hand travels along in one hidden box ("CD-KCN=230,…"), so that the rest may be
divided again around it as often as one likes.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.problems import NotUnderstood, Problem
from sangkien.base.text import fold
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.statistics.claims import claims
from sangkien.targets.allocating import CannotDivide, Claim
from sangkien.targets.models import Allocation, Method, TargetKind
from sangkien.targets.plan import Part, Plan, Terms, Which, proposed
from sangkien.targets.printing import shown
from sangkien.targets.queries import Targets, last_decision, targets_of
from sangkien.targets.rules import missing_in_parts, raises
from sangkien.web.targets.numbers import read_number, typed

_WEIGHED_BY = {
    Method.MEMBERS: gettext_lazy("Đoàn viên"),
    Method.OF_MEMBERS: gettext_lazy("Đoàn viên"),
    Method.OF_EMPLOYEES: gettext_lazy("Lao động"),
    Method.RESULT: gettext_lazy("Kết quả"),
}
_MOST_NAMES = 10
_PIN = re.compile(r"([A-Z0-9-]{1,60})=([0-9]{1,16})")


@dataclass(frozen=True)
class Giving:
    """A union that gives, which numbers, what it has itself, and the unions directly below it with what they have."""

    unit: Organisation
    which: Which
    own: Targets
    below: Sequence[Organisation]
    assigned: Mapping[int, int]
    follows: Allocation | None
    on: date


def giving(unit: Organisation, which: Which, *, on: date) -> Giving:
    """Everything that is there before anything is divided. Six queries for any number of unions."""
    below = list(children(unit, on))
    found = targets_of([unit.pk, *(one.pk for one in below)], **which.key, restated_to=on)
    given = {one.pk: found[one.pk].assigned for one in below if one.pk in found}
    assigned = {key: value for key, value in given.items() if value is not None}
    own = found.get(unit.pk, Targets())
    return Giving(unit, which, own, below, assigned, last_decision(unit, **which.key), on)


@dataclass(frozen=True)
class Row:
    """One union: by what it was weighed, what it has, what the method proposes, what is to be given, and as it was
    typed; `error` says what is wrong with that."""

    unit: Organisation
    weight: int | None
    before: int | None
    proposed: int | None
    value: int | None
    typed: str
    by_hand: bool = False
    error: str = ""

    @property
    def box(self) -> str:
        """The name of its box."""
        return f"so-{self.unit.code}"


@dataclass(frozen=True)
class Sheet:
    """The table at some moment. `pins`: numbers that stay when the rest is divided again."""

    giving: Giving
    terms: Terms
    divides: TargetKind
    rows: Sequence[Row]
    problems: Sequence[Problem] = ()
    pins: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        """What would be decided."""
        parts = {row.unit: Part(row.value, row.proposed, row.by_hand) for row in self.rows}
        return Plan(self.giving.which, self.divides, self.terms, parts)

    @property
    def whole(self) -> int | None:
        """What is divided; None where the union has no number yet."""
        return self.giving.own.of(self.divides)

    @property
    def total(self) -> int:
        """What the numbers come to."""
        return self.plan.total

    @property
    def left(self) -> int:
        """What is missing to the whole; less than none: too much."""
        return (self.whole or 0) - self.total

    @property
    def over(self) -> int:
        """What is too much."""
        return max(-self.left, 0)

    @property
    def sums(self) -> bool:
        """Do these numbers add up to something? Shares do not."""
        return self.giving.which.indicator.sums_over_units

    @property
    def is_exact(self) -> bool:
        """Is it one of the union's own numbers, or what it raises for itself by a percentage?"""
        return not self.sums or self.left == 0 or self.raises

    @property
    def raises(self) -> bool:
        """Does a percentage come to more than the union has?"""
        return raises(self.plan, self.giving.own)

    @property
    def carried(self) -> str:
        """What was put by hand, for the hidden box."""
        return ",".join(f"{code}={value}" for code, value in sorted(self.pins.items()))

    @property
    def unknown(self) -> list[Row]:
        """Unions of which nothing is known by which to divide."""
        by_weight = self.terms.method not in (Method.BY_HAND, Method.EQUALLY)
        return [row for row in self.rows if row.weight is None] if by_weight else []

    @property
    def unknown_names(self) -> str:
        """Their short names, the first ten of them."""
        names = [row.unit.short_name or row.unit.code for row in self.unknown]
        return ", ".join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")

    @property
    def weighs(self) -> str:
        """By what is divided, as the heading of a column; nothing where every union weighs the same."""
        return str(_WEIGHED_BY.get(self.terms.method, ""))

    @property
    def weighs_results(self) -> bool:
        """Are the weights numbers of the indicator itself?"""
        return self.terms.method == Method.RESULT

    @property
    def may_divide_again(self) -> bool:
        """Is there a method that would?"""
        return self.terms.method != Method.BY_HAND

    @property
    def seal(self) -> str:
        """What was seen: the numbers before and to be, and the decision before this one."""
        seen = [(row.unit.code, row.before, row.value, row.by_hand) for row in self.rows]
        last = self.giving.follows.pk if self.giving.follows else None
        return hashlib.sha256(repr((last, self.giving.own, self.divides, seen)).encode()).hexdigest()

    def missing(self) -> "Sheet":
        """The same with every problem at its place: in its row, or above the table."""
        found = [*self.problems, *missing_in_parts(self.plan, self.giving.own)]
        at = {problem.field: problem.text for problem in reversed(found)}
        rows = [replace(row, error=row.error or at.get(row.unit.code, "")) for row in self.rows]
        codes = {row.unit.code for row in self.rows}
        return replace(self, rows=rows, problems=[problem for problem in found if problem.field not in codes])

    @property
    def is_wrong(self) -> bool:
        """Is there anything that keeps it from being decided?"""
        return bool(self.problems) or any(row.error for row in self.rows)


class Table:
    """The same union, numbers and terms, from which every sheet of a request is made."""

    def __init__(self, giving: Giving, terms: Terms, divides: TargetKind, source: Which | None) -> None:
        self.giving, self.terms, self.divides = giving, terms, divides
        self._claims = claims(giving.below, terms, source=source, on=giving.on)
        self._proposed, self._trouble = self._divide({})

    def fresh(self) -> Sheet:
        """What the method proposes; by hand, what the unions have now."""
        start = self._proposed
        if self.terms.method == Method.BY_HAND:
            start = {unit.code: self.giving.assigned.get(unit.pk) for unit in self.giving.below}
        return self._sheet(start, {})

    def read(self, raw: QueryDict) -> Sheet:
        """What stands in the form. What is not what was proposed there was put by hand, and stays."""
        pins = self._pins(raw.get("tay", ""))
        then, _trouble = self._divide(pins)
        rows, put = [], {}
        for row in self._sheet(then, pins).rows:
            row = self._typed(row, raw.get(row.box, "")[:200])
            if row.value is not None and not row.error and (row.unit.code in pins or row.value != then[row.unit.code]):
                put[row.unit.code] = row.value
            rows.append(replace(row, by_hand=row.unit.code in put or (row.proposed is None and row.value is not None)))
        return Sheet(self.giving, self.terms, self.divides, rows, self._problems(self._trouble), put)

    def divided_again(self, sheet: Sheet) -> Sheet:
        """What was put by hand stays; the rest is divided among the others."""
        parts, trouble = self._divide(sheet.pins)
        if trouble:
            return replace(sheet, problems=self._problems(trouble))
        return self._sheet(parts, sheet.pins)

    def pasted(self, sheet: Sheet, text: str) -> Sheet:
        """The lines of a spreadsheet put over what stands there: a union by its code or name, and its number."""
        found, strangers = _lines(text, self.giving)
        rows = [self._typed(row, found[row.unit.code]) if row.unit.code in found else row for row in sheet.rows]
        put = {row.unit.code: row.value for row in rows if row.unit.code in found and row.value is not None}
        rows = [replace(row, by_hand=True) if row.unit.code in put else row for row in rows]
        return replace(sheet, rows=rows, pins={**sheet.pins, **put}, problems=_not_found(found, strangers))

    def _divide(self, pins: Mapping[str, int]) -> tuple[dict[str, int | None], CannotDivide | None]:
        whole = self.giving.own.of(self.divides) or 0
        claimed = [replace(claim, fixed=pins.get(claim.code)) for claim in self._claims]
        try:
            return proposed(whole, self.giving.which.indicator, self.terms, claimed), None
        except CannotDivide as no:
            return {claim.code: claim.fixed for claim in claimed}, no

    def _sheet(self, parts: Mapping[str, int | None], pins: Mapping[str, int]) -> Sheet:
        weights = {claim.code: claim for claim in self._claims}
        rows = [self._row(unit, weights[unit.code], parts.get(unit.code), pins) for unit in self.giving.below]
        return Sheet(self.giving, self.terms, self.divides, rows, self._problems(self._trouble), dict(pins))

    def _row(self, unit: Organisation, claim: Claim, value: int | None, pins: Mapping[str, int]) -> Row:
        ours = None if self._trouble or self.terms.method == Method.BY_HAND else self._proposed.get(unit.code)
        by_hand = unit.code in pins or (ours is None and value is not None)
        before, printed = self.giving.assigned.get(unit.pk), typed(self.giving.which.indicator, value)
        return Row(unit, claim.weight, before, ours, value, printed, by_hand)

    def _typed(self, row: Row, text: str) -> Row:
        try:
            return replace(row, typed=text, value=read_number(self.giving.which.indicator, text), error="")
        except NotUnderstood as no:
            return replace(row, typed=text, value=None, error=no.text)

    def _pins(self, carried: str) -> dict[str, int]:
        known = {unit.code for unit in self.giving.below}
        pins = {code: int(value) for code, value in _PIN.findall(carried) if code in known}
        return {} if self._divide(pins)[1] else pins

    def _problems(self, trouble: CannotDivide | None) -> list[Problem]:
        if trouble is None:
            return []
        if trouble.least is None:
            text = _("Chưa có số liệu nào để chia theo cách này. Anh/chị chọn cách khác hoặc nhập số tay.")
            return [Problem(code="nothing_to_go_by", text=text)]
        indicator = self.giving.which.indicator
        left, least = shown(indicator, max(trouble.left, 0)), shown(indicator, trouble.least)
        text = _("Còn %(left)s để chia, không đủ mức tối thiểu %(least)s của các đơn vị còn lại.")
        if trouble.left < 0:
            text = _("Các số nhập tay cộng lại đã nhiều hơn chỉ tiêu đem chia.")
        return [Problem(code="too_little", text=text % {"left": left, "least": least})]


def _lines(text: str, giving: Giving) -> tuple[dict[str, str], list[str]]:
    """Codes and numbers of the lines that name a union, and the lines that name none."""
    known = {fold(name): unit.code for unit in giving.below for name in (unit.name or "", unit.short_name or "")}
    known |= {fold(unit.code): unit.code for unit in giving.below}
    found, strangers = {}, []
    for line in text.splitlines()[:5_000]:
        cells = [cell.strip() for cell in re.split(r"[\t;]", line) if cell.strip()]
        code = next((known[key] for cell in cells[:-1] if (key := fold(cell)) in known), None)
        if code:
            found[code] = cells[-1]
        elif cells:
            strangers.append(line.strip()[:80])
    return found, strangers


def _not_found(found: Mapping[str, str], strangers: Sequence[str]) -> list[Problem]:
    if strangers:
        text = _("Không nhận ra đơn vị ở %(n)s dòng: %(lines)s")
        said = "; ".join(f"“{line}”" for line in strangers[:5])
        return [Problem(code="strangers", field="dan", text=text % {"n": len(strangers), "lines": said})]
    if not found:
        text = _("Dán mỗi dòng một đơn vị: mã hoặc tên, rồi số, cách nhau bằng dấu Tab hoặc dấu chấm phẩy")
        return [Problem(code="nothing_pasted", field="dan", text=text)]
    return []
