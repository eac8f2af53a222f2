"""The filters of a search as its address says them, as the page offers them, and as search asks them.

What the address holds that nobody offers is left out: a link may be old. Everything that was asked stands in the
address, so a search is kept by keeping its link.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.initiatives.levels import Level
from sangkien.initiatives.states import State
from sangkien.organisations.models import Ancestry, Organisation, Ownership
from sangkien.programmes.models import Phase, Programme, Term, TermList
from sangkien.programmes.queries import current
from sangkien.search.documents import STEPS
from sangkien.search.queries import Asked, Counts, Order
from sangkien.search.questions import Question
from sangkien.web.templatetags.components import money_short

WORDS, ORDER, PLACE = "q", "xep", "sau"
NEWEST = "moi"  # in the address, when not the best is to come first
_MOST_CHOSEN = 20  # values of one filter
_MOST_OFFERED = 12  # unions; the others are found by choosing one above them


@dataclass(frozen=True)
class Filter:
    """A group of search under its name in the address, with its label."""

    name: str
    group: str
    label: str | Promise


PUBLIC = [
    Filter("linh-vuc", "field", gettext_lazy("Lĩnh vực")),
    Filter("giai-phap", "kind", gettext_lazy("Loại giải pháp")),
    Filter("loai-hinh", "ownership", gettext_lazy("Loại hình đơn vị")),
    Filter("don-vi", "unit", gettext_lazy("Đơn vị")),
    Filter("chuong-trinh", "programme", gettext_lazy("Chương trình")),
    Filter("giai-doan", "phase", gettext_lazy("Giai đoạn")),
    Filter("nam", "year", gettext_lazy("Năm gửi")),
    Filter("gia-tri", "benefit", gettext_lazy("Giá trị làm lợi một năm")),
    Filter("muc-xac-nhan", "level", gettext_lazy("Mức xác nhận của giá trị")),
]
INSIDE = [Filter("trang-thai", "state", gettext_lazy("Trạng thái")), *PUBLIC]


@dataclass(frozen=True)
class Option:
    """A value that may be chosen; `count`: how many dossiers it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """A filter as the page offers it."""

    name: str
    label: str | Promise
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A value that is chosen, with the address of the same search without it."""

    label: str
    query: str


class Sieve:
    """What a visitor asks on a day: words, filters, order, and the place to go on from."""

    def __init__(self, given: QueryDict, filters: Sequence[Filter], *, on: date) -> None:
        self._given, self._filters, self._on = given, filters, on
        self._programme = current(on)
        self.question = Question.read(given.get(WORDS, ""))
        self.order = Order.NEWEST if given.get(ORDER) == NEWEST else Order.BEST
        self.chosen = {one.name: self._known(one) for one in filters}

    @property
    def asked(self) -> Asked:
        """As search asks it."""
        filters = {one.group: self._as_asked(one) for one in self._filters if self.chosen[one.name]}
        return Asked(self.question, filters, self.order, self._given.get(PLACE, ""))

    @property
    def narrows(self) -> bool:
        """Is anything asked at all?"""
        return bool(self.question) or any(self.chosen.values())

    @property
    def names_nothing(self) -> bool:
        """Was something typed that holds nothing to look for: only signs, or only what must not occur?"""
        return bool(self.question.typed) and not self.question

    @property
    def chips(self) -> list[Chip]:
        """One for each value that is chosen."""
        return [
            Chip(self._label(one, value), self._query({one.name: [v for v in self.chosen[one.name] if v != value]}))
            for one in self._filters
            for value in self.chosen[one.name]
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is chosen, by its names in the address, for a form that offers nothing."""
        return [(name, value) for name, values in self.chosen.items() for value in values]

    @property
    def goes_on(self) -> bool:
        """Is it another page than the first?"""
        return bool(self._given.get(PLACE))

    @property
    def query(self) -> str:
        """For the end of an address that is kept; nothing where nothing is asked."""
        return self.first if self.narrows else ""

    @property
    def first(self) -> str:
        """The address of the first page."""
        return self._query({})

    def following(self, place: str) -> str:
        """The address of the page after that place."""
        return self._query({PLACE: [place]})

    @property
    def best_first(self) -> str:
        """The address of the same search, best first."""
        return self._query({ORDER: []})

    @property
    def newest_first(self) -> str:
        """The address of the same search, newest first."""
        return self._query({ORDER: [NEWEST]})

    def typed(self, text: str) -> str:
        """The address of the same search with other words."""
        return self._query({WORDS: [text]})

    def groups(self, counts: Counts) -> list[Group]:
        """The filters with what there is to choose, by these counts; without those that tell nothing apart."""
        offered = [Group(one.name, one.label, self._options(one, counts.get(one.group, {}))) for one in self._filters]
        return [group for group in offered if len(group.options) > 1 or any(o.chosen for o in group.options)]

    def _query(self, changes: Mapping[str, Sequence[str]]) -> str:
        rest = QueryDict(mutable=True)
        parts = {WORDS: [self.question.typed], **self.chosen, ORDER: [NEWEST] if self.order == Order.NEWEST else []}
        for name, values in {**parts, **changes}.items():
            rest.setlist(name, [value for value in values if value])
        return f"?{rest.urlencode()}"

    def _known(self, one: Filter) -> list[str]:
        given = list(dict.fromkeys(self._given.getlist(one.name)))[:_MOST_CHOSEN]
        if one.group == "unit":
            return self._lowest([code for code in given if code in self._units])
        if one.group == "year":
            return [year for year in given if year.isdecimal() and len(year) == 4]
        return [value for value in given if value in self._labels[one.group]]

    def _lowest(self, codes: Sequence[str]) -> list[str]:
        """Who chose a union and then one below it asks for the one below."""
        keys = [self._units[code].pk for code in codes]
        lines = Ancestry.objects.on(self._on, ended=True).filter(ancestor__in=keys, descendant__in=keys, depth__gt=0)
        above = set(lines.values_list("ancestor", flat=True)) if len(keys) > 1 else set()
        return [code for code in codes if self._units[code].pk not in above]

    def _as_asked(self, one: Filter) -> list[str]:
        chosen = self.chosen[one.name]
        if one.group == "unit":
            return [str(self._units[code].pk) for code in chosen]
        return [self._whole_phase(value) for value in chosen] if one.group == "phase" else chosen

    def _options(self, one: Filter, counts: Mapping[str, int]) -> list[Option]:
        if one.group == "unit":
            return self._unit_options(one, counts)
        chosen = self.chosen[one.name]
        values = sorted(counts, reverse=True) if one.group == "year" else self._labels[one.group]
        found = (
            (value, counts.get(self._whole_phase(value) if one.group == "phase" else value, 0)) for value in values
        )
        return [
            Option(value, self._label(one, value), count, value in chosen)
            for value, count in found
            if count or value in chosen
        ]

    def _unit_options(self, one: Filter, counts: Mapping[str, int]) -> list[Option]:
        most = sorted(counts, key=lambda key: (-counts[key], key))
        chosen = [str(self._units[code].pk) for code in self.chosen[one.name]]
        keys = list(dict.fromkeys([*chosen, *most]))[:_MOST_OFFERED]
        named = {str(unit.pk): unit for unit in Organisation.objects.filter(pk__in=keys).named(on=self._on)}
        units = [(key, named[key]) for key in keys if key in named]
        return [Option(u.code, u.short_name or u.name or u.code, counts.get(key, 0), key in chosen) for key, u in units]

    def _label(self, one: Filter, value: str) -> str:
        if one.group == "unit":
            unit = self._units[value]
            return unit.short_name or unit.name or unit.code
        return value if one.group == "year" else str(self._labels[one.group][value])

    def _whole_phase(self, value: str) -> str:
        """Phases of today's programme go by their own code alone."""
        return value if "." in value or self._programme is None else f"{self._programme.code}.{value}"

    @cached_property
    def _units(self) -> dict[str, Organisation]:
        codes = [code for one in self._filters if one.group == "unit" for code in self._given.getlist(one.name)]
        units = Organisation.objects.filter(code__in=codes[:_MOST_CHOSEN]).named(on=self._on) if codes else []
        return {unit.code: unit for unit in units}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str | Promise]]:
        """What may be chosen, by group and value, in the order in which it is offered."""
        terms = Term.objects.filter(list__in=[TermList.FIELD, TermList.KIND], programme__rehearsal=False)
        terms = terms.order_by("-programme", "position")
        by_list: dict[str, dict[str, str | Promise]] = {TermList.FIELD: {}, TermList.KIND: {}}
        for term in terms:
            by_list[term.list].setdefault(term.code, term.label)
        return {
            "field": by_list[TermList.FIELD],
            "kind": by_list[TermList.KIND],
            "ownership": dict(Ownership.choices),
            "programme": {one.code: one.name for one in Programme.objects.filter(rehearsal=False).order_by("-pk")},
            "phase": self._phases(
                Phase.objects.filter(programme__rehearsal=False)
                .select_related("programme")
                .order_by("-programme", "window")
            ),
            "benefit": {str(step): said for step, said in enumerate(_amounts())},
            "level": dict(Level.choices),
            "state": dict(State.choices),
        }

    def _phases(self, phases: Iterable[Phase]) -> dict[str, str | Promise]:
        own = {phase.code: phase.title for phase in phases if phase.programme == self._programme}
        others = {
            f"{phase.programme.code}.{phase.code}": f"{phase.title} · {phase.programme.name}"
            for phase in phases
            if phase.programme != self._programme
        }
        return {**own, **others}


def _amounts() -> list[str]:
    """The steps of the benefit in words."""
    bounds = pairwise(STEPS[1:])
    return [
        _("dưới %(most)s") % {"most": money_short(STEPS[1])},
        *(_("%(least)s đến %(most)s") % {"least": money_short(a), "most": money_short(b)} for a, b in bounds),
        _("từ %(least)s") % {"least": money_short(STEPS[-1])},
    ]
