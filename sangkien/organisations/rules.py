"""What must hold before the tree is changed: each rule gives the reasons why not, for people to read.

The database refuses the same by itself (models.py, migration 0002); here it is said in words and beforehand.
What a kind may hang under is asked only here, since kinds are data.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.vn import mst

from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.organisations.models import (
    Ancestry,
    Classification,
    ExternalCode,
    Organisation,
    Ownership,
    Placement,
    UnitKind,
)
from sangkien.organisations.periods import covers, meet

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
COMMUNE = re.compile(r"[0-9]{5}", re.ASCII)
LONGEST_CODE = 60
MOST_NAMED = 10  # of many units with the same fault; who mends ten sees the next


def wrong_code(code: str) -> list[Problem]:
    """Our own code is well written, and nobody else's."""
    if problems := badly_written_code(code):
        return problems
    if Organisation.objects.filter(code=code).exists():
        text = _("Mã %(code)s đã thuộc về một đơn vị khác.") % {"code": code}
        return [Problem(code="code_taken", field="code", text=text)]
    return []


def badly_written_code(code: str) -> list[Problem]:
    """Our own codes are upper-case ASCII, so that anybody can say one on the telephone."""
    if CODE.fullmatch(code) and len(code) <= LONGEST_CODE:
        return []
    text = _("Mã đơn vị chỉ gồm chữ in hoa không dấu, chữ số và dấu gạch nối, ví dụ CS-MAY-TIEN-THUAN.")
    return [Problem(code="bad_code", field="code", text=text)]


def wrong_name(name: str) -> list[Problem]:
    """A union has a name."""
    if name:
        return []
    return [Problem(code="no_name", field="name", text=_("Ghi tên đơn vị."))]


def wrong_period(since: date, until: date | None) -> list[Problem]:
    """It lasts at least a day."""
    if until is None or since < until:
        return []
    text = _("Ngày kết thúc cần sau ngày bắt đầu.")
    return [Problem(code="ends_before_it_begins", field="valid_to", text=text)]


def wrong_external_codes(codes: Mapping[str, str]) -> list[Problem]:
    """A code of another system names one union only."""
    taken = [
        (system, code)
        for system, code in codes.items()
        if ExternalCode.objects.filter(system=system, code=code).exists()
    ]
    text = _("Mã %(code)s của hệ thống %(system)s đã gắn với một đơn vị khác.")
    return [
        Problem(code="external_code_taken", field="external_codes", text=text % {"system": system, "code": code})
        for system, code in taken
    ]


def wrong_parent(kind: UnitKind, parent: Organisation | None, during: DateRange) -> list[Problem]:
    """Only a root has no parent; a parent exists on all these days and is of a kind this kind may hang under.

    Rule: Trade Union Act 2012 and 2024 on levels, as the kinds are written in kinds.yaml.
    """
    if parent is None:
        return _needs_a_parent(kind)
    if not covers(parent.placements.values_list("valid", flat=True), during):
        text = _("%(code)s không hoạt động trong toàn bộ thời gian này.") % {"code": parent.code}
        return [Problem(code="parent_does_not_exist", field="parent", text=text)]
    wrong = Classification.objects.filter(organisation=parent, valid__overlap=during)
    wrong = wrong.exclude(kind__in=kind.may_hang_under.all())
    return [cannot_hang(kind, other.kind) for other in wrong.select_related("kind")]


def wrong_move(unit: Organisation, parent: Organisation | None, during: DateRange) -> list[Problem]:
    """A unit moves to a parent its kind may hang under, and never below itself."""
    if parent and (below := _below_themselves([unit.pk], parent, during)):
        return below
    kinds = unit.classifications.filter(valid__overlap=during).select_related("kind")
    problems = [wrong_parent(row.kind, parent, meet(row.valid, during)) for row in kinds]
    return _each_once(problem for found in problems for problem in found)


def wrong_moves(units: Collection[int], parent: Organisation, since: date) -> list[Problem]:
    """The same for many units (keys) from `since` on, each until the end of the placement it has that day. As many
    queries for one unit as for all that end on the same day."""
    problems = not_existing(units, since)
    ends: dict[date | None, list[int]] = {}
    for unit, valid in Placement.objects.on(since).filter(organisation__in=units).values_list("organisation", "valid"):
        ends.setdefault(valid.upper, []).append(unit)
    for end, those in ends.items():
        problems += _wrong_together(those, parent, DateRange(since, end))
    return _each_once(problems)


def _wrong_together(units: Collection[int], parent: Organisation, during: DateRange) -> list[Problem]:
    kinds = UnitKind.objects.filter(
        pk__in=Classification.objects.filter(organisation__in=units, valid__overlap=during).values("kind")
    )
    problems = [problem for kind in kinds for problem in wrong_parent(kind, parent, during)]
    return _below_themselves(units, parent, during) + problems


def wrong_end(units: Collection[int], heir: Organisation, since: date) -> list[Problem]:
    """Units (keys) that exist the day before may end; not into one of themselves, nor into one that is not there."""
    missing = not_existing(units, since - timedelta(days=1)) or not_existing(units, since)
    problems = missing or _changed_later(units, since)
    if heir.pk in units:
        text = _("%(unit)s không thể nhập vào chính mình.") % {"unit": heir.code}
        problems.append(Problem(code="into_itself", field="into", text=text))
    if not heir.placements.filter(valid__contains=since).exists():
        text = _("%(unit)s không hoạt động vào ngày này nên không thể tiếp nhận.") % {"unit": heir.code}
        problems.append(Problem(code="heir_does_not_exist", field="into", text=text))
    return problems


