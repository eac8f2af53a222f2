"""What a decision may do: a form for each, which says what stands in the plan."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.web.directory.fields import kind_names
from sangkien.web.forms import Questions
from sangkien.web.organisations.below import kinds
from sangkien.web.reforms import picking
from sangkien.web.reforms.fields import (
    CodesField,
    code_field,
    kind_field,
    made_code,
    name_field,
    short_name_field,
    written_code,
)
from sangkien.web.reforms.words import several, units_said
from sangkien.web.submit.fields import choice_field

Said = dict[str, Any]
_ = gettext_lazy


class TaskForm(Questions):
    """One thing to be done. Nothing is required by the fields: `clean` names all that is missing at once.

    `raw` is all that stands in the steps; unless `checked`, it is only shown again. `several` and `single` are the
    names under which unions are chosen; `changes`: what becomes of records and people is told, "ends" or "moves".
    """

    several: ClassVar[Sequence[str]] = ()
    single: ClassVar[Sequence[str]] = ()
    places: ClassVar[Mapping[str, str]] = {}
    changes: ClassVar[str] = ""

    def __init__(self, raw: QueryDict, *, actor: Actor, checked: bool) -> None:
        self.raw, self.actor = raw, actor
        super().__init__(raw if checked else None, initial={name: raw.get(name) for name in raw})
        if "kind" in self.fields:
            self.offer("kind", [("", gettext("– Chọn –")), *kind_names().items()])

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Put the choices into a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @cached_property
    def kinds(self) -> dict[str, UnitKind]:
        """Every kind by its code."""
        return kinds()

    @cached_property
    def _reached(self) -> dict[str, Organisation]:
        names = [*self.several, *self.single]
        return picking.reached((code for name in names for code in picking.codes(self.raw, name)), by=self.actor)

    def chosen(self, name: str) -> list[Organisation]:
        """The unions under a name, in the order in which they were chosen; those out of reach are left out."""
        return [self._reached[code] for code in picking.codes(self.raw, name) if code in self._reached]

    def one(self, name: str) -> Organisation | None:
        """The only one under a name."""
        return next(iter(self.chosen(name)), None)

    @cached_property
    def groups(self) -> list[picking.Group]:
        """The whole groups that are chosen."""
        values = self.raw.getlist("groups") if self.several else []
        return picking.groups_of(
            (value.replace("\0", "").upper() for value in values[:50]), by=self.actor, kinds=self.kinds
        )

    @cached_property
    def keys(self) -> set[int]:
        """The keys of all the unions that it is about."""
        named = {unit.pk for name in (*self.several, "unit") for unit in self.chosen(name)}
        return named | picking.keys_in(self.groups, by=self.actor)

    def answered(self, name: str) -> bool:
        if name in self.several:
            return bool(self.chosen(name) or self.groups)
        return bool(self.chosen(name)) if name in self.single else super().answered(name)

    def selections(self, *, leaving_out: str = "") -> list[Said]:
        """The unions as a plan has them: those named, and the groups, of which one union may be left out."""
        named = [unit.code for unit in self.chosen("units") if unit.code != leaving_out]
        scopes = [{"under": list(tops), "kind": of_kinds} for tops, of_kinds in self._scopes().items()]
        if not scopes:
            return [{"codes": named}]
        scopes[0]["codes"] = named
        return [scope | {"except": [leaving_out] if leaving_out else []} for scope in scopes]

    def _scopes(self) -> dict[tuple[str, ...], list[str]]:
        """Kinds by the tops of which they are meant: a plan's scope is every kind below every top."""
        tops: dict[str, list[str]] = {}
        for group in self.groups:
            tops.setdefault(group.kind.code, []).append(group.top.code)
        scopes: dict[tuple[str, ...], list[str]] = {}
        for kind, codes in tops.items():
            scopes.setdefault(tuple(sorted(codes)), []).append(kind)
        return scopes

    def operations(self) -> list[Said]:
        """What a plan says of it; only of a form that is valid."""
        raise NotImplementedError

    def settled(self) -> Mapping[str, str]:
        """What was made on the way and must not change again, by its name in the form; only of one that is valid."""
        return {}

    @property
    def title(self) -> str:
        """What the decision may be called."""
        raise NotImplementedError

    def place_of(self, problem: Problem, number: int) -> str | None:
        """At which field the problem of the operation `number` (from 1) stands; None: above the form."""
        name = self.places.get(problem.code) or self.places.get(problem.field, "")
        rest = (name, "units", "unit")
        return next((place for place in rest if place in self.fields), None)

    def whom(self) -> str:
        """The chosen unions in words: one or two by name, more by number."""
        named = [unit.short_name for unit in self.chosen("units")]
        return units_said(len(self.keys)) if self.groups else several(named)


