"""What pages ask about decisions. Each question costs as many queries for two unions as for ten thousand."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.rules import seen_inside
from sangkien.base.days import day_of
from sangkien.base.text import fold, person_sort_key, words
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import WAITS_FOR
from sangkien.organisations.models import Manner, Organisation
from sangkien.reforms import spec
from sangkien.reforms.models import Reform, Trace
from sangkien.reforms.rules import READING, SEE
from sangkien.reforms.spec import Operation, Plan, understand
from sangkien.reforms.told import Line, Part, Register, followers, parts, register
from sangkien.reforms.written import Office, Written, written_by
from sangkien.targets.models import Indicator, Target


def listed(actor: Actor, *, year: int | None = None, text: str = "") -> "QuerySet[Reform]":
    """The decisions that the actor reads, the newest effective day first: of a year of effect, and that hold every
    word of `text` in number, title, issuer or code, with or without marks."""
    found = actor.among(SEE, Reform.objects.all()).select_related("applied_by", "taken_back_by")
    if year:
        found = found.filter(effective__year=year)
    if asked := words(text):
        found = found.filter(pk__in=[key for key, said in _said(found) if all(word in said for word in asked)])
    return found.order_by("-effective", "-pk")


def years(actor: Actor) -> list[int]:
    """The years in which any of them takes effect, the newest first. One query."""
    return [day.year for day in actor.among(SEE, Reform.objects.all()).dates("effective", "year", order="DESC")]


def _said(reforms: "QuerySet[Reform]") -> Iterable[tuple[int, str]]:
    for key, *said in reforms.order_by().values_list("pk", "number", "title", "issuer", "code"):
        yield key, fold(" ".join(said))


def touching(unit: Organisation, *, by: Actor) -> list[Reform]:
    """The decisions in force that wrote about the union, what hangs under it, or whom it took over, the newest first;
    none for who does not read them. One query."""
    if not by.holds(*READING):
        return []
    rows = Q(table_name="organisations_organisation", row_id=unit.pk)
    for table, its in _its_rows(unit):
        rows |= Q(table_name=table, row_id__in=its.values("pk"))
    written = Trace.objects.filter(rows).values("reform")
    return list(by.among(SEE, Reform.objects.in_force().filter(pk__in=written)).order_by("-effective", "-pk"))


def _its_rows(unit: Organisation) -> "Iterable[tuple[str, QuerySet[Any]]]":
    yield "organisations_placement", unit.placements.order_by() | unit.placements_below.order_by()
    yield "organisations_unitname", unit.names.order_by()
    yield "organisations_classification", unit.classifications.order_by()
    yield "organisations_succession", unit.successions.order_by() | unit.inheritances.order_by()


# What a decision did, in numbers -------------------------------------------------------------------------------


class Deed(NamedTuple):
    """So many unions (`units`) were FOUNDED, MOVED, RENAMED, RECLASSIFIED, PARTED or ended in a `Manner`; of mergers
    into which union (a key)."""

    what: str
    units: int
    into: int | None = None


FOUNDED, MOVED, RENAMED, RECLASSIFIED, PARTED = "FOUNDED", "MOVED", "RENAMED", "RECLASSIFIED", "PARTED"

_DEEDS = """
WITH mine AS (
    SELECT reform_id, table_name, row_id, id, before, after FROM reforms_trace
    WHERE reform_id = ANY(%(reforms)s) AND table_name <> 'accounts_appointment'
), founded AS (
    SELECT DISTINCT reform_id, row_id AS unit FROM mine
    WHERE table_name = 'organisations_organisation' AND before IS NULL
), passed AS (
    SELECT DISTINCT ON (reform_id, row_id) reform_id, after FROM mine
    WHERE table_name = 'organisations_succession' ORDER BY reform_id, row_id, id DESC
), ended AS (
    SELECT reform_id, (after->>'organisation_id')::bigint AS unit, after->>'manner' AS manner,
           (after->>'successor_id')::bigint AS heir
    FROM passed WHERE (after->>'heir')::boolean
), changed AS (
    SELECT DISTINCT m.reform_id, m.table_name, (m.after->>'organisation_id')::bigint AS unit FROM mine m
    WHERE m.after IS NOT NULL AND m.table_name IN
          ('organisations_placement', 'organisations_unitname', 'organisations_classification')
      AND (m.before IS NULL OR m.table_name = 'organisations_placement'
           AND m.before->>'parent_id' IS DISTINCT FROM m.after->>'parent_id')
)
SELECT reform_id, 'FOUNDED', count(*), NULL::bigint FROM founded GROUP BY 1
UNION ALL
SELECT reform_id, manner, count(*), CASE manner WHEN 'MERGED' THEN heir END FROM ended GROUP BY 1, 2, 4
UNION ALL
SELECT reform_id, 'PARTED', count(DISTINCT after->>'organisation_id'), NULL FROM passed p
WHERE NOT (after->>'heir')::boolean AND NOT EXISTS (
    SELECT FROM ended e WHERE e.reform_id = p.reform_id AND e.unit = (p.after->>'organisation_id')::bigint)
