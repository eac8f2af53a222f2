"""Figures of a stretch or of a period for papers: what the union and each union directly below it has reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sangkien.base.days import day_of, format_hour
from sangkien.base.numbers import percent
from sangkien.clusters.queries import quarter_targets
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import following
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.obstacles import met_with, one_by_one
from sangkien.registry.sentences import within
from sangkien.registry.sources import Source
from sangkien.statistics.figures import Figures, figures_of
from sangkien.statistics.periods import Period, Span
from sangkien.statistics.quarters import Quarter, by_days, parts_of
from sangkien.statistics.stretches import Stretch, whole_stretch_on
from sangkien.targets.models import TargetKind
from sangkien.targets.queries import Targets


@dataclass(frozen=True)
class OfStretch:
    """A phase or campaign up to the end of a day: the figures are those of the phase. `targets`, by the key of a union:
    those that will be set together with the paper, in place of the ones that stand. `against`: with which of its three
    targets the union itself is compared; None: the first that is set."""

    stretch: Stretch
    as_of: date
    targets: Mapping[int, Targets] = field(default_factory=dict)
    against: TargetKind | None = None

    source = Source.STRETCH

    @property
    def programme(self) -> Programme:
        return self.stretch.programme

    @property
    def phase(self) -> Phase | None:
        return self.stretch.phase

    @property
    def code(self) -> str:
        return self.stretch.code

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each union directly below is a row."""
        own, *below = self._figures([unit, *children(unit, self.as_of)], taken)
        own = replace(own, against=self.against)
        first = (self.stretch.phase or self.stretch).first_day
        met = {"difficulties": met_with(unit, self.programme, first, self.as_of, taken)}
        return Told(self._facts(own, below) | met, [_row(each) for each in below])

    def _figures(self, units: Sequence[Organisation], taken: Taken) -> list[Figures]:
        found = figures_of(units, programme=self.programme, phase=self.phase, as_of=self.as_of, up_to=taken.mark)
        return [replace(one, targets=self.targets.get(one.unit.pk, one.targets)) for one in found]

    def _facts(self, own: Figures, below: Sequence[Figures]) -> dict[str, Any]:
        stretch = self.stretch
        return {
            "stretch": stretch.title,
            "stretch_code": stretch.code,
            "phase": stretch.phase.title if stretch.phase else stretch.title,
            "phase_first": (stretch.phase or stretch).first_day.isoformat(),
            "first_day": stretch.first_day.isoformat(),
            "last_day": stretch.last_day.isoformat() if stretch.last_day else None,
            "below": len(below),
            "silent": sum(not each.valid for each in below),
            "given": sum(each.targets is not None and each.targets.assigned is not None for each in below),
            "there": sum(each.is_there for each in below),
            "employer": own.unit.workplaces.order_by("pk").values_list("name", flat=True).first(),
            "targets": {kind.value: one.target for kind, one in own.against_each.items() if kind},
            **_reached(own),
            **_next(stretch.phase),
        }