def units_field(label: Any) -> CodesField:
    """Any number of unions."""
    return CodesField(label=label, help_text=_("Tìm theo tên, tên viết tắt hoặc mã; gõ không dấu cũng được."))


_NO_UNITS = _("Chọn ít nhất một đơn vị")
NO_UNIT = _("Chọn một đơn vị")
_NO_GOAL = _("Chọn đơn vị tiếp nhận")
_PEOPLE = [
    ("end", _("Kết thúc nhiệm vụ ở đơn vị này")),
    ("move", _("Chuyển sang đơn vị tiếp nhận, giữ nguyên nhiệm vụ")),
]


def people_field() -> forms.ChoiceField:
    """What becomes of the people in charge."""
    return choice_field(_PEOPLE, label=_("Những người đang phụ trách"), initial="end")


class CreateForm(TaskForm):
    """Thành lập."""

    name, short_name = name_field(), short_name_field()
    code, kind = code_field(), kind_field()
    parent = CodesField(label=_("Trực thuộc đơn vị nào"))
    single = ("parent",)
    needed: ClassVar = {
        "name": _("Ghi tên đơn vị"),
        "kind": _("Chọn loại tổ chức"),
        "parent": _("Chọn công đoàn cấp trên"),
    }
    places: ClassVar = {"bad_code": "code", "code_taken": "code", "name": "name", "parent": "parent"}

    def clean_code(self) -> str:
        """A code that nobody has."""
        return written_code(self.cleaned_data["code"])

    def clean(self) -> Said:
        """Without a code one is made from the name; it stays through the steps."""
        said = super().clean()
        if not self.errors and not said["code"]:
            said["code"] = made_code(said["name"], said["kind"])
        return said

    def settled(self) -> Mapping[str, str]:
        return {"code": self.cleaned_data["code"]}

    def founding(self) -> Said:
        """The new union as a plan has it."""
        parent = self.one("parent")
        assert parent is not None
        new = {name: self.cleaned_data[name] for name in ("code", "name", "short_name", "kind")}
        return {"create": {"units": [new | {"parent": parent.code}]}}

    def operations(self) -> list[Said]:
        return [self.founding()]

    @property
    def title(self) -> str:
        return gettext("Thành lập %(name)s") % {"name": self.cleaned_data["name"]}


class RenameForm(TaskForm):
    """Đổi tên."""

    unit = CodesField(label=_("Đơn vị nào"))
    name, short_name = name_field(label=_("Tên mới")), short_name_field()
    single = ("unit",)
    needed: ClassVar = {"unit": NO_UNIT, "name": _("Ghi tên mới")}
    places: ClassVar = {"no_change": "name", "name": "name"}

    def operations(self) -> list[Said]:
        unit = self.one("unit")
        assert unit is not None
        names = {name: self.cleaned_data[name] for name in ("name", "short_name")}
        return [{"rename": {"unit": unit.code, **names}}]

    @property
    def title(self) -> str:
        unit = self.one("unit")
        said = {"unit": unit.short_name if unit else "", "name": self.cleaned_data["name"]}
        return gettext("Đổi tên %(unit)s thành %(name)s") % said


class ReclassifyForm(TaskForm):
    """Đổi loại tổ chức."""

    units = units_field(_("Đơn vị nào"))
    kind = kind_field(label=_("Loại mới"))
    several = ("units",)
    needed: ClassVar = {"units": _NO_UNITS, "kind": _("Chọn loại tổ chức")}
    places: ClassVar = {"cannot_hang": "kind", "unknown_kind": "kind", "no_parent": "kind"}

    def operations(self) -> list[Said]:
        return [{"reclassify": {"units": units, "kind": self.cleaned_data["kind"]}} for units in self.selections()]

    @property
    def title(self) -> str:
        kind = self.kinds[self.cleaned_data["kind"]].name
        return gettext("Đổi loại %(units)s thành %(kind)s") % {"units": self.whom(), "kind": kind}


class MoveForm(TaskForm):
    """Chuyển về trực thuộc đơn vị khác."""

    units = units_field(_("Chuyển đơn vị nào"))
    to = CodesField(label=_("Về trực thuộc đơn vị nào"))
    several, single = ("units",), ("to",)
    needed: ClassVar = {"units": _NO_UNITS, "to": _("Chọn công đoàn cấp trên mới")}
    places: ClassVar = {"below_itself": "to", "cannot_hang": "to"}
    changes = "moves"

    def operations(self) -> list[Said]:
        to = self.one("to")
        assert to is not None
        return [{"move": {"units": units, "to": to.code}} for units in self.selections(leaving_out=to.code)]

    @property
    def title(self) -> str:
        to = self.one("to")
        said = {"units": self.whom(), "to": to.short_name if to else ""}
        return gettext("Chuyển %(units)s về trực thuộc %(to)s") % said


