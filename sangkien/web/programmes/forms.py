"""A section of a programme as forms: what stands, what is typed, and what is wrong, each beside its box."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.problems import Problem
from sangkien.web.forms import Questions
from sangkien.web.programmes.asks import Ask
from sangkien.web.programmes.sections import Section
from sangkien.web.submit.fields import TextField, whole_number_field

COUNT = "so-dong"
_MOST_ROWS, _SPARE = 200, 2
PLACE, GONE = "thu-tu", "bo"


class PartForm(Questions):
    """Some questions, each under its place in the part."""

    def __init__(self, asks: Mapping[str, Ask], data: Any = None, *, told: Any = None, **kwargs: Any) -> None:
        shown = {place: ask.show(found) for place, ask in asks.items() if (found := at(told or {}, place)) is not None}
        super().__init__(data, initial=shown, label_suffix="", **kwargs)
        self._asks = asks
        self.fields.update({place: ask.box() for place, ask in asks.items()})

    def taken(self) -> dict[str, Any]:
        """What was typed, as the file has it, as far as it could be read; what was left empty is left out."""
        told: dict[str, Any] = {}
        for place, ask in self._asks.items():
            if place in self.cleaned_data and (value := ask.take(self.cleaned_data[place])) is not None:
                _put(told, place, value)
        return told

    @property
    def is_empty(self) -> bool:
        """Was nothing typed at all?"""
        typed = [self[place].value() for place in self._asks]
        return not any(typed)

    def box_of(self, field: str) -> str:
        """The box of this place, or the first of those below it, or the one above it."""
        near = [box for box in self._asks if box == field or box.startswith(f"{field}.") or field.startswith(f"{box}.")]
        return near[0] if near else field

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions in their order."""
        return [self[place] for place in self._asks]


class RowForm(PartForm):
    """One part of a list, with its place among the others; it may be taken out."""

    def __init__(self, asks: Mapping[str, Ask], data: Any = None, *, number: int, **kwargs: Any) -> None:
        super().__init__(asks, data, prefix=str(number), **kwargs)
        self.number = number
        self.fields[PLACE] = whole_number_field(label=gettext_lazy("Thứ tự"))
        self.fields[GONE] = forms.BooleanField(required=False, label=gettext_lazy("Bỏ mục này"))

    @property
    def is_new(self) -> bool:
        """Has nobody said yet what it is?"""
        return not self._name

    @property
    def order_box(self) -> forms.BoundField:
        """Where it stands."""
        return self[PLACE]

    @property
    def gone_box(self) -> forms.BoundField:
        """The box to take it out."""
        return self[GONE]

    @property
    def heading(self) -> str:
        """What to call it: its name or code as it stands."""
        return self._name or _("Mục mới")

    @property
    def _name(self) -> str:
        names = [self[place].value() for place in ("name.vi", "label.vi", "code") if place in self.fields]
        return next(filter(None, names), "")


class SectionForm:
    """A whole section. `told` is the programme as it stands, in plain values."""

    def __init__(self, section: Section, told: Mapping[str, Any], data: QueryDict | None = None) -> None:
        self.section = section
        self._told = told
        self.parts = _rows(section, told, data) if section.rows else [PartForm(section.asks, data, told=told)]
        self._kept: list[PartForm] = []
        self.above = Questions(data) if data is not None else Questions()

    @property
    def spare(self) -> int:
        """How many rows are shown."""
        return len(self.parts)

    def is_readable(self) -> bool:
        """Could everything be read? What could not stands beside its box."""
        self.above.is_valid()
        self._kept = [part for part in self.parts if part.is_valid() and not _left_out(part)]
        return all(part.is_valid() or _left_out(part) for part in self.parts)

    def proposed(self) -> dict[str, Any]:
        """The programme as it would be."""
        told = deepcopy(dict(self._told))
        if self.section.rows:
            self._kept.sort(key=_place)
            _put(told, self.section.rows, [part.taken() for part in self._kept])
            return told
        for place in self.section.asks:
            _remove(told, place)
        return _merged(told, self.parts[0].taken())

    def put(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong, each beside its box; what is of another section above the form, with its place."""
        for problem in problems:
            part, place = self._part_of(problem.field)
            said = problem.text.removeprefix(f"{problem.field}: ")
            if part is None:
                self.above.add_error(None, problem.text)
            else:
                box = part.box_of(place)
                part.add_error(box if box in part.fields else None, said[:1].upper() + said[1:])

    @property
    def forms(self) -> Sequence[forms.Form]:
        """Everything in which something may be wrong."""
        return [self.above, *self.parts]

    @property
    def has_errors(self) -> bool:
        """Is anything wrong?"""
        return any(form.errors for form in self.forms)

    def _part_of(self, field: str) -> tuple[PartForm | None, str]:
        rows = self.section.rows
        if not rows:
            part = self.parts[0]
            return (part, field) if part.box_of(field) in part.fields else (None, field)
        index, _dot, place = field.removeprefix(f"{rows}.").partition(".")
        if field.startswith(f"{rows}.") and index.isdigit() and int(index) < len(self._kept):
            return self._kept[int(index)], place
        return None, field


class ReasonForm(Questions):
    """Why a programme that runs is changed."""

    reason = TextField(
        most=500,
        label=gettext_lazy("Lý do thay đổi"),
        help_text=gettext_lazy("Ghi theo văn bản nào, vì sao. Ai xem lịch sử chương trình đều đọc được."),
    )


def at(told: Mapping[str, Any], place: str) -> Any:
    """What stands at this place of a part; None where nothing does."""
    found: Any = told
    for name in place.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _rows(section: Section, told: Mapping[str, Any], data: QueryDict | None) -> list[PartForm]:
    stand = at(told, section.rows) or []
    if data is None:
        rows = [*stand, *[None] * _SPARE]
        forms_of = [RowForm(section.asks, number=n, told=row) for n, row in enumerate(rows)]
        for form in forms_of[: len(stand)]:
            form.initial[PLACE] = form.number + 1
        return list(forms_of)
    return [RowForm(section.asks, data, number=n) for n in range(_count(data))]


def _count(data: QueryDict) -> int:
    typed = data.get(COUNT, "")
    shown = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return min(shown, _MOST_ROWS)


def _left_out(part: PartForm) -> bool:
    return isinstance(part, RowForm) and (part.data.get(part.add_prefix(GONE)) is not None or part.is_empty)


def _place(part: PartForm) -> tuple[bool, int]:
    typed = part.cleaned_data.get(PLACE)
    return (typed is None, typed or 0)


def more_rows(data: QueryDict) -> QueryDict:
    """What was typed, with two more rows to type into."""
    longer = data.copy()
    longer[COUNT] = str(min(_count(data) + _SPARE, _MOST_ROWS))
    return longer


def _put(told: dict[str, Any], place: str, value: Any) -> None:
    *way, last = place.split(".")
    for name in way:
        told = told.setdefault(name, {})
    told[last] = value


def _remove(told: dict[str, Any], place: str) -> None:
    name, _dot, rest = place.partition(".")
    if name not in told:
        return
    if rest and isinstance(told[name], dict):
        _remove(told[name], rest)
    if not rest or told[name] == {}:
        del told[name]


def _merged(told: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in more.items():
        both = isinstance(value, Mapping) and isinstance(told.get(name), dict)
        told[name] = _merged(told[name], value) if both else value
    return told
