"""Finding a valid initiative: words without marks, and filters that can be taken away one by one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sangkien.base.text import one_line, words
from sangkien.initiatives.models import Initiative, InitiativeQuerySet
from sangkien.organisations.models import Ownership, UnitName, Workplace
from sangkien.programmes.models import Programme, TermList

LONGEST = 200
MOST_WORDS = 12


class SearchForm(forms.Form):
    """The words and the three filters. What it does not know it leaves out: a link may be old."""

    q = forms.CharField(
        label=_("Tìm trong tên sáng kiến và đơn vị"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "maxlength": LONGEST}),
    )

    def __init__(self, *args: Any, programme: Programme | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self._labels: dict[str, dict[str, str]] = {}
        self._offer("linh-vuc", _("Lĩnh vực"), _fields(programme))
        self._offer("loai-hinh", _("Loại hình đơn vị"), Ownership.choices)
        self._offer("giai-doan", _("Giai đoạn"), _phases(programme))

    def _offer(self, name: str, label: Any, choices: Any) -> None:
        self._labels[name] = dict(choices)
        if choices:
            self.fields[name] = KnownChoices(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def clean_q(self) -> str:
        """The words as one line, cut to a length that nobody types."""
        return one_line(self.cleaned_data["q"][:LONGEST])

    @property
    def typed(self) -> str:
        """The words as they were understood; nothing where they hold what no text can hold."""
        words_typed: str = self.cleaned_data.get("q", "")
        return words_typed

    def chosen(self, name: str) -> list[str]:
        """The values of a filter that are set."""
        values: list[str] = self.cleaned_data.get(name, [])
        return values

    def label_of(self, name: str, value: str) -> str:
        """The word for a value of a filter."""
        return str(self._labels[name][value])

    @property
    def filters(self) -> list[forms.BoundField]:
        """The filters, for the page."""
        return [self[name] for name in self.fields if name != "q"]


class KnownChoices(forms.MultipleChoiceField):
    """Of what came in the address, those that are offered."""

    def clean(self, value: Any) -> list[str]:
        return [choice for choice in dict.fromkeys(value or []) if self.valid_value(choice)]


@dataclass(frozen=True)
class Chip:
    """A filter that is set, with the address of the same list without it."""

    label: str
    query: str


def found(form: SearchForm) -> InitiativeQuerySet:
    """The valid initiatives that answer to the form, newest first. What is not shown of a restricted one is not
    searched either, so that no filter gives it away."""
    hits = Initiative.objects.public()
    for word in words(form.typed)[:MOST_WORDS]:
        hits = hits.filter(Q(folded_title__contains=word) | Q(_in_unit_name(word), restricted=False))
    if fields := form.chosen("linh-vuc"):
        hits = hits.filter(field__code__in=fields, restricted=False)
    if kinds := form.chosen("loai-hinh"):
        places = Workplace.objects.filter(organisation=OuterRef("unit"), ownership__in=kinds)
        hits = hits.filter(Exists(places), restricted=False)
    if phases := form.chosen("giai-doan"):
        hits = hits.filter(phase__code__in=phases, programme=form.programme)
    return hits.order_by("-closed_at", "-pk")


def chips(form: SearchForm, query: QueryDict) -> list[Chip]:
    """One for every filter that is set."""
    return [
        Chip(form.label_of(bound.name, value), _without(query, bound.name, value))
        for bound in form.filters
        for value in form.chosen(bound.name)
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = query.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


def _in_unit_name(word: str) -> Exists:
    return Exists(UnitName.objects.filter(organisation=OuterRef("unit"), folded__contains=word))


def _fields(programme: Programme | None) -> list[tuple[str, str]]:
    if programme is None:
        return []
    terms = programme.terms.filter(list=TermList.FIELD).order_by("position")
    return [(term.code, term.label) for term in terms]


def _phases(programme: Programme | None) -> list[tuple[str, str]]:
    if programme is None:
        return []
    return [(phase.code, phase.title) for phase in programme.phases.order_by("window")]
