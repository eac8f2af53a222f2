"""A set of criteria on a page: the same as its file, in boxes. What is left without a name is taken out; empty rows at
the end of every list take what is new."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.grading.models import Edition
from sangkien.grading.spec import CriteriaSpec, Indicator, Kind, Tie, checked
from sangkien.web.forms import Questions
from sangkien.web.grading.words import tie
from sangkien.web.submit.fields import TextField

_SPARE = 1
"""So many empty rows at the end of a list."""

_TIES = 4
_MOST_ROWS = 60
_KINDS = [(Kind.CRITERION, _("tiêu chí")), (Kind.BONUS, _("điểm cộng")), (Kind.DEDUCTION, _("điểm trừ"))]
_HOW = [
    ("", _("chấm tay")),
    ("evidence", _("chấm tay, đơn vị ghi minh chứng")),
    (Indicator.TARGET, _("tính sẵn: hợp lệ ÷ chỉ tiêu, phần trăm")),
    (Indicator.VALIDITY, _("tính sẵn: hợp lệ ÷ đã nộp, phần trăm")),
    (Indicator.MEMBERS, _("tính sẵn: hợp lệ trên 1.000 đoàn viên")),
]


def _number(label: Any, **kwargs: Any) -> TextField:
    field = TextField(most=20, label=label, **kwargs)
    field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "input-short"}
    return field


def _hidden() -> forms.CharField:
    return forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)


class RowForm(Questions):
    """One row: told as plain values, or nothing where it has no name."""

    boxes: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def said(self, name: str) -> str:
        """What was typed there."""
        return str(self.cleaned_data.get(name) or "")

    def box_of(self, field: str) -> str:
        return self.boxes.get(field, field)


class HeadForm(RowForm):
    """What stands above the lines, and by what the same totals are told apart."""

    name = TextField(most=300, label=_("Tên"))
    sources = TextField(most=3_000, lines=True, label=_("Căn cứ, mỗi dòng một văn bản"))
    total = _number(_("Các nhóm cộng lại (điểm)"))
    bonus_ceiling = _number(_("Điểm cộng nhiều nhất"))
    total_ceiling = _number(_("Tổng điểm nhiều nhất"))

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(_TIES):
            label = _("Bằng điểm thì xét, thứ %(n)s") % {"n": place + 1}
            choices = [("", _("không xét thêm")), *lines]
            self.fields[f"tie-{place}"] = forms.ChoiceField(required=False, label=label, choices=choices)

    def told(self) -> dict[str, Any]:
        """As the file has it."""
        sources = [line for line in self.said("sources").split("\n") if line.strip()]
        ties = [code for place in range(_TIES) if (code := self.said(f"tie-{place}"))]
        told: dict[str, Any] = {"name": self.said("name"), "sources": sources, "ties": ties}
        return told | {name: self.said(name) or 0 for name in ("total", "bonus_ceiling", "total_ceiling")}


class GroupForm(RowForm):
    """A group."""

    code = _hidden()
    name = TextField(most=300, label=_("Tên nhóm tiêu chí"))
    ceiling = _number(_("Nhiều nhất (điểm)"), help_text=_("Bỏ trống: bằng tổng các dòng."))

    def told(self) -> dict[str, Any]:
        """As the file has it, without its lines."""
        told: dict[str, Any] = {"code": self.said("code"), "name": self.said("name")}
        return told | ({"ceiling": self.said("ceiling")} if self.said("ceiling") else {})


class LineForm(RowForm):
    """A line."""

    boxes = {"auto": "how", "auto.full_at": "full_at", "auto.above": "above"}
    code = _hidden()
    without = _hidden()
    name = TextField(most=300, label=_("Tiêu chí"))
    points = _number(_("Điểm"))
    kind = forms.ChoiceField(required=False, label=_("Loại"), choices=_KINDS)
    how = forms.ChoiceField(required=False, label=_("Cách chấm"), choices=_HOW)
    above = _number(_("Tính từ trên mức"))
    full_at = _number(_("Đủ điểm từ mức"))

    def told(self) -> dict[str, Any]:
        """As the file has it."""
        how = self.said("how")
        told: dict[str, Any] = {name: self.said(name) for name in ("code", "name", "points")}
        told["kind"] = self.said("kind") or Kind.CRITERION
        if how in set(Indicator):
            told["auto"] = {"indicator": how, "full_at": self.said("full_at") or 100, "above": self.said("above") or 0}
            told["auto"]["without"] = self.said("without") or 0
        return told | ({"evidence": True} if how == "evidence" else {})


class GradeForm(RowForm):
    """A grade."""

    boxes = {"from": "since"}
    code = _hidden()
    name = TextField(most=300, label=_("Mức xếp loại"))
    since = _number(_("Từ (điểm)"))
    at_most = _number(_("Không quá (phần trăm số đơn vị)"))
    needs = forms.MultipleChoiceField(
        required=False, label=_("Cần đủ điểm ở"), widget=forms.SelectMultiple(attrs={"size": 3})
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = list(lines)  # type: ignore[attr-defined]  # a choice field has them

    def told(self) -> dict[str, Any]:
        """As the file has it."""
        told: dict[str, Any] = {"code": self.said("code"), "name": self.said("name"), "from": self.said("since") or 0}
        told["needs"] = self.cleaned_data.get("needs") or []
        return told | ({"at_most": self.said("at_most")} if self.said("at_most") else {})


class Shape:
    """All boxes of a set of criteria, filled from an edition or with what was typed."""

    def __init__(self, edition: Edition, posted: QueryDict | None = None) -> None:
        told, spec = edition.content, edition.spec
        lines = [(line.code, line.name) for line in spec.lines]
        ties = [(code, tie(code, spec)) for code, _name in lines] + [(one, tie(one, spec)) for one in Tie]
        self.posted = posted
        self.head = HeadForm(posted, prefix="bo", lines=ties, initial=_head(told))
        self.groups = [self._group(place, group) for place, group in self._rows(told["groups"], "nhom", _SPARE)]
        self.grades = [
            GradeForm(posted, prefix=f"muc-{place}", lines=lines, initial=_grade(grade))
            for place, grade in self._rows(told["grades"], "muc", _SPARE)
        ]

    @property
    def forms(self) -> list[RowForm]:
        """Every row, in the order of the page."""
        inside = [row for group, lines in self.groups for row in (group, *lines)]
        return [self.head, *inside, *self.grades]

    def spec(self) -> CriteriaSpec | None:
        """What was typed, as criteria; None where something is wrong, which is then marked at its box."""
        if not all(form.is_valid() for form in self.forms):
            return None
        told, forms_at = self._told()
        try:
            return checked(told)
        except NotPossible as no:
            for problem in no.problems:
                _mark(problem, forms_at)
            return None

    def _group(self, place: int, told: Mapping[str, Any]) -> tuple[GroupForm, list[LineForm]]:
        prefix = f"nhom-{place}"
        lines = [
            LineForm(self.posted, prefix=f"{prefix}-dong-{at}", initial=_line(line))
            for at, line in self._rows(told.get("lines", []), f"{prefix}-dong", _SPARE)
        ]
        return GroupForm(self.posted, prefix=prefix, initial=dict(told)), lines

    def _rows(self, told: list[Any], prefix: str, spare: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """As many as there are, or were sent, and some to spare."""
        count = len(told) + spare
        if self.posted is not None:
            count = next((n for n in range(_MOST_ROWS) if f"{prefix}-{n}-name" not in self.posted), _MOST_ROWS)
        for place in range(count):
            yield place, told[place] if place < len(told) else {}

    def _told(self) -> tuple[dict[str, Any], dict[str, RowForm]]:
        """As a file has it, and which row each place of it came from."""
        told, at, codes = self.head.told(), dict[str, RowForm](), set[str]()
        told["groups"], told["grades"] = [], []
        for group, lines in self.groups:
            named = [line for line in lines if line.said("name")]
            if not group.said("name") and not named:
                continue
            place = f"groups.{len(told['groups'])}"
            at |= {place: group} | {f"{place}.lines.{n}": line for n, line in enumerate(named)}
            inside = [_coded(line.told(), codes) for line in named]
            told["groups"].append(_coded(group.told(), set(codes)) | {"lines": inside})
        for grade in self.grades:
            if grade.said("name"):
                at[f"grades.{len(told['grades'])}"] = grade
                told["grades"].append(_coded(grade.told(), codes))
        return told, at | {"": self.head}


# Helpers ----------------------------------------------------------------------------------------------------


def _head(told: Mapping[str, Any]) -> dict[str, Any]:
    ties = {f"tie-{place}": code for place, code in enumerate(told.get("ties", []))}
    return {**told, **ties, "sources": "\n".join(told.get("sources", []))}


def _line(told: Mapping[str, Any]) -> dict[str, Any]:
    auto = told.get("auto") or {}
    how = auto.get("indicator", "evidence" if told.get("evidence") else "")
    shown = {name: auto[name] for name in ("above", "full_at", "without") if auto.get(name)}
    return {**told, **shown, "how": how}


def _grade(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "since": told.get("from", "")}


def _coded(told: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    """A new row gets a code from its name that no other has."""
    code = told["code"] or "-".join("".join(c if c.isalnum() else " " for c in fold(told["name"])).split())[:26]
    stem = code = code.strip("-") or "dong"
    if not told["code"]:
        code = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, 400))) if each not in taken)
    taken.add(code)
    return told | {"code": code}


def _mark(problem: Problem, at: Mapping[str, RowForm]) -> None:
    """Beside the box that it is about; what is about a whole row, at its name; about the whole set, above."""
    place = max((path for path in at if f"{problem.field}.".startswith(f"{path}." if path else "")), key=len)
    box = problem.field[len(place) :].strip(".") or "name"
    at[place].put([Problem(code=problem.code, field=box, text=problem.text.split(": ", 1)[-1])])
