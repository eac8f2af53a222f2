"""Dividing a union, and splitting a part off: rows for the new unions, and to which of them each child goes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation, Placement
from sangkien.organisations.queries import children
from sangkien.web.reforms.fields import (
    CodesField,
    code_field,
    made_code,
    name_field,
    short_name_field,
    written_code,
)
from sangkien.web.reforms.tasks import NO_UNIT, Said, TaskForm, people_field
from sangkien.web.reforms.words import several
from sangkien.web.submit.fields import choice_field

_ = gettext_lazy
_MOST_NEW = 6
MOST_CHILDREN = 400  # a browser's form holds a thousand fields


class PartForm(TaskForm):
    """Tách: one or more new unions come out of one that goes on. They are of its kind and hang where it hangs."""

    unit = CodesField(label=_("Tách từ đơn vị nào"))
    single = ("unit",)
    needed: ClassVar = {"unit": NO_UNIT}
    places: ClassVar = {"cannot_hang": "unit"}
    changes = "parts"
    fewest: ClassVar[int] = 1

    def __init__(self, raw: QueryDict, *, actor: Actor, checked: bool) -> None:
        super().__init__(raw, actor=actor, checked=checked)
        for number in self.numbers:
            self._add_row(number)
        for child in self.children:
            choices = [("", self.stays), *((str(number), self._called(number)) for number in self.numbers)]
            self.fields[f"theo-{child.code}"] = _going_field(choices, child.name)

    stays = _("Ở lại đơn vị cũ")

    @property
    def numbers(self) -> range:
        """How many new unions the form has rows for."""
        typed = self.raw.get("so", "")
        asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0
        return range(1, min(max(asked, self.fewest), _MOST_NEW) + 1)

    @property
    def may_have_more(self) -> bool:
        """Is there room for another new union?"""
        return len(self.numbers) < _MOST_NEW

    @cached_property
    def children(self) -> Sequence[Organisation]:
        """What hangs directly under the union today."""
        unit = self.one("unit")
        return list(children(unit, self.actor.on)[:MOST_CHILDREN]) if unit else []

    @property
    def one_unit(self) -> Organisation | None:
        """The union that is split, once it is chosen."""
        return self.one("unit")

    @cached_property
    def _parent(self) -> Organisation | None:
        placed = Placement.objects.on(self.actor.on).filter(organisation=self.one("unit")).select_related("parent")
        return next((one.parent for one in placed), None)

    @property
    def rows(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The fields of each new union."""
        for number in self.numbers:
            yield number, [self[f"moi-{number}-{name}"] for name in ("name", "short_name", "code")]

    @property
    def going(self) -> list[BoundField]:
        """The choice of each child."""
        return [self[f"theo-{child.code}"] for child in self.children]

    def _add_row(self, number: int) -> None:
        self.fields[f"moi-{number}-name"] = name_field(label=_("Tên đơn vị mới"))
        self.fields[f"moi-{number}-short_name"] = short_name_field()
        self.fields[f"moi-{number}-code"] = code_field()

    def _called(self, number: int) -> str:
        typed = self.raw.get(f"moi-{number}-short_name") or self.raw.get(f"moi-{number}-name")
        return typed or gettext("Đơn vị mới thứ %(n)s") % {"n": number}

    def clean(self) -> Said:
        """Every row has a name and a code of its own."""
        said = super().clean()
        for number in self.numbers:
            self._clean_row(number)
        if self.one("unit") and self._parent is None:
            self.add_error("unit", gettext("Đơn vị đứng đầu hệ thống không chia, tách được."))
        return said

    def _clean_row(self, number: int) -> None:
        name, code = (f"moi-{number}-{part}" for part in ("name", "code"))
        if name not in self.errors and not self.cleaned_data[name]:
            self.add_error(name, gettext("Ghi tên đơn vị mới thứ %(n)s") % {"n": number})
        elif code not in self.errors and name not in self.errors:
            self._clean_code(code, self.cleaned_data[name])

    def _clean_code(self, field: str, name: str) -> None:
        unit, taken = self.one("unit"), self._codes_before(field)
        try:
            code = written_code(self.cleaned_data[field]) or made_code(name, unit.kind_code if unit else "GRASSROOTS")
        except forms.ValidationError as wrong:
            self.add_error(field, wrong)
            return
        if code in taken and self.cleaned_data[field]:
            self.add_error(field, gettext("Mã này đã ghi cho một đơn vị mới khác ở trên"))
        self.cleaned_data[field] = code if code not in taken else f"{code}-{len(taken) + 1}"

    def _codes_before(self, field: str) -> list[str]:
        fields = [f"moi-{number}-code" for number in self.numbers]
        return [self.cleaned_data.get(one, "") for one in fields[: fields.index(field)]]

    def settled(self) -> Mapping[str, str]:
        return {f"moi-{number}-code": self._code(number) for number in self.numbers}

    def _code(self, number: int) -> str:
        code: str = self.cleaned_data[f"moi-{number}-code"]
        return code

    def operations(self) -> list[Said]:
        unit = self.one("unit")
        assert unit is not None
        goes = {child.code: self.cleaned_data[f"theo-{child.code}"] for child in self.children}
        split: Said = {
            "unit": unit.code,
            "into": [self._code(number) for number in self.numbers],
            "children": {child: self._code(int(number)) for child, number in goes.items() if number},
        }
        return [*(self._founding(number, unit) for number in self.numbers), {"split": split | self.rest()}]

    def rest(self) -> Said:
        """What else a plan says of the union that is split."""
        return {}

    def _founding(self, number: int, unit: Organisation) -> Said:
        names = {name: self.cleaned_data[f"moi-{number}-{name}"] for name in ("name", "short_name", "code")}
        new = names | {"kind": unit.kind_code, "parent": self._parent.code if self._parent else ""}
        return {"create": {"units": [new]}}

    def place_of(self, problem: Problem, number: int) -> str | None:
        """The first operations found the new unions, in their order."""
        fields = {"bad_code": "code", "code_taken": "code", "no_name": "name"}
        if number in self.numbers and problem.code in fields:
            return f"moi-{number}-{fields[problem.code]}"
        return super().place_of(problem, number)

    @property
    def new_names(self) -> str:
        """The new unions in words."""
        parts = [(f"moi-{number}-short_name", f"moi-{number}-name") for number in self.numbers]
        return several([self.cleaned_data[short] or self.cleaned_data[name] for short, name in parts])

    @property
    def title(self) -> str:
        unit = self.one("unit")
        said = {"new": self.new_names, "unit": unit.short_name if unit else ""}
        return gettext("Tách %(new)s ra khỏi %(unit)s") % said


