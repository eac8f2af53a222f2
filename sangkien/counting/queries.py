"""Reading figures: totals plus what is not folded yet, in one statement.

What a reading costs follows from the days and the units it tells of, never from how many dossiers there are.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sangkien.base.statements import Statement
from sangkien.counting.crossings import CROSSED, TOUCHED
from sangkien.counting.models import TAKING_PART, Measure
from sangkien.programmes.models import Phase, Programme

DAILY = (Measure.SUBMITTED, Measure.VALID)


class View(StrEnum):
    """Which tree the figures are asked of: that of each dossier's own day, or that of the as-of day, in which a
    union that has ended counts with whoever stands for it. Both sum to the same at the root.

    Restated, a union that took part is laid out within the tree of the day as the union that it was, and of people
    nothing is told: whoever has dossiers in two unions counts once, which no sum over unions can say."""

    AS_THEN = "as-then"
    RESTATED = "restated"


class DayFigure(NamedTuple):
    """What one unit and all below it gained on one day in one measure; `benefit` in đồng (of what is valid only)."""

    unit_id: int
    day: date
    measure: Measure
    count: int  # type: ignore[assignment]  # a row is never searched, as tuple.count would
    benefit: int


class Reached(NamedTuple):
    """What one unit and all below it had reached in one measure by a day; `benefit` in đồng (of what is valid only).
    `days`: of what curves are drawn of (DAILY), the gain of each day on which there was one; `worth`: its đồng."""

    unit_id: int
    measure: Measure
    count: int  # type: ignore[assignment]  # as in DayFigure
    benefit: int
    days: dict[date, int]
    worth: dict[date, int]


def reached(
    unit_ids: Sequence[int],
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    since: date,
    view: View = View.AS_THEN,
) -> list[Reached]:
    """What these units had reached by the end of `as_of`, with the gains of each day from `since` on; without a phase,
    of the whole programme. One query for any number of units."""
    asked = _scope(unit_ids, programme, phase) | {"as_of": as_of, "since": since}
    asked |= {"month": as_of.replace(day=1), "month_end": _next_month(as_of)}
    return [
        Reached(
            unit,
            _MEASURES[measure],
            count,
            int(benefit),
            dict(zip(days or (), gains or (), strict=True)),
            dict(zip(days or (), map(int, worth or ()), strict=True)) if measure == Measure.VALID else {},
        )
        for unit, measure, count, benefit, days, gains, worth in _reached(view, phase is not None)(**asked)
    ]


def by_day(
    unit_ids: Sequence[int],
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
) -> list[DayFigure]:
    """Every day's figures of these units up to and including `as_of`; without a phase, of the whole programme. One
    query for any number of units."""
    asked = _scope(unit_ids, programme, phase) | {"as_of": as_of}
    return told(_every_day(view, phase is not None)(**asked))


def between(
    unit_ids: Sequence[int],
    *,
    programme: Programme,
    phase: Phase | None,
    first: date,
    last: date,
    measures: Sequence[Measure] = tuple(Measure),
    view: View = View.AS_THEN,
) -> list[DayFigure]:
    """What these units gained in some measures from `first` to `last`, both included, in one sum each that stands on
    `last`: a quarter is read from its months, the last less what came after the day. One query for any number of units.
    """
    asked = _scope(unit_ids, programme, phase) | {"as_of": last, "first": first, "ends": last + timedelta(days=1)}
    asked |= {"measures": list(measures)}
    months = {"whole": first if first.day == 1 else _next_month(first), "rest": _next_month(last)}
    if months["whole"] >= months["rest"]:  # no month begins inside
        months = dict.fromkeys(months, asked["ends"])
    return told(_within(view, phase is not None)(**asked, **months))


def _scope(unit_ids: Sequence[int], programme: Programme, phase: Phase | None) -> dict[str, Any]:
    return {"units": list(unit_ids), "programme": programme.pk, "phase": phase.pk if phase else None}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


_MEASURES = {measure.value: measure for measure in Measure}  # a board reads thousands of rows


def told(rows: Iterable[tuple[int, date, str, int, int]]) -> list[DayFigure]:
    """Rows of a statement as figures."""
    return [
        DayFigure(unit, day, _MEASURES[measure], count, int(benefit)) for unit, day, measure, count, benefit in rows
    ]


# The statements: rows of (unit_id, day, measure, count, benefit), summed at the end --------------------------


@cache
def _every_day(view: View, in_phase: bool) -> Statement:
    parts = [*_days(view, in_phase, "t.day <= %(as_of)s"), *_waiting(view, in_phase, day="t.day")]
    return _summed(parts)


@cache
def _reached(view: View, in_phase: bool) -> Statement:
    """All that was ever gained, less what came after the day; and on their days the gains since."""
    whole = {"day": "NULL::date"}
    parts = [
        *_periods(view, in_phase, "t.month IS NULL", **whole),
        *_periods(view, in_phase, "t.month > %(month)s", **whole, sign="-"),
        *_days(view, in_phase, "t.day > %(as_of)s AND t.day < %(month_end)s", **whole, sign="-"),
        *_waiting(view, in_phase, **whole),
    ]
    daily = ", ".join(f"'{measure}'" for measure in DAILY)
    since = [
        *_days(view, in_phase, f"t.day BETWEEN %(since)s AND %(as_of)s AND t.measure IN ({daily})"),
        _WAITING[view][0].format(day="t.day", when=f"t.day >= %(since)s AND m.measure IN ({daily})"),
    ]
    return Statement(f"""
