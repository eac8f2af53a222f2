"""What each operation of a plan does to the tree and to the people in charge. Open dossiers follow afterwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch

from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations import actions, many, rules
from sangkien.organisations.models import Classification, Manner, Organisation, Placement, UnitKind
from sangkien.reforms import spec
from sangkien.reforms.communes import new_communes
from sangkien.reforms.offices import end_offices, hand_over
from sangkien.reforms.selecting import known, selected


@dataclass
class Carried:
    """What has come of a plan so far: how many unions it founded, changed (moved, renamed, reclassified) and ended,
    how many asked for what was so already, and how many people lost an office or took it along."""

    since: date
    by: Person | None
    at: datetime
    founded: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    offices_ended: int = 0
    offices_moved: int = 0


@singledispatch
def carry_out(operation: spec.Operation, change: Carried) -> int:
    """Do it; returns on how many unions. Raises NotPossible with everything that stands against it."""
    raise TypeError(operation)


@carry_out.register
def _create(operation: spec.Create, change: Carried) -> int:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    for new in operation.units:
        if new.kind not in kinds:
            raise NotPossible([_unknown_kind(new.kind)])
        actions.create_organisation(
            code=new.code,
            kind=kinds[new.kind],
            name=new.name,
            short_name=new.short_name,
            parent=_one(new.parent),
            since=change.since,
            external_codes=new.external_codes,
            by=change.by,
            at=change.at,
        )
    change.founded += len(operation.units)
    return len(operation.units)


@carry_out.register
def _rename(operation: spec.Rename, change: Carried) -> int:
    unit = _one(operation.unit)
    actions.rename(
        unit,
        name=operation.name,
        short_name=operation.short_name,
        since=change.since,
        by=change.by,
        at=change.at,
    )
    change.changed += 1
    return 1


@carry_out.register
def _reclassify(operation: spec.Reclassify, change: Carried) -> int:
    kind = UnitKind.objects.filter(code=operation.kind).first()
    if kind is None:
        raise NotPossible([_unknown_kind(operation.kind)])
    units = selected(operation.units, since=change.since)
    there = Classification.objects.on(change.since).filter(organisation__in=units, kind=kind)
    already = set(there.values_list("organisation", flat=True))
    for unit in Organisation.objects.filter(pk__in=set(units) - already).order_by("pk"):
        actions.classify(unit, kind=kind, since=change.since, by=change.by, at=change.at)
    change.unchanged += len(already)
    change.changed += len(units) - len(already)
    return len(units)


@carry_out.register
def _move(operation: spec.Move, change: Carried) -> int:
    units = selected(operation.units, since=change.since)
    _hang(units, _one(operation.to), change)
    return len(units)


@carry_out.register
def _move_by_commune(operation: spec.MoveByCommune, change: Carried) -> int:
    units = selected(operation.units, since=change.since)
    homes = new_communes(units, operation)
    for commune, those in sorted(homes.items()):
        _hang(those, _one(operation.to.format(commune=commune)), change)
    return len(units)


@carry_out.register
def _merge(operation: spec.Merge, change: Carried) -> int:
    units = selected(operation.units, since=change.since)
    _end(units, _one(operation.into), Manner.MERGED, operation.people, change)
    return len(units)


@carry_out.register
def _split(operation: spec.Split, change: Carried) -> int:
    unit, into = _one(operation.unit), known(operation.into)
    if problems := _not_its_own(operation, unit, change):
        raise NotPossible(problems)
    for code, parent in operation.children.items():
        _hang([_one(code).pk], _one(parent), change)
    if operation.heir:
        _end([unit.pk], _one(operation.heir), Manner.SPLIT, operation.people, change)
    many.part(unit, [new for new in into if new.code != operation.heir], since=change.since)
    return 1


def _not_its_own(operation: spec.Split, unit: Organisation, change: Carried) -> list[Problem]:
    """Only what hangs under a union goes to the unions that come out of it."""
    own = Placement.objects.on(change.since).filter(parent=unit, organisation__code__in=operation.children)
    others = set(operation.children) - set(own.values_list("organisation__code", flat=True))
    text = _("%(child)s không trực thuộc %(unit)s.")
    return [
        Problem(code="not_its_own", field=code, text=text % {"child": code, "unit": unit.code})
        for code in sorted(others)
    ]


@carry_out.register
def _dissolve(operation: spec.Dissolve, change: Carried) -> int:
    units = selected(operation.units, since=change.since)
    manner = Manner.TRANSFERRED if operation.members == "transfer" else Manner.LEFT
    for heir, those in _superiors(units, operation.to, change).items():
        _end(those, Organisation.objects.get(pk=heir), manner, operation.people, change)
    return len(units)


def _superiors(units: Collection[int], to: str | None, change: Carried) -> dict[int, list[int]]:
    """Who takes over from whom: all from one, or each from its own superior of that day; never from one of them."""
    if to:
        return {_one(to).pk: list(units)}
    if problems := rules.not_existing(units, change.since):
        raise NotPossible(problems)
    there = Placement.objects.on(change.since).filter(organisation__in=units)
    above = dict(there.values_list("organisation", "parent"))
    heirs: dict[int, list[int]] = {}
    for unit in units:
        heir = above.get(unit)
        while heir in above:
            heir = above[heir]
        if heir is None:
            raise NotPossible([_no_superior(unit)])
        heirs.setdefault(heir, []).append(unit)
    return heirs


def _end(units: Collection[int], heir: Organisation, manner: Manner, people: spec.People, change: Carried) -> None:
    change.ended += many.end(units, heir=heir, manner=manner, since=change.since)
    if people == "move":
        change.offices_moved += hand_over(units, heir, since=change.since, by=change.by, at=change.at)
    change.offices_ended += end_offices(units, since=change.since, by=change.by, at=change.at)


def _hang(units: Collection[int], parent: Organisation, change: Carried) -> None:
    moved = many.hang(units, parent, since=change.since)
    change.changed += moved
    change.unchanged += len(units) - moved


def _one(code: str) -> Organisation:
    return known([code])[0]


def _unknown_kind(code: str) -> Problem:
    text = _("Chưa có loại tổ chức mang mã %(code)s.") % {"code": code}
    return Problem(code="unknown_kind", field=code, text=text)


def _no_superior(unit: int) -> Problem:
    code = Organisation.objects.values_list("code", flat=True).get(pk=unit)
    text = _("%(code)s không có cấp trên nào tiếp nhận; hãy ghi rõ đơn vị tiếp nhận.") % {"code": code}
    return Problem(code="no_superior", field=code, text=text)
