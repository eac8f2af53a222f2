"""To which grassroots union a row belongs, by what the list calls it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from sangkien.base.problems import Problem
from sangkien.base.text import fold
from sangkien.organisations.models import Organisation
from sangkien.organisations.search import search_workplaces

_SURE = 0.85  # what is less close than this may be another union
_APART = 0.05  # so much closer than the next: no doubt which is meant
_FEW = 1_000  # unions: of so many at most the search is told to prefer them
_SURELY_OTHERS = 0.95  # so close to a union outside that a slip is likelier than a department of that name
# What begins so has a seal of its own; a factory, a branch, a workshop may be a part of the union's own enterprise.
_OF_ITS_OWN = re.compile(
    r"(?:tong )?(?:cong ty|cty)\b|tap doan\b|doanh nghiep\b|dntn\b|hop tac xa\b|htx\b|ngan hang\b|benh vien\b|ubnd\b"
    r"|truong (?:mam non|mau giao|tieu hoc|thcs|thpt|th|mn|pho thong|trung cap|trung hoc|cao dang|dai hoc)\b"
    r"|(?:cong doan co so|cdcs)\b|.*\b(?:tnhh|ctcp|co ltd|company limited)\b"
)
_TELLS_NOTHING = frozenset(
    [
        "cong",
        "ty",
        "cty",
        "tong",
        "tap",
        "doan",
        "doanh",
        "nghiep",
        "tu",
        "nhan",
        "dntn",
        "tnhh",
        "cp",
        "co",
        "phan",
        "ctcp",
        "mtv",
        "mot",
        "hai",
        "thanh",
        "vien",
        "hop",
        "tac",
        "xa",
        "htx",
        "ngan",
        "hang",
        "benh",
        "vien",
        "truong",
        "mam",
        "non",
        "tieu",
        "hoc",
        "trung",
        "cap",
        "cao",
        "dang",
        "dai",
        "thcs",
        "thpt",
        "th",
        "mn",
        "pho",
        "thong",
        "cong",
        "doan",
        "so",
        "cdcs",
        "ubnd",
        "chi",
        "nhanh",
        "viet",
        "nam",
        "vn",
        "vina",
        "ltd",
        "company",
        "limited",
        "co",
    ]
)


@dataclass(frozen=True)
class Belongs:
    """The id of the union; what the list says besides is the `department`; or why it is not known."""

    unit: int | None
    department: str = ""
    problem: Problem | None = None


@dataclass
class Roll:
    """The grassroots unions for which a batch of `unit` may enter that day, asked about by name, each name once.

    A grassroots union's own list is about itself: what stands under "đơn vị" is a department, unless it is surely the
    name of another union, or names an enterprise of its own: that is asked. Whoever is above them has to say which one
    each row is of. `said`: by folded names, the code of the union that an officer said is meant.
    """

    unit: Organisation
    on: date
    said: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Belongs] = field(default_factory=dict)
    _within: set[int] | None = None

    def find(self, name: str) -> Belongs:
        """Queries for a name that was not asked about before, none otherwise."""
        folded = fold(name)
        if folded not in self._known:
            self._known[folded] = self._found(name)
        return self._known[folded]

    @property
    def within(self) -> Collection[int]:
        """The ids of the unions in question: one query, the first time."""
        if self._within is None:
            below = Organisation.objects.under(self.unit, on=self.on)
            taking = below.filter(classifications__valid__contains=self.on, classifications__kind__takes_dossiers=True)
            self._within = set(taking.values_list("pk", flat=True))
        return self._within

    def _found(self, name: str) -> Belongs:
        if meant := self._meant.get(self.said.get(fold(name), "")):
            is_itself = self.unit.pk in self.within
            return Belongs(meant, department=name if is_itself and not self._is_itself(name) else "")
        near = self.within if len(self.within) <= _FEW else ()
        hits = search_workplaces(name, self.on, 5, preferred=near) if fold(name) else []
        own = [hit for hit in hits if hit.organisation_id in self.within]
        if self.unit.pk in self.within:
            return self._of_the_union_itself(name, hits[0].score if hits else 0.0, is_own=hits[:1] == own[:1])
        if not fold(name):
            return Belongs(None, problem=Problem("no_unit", _("Ghi công đoàn cơ sở hoặc nơi làm việc"), field="unit"))
        sure = [hit for hit in own if hit.score >= _SURE]
        if sure and (len(own) == 1 or sure[0].score - own[1].score >= _APART or sure[0].score == 1):
            return Belongs(sure[0].organisation_id)
        return Belongs(None, problem=_doubtful(name, [hit.name for hit in own[:3]]))

    @cached_property
    def _meant(self) -> dict[str, int]:
        """The unions that the officer named, by code, as far as the list may be about them. One query."""
        found = Organisation.objects.filter(code__in=set(self.said.values()), pk__in=self.within)
        return dict(found.values_list("code", "pk"))

    @cached_property
    def _own_words(self) -> frozenset[str]:
        own = Organisation.objects.named(on=self.on).get(pk=self.unit.pk)
        return frozenset(fold(f"{own.name} {own.short_name}").split())

    def _is_itself(self, name: str) -> bool:
        """Does the name say nothing that the union's own name does not? "Công ty", "Cty May Tiến Thuận"."""
        return bool(_OF_ITS_OWN.match(fold(name))) and {*fold(name).split()} <= self._own_words | _TELLS_NOTHING

    def _of_the_union_itself(self, name: str, score: float, *, is_own: bool) -> Belongs:
        if is_own and score >= _SURE:
            return Belongs(self.unit.pk)
        if score >= _SURELY_OTHERS and not is_own:
            text = _("“%(name)s” là đơn vị khác. Mỗi đơn vị tự nhập danh sách của mình.") % {"name": name[:80]}
            return Belongs(None, problem=Problem("other_unit", text, field="unit"))
        if self._is_itself(name):
            return Belongs(self.unit.pk)
        if _OF_ITS_OWN.match(fold(name)):
            return Belongs(None, problem=_other_firm(name))
        return Belongs(self.unit.pk, department=name)


def _other_firm(name: str) -> Problem:
    text = _("“%(name)s” có phải là một phần của đơn vị mình không? Anh/chị nói một lần ở “Cách ghi trong danh sách”.")
    return Problem("other_firm", text % {"name": name[:80]}, field="unit")


def _doubtful(name: str, near: list[str]) -> Problem:
    values = {"name": name[:80], "near": "; ".join(near)}
    if near:
        text = _("Chưa rõ “%(name)s” là đơn vị nào. Có phải là: %(near)s? Anh/chị ghi rõ tên hoặc mã đơn vị.") % values
        return Problem("unit_doubtful", text, field="unit")
    text = _("Không có đơn vị nào thuộc công đoàn của anh/chị tên là “%(name)s”.") % values
    return Problem("unit_unknown", text, field="unit")