@dataclass(frozen=True)
class OfPeriod:
    """A period of a programme, up to its last day or to `until` before that: what came in it and in the period before,
    and what the phase that it ends in has reached since its first day. While it runs it is laid beside as many days of
    the one before."""

    programme: Programme
    period: Period
    until: date

    source = Source.PERIOD
    phase = None

    @property
    def code(self) -> str:
        return self.period.code

    @property
    def as_of(self) -> date:
        return min(self.period.last_day, self.until)

    @property
    def days(self) -> int | None:
        """How many days of it have gone by; None once it is whole."""
        return None if self.as_of == self.period.last_day else (self.as_of - self.period.first_day).days + 1

    @property
    def beside(self) -> date:
        """Up to which day the period before is told."""
        before = self.period.before
        return min(before.last_day, before.first_day + timedelta(days=self.days - 1)) if self.days else before.last_day

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each union directly below is a row. The queries of a stretch, and three times those of its figures; four
        times while the period runs."""
        phase = OfStretch(whole_stretch_on(self.programme, unit=unit, on=self.as_of), self.as_of)
        whole, units = phase.told(unit, taken), [unit, *children(unit, self.as_of)]
        own, *below = _gains(self, units, taken)
        rows = [dict(row) | each.row for row, each in zip(whole.rows, below, strict=True)]
        running = {"until_hour": format_hour(taken.at)} if self._is_today(taken) else {}
        return Told(dict(whole.facts) | self._facts(unit, own, below) | self._met_with(unit, taken) | running, rows)

    def _met_with(self, unit: Organisation, taken: Taken) -> dict[str, Any]:
        asked = (unit, self.programme, self.period.first_day, self.as_of, taken)
        return {"difficulties": met_with(*asked), "difficulties_open": one_by_one(*asked)}

    def _is_today(self, taken: Taken) -> bool:
        """A day that is not over is laid beside no other."""
        return self.period.span == Span.DAY and self.as_of == day_of(taken.at)

    def _facts(self, unit: Organisation, own: "_Gain", below: Sequence["_Gain"]) -> dict[str, Any]:
        target, before = _quarter_target(unit, self.programme, self.period), self.period.before.title
        return {
            "period": self.period.title,
            "period_first": self.period.first_day.isoformat(),
            "period_last": self.as_of.isoformat(),
            "before": f"{self.days} ngày đầu {within(before)}" if self.days else before,
            "days": self.days,
            "period_target": None if target is None else str(target),
            "period_percent": _share(own.gained, target),
            "silent_now": sum(not each.gained for each in below),
            "valid_ever": own.end.valid,
            "gained_benefit": own.end.benefit_vnd - own.start.benefit_vnd,
            "change": own.gained - own.gained_before,
            **own.row,
        }


@dataclass(frozen=True)
class _Gain:
    """One union at the end of the period, at its start, where the one before is told up to, and at that one's start."""

    end: Figures
    start: Figures
    beside: Figures
    earlier: Figures

    @property
    def gained(self) -> int:
        return self.end.valid - self.start.valid

    @property
    def gained_before(self) -> int:
        return self.beside.valid - self.earlier.valid

    @property
    def row(self) -> dict[str, int]:
        """What stands in a list."""
        sent = self.end.submitted - self.start.submitted
        return {"sent": sent, "gained": self.gained, "gained_before": self.gained_before}


def _gains(of: OfPeriod, units: Sequence[Organisation], taken: Taken) -> list[_Gain]:
    """The difference of what had been reached by two evenings, so that the parts of a year sum to the year."""
    evenings = [of.as_of, _eve(of.period), of.beside, _eve(of.period.before)]
    asked: Mapping[str, Any] = {"programme": of.programme, "phase": None, "up_to": taken.mark}
    found = {evening: figures_of(units, as_of=evening, **asked) for evening in dict.fromkeys(evenings)}
    return [_Gain(*of_unit) for of_unit in zip(*(found[evening] for evening in evenings), strict=True)]


def _eve(period: Period) -> date:
    return period.first_day - timedelta(days=1)


def _quarter_target(unit: Organisation, programme: Programme, period: Period) -> Fraction | None:
    """What a decision set for the quarter, else its share of the phases by days (`statistics.quarters`)."""
    if period.span != Span.QUARTER:
        return None
    quarter = Quarter.of(period.first_day)
    set_for = quarter_targets([unit.pk], programme=programme, year=quarter.year, number=quarter.number)
    if decided := set_for.get(unit.pk):
        return Fraction(decided.value)
    return by_days(parts_of([unit.pk], programme, quarter).get(unit.pk, ()))


def _share(done: int, target: Fraction | None) -> str | None:
    share = percent(done * target.denominator, target.numerator) if target and done >= 0 else None
    return None if share is None else str(share)


def _reached(own: Figures) -> dict[str, Any]:
    reached = own.achievement
    return {
        "submitted": own.submitted,
        "valid": own.valid,
        "target": reached.target,
        "target_kind": own.measured_by.value if own.measured_by else None,
        "percent": None if reached.percent is None else str(reached.percent),
        "over": reached.over,
        "benefit": own.benefit_vnd,
        "attested": str(own.value.by_employers or "0.0"),
        "members": own.members,
    }


def _next(phase: Phase | None) -> dict[str, Any]:
    after = following(phase) if phase else None
    return {
        "next": after.title if after else None,
        "next_first": after.first_day.isoformat() if after else None,
        "next_last": after.last_day.isoformat() if after and after.last_day else None,
        "next_focus": after.focus if after else None,
    }


def _row(figures: Figures) -> dict[str, Any]:
    return {"code": figures.unit.code, "name": figures.unit.name, **_reached(figures)}
