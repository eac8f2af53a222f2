"""What a grassroots officer finds in the morning: what to confirm, what is with the authors, and the pace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sangkien.accounts.permissions import Actor
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import current, phase_on
from sangkien.review.models import Decision, Verdict
from sangkien.statistics.figures import Figures, figures
from sangkien.statistics.pace import Pace, pace
from sangkien.web.review.desk import Row, rows_of
from sangkien.web.review.sieve import Sieve, listed


@dataclass(frozen=True)
class Standing:
    """The union's own figures in the phase of the day. Submitted and valid are never mixed."""

    programme: Programme
    phase: Phase | None
    figures: Figures
    pace: Pace | None

    @property
    def required(self) -> Decimal | None:
        """Cần mỗi ngày, at one decimal; None when nothing is required."""
        return _one_decimal(self.pace.required) if self.pace and self.pace.required else None


@dataclass(frozen=True)
class Returned:
    """A dossier that waits for its author, and what was asked of them."""

    row: Row
    asked: list[str]


def standing_of(unit: Organisation, *, on: date) -> Standing | None:
    """Where the union stands that day; None when there is no programme yet."""
    programme = current(on)
    if programme is None:
        return None
    phase = phase_on(programme, on)
    found = figures(unit, programme=programme, phase=phase, as_of=on)
    return Standing(programme, phase, found, _pace(found, programme, phase))


def _pace(found: Figures, programme: Programme, phase: Phase | None) -> Pace | None:
    window = phase.window if phase else programme.opens
    last_day = phase.last_day if phase else programme.last_day
    if not window.lower or last_day is None:
        return None
    return pace(found, first_day=window.lower, last_day=last_day)


def returned_to_authors(actor: Actor, *, most: int) -> list[Returned]:
    """What this union's workers were asked to complete, the longest waiting first. A fixed number of queries."""
    rows = rows_of(listed(actor, Sieve(state=State.RETURNED))[:most], on=actor.on)
    asked = _asked([row.initiative.pk for row in rows])
    return [Returned(row, asked.get(row.initiative.pk, [])) for row in rows]


def _asked(ids: list[int]) -> Mapping[int, list[str]]:
    """The texts of each dossier's last return."""
    decisions = Decision.objects.filter(initiative__in=ids, verdict=Verdict.RETURNED).order_by("at", "pk")
    latest: dict[int, list[dict[str, Any]]] = dict(decisions.values_list("initiative", "reasons"))
    return {pk: [reason["text"] for reason in reasons] for pk, reasons in latest.items()}


def _one_decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
