"""Góc nhìn: the dossiers of a unit's own chain laid out by place or by sector, and apart from them those of its area
that report to another chain.

A dossier counts in one chain only. `by_place` and `by_sector` lay out the very dossiers of the unit's figures, so each
sums to them exactly; `in_the_area` are dossiers of others. No two of the three may be added together.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from sangkien.base.text import sort_key
from sangkien.counting.models import OF_VALUE, Measure
from sangkien.counting.queries import View
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Organisation, UnitName
from sangkien.organisations.places_loading import REFORM
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.under import UNDER
from sangkien.statistics.whereabouts import Level, area_of, level_below, names_of, seats


@dataclass(frozen=True)
class Group:
    """One line, figures as in `Figures`. `is_named` is false for what no place or sector is known of."""

    name: str
    is_named: bool
    submitted: int
    valid: int
    value: Value


@dataclass(frozen=True)
class CrossView:
    """The lines, most valid initiatives first, those without a name last; `level` says what the places are."""

    groups: list[Group]
    level: Level | None = None

    @property
    def submitted(self) -> int:
        """Lượt nộp of all lines."""
        return sum(group.submitted for group in self.groups)

    @property
    def valid(self) -> int:
        """Hợp lệ of all lines."""
        return sum(group.valid for group in self.groups)

    @property
    def value(self) -> Value:
        """Giá trị làm lợi of all lines."""
        return Value(*map(sum, zip(*(astuple(group.value) for group in self.groups), strict=True)))


def by_place(
    unit: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> CrossView:
    """The unit's own figures by where the union of each dossier lies on the map of the day: by province, or for a
    provincial federation and all below it by district (until 30 June 2025) or commune. Three queries."""
    level = level_below(unit, as_of=as_of)
    by = "COALESCE(seat.recorded, false), seat.place"
    sql = _OWN.format(seats=seats(level, as_of=as_of), under=UNDER[view], by=by)
    rows = _rows(sql, _asked(unit, programme, phase, as_of))
    names = names_of([place for _recorded, place, *_figures in rows if place], level=level, as_of=as_of)
    groups = (
        Group(names[place] if place else _without(recorded), bool(place), *figures)
        for recorded, place, *figures in rows
    )
    return CrossView(_ordered(groups), level)


def by_sector(
    unit: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> CrossView:
    """The unit's own figures by the sector of the union's first workplace. One query."""
    every = seats(Level.PROVINCE, as_of=as_of)
    sql = _OWN.format(seats=every, under=UNDER[view], by="COALESCE(seat.sector, '')")
    groups = (
        Group(sector or _("chưa ghi ngành"), bool(sector), *figures)
        for sector, *figures in _rows(sql, _asked(unit, programme, phase, as_of))
    )
    return CrossView(_ordered(groups))


def in_the_area(
    unit: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> CrossView | None:
    """Dossiers of unions that lie in the area of a federation but report past it, by the highest union of their chain
    that does not stand above the federation too: a corporation seen from a province. Never part of its own figures.

    None for a union that is tied to no area on the map of the day. Four queries.
    """
    area = area_of(unit, as_of=as_of)
    if area is None:
        return None
    level, codes = area
    sql = _ELSEWHERE.format(seats=seats(level, as_of=as_of), under=UNDER[view], line=_LINE[view])
    rows = _rows(sql, _asked(unit, programme, phase, as_of) | {"area": codes})
    names = _called([branch for branch, *_figures in rows], as_of)
    return CrossView(_ordered(Group(names[branch], True, *figures) for branch, *figures in rows), level)


def _without(recorded: bool) -> str:
    return _("chưa xác định được địa bàn") if recorded else _("chưa ghi địa bàn")


def _called(units: list[int], on: date) -> dict[int, str]:
    """The short names of that day, and of a union that has ended by then the last."""
    names = UnitName.objects.filter(organisation__in=units, valid__startswith__lte=on)
    return dict(names.order_by("valid").values_list("organisation", "short_name"))


def _ordered(groups: Iterable[Group]) -> list[Group]:
    """Without those that have nothing left."""
    some = (group for group in groups if group.submitted or group.valid or group.value.total)
    return sorted(some, key=lambda one: (not one.is_named, -one.valid, -one.submitted, sort_key(one.name)))


def _asked(unit: Organisation, programme: Programme, phase: Phase | None, as_of: date) -> dict[str, Any]:
    return {
        "unit": unit.pk,
        "programme": programme.pk,
        "phase": phase.pk if phase else None,
        "as_of": as_of,
        "reform": REFORM,
    }


def _rows(sql: str, asked: dict[str, Any]) -> list[list[Any]]:
    """What the lines are told apart by, then the figures of a group."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return [[*row[:-_NUMBERS], *_read(map(int, row[-_NUMBERS:]))] for row in cursor.fetchall()]


def _read(numbers: Iterable[int]) -> list[Any]:
    submitted, valid, *worth = numbers
    return [submitted, valid, Value(*worth)]


_WORTH = [measure.value for measure in (*OF_VALUE, Measure.ACTUAL)]
_NUMBERS = 2 + len(_WORTH)
_FIGURES = ", ".join(
    [f"COALESCE(sum(e.count) FILTER (WHERE e.measure = '{of}'), 0) AS n_{of}" for of in ("SUBMITTED", "VALID")]
    + [f"COALESCE(sum(e.benefit) FILTER (WHERE e.measure = '{of}'), 0) AS {of}" for of in _WORTH]
)
_SUMS = ", ".join(f"sum(gained.{name})" for name in ["n_SUBMITTED", "n_VALID", *_WORTH])

_COUNTED = """
    e.programme_id = %(programme)s AND e.day <= %(as_of)s
    AND e.measure IN ('SUBMITTED', 'VALID', 'GRASSROOTS', 'EMPLOYER', 'VERIFIED', 'ACTUAL')
    AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
"""

# Union by union first: they are far fewer than their entries.
_OWN = f"""
WITH {{seats}}, gained AS (
    SELECT e.unit_id, {_FIGURES} FROM counting_entry e WHERE {{under}} AND {_COUNTED} GROUP BY e.unit_id
)
SELECT {{by}}, {_SUMS}
FROM gained LEFT JOIN seat USING (unit_id) GROUP BY {{by}}
"""

_ELSEWHERE = f"""
WITH {{seats}}, own AS (
    SELECT a.ancestor_id FROM organisations_ancestry a
    WHERE a.descendant_id = %(unit)s AND a.valid @> %(as_of)s::date
), passing AS (
    SELECT e.measure, e.count, e.benefit, COALESCE((
        SELECT link.unit_id FROM {{line}}
        WHERE link.unit_id NOT IN (SELECT ancestor_id FROM own) ORDER BY link.height DESC LIMIT 1
    ), e.unit_id) AS branch
    FROM seat JOIN counting_entry e USING (unit_id)
    WHERE seat.place = ANY(%(area)s) AND NOT ({{under}}) AND {_COUNTED}
)
SELECT e.branch, {_FIGURES} FROM passing e GROUP BY e.branch
"""

# The unions that an entry counts in, each with its height above the entry's own.
_LINE = {
    View.AS_THEN: "unnest(e.chain) WITH ORDINALITY AS link (unit_id, height)",
    View.RESTATED: """(
        SELECT a.ancestor_id, a.depth FROM organisations_ancestry a
        WHERE a.descendant_id = e.unit_id AND a.valid @> %(as_of)s::date) AS link (unit_id, height)""",
}
