"""Fields that these pages share."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.organisations.rules import compact_tax_code
from sangkien.web.submit.fields import ReadField

Group = tuple[str, list[tuple[str, str]]]


def read_tax_code(typed: str) -> str:
    """The digits of a tax code, however it is written."""
    number = compact_tax_code(typed)
    if number is None:
        text = _("Mã số thuế gồm 10 hoặc 13 chữ số; anh/chị xem lại từng số, hoặc để trống")
        raise NotUnderstood("bad_tax_code", text)
    return number


def tax_code_field(**kwargs: Any) -> ReadField:
    """A tax code, or nothing."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}
    return ReadField(read_tax_code, label=_("Mã số thuế"), widget=forms.TextInput(attrs=attrs), **kwargs)


def drop_down(**kwargs: Any) -> forms.ChoiceField:
    """A drop-down list whose choices are put in later."""
    messages = {"invalid_choice": _("Chọn một mục trong danh sách")}
    return forms.ChoiceField(required=False, error_messages=messages, widget=forms.Select(), **kwargs)


def grouped(units: Iterable[Organisation], kinds: Mapping[str, str]) -> list[Group]:
    """Unions as choices, under the names of their kinds; `units` are named and in their order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        groups.setdefault(kinds.get(unit.kind_code, ""), []).append((unit.code, unit.short_name or unit.code))
    return list(groups.items())


def kind_names() -> dict[str, str]:
    """What each kind is called in the reader's language, the higher first. One query."""
    return {kind.code: kind.label for kind in UnitKind.objects.order_by("rank", "code")}


def in_order(groups: list[Group], kinds: Mapping[str, str]) -> list[Group]:
    """The higher kinds first."""
    order = list(kinds.values())
    return sorted(groups, key=lambda group: order.index(group[0]) if group[0] in order else len(order))


def unit_of(units: Iterable[Organisation], code: str) -> Organisation | None:
    """The union with this code among those that are offered."""
    return next((unit for unit in units if unit.code == code), None)
