"""Con số đã công bố: a figure that somebody published, held against what the ledger says.

Two percentages of one result differ because one of three things differs: what is counted (nộp or hợp lệ), by what it is
divided (assigned, registered, self-raised, of a phase or of all), up to when. Each way to reckon is tried, and those
that give just what was printed are named. Where none does, it is said which target the printed percentage would need.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.base.problems import NotUnderstood
from sangkien.counting.models import Measure
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import Achievement, Figures, figures
from sangkien.targets.models import TargetKind
from sangkien.targets.queries import Targets


@dataclass(frozen=True)
class Printed:
    """A percentage as it was printed: "277" or "139,6"; how many decimals it has is part of what it says."""

    value: Decimal

    @classmethod
    def read(cls, text: str) -> "Printed":
        """From "139,6", "139,6%" or "277 %". Raises NotUnderstood."""
        bare = text.replace("%", "").strip().replace(",", ".")
        if not bare.replace(".", "", 1).isdigit() or not bare.isascii() or len(bare) > 9 or bare.startswith("."):
            raise NotUnderstood("not_percent", _("Ghi phần trăm như đã in, ví dụ 277 hoặc 139,6"))
        return cls(Decimal(bare))

    @property
    def unit(self) -> Fraction:
        """The worth of its last digit: 1 of "277", a tenth of "139,6"."""
        return Fraction(1, 10 ** -int(self.value.as_tuple().exponent))

    def is_rounded(self, share: Fraction) -> bool:
        """Is it this share, rounded half up?"""
        return Fraction(self.value) == _floor(100 * share + self.unit / 2, self.unit)

    def is_cut(self, share: Fraction) -> bool:
        """Is it this share with further decimals cut off?"""
        return Fraction(self.value) == _floor(100 * share, self.unit)

    def targets_for(self, count: int) -> tuple[int, int] | None:
        """Of which targets `count` is just this percentage, rounded half up: from the first to the last."""
        low, high = Fraction(self.value) - self.unit / 2, Fraction(self.value) + self.unit / 2
        if low <= 0:
            return None
        first, last = 100 * count // high + 1, 100 * count // low
        return (int(first), int(last)) if first <= last else None


def _floor(value: Fraction, unit: Fraction) -> Fraction:
    return value // unit * unit


@dataclass(frozen=True)
class Claim:
    """What was published of a unit: a count and/or a percentage, up to the end of a day. `at_least`: "hơn 600.000"."""

    as_of: date
    count: int | None = None
    at_least: bool = False
    percent: Printed | None = None


class Fits(StrEnum):
    """How the published count goes with the ledger's."""

    SAME = "SAME"
    ABOVE = "ABOVE"  # "hơn N", and it is more than N
    OTHER = "OTHER"
    NONE = "NONE"  # no count was published


@dataclass(frozen=True)
class Way:
    """One way to reckon a percentage: what is counted, up to the end of which day, by which target, of the phase or of
    the whole programme."""

    measure: Measure
    as_of: date
    kind: TargetKind
    whole: bool
    count: int
    target: int
    cut: bool = False

    @property
    def percent(self) -> Decimal:
        """At one decimal, half up."""
        percent = Achievement(self.target, self.count).percent
        assert percent is not None
        return percent


@dataclass(frozen=True)
class Reading:
    """A claim beside our own figures. `ways`: which ways give what was printed. `targets`: between which the target
    would have to lie for the published count, where no way does. `reached_on`: the day on which the ledger first had
    the published count."""

    claim: Claim
    ours: Figures
    fits: Fits
    measure: Measure | None
    ways: list[Way]
    targets: tuple[int, int] | None
    reached_on: date | None


def reading(claim: Claim, unit: Organisation, *, programme: Programme, phase: Phase | None) -> Reading:
    """Hold a claim against the ledger: figures of its day and of the next, of the phase and of the whole programme."""
    days = (claim.as_of, claim.as_of + timedelta(days=1))
    stretches = {False: phase, True: None} if phase else {True: None}
    known = {
        (whole, day): figures(unit, programme=programme, phase=stretch, as_of=day, since=programme.opens.lower)
        for whole, stretch in stretches.items()
        for day in days
    }
    ours = known[phase is None, claim.as_of]
    fits, measure = _fit(claim, ours)
    ways = [way for one in _ways(known) if (way := _matching(one, claim))]
    counted = claim.count if claim.count is not None else ours.valid
    return Reading(
        claim=claim,
        ours=ours,
        fits=fits,
        measure=measure,
        ways=ways,
        targets=claim.percent.targets_for(counted) if claim.percent and not ways else None,
        reached_on=_reached_on(ours, claim.count, measure),
    )


def _fit(claim: Claim, ours: Figures) -> tuple[Fits, Measure | None]:
    """ "Hợp lệ" first: it is what counts."""
    if claim.count is None:
        return Fits.NONE, None
    counts = {measure: ours.counts.get(measure, 0) for measure in (Measure.VALID, Measure.SUBMITTED)}
    for measure, count in counts.items():
        if count == claim.count:
            return Fits.SAME, measure
    above = next((measure for measure, count in counts.items() if count > claim.count), None)
    return (Fits.ABOVE, above) if claim.at_least and above else (Fits.OTHER, None)


def _ways(known: dict[tuple[bool, date], Figures]) -> Iterator[Way]:
    """Every count by every target that is a number above nothing, each once."""
    seen = set()
    for (whole, day), one in known.items():
        for other_whole, targets in {whole: one.targets, True: known[True, day].targets}.items():
            for measure in (Measure.VALID, Measure.SUBMITTED):
                for kind, target in _kinds(targets):
                    way = Way(measure, day, kind, other_whole, one.counts.get(measure, 0), target)
                    if (way.count, way.target) not in seen:
                        seen.add((way.count, way.target))
                        yield way


def _kinds(targets: Targets | None) -> list[tuple[TargetKind, int]]:
    if targets is None:
        return []
    kinds = {
        TargetKind.ASSIGNED: targets.assigned,
        TargetKind.REGISTERED: targets.registered,
        TargetKind.SELF_RAISED: targets.self_raised,
    }
    return [(kind, target) for kind, target in kinds.items() if target]


def _matching(way: Way, claim: Claim) -> Way | None:
    if claim.percent is None:
        return None
    share = Fraction(way.count, way.target)
    if claim.percent.is_rounded(share):
        return way
    if claim.percent.is_cut(share):
        return Way(way.measure, way.as_of, way.kind, way.whole, way.count, way.target, cut=True)
    return None


def _reached_on(ours: Figures, count: int | None, measure: Measure | None) -> date | None:
    if count is None or measure is None:
        return None
    total = ours.before(ours.since, measure)
    for day, gain in sorted(ours.gained(measure).items()):
        total += gain
        if total >= count:
            return day
    return None
