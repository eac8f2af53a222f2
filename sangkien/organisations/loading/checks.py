"""What is wrong between rows: said of the tree as it would stand after the file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.organisations import rules
from sangkien.organisations.loading.register import Standing, owners_of_codes
from sangkien.organisations.loading.rows import RowError, UnitRow
from sangkien.organisations.models import UnitKind


@dataclass(frozen=True)
class Intended:
    """A union as the file and the database together want it; `row` is None where the file is silent."""

    row: int | None
    code: str
    parent: str
    kind: str
    placed: date | None  # since when it hangs there
    since: date | None
    until: date | None


def intended(rows: Iterable[UnitRow], known: Mapping[str, Standing]) -> dict[str, Intended]:
    """Every union of the file, its parents and children, by code. Of a code that stands twice the first row counts."""
    after = {code: _as_it_stands(code, unit) for code, unit in known.items()}
    seen = set()
    for row in rows:
        if row.code not in seen:
            seen.add(row.code)
            after[row.code] = _as_it_will(row, known.get(row.code))
    return after


def problems_between(
    rows: list[UnitRow], after: Mapping[str, Intended], known: Mapping[str, Standing]
) -> list[RowError]:
    """Everything that is wrong with the tree that would come of the file."""
    kinds = {kind.code: kind for kind in UnitKind.objects.prefetch_related("may_hang_under")}
    checks = [
        _codes_that_stand_twice(rows),
        _external_codes_that_are_taken(rows),
        _units_that_cannot_begin(rows, known),
        _kinds_nobody_knows(rows, kinds),
        _cycles(after),
        *(_place(unit, after, kinds) for unit in after.values()),
    ]
    return [error for found in checks for error in found]


def _as_it_stands(code: str, unit: Standing) -> Intended:
    place = unit.placements[-1]
    since, kind = unit.placements[0].valid.lower, unit.kinds[-1].kind_id
    return Intended(None, code, unit.parent, kind, place.valid.lower, since, place.valid.upper)


def _as_it_will(row: UnitRow, unit: Standing | None) -> Intended:
    if unit is None:
        return Intended(row.row, row.code, row.parent, row.kind, row.since, row.since, row.until)
    now = _as_it_stands(row.code, unit)
    since = row.since or now.since
    placed = since if len(unit.placements) == 1 else now.placed
    return Intended(row.row, row.code, row.parent or now.parent, row.kind, placed, since, row.until or now.until)


def _codes_that_stand_twice(rows: list[UnitRow]) -> Iterator[RowError]:
    times = Counter(row.code for row in rows if row.code)
    first: dict[str, int] = {}
    for row in rows:
        if times[row.code] > 1 and first.setdefault(row.code, row.row) != row.row:
            text = _("Mã %(code)s đã có ở dòng %(row)s.") % {"code": row.code, "row": first[row.code]}
            yield RowError(row.row, "code", text)


def _external_codes_that_are_taken(rows: list[UnitRow]) -> Iterator[RowError]:
    owners = owners_of_codes({pair for row in rows for pair in row.external_codes.items()})
    for row in rows:
        for pair in row.external_codes.items():
            owner = owners.setdefault(pair, row.code)
            if owner != row.code:
                text = _("Mã %(code)s của hệ thống %(system)s đã gắn với đơn vị %(owner)s.")
                said = {"system": pair[0], "code": pair[1], "owner": owner}
                yield RowError(row.row, "external_codes", text % said)


def _units_that_cannot_begin(rows: list[UnitRow], known: Mapping[str, Standing]) -> Iterator[RowError]:
    for row in rows:
        unit = known.get(row.code)
        if unit is None and row.since is None:
            yield RowError(row.row, "valid_from", _("Ghi ngày đơn vị bắt đầu hoạt động."))
        elif unit and not _period_can_be_corrected(row, unit):
            text = _("Đơn vị đã có thay đổi khác trong khoảng thời gian này; kiểm tra lại ngày.")
            yield RowError(row.row, "valid_from", text)


def _period_can_be_corrected(row: UnitRow, unit: Standing) -> bool:
    """The first rows must still begin before they end, and the last placement end after it begins."""
    firsts = (unit.placements[0], unit.names[0], unit.kinds[0])
    since = row.since or unit.placements[0].valid.lower
    begins = all(first.valid.upper is None or since < first.valid.upper for first in firsts[1:])
    last = unit.placements[-1].valid
    placed = since if len(unit.placements) == 1 else last.lower
    until = row.until or last.upper
    first_ends = None if len(unit.placements) == 1 else unit.placements[0].valid.upper
    return begins and (first_ends is None or since < first_ends) and (until is None or placed < until)


def _kinds_nobody_knows(rows: list[UnitRow], kinds: Mapping[str, UnitKind]) -> Iterator[RowError]:
    for row in rows:
        if row.kind and row.kind not in kinds:
            text = _("Chưa có loại tổ chức %(kind)s. Các loại dùng được: %(known)s.")
            yield RowError(row.row, "kind", text % {"kind": row.kind, "known": ", ".join(sorted(kinds))})


def _cycles(after: Mapping[str, Intended]) -> Iterator[RowError]:
    for unit in after.values():
        way = _way_up(unit, after)
        if unit.row and unit.code in way:
            text = _("%(code)s trở thành cấp trên của chính mình: %(way)s.")
            said = {"code": unit.code, "way": " → ".join([unit.code, *way])}
            yield RowError(unit.row, "parent", text % said)


def _way_up(unit: Intended, after: Mapping[str, Intended]) -> list[str]:
    """The codes above, up to the root or to where the way comes round."""
    way: list[str] = []
    above = unit.parent
    while above and above not in way:
        way.append(above)
        above = after[above].parent if above in after else ""
    return way


def _place(unit: Intended, after: Mapping[str, Intended], kinds: Mapping[str, UnitKind]) -> Iterator[RowError]:
    """One union and its parent. Where the file speaks of the parent only, the mistake is said there."""
    parent = after.get(unit.parent)
    row = unit.row or (parent.row if parent else None)
    kind = kinds.get(unit.kind)
    if row is None or kind is None:
        return
    if not unit.parent:
        if kind.may_hang_under.all():
            yield RowError(row, "parent", _("%(kind)s cần có công đoàn cấp trên.") % {"kind": kind.label})
    elif parent is None:
        text = _("Không có đơn vị %(parent)s trong tệp cũng như trong hệ thống.") % {"parent": unit.parent}
        yield RowError(row, "parent", text)
    else:
        yield from _fit(row, unit, parent, kind, kinds.get(parent.kind))


def _fit(row: int, unit: Intended, parent: Intended, kind: UnitKind, above: UnitKind | None) -> Iterator[RowError]:
    if above and above not in kind.may_hang_under.all():
        yield RowError(row, "parent", rules.cannot_hang(kind, above).text)
    if unit.placed and parent.since and unit.placed < parent.since:
        text = _("%(unit)s có trước cấp trên %(parent)s (từ %(day)s).")
        said = {"unit": unit.code, "parent": parent.code, "day": format_day(parent.since)}
        yield RowError(row, "valid_from", text % said)
    if parent.until and (unit.until is None or unit.until > parent.until):
        text = _("%(unit)s còn hoạt động khi cấp trên %(parent)s đã kết thúc (%(day)s).")
        said = {"unit": unit.code, "parent": parent.code, "day": format_day(parent.until)}
        yield RowError(row, "valid_to", text % said)
