"""What an actor may see, asked at every page: the SQL of the question is worked out once for each role.

A permission of several rules is a question of several questions, and Django takes longer to write it down than the
database to answer it. The rules stay where they are: they are read with stand-ins for the person, the union and the
day, and whoever asks takes their places.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, QuerySet
from django.db.models import Value as Literal

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.statements import Statement
from sangkien.organisations.models import Organisation

Value = int | date | str
_WHOEVER = UUID(int=0)  # a key that nobody carries: a rule that asks for one has no stand-in
_PERSON, _UNIT, _DAY = "the person", "the union", "the day"


class Planned:
    """A question, written as what makes its queryset (of values) for an actor and what else is given by name: keys,
    days, words, just as they go to the database. A value that is worked out of them is refused, with a ValueError."""

    def __init__(self, question: Callable[..., "QuerySet[Any, tuple[Any, ...]]"]) -> None:
        self._question = question
        self._plans: dict[tuple[str | None, bool], _Plan | None] = {}

    def __call__(self, actor: Actor, **given: Value) -> list[tuple[Any, ...]]:
        """The rows for this actor; none where no rule permits anything. One query at most."""
        role = Role(actor.hat.role) if actor.hat and actor.holds(Role(actor.hat.role)) else None
        which = role, actor.person is not None
        if which not in self._plans:
            self._plans[which] = self._planned(*which, given)
        plan = self._plans[which]
        if plan is None:
            return []
        values: dict[str, Any] = {**given, _DAY: actor.on}
        values |= {_PERSON: actor.person and actor.person.pk, _UNIT: actor.hat and actor.hat.organisation_id}
        return plan.statement(*(place.of(values) for place in plan.places))

    def _planned(self, role: Role | None, signed_in: bool, given: Mapping[str, Value]) -> "_Plan | None":
        """Written down twice, with other stand-ins: what differs must be one of them."""
        try:
            sql, places = self._written(_stand_ins(given, 1), role, signed_in)
            _sql, again = self._written(_stand_ins(given, 2), role, signed_in)
        except EmptyResultSet:
            return None
        if any(one.name is None and one.value != other.value for one, other in zip(places, again, strict=True)):
            raise ValueError("Something is worked out of what is given: give it, too.")
        return _Plan(Statement(sql, prepared=False), places)

    def _written(self, stands: Mapping[str, Value], role: Role | None, signed_in: bool) -> tuple[str, list["_Place"]]:
        given = dict(stands)
        person, unit, day = given.pop(_PERSON), given.pop(_UNIT), given.pop(_DAY)
        assert isinstance(person, int) and isinstance(unit, int) and isinstance(day, date)
        named = {"phone": f"+{person}", "full_name": f"{person}"}  # what `Person.marks` is made of
        somebody, office = Person(pk=person, **named) if signed_in else None, Organisation(pk=unit)
        hat = Appointment(role=role, person=somebody, organisation=office, valid=DateRange()) if role else None
        actor = Actor(person=somebody, on=day, hat=hat, keys=frozenset({_WHOEVER}))
        sql, values = self._question(actor, **given).query.sql_with_params()
        if _WHOEVER in values:
            raise ValueError("A rule asks for a key that somebody carries.")
        names = {stand: name for name, stand in stands.items()}
        return sql, [_Place(names.get(value) if isinstance(value, Value) else None, value) for value in values]


class _Place(NamedTuple):
    """A value of the statement: what is given by this name, else always the same."""

    name: str | None
    value: Any

    def of(self, values: Mapping[str, Any]) -> Any:
        given = values[self.name] if self.name else self.value
        return type(self.value)(given) if isinstance(self.value, int) else given  # with the width of its column


class _Plan(NamedTuple):
    statement: Statement
    places: list[_Place]


def _stand_ins(given: Mapping[str, Value], time: int) -> dict[str, Value]:
    """One for each value, none like another; others each time."""
    kinds: dict[str, Value] = {_PERSON: 0, _UNIT: 0, _DAY: date.min, **given}
    return {name: _stand_in(value, 100 * time + place) for place, (name, value) in enumerate(kinds.items())}


def _stand_in(value: Value, place: int) -> Value:
    if isinstance(value, datetime):
        return datetime(1, 1, 2, tzinfo=UTC) + timedelta(seconds=place)
    if isinstance(value, date):
        return date.fromordinal(place)
    return f"\ufffd{place}" if isinstance(value, str) else -1_000_000 - place


def counted(rows: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    """How many there are, as a queryset of one row."""
    one: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by().values(all=Literal(1)).annotate(number=Count("pk")).values_list("number")
    )
    return one
