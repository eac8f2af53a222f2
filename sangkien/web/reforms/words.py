"""What a decision does, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.base.days import day_of, format_day
from sangkien.organisations.models import Manner, UnitKind
from sangkien.reforms import queries, spec
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import Deed, Told
from sangkien.reforms.told import Part, Register
from sangkien.web.templatetags.components import number

_BY_NAME = 2  # so many unions are named in a sentence; more are counted


@dataclass(frozen=True)
class State:
    """Where a decision stands: the words, and the tone and picture that repeat them."""

    text: str
    tone: str
    picture: str


def state_of(reform: Reform, today: date) -> State:
    """Coming, in force, or taken back."""
    if reform.taken_back_at:
        text = _("Đã hoàn tác ngày %(day)s") % {"day": format_day(day_of(reform.taken_back_at))}
        return State(text, "grey", "rotate-ccw")
    if reform.effective > today:
        text = _("Sắp có hiệu lực, từ 00:00 ngày %(day)s") % {"day": format_day(reform.effective)}
        return State(text, "gold", "clock")
    return State(_("Đang có hiệu lực"), "green", "circle-check")


def annexed_to(reform: Reform) -> str:
    """How the head of an annex names its decision (Decree 30/2020: January and February carry a zero, as do the first
    nine days); what is not known yet stays open to be written in."""
    signed = reform.signed_on
    said = {
        "number": reform.number or "…………",
        "day": f"{signed.day:02}" if signed else "……",
        "month": f"{signed.month:02}" if signed and signed.month < 3 else signed.month if signed else "……",
        "year": signed.year if signed else "………",
        "issuer": reform.issuer,
    }
    return _("Kèm theo Quyết định số %(number)s ngày %(day)s tháng %(month)s năm %(year)s của %(issuer)s") % said


def summary(deeds: Iterable[Deed], names: Mapping[int, str]) -> str:
    """One line: "Sáp nhập 1 đơn vị vào LĐLĐ tỉnh Khánh Hòa; giải thể 23 đơn vị". `names`: of unions by key."""
    told = [_deed(deed, names) for deed in sorted(_together(deeds), key=lambda deed: _ORDER.index(deed.what))]
    return capfirst("; ".join(told))


_ENDED = "ENDED"
_ORDER = [
    queries.FOUNDED,
    Manner.MERGED,
    Manner.SPLIT,
    queries.PARTED,
    _ENDED,
    queries.MOVED,
    queries.RENAMED,
    queries.RECLASSIFIED,
]


def _together(deeds: Iterable[Deed]) -> list[Deed]:
    """Unions that were dissolved are told together, wherever their members went."""
    counts: dict[tuple[str, int | None], int] = {}
    for deed in deeds:
        what = _ENDED if deed.what in (Manner.TRANSFERRED, Manner.LEFT) else deed.what
        counts[what, deed.into] = counts.get((what, deed.into), 0) + deed.units
    return [Deed(what, units, into) for (what, into), units in counts.items()]


def _deed(deed: Deed, names: Mapping[int, str]) -> str:
    units = units_said(deed.units) if deed.units else _("một số đơn vị")
    if into := names.get(deed.into or 0):
        return _("sáp nhập %(units)s vào %(into)s") % {"units": units, "into": into}
    texts = {
        queries.FOUNDED: _("thành lập %(units)s"),
        Manner.MERGED: _("sáp nhập %(units)s"),
        Manner.SPLIT: _("chia %(units)s"),
        queries.PARTED: _("tách một phần của %(units)s"),
        _ENDED: _("giải thể %(units)s"),
        queries.MOVED: _("chuyển %(units)s về trực thuộc đơn vị khác"),
        queries.RENAMED: _("đổi tên %(units)s"),
        queries.RECLASSIFIED: _("đổi loại %(units)s"),
    }
    return texts[deed.what] % {"units": units}


def units_said(count: int) -> str:
    """ "23 đơn vị"."""
    return ngettext("%(n)s đơn vị", "%(n)s đơn vị", count) % {"n": number(count)}


@dataclass(frozen=True)
class PartSaid:
    """One part of a decision: its sentence, whom its scope meant in words, what becomes of people, and its lines."""

    sentence: str
    scope: str
    people: str
    part: Part


def parts_said(told: Told) -> list[PartSaid]:
    """Every part. One query."""
    kinds = {kind.code: kind.label for kind in UnitKind.objects.all()}
    return [
        PartSaid(
            sentence(part.operation, told.names, whom=_whom(part, told.names), kinds=kinds),
            _scope(part.operation, told.names, kinds),
            _people(part.operation),
            part,
        )
        for part in told.parts
    ]


def _whom(part: Part, names: Register) -> str:
    codes = _named(part.operation)
    if part.open:
        return _("các đơn vị trong phạm vi đã nêu")
    if _selection(part.operation) and len(part.lines) != len(codes):
        return units_said(len(part.lines))
    return several([names.of(code).short_name for code in codes])


def several(names: Sequence[str]) -> str:
    """One or two by name, more by number."""
    return _(" và ").join(names) if len(names) <= _BY_NAME else units_said(len(names))


def _named(operation: spec.Operation) -> Sequence[str]:
    match operation:
        case spec.Create():
            return [new.code for new in operation.units]
        case spec.Rename() | spec.Split():
            return [operation.unit]
    return operation.units.codes


def sentence(operation: spec.Operation, names: Register, *, whom: str, kinds: Mapping[str, str]) -> str:
    """What an operation does, to `whom` (in words); `kinds`: names of kinds by code."""
    match operation:
        case spec.Create():
            return _founding(operation, names, whom)
        case spec.Rename():
            return _("Đổi tên %(whom)s thành %(name)s") % {"whom": whom, "name": operation.name}
        case spec.Reclassify():
            said = {"whom": whom, "kind": kinds.get(operation.kind, operation.kind)}
            return _("Đổi loại %(whom)s thành %(kind)s") % said
        case spec.Move():
            said = {"whom": whom, "to": names.of(operation.to).short_name}
            return _("Chuyển %(whom)s về trực thuộc %(to)s") % said
        case spec.MoveByCommune():
            return _("Chuyển %(whom)s về công đoàn xã, phường nơi làm việc") % {"whom": whom}
        case spec.Merge():
            said = {"whom": whom, "into": names.of(operation.into).short_name}
            return _("Sáp nhập %(whom)s vào %(into)s") % said
        case spec.Split():
            return _splitting(operation, names, whom)
    return _dissolving(operation, names, whom)


def _founding(operation: spec.Create, names: Register, whom: str) -> str:
    parents = {new.parent for new in operation.units}
    if len(parents) == 1:
        said = {"whom": whom, "parent": names.of(parents.pop()).short_name}
        return _("Thành lập %(whom)s, trực thuộc %(parent)s") % said
    return _("Thành lập %(whom)s") % {"whom": whom}


def _splitting(operation: spec.Split, names: Register, whom: str) -> str:
    new = several([names.of(code).short_name for code in operation.into])
    if operation.heir is None:
        return _("Tách %(new)s ra khỏi %(whom)s") % {"new": new, "whom": whom}
    said = {"new": new, "whom": whom, "heir": names.of(operation.heir).short_name}
    return _("Chia %(whom)s thành %(new)s; %(heir)s nhận hồ sơ và số liệu") % said


def _dissolving(operation: spec.Dissolve, names: Register, whom: str) -> str:
    if operation.members == "leave":
        return _("Giải thể %(whom)s, đoàn viên thôi sinh hoạt") % {"whom": whom}
    if operation.to is None:
        return _("Giải thể %(whom)s, đoàn viên chuyển về công đoàn cấp trên") % {"whom": whom}
    said = {"whom": whom, "to": names.of(operation.to).short_name}
    return _("Giải thể %(whom)s, đoàn viên chuyển về %(to)s") % said


def _scope(operation: spec.Operation, names: Register, kinds: Mapping[str, str]) -> str:
    units = _selection(operation)
    if units is None or not units.under:
        return ""
    said = {
        "kinds": ", ".join(kinds.get(kind, kind) for kind in units.kind) or _("Mọi đơn vị"),
        "tops": ", ".join(names.of(code).short_name for code in units.under),
    }
    text = _("Phạm vi: %(kinds)s thuộc %(tops)s") % said
    if units.leave_out:
        text += _("; trừ %(units)s") % {"units": ", ".join(names.of(code).short_name for code in units.leave_out)}
    return text


def _selection(operation: spec.Operation) -> spec.Selection | None:
    units = getattr(operation, "units", None)
    return units if isinstance(units, spec.Selection) else None


def _people(operation: spec.Operation) -> str:
    people = getattr(operation, "people", None)
    if people is None or (isinstance(operation, spec.Split) and operation.heir is None):
        return ""
    if people == "move":
        return _("Người phụ trách tiếp tục nhiệm vụ ở đơn vị tiếp nhận.")
    return _("Người phụ trách kết thúc nhiệm vụ ở đơn vị này.")
