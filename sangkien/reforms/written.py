"""What a decision has written, read from its traces: which unions it founded, ended, moved, whose offices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sangkien.organisations.models import Manner
from sangkien.reforms.models import Reform, Trace

Row = dict[str, Any] | None


class Switch(NamedTuple):
    """What was and what has come: keys of unions, codes of kinds, or names."""

    was: Any
    now: Any


class Ending(NamedTuple):
    """The key of the heir, and how."""

    heir: int
    manner: Manner


@dataclass(frozen=True)
class Office:
    """An office that the decision touched (keys of the person and of unions). `ended`: it ended with its union;
    otherwise it was given anew in another."""

    person: int
    role: str
    unit: int
    ended: bool


@dataclass
class Written:
    """By keys of unions. `parted`: of whom each came out while it went on or beside its heir. `stops`: pairs of a union
    and a superior that it came under, be it only until the next operation."""

    founded: set[int] = field(default_factory=set)
    ended: dict[int, Ending] = field(default_factory=dict)
    parted: dict[int, int] = field(default_factory=dict)
    hung: dict[int, Switch] = field(default_factory=dict)
    stops: set[tuple[int, int]] = field(default_factory=set)
    renamed: dict[int, Switch] = field(default_factory=dict)
    reclassified: dict[int, Switch] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)

    @property
    def moved(self) -> dict[int, Switch]:
        """Those that lived before and live on under another superior; not those that end or begin."""
        apart = self.founded | set(self.ended)
        return {unit: hung for unit, hung in self.hung.items() if unit not in apart and hung.was != hung.now}

    @property
    def units(self) -> set[int]:
        """Every union that it names."""
        superiors = {key for hung in self.hung.values() for key in hung if key}
        heirs = {ending.heir for ending in self.ended.values()}
        of_offices = {office.unit for office in self.offices}
        named = self.founded | set(self.ended) | heirs | set(self.parted) | set(self.parted.values())
        return named | set(self.hung) | superiors | set(self.renamed) | set(self.reclassified) | of_offices


def written_by(reform: Reform) -> Written:
    """Of a decision in force; of one that was taken back nothing is left. One query."""
    traces = Trace.objects.filter(reform=reform).order_by("pk")
    steps = list(traces.values_list("table_name", "row_id", "before", "after"))
    rows = _net(steps)
    written = Written(founded={key for key, before, _after in rows["organisations_organisation"] if before is None})
    _successions(written, rows["organisations_succession"])
    written.hung = _switches(rows["organisations_placement"], "parent_id")
    written.stops = set(_stops(steps))
    written.renamed = _changed(written, rows["organisations_unitname"], "name")
    written.reclassified = _changed(written, rows["organisations_classification"], "kind_id")
    written.offices = list(_offices(rows["accounts_appointment"]))
    return written


Net = list[tuple[int, Row, Row]]


class _Tables(dict[str, Net]):
    def __missing__(self, table: str) -> Net:
        return []


def _net(traces: Iterable[tuple[str, int, Row, Row]]) -> Mapping[str, Net]:
    """Of each row the first state and the last: a decision may write a row several times."""
    first: dict[tuple[str, int], Row] = {}
    last: dict[tuple[str, int], Row] = {}
    for table, key, before, after in traces:
        first.setdefault((table, key), before)
        last[table, key] = after
    tables = _Tables()
    for (table, key), after in last.items():
        tables.setdefault(table, []).append((key, first[table, key], after))
    return tables


def _successions(written: Written, rows: Net) -> None:
    for _key, before, after in rows:
        if before is None and after is not None and after["heir"]:
            written.ended[after["organisation_id"]] = Ending(after["successor_id"], Manner(after["manner"]))
        elif before is None and after is not None:
            written.parted[after["successor_id"]] = after["organisation_id"]


def _switches(rows: Net, what: str) -> dict[int, Switch]:
    """By union: what the row that was cut or changed had said, and what the new or changed one says."""
    befores = sorted((before for _key, before, _after in rows if before), key=lambda row: row["valid"], reverse=True)
    was = {row["organisation_id"]: row[what] for row in befores}  # the earliest of its rows: the others never came
    fresh = {
        after["organisation_id"]: after[what]
        for _key, before, after in rows
        if after and (before is None or before[what] != after[what])
    }
    units = [*was, *(unit for unit in fresh if unit not in was)]
    return {unit: Switch(was.get(unit), fresh.get(unit)) for unit in units}


def _stops(steps: Iterable[tuple[str, int, Row, Row]]) -> Iterable[tuple[int, int]]:
    for table, _key, before, after in steps:
        came = table == "organisations_placement" and (
            before is None or before["parent_id"] != (after or {}).get("parent_id")
        )
        if came and after:
            yield after["organisation_id"], after["parent_id"]


def _changed(written: Written, rows: Net, what: str) -> dict[int, Switch]:
    there = {unit: switch for unit, switch in _switches(rows, what).items() if unit not in written.founded}
    return {unit: switch for unit, switch in there.items() if switch.now and switch.was != switch.now}


def _offices(rows: Net) -> Iterable[Office]:
    for _key, before, after in rows:
        if row := before or after:
            yield Office(row["person_id"], row["role"], row["organisation_id"], ended=before is not None)
