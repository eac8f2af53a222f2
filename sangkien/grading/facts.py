"""The figures that a sheet is reckoned from: those of a frozen table, or of the ledger up to an entry of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.counting.settling import one_moment
from sangkien.grading.spec import Indicator
from sangkien.organisations.models import Organisation
from sangkien.standings.models import Kind, Snapshot
from sangkien.statistics.figures import figures_of
from sangkien.statistics.stretches import Stretch


@dataclass(frozen=True)
class Facts:
    """What a union had reached: whole numbers. `target` is the first that was set: assigned, registered, self-raised;
    None without any."""

    submitted: int = 0
    valid: int = 0
    target: int | None = None
    members: int = 0

    def parts(self, indicator: Indicator) -> tuple[int, int]:
        """What is divided by what: 750 valid initiatives, 1.000 of the target."""
        match indicator:
            case Indicator.TARGET:
                return self.valid, self.target or 0
            case Indicator.MEMBERS:
                return self.valid, self.members
            case Indicator.VALIDITY:
                return self.valid, self.submitted

    def value(self, indicator: Indicator) -> Fraction | None:
        """The exact figure, per cent or per 1,000 members; None where there is nothing to divide by."""
        done, of = self.parts(indicator)
        return Fraction(done * _PER[indicator], of) if of else None

    @property
    def plain(self) -> dict[str, Any]:
        """As a sheet keeps them."""
        return asdict(self)


_PER = {Indicator.TARGET: 100, Indicator.VALIDITY: 100, Indicator.MEMBERS: 1_000}


def of_table(snapshot: Snapshot, units: Sequence[Organisation]) -> dict[int, Facts]:
    """The figures of these units (keys) from a frozen table. Raises NotPossible with every unit that it does not
    have, and for one of a quarter, which knows no targets of a phase."""
    if snapshot.kind == Kind.QUARTER:
        text = _("Bảng khen quý không có chỉ tiêu giai đoạn. Chọn bảng chốt giai đoạn.")
        raise NotPossible([Problem(code="quarter", field="table", text=text)])
    lines = {line["unit"]: line for group in json.loads(snapshot.content)["groups"] for line in group["lines"]}
    if missing := [unit for unit in units if unit.code not in lines]:
        text = _("Bảng chốt không có đơn vị %(unit)s")
        raise NotPossible([Problem(code="absent", field="table", text=text % {"unit": unit.name}) for unit in missing])
    return {unit.pk: _of_line(lines[unit.code]) for unit in units}


def of_ledger(units: Sequence[Organisation], *, stretch: Stretch, as_of: date, mark: int) -> dict[int, Facts]:
    """The figures of these units (keys) on the evening of a day, as the ledger stood when `mark` was its last entry."""
    with one_moment():
        found = figures_of(units, programme=stretch.programme, phase=stretch.phase, as_of=as_of, up_to=mark)
    return {one.unit.pk: Facts(one.submitted, one.valid, one.achievement.target, one.members) for one in found}


def _of_line(line: dict[str, Any]) -> Facts:
    goals = (line[kind] for kind in ("assigned", "registered", "self_raised"))
    target = next((goal for goal in goals if goal is not None), None)
    return Facts(line["submitted"], line["valid"], target, line["members"])
