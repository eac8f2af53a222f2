"""A decision told part by part: for each operation the unions it was about, by the names of those days."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from sangkien.organisations.models import Ancestry, Classification, Manner, Organisation, UnitKind
from sangkien.reforms import spec
from sangkien.reforms.models import Reform
from sangkien.reforms.spec import Operation, Plan, Selection
from sangkien.reforms.written import Switch, Written

_MANNERS = {
    spec.Merge: (Manner.MERGED,),
    spec.Split: (Manner.SPLIT,),
    spec.Dissolve: (Manner.TRANSFERRED, Manner.LEFT),
}


@dataclass(frozen=True)
class Called:
    """A union as people call it; without a code: of a plan that was taken back and that founded it."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True)
class Line:
    """One union in a part: what was so until the eve and what has come, a superior, an heir, a kind or a name. Empty
    where it was not there before or nothing is said."""

    unit: Called
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Part:
    """One operation and its unions. `open`: by what was taken back, a scope of which nobody knows any more whom it
    meant."""

    operation: Operation
    lines: list[Line]
    open: bool = False


@dataclass
class Register:
    """Names of unions around a decision: those of the eve, of founded ones those of the day."""

    by_key: dict[int, Called] = field(default_factory=dict)
    by_code: dict[str, Called] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    def name(self, key: int | None) -> str:
        """What it is called in full; nothing for none."""
        return self.by_key[key].name if key in self.by_key else ""

    def of(self, code: str) -> Called:
        """By its code, which stands for a union that nobody knows."""
        return self.by_code.get(code) or Called(code, code, code)


def register(plan: Plan, keys: Iterable[int]) -> Register:
    """The names of these unions and of all that the plan speaks of. Two queries."""
    codes = set(codes_of(plan))
    found = Register(by_code={new.code: _founded(new) for new in _new(plan)})
    for day in (plan.effective, plan.effective - timedelta(days=1)):  # the eve comes last and stays
        units = Organisation.objects.filter(Q(pk__in=set(keys)) | Q(code__in=codes)).named(on=day)
        for unit in units:
            found.keys[unit.code] = unit.pk
            if unit.name:
                found.by_key[unit.pk] = found.by_code[unit.code] = Called(unit.code, unit.name, unit.short_name)
    return found


def codes_of(plan: Plan) -> Iterable[str]:
    """Every code of a union that stands in the plan."""
    for operation in plan.operations:
        match operation:
            case spec.Create():
                yield from (code for new in operation.units for code in (new.code, new.parent))
            case spec.Rename():
                yield operation.unit
            case spec.Split():
                yield from (operation.unit, *operation.into, *operation.children)
            case spec.Reclassify() | spec.MoveByCommune():
                yield from _codes(operation.units)
            case spec.Move():
                yield from (operation.to, *_codes(operation.units))
            case spec.Merge():
                yield from (operation.into, *_codes(operation.units))
            case spec.Dissolve():
                yield from ([operation.to] if operation.to else [])
                yield from _codes(operation.units)


def parts(reform: Reform, plan: Plan, written: Written, names: Register) -> list[Part]:
    """Every operation with its unions. Four queries at most, whatever the number of unions.

    Whom a scope meant is read from what became of the unions: where two scopes hold a union of which the same became,
    it is told with the first.
    """
    told = _Telling(plan, written, names, gone=reform.taken_back_at is not None)
    return [told.part(operation) for operation in plan.operations]


def followers(written: Written, told: Iterable[Part], names: Register) -> list[Line]:
    """Unions that no operation names: they hung under one that ended and went along."""
    named = {line.unit.code for part in told for line in part.lines}
    lines = [_line(names, unit, *_named(names, hung)) for unit, hung in written.moved.items()]
    return sorted((line for line in lines if line.unit.code not in named), key=lambda line: line.unit.code)


