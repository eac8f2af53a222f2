"""What a decision is about, before it is one: which numbers, by what they are divided, what each union is to get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.targets.allocating import Claim, divided, of_percent
from sangkien.targets.models import Indicator, Method, TargetKind

PERCENT = (Method.OF_MEMBERS, Method.OF_EMPLOYEES)
"""Methods that say how much each union gets, and so themselves what it comes to."""

_MILLION = 1_000_000


@dataclass(frozen=True)
class Which:
    """Which numbers: of a phase (None: the whole programme) and an indicator."""

    programme: Programme
    phase: Phase | None
    indicator: Indicator

    @property
    def last_day(self) -> date | None:
        """The last day on which something may still count."""
        return self.phase.last_day if self.phase else self.programme.last_day

    @property
    def title(self) -> str:
        """Of which stretch."""
        return self.phase.title if self.phase else self.programme.name

    @property
    def key(self) -> dict[str, Any]:
        """As the rows of targets and decisions have it."""
        return {"programme": self.programme, "phase": self.phase, "indicator": self.indicator}


@dataclass(frozen=True)
class Terms:
    """By what is divided: `percent` in hundredths, for those methods; `floor`, the least that each gets; `source`, of
    which stretch the results are taken (codes of a programme and a phase)."""

    method: Method
    percent: int = 0
    floor: int = 0
    source: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """What has to be kept to understand the numbers later."""
        said = {"percent": self.percent, "floor": self.floor, "source": self.source}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Part:
    """What one union is to get, what the method proposes (None: nothing to go by), and whether somebody put it."""

    value: int | None
    proposed: int | None
    by_hand: bool


@dataclass(frozen=True)
class Plan:
    """A decision before it is stored. `divides`: which of the union's own numbers is divided."""

    which: Which
    divides: TargetKind
    terms: Terms
    parts: Mapping[Organisation, Part]

    @property
    def total(self) -> int:
        """What the parts come to; what is still open counts as nothing."""
        return sum(part.value or 0 for part in self.parts.values())


@dataclass(frozen=True)
class Signed:
    """The paper: its number and its day, as far as they are known."""

    number: str = ""
    on: date | None = None


def proposed(whole: int, indicator: Indicator, terms: Terms, claims: list[Claim]) -> dict[str, int | None]:
    """What the method gives each union, by code. Raises CannotDivide."""
    if terms.method == Method.BY_HAND:
        return {claim.code: claim.fixed for claim in claims}
    if terms.method in PERCENT:
        return of_percent(terms.percent, claims)
    if not indicator.sums_over_units:
        return {claim.code: whole if claim.fixed is None else claim.fixed for claim in claims}
    return divided(whole, claims, step=_MILLION if indicator == Indicator.BENEFIT else 1)