def _changed_later(units: Collection[int], since: date) -> list[Problem]:
    """A unit does not end before a change that is written down already: that one would hang in the air."""
    later = Placement.objects.filter(organisation__in=units, valid__endswith__gt=since).order_by("valid")
    text = _("%(unit)s đã có thay đổi ghi từ ngày %(day)s; hãy hoàn tác quyết định ấy trước.")
    return [
        Problem(
            code="changed_later",
            field="units",
            text=text % {"unit": row.organisation.code, "day": format_day(row.valid.upper)},
        )
        for row in later.select_related("organisation")[:MOST_NAMED]
    ]


def wrong_parts(unit: Organisation, into: Collection[Organisation], since: date) -> list[Problem]:
    """What comes out of a unit is another one, and there from that day on."""
    problems = not_existing([new.pk for new in into], since)
    if unit in into:
        text = _("%(unit)s không thể tách thành chính mình.") % {"unit": unit.code}
        problems.append(Problem(code="into_itself", field="into", text=text))
    return problems


def not_existing(units: Collection[int], on: date) -> list[Problem]:
    """Those of the units (keys) that are not there that day, the first few by name."""
    missing = Organisation.objects.filter(pk__in=units).exclude(placements__valid__contains=on)
    text = _("%(unit)s không hoạt động vào ngày này.")
    codes = missing.order_by("code").values_list("code", flat=True)[:MOST_NAMED]
    return [Problem(code="does_not_exist", field="units", text=text % {"unit": code}) for code in codes]


def _below_themselves(units: Collection[int], parent: Organisation, during: DateRange) -> list[Problem]:
    lines = Ancestry.objects.filter(ancestor__in=units, descendant=parent, lives=True, valid__overlap=during)
    text = _("%(parent)s thuộc %(unit)s nên không thể là cấp trên của đơn vị này.")
    return _each_once(
        Problem(code="below_itself", field="parent", text=text % {"parent": parent.code, "unit": line.ancestor.code})
        for line in lines.select_related("ancestor")[:MOST_NAMED]
    )


def wrong_kind(unit: Organisation, kind: UnitKind, during: DateRange) -> list[Problem]:
    """A unit may become a kind that fits its parents and the units that hang under it in that time."""
    placements = unit.placements.filter(valid__overlap=during).select_related("parent")
    above = [wrong_parent(kind, row.parent, meet(row.valid, during)) for row in placements]
    below = Classification.objects.filter(
        organisation__placements__parent=unit,
        organisation__placements__valid__overlap=during,
        valid__overlap=during,
    ).exclude(kind__in=kind.may_hold.all())
    kinds_below = UnitKind.objects.filter(pk__in=below.values("kind"))
    return _each_once([problem for found in above for problem in found]) + [
        cannot_hang(other, kind) for other in kinds_below
    ]


def wrong_count(unit: Organisation, counted_on: date, members: int, employees: int | None) -> list[Problem]:
    """Numbers of people are not negative and belong to a day on which the unit existed."""
    problems = []
    if members < 0 or (employees or 0) < 0:
        text = _("Số đoàn viên và số lao động không thể âm.")
        problems.append(Problem(code="negative", field="members", text=text))
    if not unit.placements.filter(valid__contains=counted_on).exists():
        text = _("Đơn vị không hoạt động vào ngày chốt số liệu.")
        problems.append(Problem(code="does_not_exist", field="counted_on", text=text))
    return problems


def wrong_workplace(*, name: str, tax_code: str, ownership: str, commune_code: str) -> list[Problem]:
    """A workplace has a name and a known type; its tax code passes python-stdnum's `vn.mst`."""
    problems = []
    if not name:
        problems.append(Problem(code="no_name", field="workplace", text=_("Ghi tên nơi làm việc.")))
    if tax_code and compact_tax_code(tax_code) is None:
        text = _("Mã số thuế gồm 10 hoặc 13 chữ số và có số kiểm tra; anh/chị xem lại từng số.")
        problems.append(Problem(code="bad_tax_code", field="tax_code", text=text))
    if ownership not in Ownership.values:
        text = _("Loại hình cần là một trong: %(values)s.") % {"values": ", ".join(Ownership.values)}
        problems.append(Problem(code="unknown_ownership", field="ownership", text=text))
    if commune_code and not COMMUNE.fullmatch(commune_code):
        text = _("Mã xã, phường gồm 5 chữ số, giữ cả số 0 ở đầu.")
        problems.append(Problem(code="bad_commune_code", field="commune_code", text=text))
    return problems


def compact_tax_code(text: str) -> str | None:
    """The digits of a Vietnamese tax code (mã số thuế), or None when check digit or length is wrong."""
    try:
        number: str = mst.validate(text)
    except BadNumber:
        return None
    return number


def cannot_hang(kind: UnitKind, above: UnitKind) -> Problem:
    """The sentence for a kind that does not belong under another."""
    text = _("%(kind)s không trực thuộc %(above)s.") % {"kind": kind.label, "above": above.label}
    return Problem(code="cannot_hang", field="parent", text=text)


def not_in_force() -> Problem:
    """The sentence for a change on a day when there is nothing to change."""
    return Problem(code="does_not_exist", text=_("Đơn vị không hoạt động vào ngày này."), field="valid_from")


def no_change() -> Problem:
    """The sentence for a change to what is so already."""
    return Problem(code="no_change", text=_("Thông tin này đã đúng như vậy từ trước."))


def _needs_a_parent(kind: UnitKind) -> list[Problem]:
    if not kind.may_hang_under.exists():
        return []
    text = _("%(kind)s cần có công đoàn cấp trên.") % {"kind": kind.label}
    return [Problem(code="no_parent", field="parent", text=text)]


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