GROUP BY 1
UNION ALL
SELECT reform_id, CASE table_name WHEN 'organisations_placement' THEN 'MOVED'
                  WHEN 'organisations_unitname' THEN 'RENAMED' ELSE 'RECLASSIFIED' END, count(*), NULL
FROM changed c
WHERE NOT EXISTS (SELECT FROM founded f WHERE (f.reform_id, f.unit) = (c.reform_id, c.unit))
  AND NOT EXISTS (SELECT FROM ended e WHERE (e.reform_id, e.unit) = (c.reform_id, c.unit))
GROUP BY 1, 2
"""


def deeds(reforms: Sequence[Reform]) -> dict[int, list[Deed]]:
    """Of each decision (key) what it did; nothing of one that was taken back. One query."""
    found: dict[int, list[Deed]] = {reform.pk: [] for reform in reforms}
    with connection.cursor() as cursor:
        cursor.execute(_DEEDS, {"reforms": list(found)})
        for reform, *deed in cursor.fetchall():
            found[reform].append(Deed(*deed))
    return found


def planned(plan: Plan) -> list[Deed]:
    """What a plan says by itself, once nothing of it stands any more: 0 unions where only a scope was named."""
    return [_planned(operation) for operation in plan.operations]


def _planned(operation: Operation) -> Deed:
    match operation:
        case spec.Create():
            return Deed(FOUNDED, len(operation.units))
        case spec.Rename():
            return Deed(RENAMED, 1)
        case spec.Split():
            return Deed(Manner.SPLIT if operation.heir else PARTED, 1)
    what = {
        spec.Reclassify: RECLASSIFIED,
        spec.Move: MOVED,
        spec.MoveByCommune: MOVED,
        spec.Merge: Manner.MERGED,
        spec.Dissolve: Manner.TRANSFERRED,
    }
    return Deed(what[type(operation)], 0 if operation.units.under else len(operation.units.codes))


# A decision in full --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holder:
    """Somebody whose office the decision touched: the union by its name of the eve, and where the office went on."""

    person: str
    role: str
    unit: str
    to: str = ""


@dataclass(frozen=True)
class RolledUp:
    """A target of a union that merged or was divided, which counts with the heir from then on."""

    target: Target
    unit: str
    heir: str


@dataclass(frozen=True)
class Told:
    """Everything about a decision. `holders`: only those whom the reader may know; `dossiers`: open ones that moved, by
    the name of the union that decides on them now, the most first, None while the day is still to come."""

    plan: Plan
    written: Written
    names: Register
    deeds: list[Deed]
    parts: list[Part]
    followers: list[Line]
    holders: list[Holder]
    targets: list[RolledUp]
    dossiers: list[tuple[str, int]] | None

    @property
    def eve(self) -> date:
        """The last day of what was before."""
        return self.plan.effective - timedelta(days=1)

    @property
    def offices_ended(self) -> int:
        """How many offices ended with their unions."""
        return sum(office.ended for office in self.written.offices)

    @property
    def offices_moved(self) -> int:
        """How many people took their office along."""
        return sum(not office.ended for office in self.written.offices)

    @property
    def dossiers_moved(self) -> int | None:
        """How many open dossiers changed desks; None while the day is still to come."""
        return None if self.dossiers is None else sum(count for _name, count in self.dossiers)


def told(reform: Reform, *, by: Actor) -> Told:
    """Everything about it, as much as `by` may know. Some fifteen queries, whatever its size."""
    plan, written = understand(reform.plan), written_by(reform)
    names = register(plan, written.units)
    told_parts = parts(reform, plan, written, names)
    return Told(
        plan=plan,
        written=written,
        names=names,
        deeds=deeds([reform])[reform.pk],
        parts=told_parts,
        followers=followers(written, told_parts, names),
        holders=_holders(written, names, by),
        targets=_rolled_up(written, names),
        dossiers=_moved(reform) if reform.carried_at and not reform.taken_back_at else None,
    )


def _holders(written: Written, names: Register, by: Actor) -> list[Holder]:
    seen = seen_inside(by, {office.unit for office in written.offices})
    ended = [office for office in written.offices if office.ended and office.unit in seen]
    to = {(one.person, one.role): one.unit for one in written.offices if not one.ended}
    people = dict(Person.objects.filter(pk__in={one.person for one in ended}).values_list("pk", "full_name"))
    held = [_holder(office, people, names, to.get((office.person, office.role))) for office in ended]
    return sorted(held, key=lambda holder: (holder.unit, person_sort_key(holder.person)))


def _holder(office: Office, people: dict[int, str], names: Register, to: int | None) -> Holder:
    return Holder(people[office.person], str(Role(office.role).label), names.name(office.unit), names.name(to))


def _rolled_up(written: Written, names: Register) -> list[RolledUp]:
    standing = {Manner.MERGED, Manner.SPLIT}
    heirs = {unit: ending.heir for unit, ending in written.ended.items() if ending.manner in standing}
    targets = Target.objects.filter(organisation__in=heirs).select_related("programme", "phase")
    targets = targets.filter(indicator__in=[indicator for indicator in Indicator if indicator.sums_over_units])
    rows = targets.order_by("organisation", "programme", "phase", "indicator", "kind")
    return [RolledUp(row, names.name(row.organisation_id), names.name(heirs[row.organisation_id])) for row in rows]


def _moved(reform: Reform) -> list[tuple[str, int]]:
    assert reform.carried_at is not None
    steps = Event.objects.filter(
        verb="moved", at=reform.carried_at, detail__decision=reform.code, detail__has_key="to_superior"
    )
    counts = Counter(steps.values_list("detail__to_superior", flat=True))
    units = Organisation.objects.filter(code__in=counts).named(on=max(reform.effective, day_of(reform.carried_at)))
    names = {unit.code: unit.name for unit in units}
    return [(names.get(code) or code, count) for code, count in counts.most_common()]


# Before deciding -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bearing:
    """What lies with unions before they change: dossiers of their own, open ones of theirs or on their desks, targets,
    and who holds an office in them."""

    dossiers: int
    open_dossiers: int
    targets: int
    offices: list[Holder]


def bearing(units: Collection[int], *, on: date) -> Bearing:
    """Of these unions (keys), from the day on. Five queries."""
    own = Initiative.objects.filter(unit__in=units)
    lying = Initiative.objects.filter(Q(unit__in=units) | Q(superior__in=units), state__in=list(WAITS_FOR))
    offices = Appointment.objects.filter(organisation__in=units, valid__overlap=DateRange(on, None))
    held = sorted(offices.select_related("person"), key=lambda one: (one.role, person_sort_key(one.person.full_name)))
    named = Organisation.objects.filter(pk__in=[one.organisation_id for one in held]).named(on=on)
    names = {unit.pk: unit.short_name for unit in named}
    return Bearing(
        dossiers=own.count(),
        open_dossiers=lying.count(),
        targets=Target.objects.filter(organisation__in=units).count(),
        offices=[Holder(one.person.full_name, str(one.get_role_display()), names[one.organisation_id]) for one in held],
    )


def without_reviewer(codes: Collection[str], *, on: date) -> set[str]:
    """Of these unions (codes) those that have nobody to decide on dossiers that day. One query."""
    units = Organisation.objects.filter(code__in=codes)
    there = Appointment.objects.on(on).filter(organisation__in=units, role=Role.REVIEWER)
    return set(codes) - set(there.values_list("organisation__code", flat=True))
