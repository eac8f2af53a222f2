"""Đính chính: what final tables would say without a dossier that has fallen, worked out of their own frozen text.

Tables of six o'clock are of the day and provisional; what they said stays without a word.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.counting.models import OF_WHAT_IS_VALID, Entry, Measure
from sangkien.counting.queries import View
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Ancestry, Organisation
from sangkien.standings.content import as_text
from sangkien.standings.models import Correction, Kind, Snapshot
from sangkien.statistics.figures import WEEK, Figures
from sangkien.statistics.quarters import Quarter
from sangkien.statistics.ranking import Order, ranked
from sangkien.statistics.stretches import stretches
from sangkien.targets.queries import Targets


@dataclass
class Part:
    """What a dossier brought a union in a table: on which days it counted as valid, and its đồng by how far they were
    attested."""

    days: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    dong: dict[Measure, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def valid(self) -> int:
        """How often it counted: once, where at all."""
        return sum(self.days.values())

    def since(self, day: date) -> int:
        """How much of it from that day on."""
        return sum(count for on, count in self.days.items() if on >= day)


def tables_with(initiative: Initiative) -> list[Snapshot]:
    """The final tables in which the dossier counts and that are not corrected for it, the first frozen first. A query
    for each final table of the unions that it was booked to, and three."""
    booked = _entries(initiative)
    above = {unit for entry in booked for unit in entry.chain}
    final = Snapshot.objects.filter(programme=initiative.programme_id, unit__in=above).exclude(kind=Kind.DAILY)
    whole = final.exclude(corrections__initiative=initiative).select_related("unit", "programme")
    return [one for one in whole.order_by("pk") if _parts(one, booked)]


def correct_all(initiative: Initiative, *, reason: str, decision: str, by: Actor, at: datetime) -> list[Correction]:
    """In the caller's transaction put a correction beside every final table in which the dossier counts. Asked before
    its lines are struck or after, since those come after what was frozen. Who may, the caller has asked."""
    booked = _entries(initiative)
    why = {"reason": reason, "decision": decision}
    return [_corrected(one, initiative, _parts(one, booked), by=by, at=at, **why) for one in tables_with(initiative)]


def corrections_of(snapshot: Snapshot) -> "QuerySet[Correction]":
    """All that were put beside a table, in their order."""
    return Correction.objects.filter(snapshot=snapshot).select_related("by").order_by("number")


def _corrected(
    snapshot: Snapshot, initiative: Initiative, parts: Mapping[int, Part], *, by: Actor, at: datetime, **why: str
) -> Correction:
    hold(f"corrections {snapshot.pk}")
    last = corrections_of(snapshot).last()
    made = Correction.objects.create(
        snapshot=snapshot,
        number=last.number + 1 if last else 1,
        initiative=initiative,
        content=without(snapshot, last.content if last else snapshot.content, _by_code(parts)),
        by=by.somebody,
        at=at,
        **why,
    )
    after = {"snapshot": snapshot.number, "number": made.number, "initiative": initiative.code}
    record(verb="standing.correct", target=made, by=by.person, at=at, unit=snapshot.unit, after=after)
    return made


def without(snapshot: Snapshot, content: str, parts: Mapping[str, Part]) -> str:
    """What the table says less these parts, by the codes of unions, its places given anew. No query."""
    told = json.loads(content)
    placed = _in_quarter if snapshot.kind == Kind.QUARTER else _in_standing
    for group in told["groups"]:
        group["lines"] = placed(snapshot, [_less(line, parts.get(line["unit"]), snapshot) for line in group["lines"]])
    return as_text(told)


# What the dossier brought ----------------------------------------------------------------------------------


def _entries(initiative: Initiative) -> list[Entry]:
    found = Entry.objects.filter(initiative_id=initiative.pk, measure__in=OF_WHAT_IS_VALID)
    return list(found.select_related("phase").order_by("pk"))


def _parts(snapshot: Snapshot, booked: Iterable[Entry]) -> dict[int, Part]:
    """By unit (keys): where the dossier counts as valid in the table."""
    parts: dict[int, Part] = defaultdict(Part)
    is_counted = _counted(snapshot)
    for entry in booked:
        if is_counted(entry):
            for unit in _above(entry, snapshot):
                if entry.measure == Measure.VALID:
                    parts[unit].days[entry.day] += entry.count
                parts[unit].dong[Measure(entry.measure)] += entry.benefit
    return {unit: part for unit, part in parts.items() if part.valid}


def _counted(snapshot: Snapshot) -> Callable[[Entry], bool]:
    """Is a line of the ledger one of those that the table counted?"""
    if snapshot.kind == Kind.QUARTER:
        quarter = Quarter.read(snapshot.period)
        first, phase = quarter.first_day, None
    else:
        among = stretches(snapshot.programme, unit=snapshot.unit, on=snapshot.as_of)
        phase = next((one.phase for one in among if one.code == snapshot.period), None)
        first = date.min
    return lambda entry: (
        entry.pk <= snapshot.mark
        and first <= entry.day <= snapshot.as_of
        and (phase is None or entry.phase_id == phase.pk)
    )


def _above(entry: Entry, snapshot: Snapshot) -> Iterable[int]:
    if View(snapshot.view) == View.AS_THEN:
        return entry.chain
    lines = Ancestry.objects.on(snapshot.as_of, ended=True).filter(descendant=entry.unit_id)
    return lines.values_list("ancestor", flat=True)


def _by_code(parts: Mapping[int, Part]) -> dict[str, Part]:
    codes = dict(Organisation.objects.filter(pk__in=parts).values_list("pk", "code"))
    return {codes[unit]: part for unit, part in parts.items()}


# The table without it --------------------------------------------------------------------------------------

_SUMS = {
    "declared_vnd": Measure.VALID,
    "grassroots_vnd": Measure.GRASSROOTS,
    "employer_vnd": Measure.EMPLOYER,
    "verified_vnd": Measure.VERIFIED,
}


def _less(line: dict[str, Any], part: Part | None, snapshot: Snapshot) -> dict[str, Any]:
    if part is None:
        return line
    if "count" in line:
        return line | {"count": line["count"] - part.valid}
    last = snapshot.as_of
    gained = {"week": part.since(last - timedelta(days=WEEK - 1)), "day": part.since(last)}
    sums = {name: line[name] - part.dong[measure] for name, measure in _SUMS.items()}
    return line | sums | {"valid": line["valid"] - part.valid} | {at: line[at] - n for at, n in gained.items()}


def _in_standing(snapshot: Snapshot, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order and with the places that follow from the figures; what had no place gets none."""
    if not any(line["rank"] for line in lines):
        return list(lines)
    by_code = {line["unit"]: line for line in lines}
    found = ranked([_figures(line, snapshot) for line in lines], order=Order(snapshot.order))
    return [by_code[one.figures.unit.code] | {"rank": one.rank} for one in found]


