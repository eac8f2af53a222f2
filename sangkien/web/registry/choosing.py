"""Choosing the dossiers of a list: looked for, sorted, a page at a time.

The form carries what is ticked from page to page: nothing is lost on the way, nothing stored before there is a draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.text import one_line, words
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.organisations.models import Organisation, UnitName
from sangkien.programmes.models import Programme
from sangkien.registry.actions import draft
from sangkien.registry.recognising import MOST, chosen, entitled
from sangkien.registry.templates import Template
from sangkien.web.doors import Request

_A_PAGE = 30
_LONGEST = 120  # of words that are looked for
_CARRIED = 2 * MOST  # more than a list holds is told when it is drafted, and still carried
_ORDERS: Mapping[str, tuple[str | Promise, Sequence[Any]]] = {
    "": (gettext_lazy("Mới kết luận trước"), ("-closed_at", "-pk")),
    "gia-tri": (gettext_lazy("Giá trị làm lợi cao trước"), (F("benefit_vnd").desc(nulls_last=True), "-pk")),
    "don-vi": (gettext_lazy("Theo đơn vị"), ("unit__code", "-closed_at", "-pk")),
    "ten": (gettext_lazy("Theo tên sáng kiến"), ("folded_title", "pk")),
}


@dataclass
class Choice:
    """One answer of the page: `q` and `xep`, `da-chon` (ticked until now), `hien` (those that stood on the page),
    `ho-so` (those of them that are ticked)."""

    sent: QueryDict
    among: "QuerySet[Initiative]"

    @property
    def text(self) -> str:
        """What is looked for."""
        return one_line(self.sent.get("q", ""))[:_LONGEST]

    @property
    def order(self) -> str:
        """What comes first."""
        asked = self.sent.get("xep", "")
        return asked if asked in _ORDERS else ""

    @cached_property
    def _all(self) -> "QuerySet[Initiative]":
        """Those that hold every word, in title, code or name of the union, with or without marks."""
        rows = self.among
        for word in words(self.text):
            units = UnitName.objects.filter(folded__contains=word).values("organisation")
            rows = rows.filter(Q(folded_title__contains=word) | Q(code__icontains=word) | Q(unit__in=units))
        return rows.order_by(*_ORDERS[self.order][1])

    @cached_property
    def found(self) -> "QuerySet[Initiative]":
        """No more of them than one list carries."""
        return self._all[:MOST]

    @cached_property
    def is_cut(self) -> bool:
        """Are there more than one list carries?"""
        return self._all[MOST : MOST + 1].exists()

    @cached_property
    def codes(self) -> list[str]:
        """What is ticked: on this page, and on all before."""
        ticked, shown = self.sent.getlist("ho-so")[:_A_PAGE], set(_codes(self.sent.get("hien", "")))
        others = (code for code in _codes(self.sent.get("da-chon", "")) if code not in shown)
        said = [code.replace("\0", "") for code in (*others, *ticked)]
        return list(dict.fromkeys(said))[:_CARRIED]

    def press(self, task: str) -> None:
        """Tick all that were found, or none of them, or nothing at all. Raises Stale where they are by now more or
        fewer than the button said."""
        verb, _, number = task.partition("-")
        if task == "bo":
            self.codes = []
        elif verb in ("chon", "tru"):
            every = list(self.found.values_list("code", flat=True))
            if number != str(len(every)):
                raise Stale
            others = [code for code in self.codes if code not in set(every)]
            self.codes = [*others, *every][:_CARRIED] if verb == "chon" else others

    def page(self, task: str) -> Page[Initiative]:
        """The page that was asked for by its button, else the first; as it was where a draft was not made."""
        number = task.removeprefix("trang-") if task.startswith("trang-") else ""
        asked = number or (self.sent.get("trang", "") if task not in ("", "tim") else "")
        listed = self.found.all().for_list()  # type: ignore[attr-defined]  # `among` keeps our queryset
        return Paginator(listed, _A_PAGE).get_page(asked or 1)


def choose(request: Request, unit: Organisation, template: Template, programme: Programme) -> HttpResponse:
    """Which dossiers stand on the list; the draft is made with those that are ticked (`viec=soan`)."""
    actor, task = request.visit.actor, request.POST.get("viec", "soan" if request.method == "POST" else "")
    among = actor.among(SEE, entitled(unit, programme=programme, on=actor.on))
    choice = Choice(request.POST if request.method == "POST" else request.GET, among)
    problems: Sequence[Problem] = ()
    try:
        choice.press(task)
        if task == "soan":
            of = chosen(among.filter(code__in=choice.codes), programme=programme, phase=None, on=actor.on)
            paper = draft(unit, template.code, of, by=actor, at=request.visit.now)
            return redirect("official-paper", key=paper.pk)
    except Stale:
        text = _("Danh sách vừa thay đổi, chưa chọn gì thêm. Anh/chị xem lại rồi bấm lần nữa.")
        problems = [Problem(code="other_list", field="ho-so", text=text)]
    except NotPossible as no:
        problems = no.problems
    page = choice.page(task)
    said = {"unit": unit, "template": template, "programme": programme, "choice": choice, "problems": problems}
    said |= {
        "page": page,
        "rows": _rows(page, request),
        "orders": [(key, name) for key, (name, _by) in _ORDERS.items()],
    }
    return TemplateResponse(request, "registry/choose.html", said, status=422 if problems else 200)


def _rows(page: Page[Initiative], request: Request) -> list[tuple[Initiative, str]]:
    """Each with the name of its union. One query."""
    units = Organisation.objects.filter(pk__in={one.unit_id for one in page.object_list})
    names = {unit.pk: unit.short_name or unit.code for unit in units.named(on=request.visit.actor.on)}
    return [(one, names[one.unit_id]) for one in page.object_list]


def _codes(joined: str) -> list[str]:
    return joined.split()[: _CARRIED + _A_PAGE]
