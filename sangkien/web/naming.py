"""Who took a step or wrote a line, as a reader may know it: officers read names, a worker reads role and union."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Role
from sangkien.base.days import day_of
from sangkien.initiatives.models import Event
from sangkien.organisations.models import UnitName
from sangkien.review.models import Message

Signed = Event | Message


class Naming:
    """Knows the names and hats of those days. Two queries, whatever the number of lines.

    A worker reads role and union, so that what was decided is the union's and no person is pressed for it.
    """

    def __init__(self, lines: Sequence[Signed], *, for_officers: bool, units: Iterable[int | None] = ()) -> None:
        """`units` are further unions whose names will be asked for."""
        self._for_officers = for_officers
        self._names = _names_of({line.unit_id for line in lines} | set(units))
        self._hats = _hats_in(lines)

    def who(self, line: Signed) -> str:
        """ "Nguyễn Thị Lan"; "Trần Thị Mai, CĐCS May Tiến Thuận", or for a worker "Cán bộ công đoàn cơ sở, CĐCS …"."""
        if line.by is None:
            return _("Quyết định sắp xếp tổ chức")
        if line.unit_id is None:
            return line.by.full_name
        unit = self.unit(line.unit_id, line.at)
        if self._for_officers:
            return f"{line.by.full_name}, {unit}"
        role = self.role(line)
        return f"{role.label}, {unit}" if role else unit

    def unit(self, key: int | None, at: datetime) -> str:
        """The union's short name of that day."""
        day = day_of(at)
        return next((name.short_name for name in self._names.get(key, []) if day in name.valid), "")

    def role(self, line: Signed) -> Role | None:
        """The hat that was worn."""
        day = day_of(line.at)
        held = self._hats.get((line.by_id or 0, line.unit_id), [])
        return next((Role(hat.role) for hat in held if day in hat.valid), None)


def _names_of(units: set[int | None]) -> dict[int | None, list[UnitName]]:
    found: dict[int | None, list[UnitName]] = {}
    for name in UnitName.objects.filter(organisation__in=units - {None}):
        found.setdefault(name.organisation_id, []).append(name)
    return found


def _hats_in(lines: Iterable[Signed]) -> dict[tuple[int, int | None], list[Appointment]]:
    people = {line.by_id for line in lines if line.unit_id}
    found: dict[tuple[int, int | None], list[Appointment]] = {}
    for hat in Appointment.objects.filter(person__in=people):
        found.setdefault((hat.person_id, hat.organisation_id), []).append(hat)
    return found