def _figures(line: dict[str, Any], snapshot: Snapshot) -> Figures:
    """As rankings read them; the gains of days as far as they are ranked by."""
    last = snapshot.as_of
    gains = {last: line["day"], last - timedelta(days=1): line["week"] - line["day"]}
    return Figures(
        unit=Organisation(code=line["unit"]),
        programme=snapshot.programme,
        phase=None,
        as_of=last,
        view=View(snapshot.view),
        targets=Targets(line["assigned"], line["registered"], line["self_raised"]),
        members=line["members"],
        counts={Measure.VALID: line["valid"], Measure.SUBMITTED: line["submitted"]},
        value=Value(line["declared_vnd"], line["grassroots_vnd"], line["employer_vnd"], line["verified_vnd"]),
        gains={Measure.VALID: gains},
        since=last - timedelta(days=WEEK - 1),
    )


def _in_quarter(_snapshot: Snapshot, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """By the rule of the quarter (`statistics.quarters`)."""
    judged = [
        line | {"above": line["target"] is not None and line["count"] > Fraction(line["target"])} for line in lines
    ]
    most = max((line["count"] for line in judged if line["above"]), default=None)
    told = [line | {"wins": line["above"] and line["count"] == most} for line in judged]
    return sorted(told, key=lambda line: (not line["wins"], -line["count"], line["unit"]))