class _Telling:
    def __init__(self, plan: Plan, written: Written, names: Register, *, gone: bool) -> None:
        self._written, self._names, self._gone = written, names, gone
        self._scopes = _Scopes(plan, written, plan.effective - timedelta(days=1))
        self._kinds = {kind.code: kind.label for kind in UnitKind.objects.all()}
        self._ended: set[int] = set()

    def part(self, operation: Operation) -> Part:
        return Part(operation, self._lines(operation), open=self._gone and _has_scope(operation))

    def _lines(self, operation: Operation) -> list[Line]:
        match operation:
            case spec.Create():
                return [Line(self._names.of(new.code), now=self._names.of(new.parent).name) for new in operation.units]
            case spec.Rename():
                return [Line(self._names.of(operation.unit), self._names.of(operation.unit).name, operation.name)]
            case spec.Reclassify():
                return self._reclassified(operation)
            case spec.Move() | spec.MoveByCommune():
                return self._moved(operation)
            case spec.Split():
                return self._split(operation)
        return self._ending(operation)

    def _reclassified(self, operation: spec.Reclassify) -> list[Line]:
        there = {unit for unit, kind in self._written.reclassified.items() if kind.now == operation.kind}
        units = self._meant(operation.units, there)
        kinds = {unit: self._written.reclassified.get(unit, Switch(operation.kind, operation.kind)) for unit in units}
        return [_line(self._names, unit, *(self._kinds.get(kind, "") for kind in kinds[unit])) for unit in units]

    def _moved(self, operation: spec.Move | spec.MoveByCommune) -> list[Line]:
        there = {unit for unit, superior in self._written.stops if self._is_goal(operation, superior)}
        return [self._hanging(unit) for unit in self._meant(operation.units, there)]

    def _is_goal(self, operation: spec.Move | spec.MoveByCommune, superior: int) -> bool:
        code = self._names.by_key[superior].code if superior in self._names.by_key else ""
        before, _commune, after = operation.to.partition("{commune}")
        return code == operation.to or bool(_commune and code.startswith(before) and code.endswith(after))

    def _split(self, operation: spec.Split) -> list[Line]:
        self._ended.update(self._keys([operation.unit]))
        new = [Line(self._names.of(code), self._names.of(operation.unit).name) for code in operation.into]
        return new + [self._hanging(unit) for unit in self._keys(operation.children)]

    def _ending(self, operation: Operation) -> list[Line]:
        assert isinstance(operation, spec.Merge | spec.Dissolve)
        manners = _MANNERS[type(operation)]
        ended = {unit for unit, ending in self._written.ended.items() if ending.manner in manners} - self._ended
        units = [unit for unit in self._meant(operation.units, ended) if unit not in self._ended]
        self._ended.update(units)
        return [self._ended_line(unit) for unit in units]

    def _ended_line(self, unit: int) -> Line:
        hung, ending = self._written.hung.get(unit), self._written.ended.get(unit)
        return _line(self._names, unit, self._names.name(hung and hung.was), self._names.name(ending and ending.heir))

    def _hanging(self, unit: int) -> Line:
        return _line(self._names, unit, *_named(self._names, self._written.hung.get(unit, Switch(None, None))))

    def _meant(self, selection: Selection, affected: Collection[int]) -> list[int]:
        """Those named, and those of its scope that this became of; by code."""
        named = self._keys(selection.codes)
        found = [unit for unit in affected if unit not in named and self._scopes.hold(selection, unit)]
        left_out = set(self._keys(selection.leave_out))
        return named + sorted(set(found) - left_out, key=lambda unit: self._names.by_key[unit].code)

    def _keys(self, codes: Iterable[str]) -> list[int]:
        return [self._names.keys[code] for code in codes if self._names.keys.get(code) in self._names.by_key]


class _Scopes:
    """Which of the unions that a decision touched lay below the tops of its scopes on the eve, and of what kind."""

    def __init__(self, plan: Plan, written: Written, eve: date) -> None:
        tops = {code for selection in _selections(plan) for code in selection.under}
        lines = Ancestry.objects.on(eve).filter(ancestor__code__in=tops, descendant__in=written.units, depth__gt=0)
        kinds = Classification.objects.on(eve).filter(organisation__in=written.units)
        self._below = set(lines.values_list("ancestor__code", "descendant")) if tops else set()
        self._kinds = dict(kinds.values_list("organisation", "kind")) if tops else {}

    def hold(self, selection: Selection, unit: int) -> bool:
        if selection.kind and self._kinds.get(unit) not in selection.kind:
            return False
        return any((top, unit) in self._below for top in selection.under)


def _line(names: Register, unit: int, was: str, now: str) -> Line:
    return Line(names.by_key[unit], was, now)


def _named(names: Register, switch: Switch) -> tuple[str, str]:
    return names.name(switch.was), names.name(switch.now)


def _new(plan: Plan) -> Iterable[spec.NewUnion]:
    return (new for operation in plan.operations if isinstance(operation, spec.Create) for new in operation.units)


def _founded(new: spec.NewUnion) -> Called:
    return Called("", new.name, new.short_name or new.name)


def _codes(selection: Selection) -> Iterable[str]:
    return (*selection.codes, *selection.under, *selection.leave_out)


def _selections(plan: Plan) -> Iterable[Selection]:
    return (one.units for one in plan.operations if not isinstance(one, spec.Create | spec.Rename | spec.Split))


def _has_scope(operation: Operation) -> bool:
    selection = getattr(operation, "units", None)
    return isinstance(selection, Selection) and bool(selection.under)
