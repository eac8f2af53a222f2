"""The permission engine. A permission is a short table of rules; one table answers four questions:

* `actor.may(permission, obj)`: may this person, today, to this thing?
* `actor.among(permission, queryset)`: to which of these?
* `holders(permission, obj, on=day)`: who may?
* `unheld(permission, queryset, on=day)`: of these, which wait for nobody?

All four evaluate the same rules, so they cannot disagree. Nothing is permitted that no rule permits.
Rights follow the tree of the day on which they are asked: none survives a move, and what a union leaves when it ends
is whoever's stands for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.base.among import Among
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.organisations.models import Ancestry, Organisation

M = TypeVar("M", bound=Model)
NOBODY = Q(pk__in=[])


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of a permission. All that is given must hold.

    `role`   the hat must be of this role; without it no appointment is needed
    `at`     path to the organisation that must be the hat's own union, or one that ended and that it stands for
    `over`   path to an organisation that must be the hat's union or lie below it that day, or have ended there
    `own`    path to the person who must be the actor
    `number` path to a telephone number (E.164) that must be the actor's own, and proven to be theirs
    `seat`   path to the dated seats of a council, of which one must be the actor's that day; of `seat_as`, if given
    `bearer` path to a key that the actor must carry (a draft begun without signing in)
    `not_own` paths to people of whom the actor must not be one
    `not_party` path to the list of all who ever had a part in it: none of the actor's `Person.marks` may stand there
    `when`   the state the thing must be in
    """

    role: Role | None = None
    at: str = ""
    over: str = ""
    own: str = ""
    number: str = ""
    seat: str = ""
    seat_as: Sequence[str] = ()
    bearer: str = ""
    not_own: Sequence[str] = ()
    not_party: str = ""
    when: Q = field(default_factory=Q)

    def __post_init__(self) -> None:
        if self.role is None and (self.at or self.over):
            raise ValueError("A rule about a union needs a role there: without one it would permit everybody.")


@dataclass(frozen=True)
class Permission:
    """`name` for the log and the tables, `says` for people ("xác nhận sáng kiến"), and the rules."""

    name: str
    says: str | Promise
    rules: Sequence[Rule]

    def whenever(self) -> "Permission":
        """The same permission leaving out the state of the thing: the right person, perhaps not now."""
        return replace(self, rules=[replace(rule, when=Q()) for rule in self.rules])


