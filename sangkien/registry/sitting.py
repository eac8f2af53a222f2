"""What the minutes of a council's sitting are written from: who came, what was voted on, with which numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.base.days import format_hour
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.sources import Source
from sangkien.sittings.models import Matter, Seat, Sitting
from sangkien.sittings.queries import seats
from sangkien.sittings.states import MatterState, State


def sittings_over(unit: Organisation) -> "QuerySet[Sitting]":
    """The sittings of the union's councils that were held and are closed, the last first."""
    held = Sitting.objects.filter(council__unit=unit, state=State.CLOSED)
    return held.select_related("council").order_by("-day", "-number", "-pk")


@dataclass(frozen=True)
class OfSitting:
    """A sitting of a council of the union, once it is closed."""

    programme: Programme
    sitting: Sitting

    source = Source.SITTING
    phase: Phase | None = None

    @property
    def code(self) -> str:
        return str(self.sitting.pk)

    @property
    def as_of(self) -> date:
        return self.sitting.day

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each matter is a row. Raises NotPossible: of another union, not closed, or without a matter. Six queries."""
        held = Sitting.objects.select_related("council").get(pk=self.sitting.pk)
        found = held.matters.select_related("outcome").prefetch_related("recusals__person").order_by("position")
        matters = list(found)
        if problems := _not_yet(held, unit, matters):
            raise NotPossible(problems)
        return Told(_facts(held, matters), [_row(matter) for matter in matters])


def _not_yet(held: Sitting, unit: Organisation, matters: Sequence[Matter]) -> list[Problem]:
    if held.council.unit_id != unit.pk or held.state != State.CLOSED:
        text = _("Chọn một phiên họp đã bế mạc của hội đồng đơn vị mình.")
        return [Problem(code="not_closed", field="sitting", text=text)]
    if not matters:
        text = _("Phiên họp này không có nội dung nào, nên không có gì để ghi biên bản.")
        return [Problem(code="empty_list", field="sitting", text=text)]
    return []


def _facts(held: Sitting, matters: Sequence[Matter]) -> dict[str, Any]:
    assert held.opened_at and held.closed_at
    members = seats(held)
    came = set(held.presences.values_list("person", flat=True))
    there = [one for one in members if one.person_id in came]
    agreed = [matter.outcome.agreed for matter in matters if matter.state == MatterState.DECIDED]
    council = held.council
    return {
        "council": council.get_purpose_display(),
        "decision": council.decision,
        "number": held.number,
        "day": held.day.isoformat(),
        "opened": format_hour(held.opened_at),
        "closed": format_hour(held.closed_at),
        "place": held.place,
        "seats": len(members),
        "present": len(there),
        "came": _named(there),
        "absent": _named([one for one in members if one.person_id not in came]),
        "quorum": f"{council.quorum_num}/{council.quorum_den}",
        "count": len(matters),
        "carried": sum(agreed),
        "lost": len(agreed) - sum(agreed),
        "put_off": len(matters) - len(agreed),
    }


def _named(members: Sequence[Seat]) -> str:
    return "; ".join(f"{one.person.full_name} ({one.get_office_display()})" for one in members)


def _row(matter: Matter) -> dict[str, Any]:
    how = "Bỏ phiếu kín" if matter.secret else "Công khai"
    told = {"title": matter.title, "how": f"{how}; cần số phiếu đồng ý {matter.threshold}"}
    if matter.state != MatterState.DECIDED:
        return told | {"voices": _kept_out(matter), "counts": "", "found": f"Để lại: {matter.put_off_for}"}
    outcome = matter.outcome
    voices = f"{format_int(outcome.cast)} phiếu trong {format_int(outcome.seats)} thành viên không liên quan"
    counts = "; ".join(f"{_(label)}: {format_int(outcome.counts[code])}" for code, label in matter.choices)
    beside = " ".join(filter(None, [f"{voices}.", _kept_out(matter)]))
    return told | {"voices": beside, "counts": counts, "found": outcome.said}


def _kept_out(matter: Matter) -> str:
    names = ", ".join(row.person.full_name for row in matter.recusals.all())
    return f"Không biểu quyết vì có liên quan: {names}." if names else ""