def _going_field(choices: Sequence[tuple[str, Any]], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, label=label, widget=forms.Select({"class": "input"}))


class SplitForm(PartForm):
    """Chia: the union ends; one of the new ones takes over its records and what nobody assigns."""

    unit = CodesField(label=_("Chia đơn vị nào"))
    heir = choice_field([], label=_("Đơn vị mới nào nhận hồ sơ và số liệu"), initial="1")
    people = people_field()
    needed: ClassVar = {
        "unit": NO_UNIT,
        "heir": _("Chọn đơn vị nhận hồ sơ và số liệu"),
        "people": _("Chọn một trong hai"),
    }
    changes = "ends"
    fewest = 2
    stays = _("Về đơn vị nhận hồ sơ")

    def __init__(self, raw: QueryDict, *, actor: Actor, checked: bool) -> None:
        super().__init__(raw, actor=actor, checked=checked)
        self.offer("heir", [(str(number), self._called(number)) for number in self.numbers])

    def rest(self) -> Said:
        heir = self._code(int(self.cleaned_data["heir"]))
        return {"heir": heir, "people": self.cleaned_data["people"]}

    @property
    def title(self) -> str:
        unit = self.one("unit")
        return gettext("Chia %(unit)s thành %(new)s") % {"new": self.new_names, "unit": unit.short_name if unit else ""}