class MergeForm(TaskForm):
    """Sáp nhập vào một đơn vị đang có. The goal may be chosen among the unions themselves: two that are one."""

    units = units_field(_("Sáp nhập những đơn vị nào"))
    into = CodesField(label=_("Vào đơn vị nào"))
    people = people_field()
    several, single = ("units",), ("into",)
    needed: ClassVar = {"into": _NO_GOAL, "people": _("Chọn một trong hai")}
    places: ClassVar = {"into_itself": "into", "below_itself": "into", "cannot_hang": "into"}
    changes = "ends"

    def clean(self) -> Said:
        super().clean()
        into = self.one("into")
        others = [unit for unit in self.chosen("units") if into is None or unit != into]
        if not others and not self.groups:
            self.add_error("units", gettext("Chọn ít nhất một đơn vị để sáp nhập, ngoài đơn vị tiếp nhận"))
        return self.cleaned_data

    def operations(self) -> list[Said]:
        into = self.one("into")
        assert into is not None
        goal = {"into": into.code, "people": self.cleaned_data["people"]}
        return [{"merge": {"units": units} | goal} for units in self.selections(leaving_out=into.code)]

    @property
    def title(self) -> str:
        into = self.one("into")
        assert into is not None
        return gettext("Sáp nhập %(units)s vào %(into)s") % {"units": self.whom(), "into": into.short_name}

    def whom(self) -> str:
        others = [unit.short_name for unit in self.chosen("units") if unit != self.one("into")]
        return super().whom() if self.groups else several(others)


class UniteForm(CreateForm):
    """Hợp nhất thành một đơn vị mới."""

    units = units_field(_("Hợp nhất những đơn vị nào"))
    name, short_name = name_field(label=_("Tên đơn vị mới")), short_name_field()
    code, kind = code_field(), kind_field()
    parent = CodesField(label=_("Đơn vị mới trực thuộc"))
    people = people_field()
    several = ("units",)
    field_order = ["units", "name", "short_name", "code", "kind", "parent", "people"]
    needed: ClassVar = {"units": _NO_UNITS} | CreateForm.needed | {"people": _("Chọn một trong hai")}
    changes = "ends"

    def operations(self) -> list[Said]:
        goal = {"into": self.cleaned_data["code"], "people": self.cleaned_data["people"]}
        return [self.founding(), *({"merge": {"units": units} | goal} for units in self.selections())]

    @property
    def title(self) -> str:
        said = {"units": self.whom(), "name": self.cleaned_data["short_name"] or self.cleaned_data["name"]}
        return gettext("Hợp nhất %(units)s thành %(name)s") % said

    def place_of(self, problem: Problem, number: int) -> str | None:
        """What hangs under the old unions may not fit under one of the new kind."""
        if number > 1 and problem.code == "cannot_hang":
            return "kind"
        return super().place_of(problem, number)


class DissolveForm(TaskForm):
    """Giải thể."""

    units = units_field(_("Giải thể những đơn vị nào"))
    members = choice_field(
        [
            ("transfer", _("Chuyển về đơn vị tiếp nhận")),
            ("leave", _("Thôi sinh hoạt công đoàn")),
        ],
        label=_("Đoàn viên"),
        initial="transfer",
    )
    to = CodesField(
        label=_("Đơn vị tiếp nhận"),
        help_text=_("Để trống: mỗi đơn vị do công đoàn cấp trên của mình tiếp nhận."),
    )
    people = people_field()
    several, single = ("units",), ("to",)
    needed: ClassVar = {"units": _NO_UNITS, "members": _("Chọn một trong hai"), "people": _("Chọn một trong hai")}
    places: ClassVar = {"no_superior": "to", "into_itself": "to", "below_itself": "to", "cannot_hang": "to"}
    changes = "ends"

    def operations(self) -> list[Said]:
        to = self.one("to")
        rest = {name: self.cleaned_data[name] for name in ("members", "people")} | {"to": to.code if to else None}
        return [{"dissolve": {"units": units} | rest} for units in self.selections(leaving_out=to.code if to else "")]

    @property
    def title(self) -> str:
        return gettext("Giải thể %(units)s") % {"units": self.whom()}
