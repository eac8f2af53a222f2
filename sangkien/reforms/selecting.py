"""Which unions a plan speaks of."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Classification, Organisation, Workplace
from sangkien.reforms.spec import Selection


def known(codes: Iterable[str]) -> list[Organisation]:
    """The unions of these codes, in the order given. Raises NotPossible naming each code that nobody has."""
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=set(codes))}
    text = _("Chưa có đơn vị mang mã %(code)s.")
    if unknown := [code for code in codes if code not in units]:
        raise NotPossible([Problem(code="unknown_code", field=code, text=text % {"code": code}) for code in unknown])
    return [units[code] for code in codes]


def selected(selection: Selection, *, since: date) -> list[int]:
    """The keys of the unions that are meant: those named, and those that were below the others on the eve of `since`
    and are still there. Raises NotPossible for an unknown code, and where nothing fits: an operation on nothing is a
    slip."""
    named = [unit.pk for unit in known(selection.codes)]
    found = _below(selection, since=since).values_list("pk", flat=True) if selection.under else []
    left_out = {unit.pk for unit in known(selection.leave_out)}
    units = [pk for pk in dict.fromkeys([*named, *found]) if pk not in left_out]
    if not units:
        raise NotPossible([Problem(code="nothing_selected", text=_("Không có đơn vị nào thuộc phạm vi đã chọn."))])
    return units


def _below(selection: Selection, *, since: date) -> QuerySet[Organisation]:
    eve = since - timedelta(days=1)
    tops = Organisation.objects.filter(pk__in=[unit.pk for unit in known(selection.under)])
    below = Organisation.objects.under(tops, on=eve).on(since).exclude(pk__in=tops.values("pk"))
    if selection.kind:
        kinds = Classification.objects.on(eve).filter(kind__in=selection.kind)
        below = below.filter(pk__in=kinds.values("organisation"))
    if selection.ownership:
        workplaces = Workplace.objects.filter(organisation=OuterRef("pk"))
        others = workplaces.exclude(ownership__in=selection.ownership)
        below = below.filter(Exists(workplaces), ~Exists(others))
    return below.order_by("pk")