@dataclass(frozen=True)
class Actor:
    """A person on a day, wearing one hat (an appointment) or none. Doors make it; actions take it as `by`."""

    person: Person | None
    on: date
    hat: Appointment | None = None
    keys: frozenset[UUID] = frozenset()

    @property
    def unit(self) -> Organisation | None:
        """The union on whose behalf the actor acts. Reads hat.organisation: one query unless loaded."""
        return self.hat.organisation if self.hat else None

    @property
    def somebody(self) -> Person:
        """The person, who must be signed in: NotAllowed otherwise."""
        if self.person is None:
            raise NotAllowed("signed_in")
        return self.person

    @property
    def office(self) -> Organisation:
        """The union, which must be there: NotAllowed without a hat."""
        if self.unit is None:
            raise NotAllowed("hat")
        return self.unit

    def holds(self, *roles: Role) -> bool:
        """Is the hat one of these roles, the person's own, and in force that day?"""
        return self.hat is not None and self.hat.role in roles and self._wears(self.hat)

    def among(self, permission: Permission, objects: "QuerySet[M]") -> "QuerySet[M]":
        """Those of `objects` on which the actor holds the permission, each once."""
        # Asked apart: a rule may go through a dossier's authors, and would bring the dossier once for each.
        permitted = objects.model._default_manager.filter(self.where(permission, objects.model))
        return objects.filter(pk__in=permitted.values("pk"))

    def those(self, permission: Permission, model: type[Model], keys: Collection[int]) -> set[int]:
        """Of these keys of a model those on whose things the actor holds the permission. The same condition as `among`,
        asked of these and of no others: of a thousand among millions it costs what a thousand cost."""
        permitted = model._default_manager.filter(self.where(permission, model), Among(F("pk"), keys))
        return set(permitted.values_list("pk", flat=True))

    def where(self, permission: Permission, model: type[Model]) -> Q:
        """The condition of `among`, for a question that finds its things by themselves: not of a permission whose rules
        lead through many rows of a thing, which would count it once for each."""
        where = NOBODY
        for rule in permission.rules:
            if rule.role is None or self.holds(rule.role):
                where |= self._where_rule(rule, model)
        return where

    def may(self, permission: Permission, obj: Model) -> bool:
        """The same condition, asked of the database for one thing."""
        model = type(obj)
        return model._default_manager.filter(self.where(permission, model), pk=obj.pk).exists()

    def must(self, permission: Permission, obj: Model) -> None:
        """Raise NotAllowed (the wrong person) or NotPossible (the right person, the wrong moment)."""
        if self.may(permission, obj):
            return
        if self.may(permission.whenever(), obj):
            text = _("Lúc này không thể %(what)s.") % {"what": permission.says}
            raise NotPossible([Problem(code="wrong_moment", text=text)])
        raise NotAllowed(permission.name)

    def _wears(self, hat: Appointment) -> bool:
        return self.person is not None and hat.person_id == self.person.pk and self.on in hat.valid

    def _where_rule(self, rule: Rule, model: type[Model]) -> Q:
        where = Q(rule.when)
        if rule.own:
            where &= self._where_own(rule.own, model)
        if rule.number:
            known = self.person and self.person.proven_phone
            where &= Q(**{rule.number: known}) if known else NOBODY
        if rule.seat:
            held = model._default_manager.filter(**_seats(rule, on=self.on), **{f"{rule.seat}__person": self.person})
            where &= Q(pk__in=held.values("pk")) if self.person else NOBODY
        if rule.bearer:
            where &= Q(**{f"{rule.bearer}__in": self.keys})
        if rule.at and self.hat:
            where &= Q(**{f"{rule.at}__in": self._own_units()})
        if rule.over and self.hat:
            # the lines are only read once a row names a union there: a nation has tens of thousands
            where &= Q(**{f"{rule.over}__isnull": False}) & Q(**{f"{rule.over}__in": self._scope()})
        for path in rule.not_own:
            where &= ~Q(**{path: self.person})
        if rule.not_party and self.person:
            where &= ~Q(**{f"{rule.not_party}__overlap": self.person.marks})
        return where

    def _where_own(self, path: str, model: type[Model]) -> Q:
        own = Q(**{path: self.person}) if self.person else NOBODY
        # Looked up by themselves: joined to what is asked about, all authors of the nation might be read.
        return Q(pk__in=model._default_manager.filter(own).values("pk")) if "__" in path else own

    def _scope(self) -> "QuerySet[Ancestry, Any]":
        """The keys of the hat's union and of all below it, ended ones included: the lines alone tell them."""
        assert self.hat is not None
        return Ancestry.objects.on(self.on, ended=True).filter(ancestor=self.hat.organisation_id).values("descendant")

    def _own_units(self) -> "QuerySet[Ancestry, Any]":
        return self._scope().filter(depth=0)


def holders(permission: Permission, obj: Model, *, on: date) -> "QuerySet[Person]":
    """Everybody who holds the permission on `obj` that day through a role or as its own person."""
    where = NOBODY
    for rule in permission.rules:
        if _stands(rule, obj):
            where |= _who(rule, obj, on=on)
    return Person.objects.filter(where, is_active=True).distinct()


def without_a_part(people: Collection[int], rule: Rule, obj: Model) -> set[int]:
    """Those of the people (keys) whom the rule does not bar from `obj`, wherever they hold which role. A query for each
    path that it names, and two."""
    where = _without_a_part(Q(pk__in=people), rule, obj)
    return set(Person.objects.filter(where).values_list("pk", flat=True))


def unheld(permission: Permission, objects: "QuerySet[M]", *, on: date) -> set[int]:
    """Those of `objects` (keys) on which nobody holds the permission that day: what `holders` says of each, asked of
    many at once. Only for rules of a role `at` a union. A few queries for each rule, whatever the number."""
    left = set(objects.values_list("pk", flat=True))
    for rule in permission.rules:
        if left:
            left -= _held(rule, objects.model, left, on=on)
    return left