WITH {_TAKEN}, since (unit_id, day, measure, count, benefit) AS ({" UNION ALL ".join(since)})
SELECT unit_id, measure,
       COALESCE(sum(count) FILTER (WHERE day IS NULL), 0)::bigint,
       COALESCE(sum(benefit) FILTER (WHERE day IS NULL), 0),
       array_agg(day) FILTER (WHERE day IS NOT NULL), array_agg(count) FILTER (WHERE day IS NOT NULL),
       array_agg(benefit) FILTER (WHERE day IS NOT NULL)
FROM ({" UNION ALL ".join(parts)}
    UNION ALL SELECT unit_id, day, measure, sum(count), sum(benefit) FROM since GROUP BY unit_id, day, measure
) AS figures (unit_id, day, measure, count, benefit)
GROUP BY unit_id, measure
""")


@cache
def _within(view: View, in_phase: bool) -> Statement:
    parts = [
        *_periods(view, in_phase, "t.month >= %(whole)s AND t.month < %(rest)s", day="%(as_of)s::date"),
        *_days(view, in_phase, "t.day >= %(first)s AND t.day < %(whole)s", day="%(as_of)s::date"),
        *_days(view, in_phase, "t.day >= %(ends)s AND t.day < %(rest)s", day="%(as_of)s::date", sign="-"),
        *_waiting(view, in_phase, day="%(as_of)s::date", when="t.day >= %(first)s"),
    ]
    return _summed(parts, "WHERE measure = ANY(%(measures)s::text[])")


def _days(view: View, in_phase: bool, when: str, day: str = "t.day", sign: str = "") -> list[str]:
    return [f"{rows} AND {when}" for rows in _totals("counting_total", view, in_phase, day, sign)]


def _periods(view: View, in_phase: bool, when: str, day: str, sign: str = "") -> list[str]:
    return [f"{rows} AND {when}" for rows in _totals("counting_periodtotal", view, in_phase, day, sign)]


_TAKING_PART = ", ".join(f"'{measure}'" for measure in TAKING_PART)


def _totals(table: str, view: View, in_phase: bool, day: str, sign: str) -> list[str]:
    """Of one phase; or of each phase and of none, whoever takes part only where they count once."""
    if in_phase:
        scopes = ["t.phase_id = %(phase)s::bigint"]
    else:
        phases = "ARRAY(SELECT id FROM programmes_phase WHERE programme_id = %(programme)s::bigint)"
        scopes = [f"t.phase_id = ANY({phases}) AND t.measure NOT IN ({_TAKING_PART})", "t.phase_id IS NULL"]
    return [_TOTALS[view].format(table=table, scope=scope, day=day, sign=sign) for scope in scopes]


_TOTALS = {
    View.AS_THEN: """
    SELECT t.unit_id, {day}, t.measure, {sign}t.count, {sign}t.benefit FROM {table} t
    WHERE t.unit_id = ANY(%(units)s::bigint[]) AND t.programme_id = %(programme)s::bigint AND {scope}""",
    # Of the tree of the as-of day: what the unions that stand below booked themselves, and those they took over.
    View.RESTATED: """
    SELECT a.ancestor_id, {day}, t.measure, {sign}t.own_count, {sign}t.own_benefit
    FROM organisations_ancestry a JOIN {table} t ON t.unit_id = a.descendant_id
    WHERE a.ancestor_id = ANY(%(units)s::bigint[]) AND a.valid @> %(as_of)s::date
      AND t.programme_id = %(programme)s::bigint AND (t.own_count <> 0 OR t.own_benefit <> 0) AND {scope}""",
}


def _waiting(view: View, in_phase: bool, day: str, when: str = "true") -> list[str]:
    """What is not folded yet: of the entries, and of who takes part by them."""
    scope = "t.phase_id = %(phase)s::bigint" if in_phase else "t.phase_id IS NULL"
    entries, crossed = _WAITING[view]
    return [entries.format(day=day, when=when), crossed.format(day=day, when=when, scope=scope)]


_WAITING = {
    View.AS_THEN: [
        """
    SELECT above.unit_id, {day}, m.measure, t.count, t.benefit
    FROM taken t CROSS JOIN unnest(t.chain) AS above (unit_id) CROSS JOIN unnest(t.measure || t.traits) AS m (measure)
    WHERE above.unit_id = ANY(%(units)s::bigint[]) AND {when}""",
        """
    SELECT t.unit_id, {day}, t.measure, t.count, 0 FROM crossed t
    WHERE t.unit_id = ANY(%(units)s::bigint[]) AND t.day <= %(as_of)s AND {scope} AND {when}""",
    ],
    View.RESTATED: [
        """
    SELECT a.ancestor_id, {day}, m.measure, t.count, t.benefit
    FROM taken t CROSS JOIN unnest(t.measure || t.traits) AS m (measure)
    JOIN organisations_ancestry a ON a.descendant_id = t.unit_id AND a.valid @> %(as_of)s::date
    WHERE a.ancestor_id = ANY(%(units)s::bigint[]) AND {when}""",
        """
    SELECT a.ancestor_id, {day}, t.measure, t.own_count, 0
    FROM crossed t JOIN organisations_ancestry a ON a.descendant_id = t.unit_id AND a.valid @> %(as_of)s::date
    WHERE a.ancestor_id = ANY(%(units)s::bigint[]) AND t.day <= %(as_of)s AND t.own_count <> 0 AND {scope}
      AND {when}""",
    ],
}

_TAKEN = f"""
taken AS MATERIALIZED (
    SELECT t.id, t.unit_id, t.chain, t.programme_id, t.phase_id, t.day, t.measure, t.count, t.benefit, t.traits,
           t.people
    FROM counting_entry t
    WHERE NOT t.folded AND t.programme_id = %(programme)s::bigint AND t.day <= %(as_of)s
      AND (%(phase)s::bigint IS NULL OR t.phase_id = %(phase)s::bigint)
), {TOUCHED}, {CROSSED}"""


def _summed(parts: list[str], which: str = "") -> Statement:
    return Statement(f"""
WITH {_TAKEN}
SELECT unit_id, day, measure, sum(count)::bigint, sum(benefit)
FROM ({" UNION ALL ".join(parts)}) AS figures (unit_id, day, measure, count, benefit) {which}
GROUP BY unit_id, day, measure HAVING sum(count) <> 0 OR sum(benefit) <> 0 ORDER BY unit_id, day, measure
""")