def _held(rule: Rule, model: type[Model], keys: set[int], *, on: date) -> set[int]:
    """On which of these somebody stands by this rule."""
    if not rule.at or rule.own or rule.number or rule.seat or rule.over:
        raise ValueError("Who holds it is asked of many only where a rule is of a role at a union.")
    standing = model._default_manager.filter(rule.when, pk__in=keys)
    unions: dict[int, int] = dict(standing.exclude(**{rule.at: None}).values_list("pk", rule.at))
    people = _people_at(set(unions.values()), rule.role, on=on)
    barred: dict[int, set[Any]] = defaultdict(set)
    for path in rule.not_own:
        for key, person in model._default_manager.filter(pk__in=unions).values_list("pk", path):
            barred[key].add(person)
    if rule.not_party:
        for key, parties in model._default_manager.filter(pk__in=unions).values_list("pk", rule.not_party):
            barred[key].update(parties)
    return {
        key
        for key, union in unions.items()
        if any(barred[key].isdisjoint([person.pk, *_marks(rule, person)]) for person in people[union])
    }


def _marks(rule: Rule, person: Person) -> list[str]:
    return person.marks if rule.not_party else []


def _people_at(unions: set[int], role: Role | None, *, on: date) -> dict[int, list[Person]]:
    """Who holds the role that day in each of these unions (keys), or in who stands for it. Two queries."""
    lines = Ancestry.objects.on(on, ended=True).filter(descendant__in=unions, depth=0)
    standing: dict[int, list[int]] = defaultdict(list)
    for union, heir in lines.values_list("descendant", "ancestor"):
        standing[heir].append(union)
    found: dict[int, list[Person]] = defaultdict(list)
    for hat in Appointment.objects.on(on).filter(role=role, organisation__in=standing).select_related("person"):
        for union in standing[hat.organisation_id]:
            found[union].append(hat.person)
    return found


def _stands(rule: Rule, obj: Model) -> bool:
    return not rule.when or type(obj)._default_manager.filter(rule.when, pk=obj.pk).exists()


def _who(rule: Rule, obj: Model, *, on: date) -> Q:
    if rule.role is not None:
        where = Q(pk__in=_appointed(rule, obj, on=on).values("person"))
    elif rule.own or rule.number or rule.seat:
        where = Q()
    else:
        return NOBODY  # anyone, or whoever carries a key: no list of people
    if rule.own:
        where &= Q(pk__in=_values(obj, rule.own))
    if rule.number:
        where &= Q(phone__in=_values(obj, rule.number), vouched_at__isnull=False)
    if rule.seat:
        where &= Q(pk__in=_values(obj, f"{rule.seat}__person", **_seats(rule, on=on)))
    return _without_a_part(where, rule, obj)


def _without_a_part(where: Q, rule: Rule, obj: Model) -> Q:
    for path in rule.not_own:
        where &= ~Q(pk__in=_values(obj, path))
    if rule.not_party:
        where &= ~Q(pk__in=_parties(where, _values(obj, rule.not_party)))
    return where


def _parties(where: Q, parties: list[list[str]]) -> list[int]:
    """Those of the few people of `where` who ever had a part."""
    named = {mark for marks in parties for mark in marks}
    return [person.pk for person in Person.objects.filter(where) if named.intersection(person.marks)]


def _appointed(rule: Rule, obj: Model, *, on: date) -> "QuerySet[Appointment]":
    appointed = Appointment.objects.on(on).filter(role=rule.role)
    if rule.at:
        named = Organisation.objects.filter(pk__in=_values(obj, rule.at))
        appointed = appointed.filter(organisation__in=Organisation.objects.standing_for(named, on=on).values("pk"))
    if rule.over:
        below = Organisation.objects.filter(pk__in=_values(obj, rule.over))
        appointed = appointed.filter(organisation__in=Organisation.objects.above(below, on=on, ended=True).values("pk"))
    return appointed


def _seats(rule: Rule, *, on: date) -> dict[str, Any]:
    """The condition on a seat by which the rule permits, for one `filter`: day and office of the same seat."""
    held: dict[str, Any] = {f"{rule.seat}__valid__contains": on}
    return held | {f"{rule.seat}__office__in": rule.seat_as} if rule.seat_as else held


def _values(obj: Model, path: str, **where: Any) -> list[Any]:
    """What the path leads to from this object, without gaps."""
    found: Iterable[Any] = type(obj)._default_manager.filter(pk=obj.pk, **where).values_list(path, flat=True)
    return [value for value in found if value is not None]
