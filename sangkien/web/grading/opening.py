"""Mở đợt xếp loại."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.accounts.permissions import Actor
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible
from sangkien.clusters.models import Cluster
from sangkien.grading import actions
from sangkien.grading.actions import Asked
from sangkien.grading.models import Edition
from sangkien.grading.queries import criteria_for
from sangkien.grading.rules import KEEPING, ORGANISE
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.standings.models import Kind, Snapshot
from sangkien.statistics.stretches import Stretch, whole_stretches
from sangkien.web.doors import Request, wearing
from sangkien.web.grading.forms import Choices, OpenForm, edition_choices, table_choices

_TABLES = 50
"""So many frozen tables are offered, the newest."""


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a round of the hat's union."""
    actor = request.visit.actor
    actor.must(ORGANISE, actor.office)
    offered = Offered(actor)
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, choices=offered.choices, initial=_begin(actor, offered))
    if posted is not None and form.is_valid():
        try:
            one = actions.open_round(actor.office, offered.asked(form), by=actor, at=request.visit.now)
            messages.success(request, _("Đã mở %(name)s.") % {"name": one.name})
            return redirect("grading", one.pk)
        except NotPossible as no:
            form.put(no.problems)
    context = {"form": form, "unit": offered.unit, "has_criteria": bool(offered.editions), "here": "rounds"}
    return TemplateResponse(request, "grading/open.html", context, status=422 if form.errors else 200)


class Offered:
    """What a round of the actor's union can be made of."""

    def __init__(self, actor: Actor) -> None:
        on, office = actor.on, actor.office
        self._on = on
        self.unit = Organisation.objects.named(on=on).get(pk=office.pk)
        self.editions: dict[str, Edition] = {
            str(one.pk): one for one in criteria_for(office, above=Organisation.objects.above(office, on=on))
        }
        self.stretches: dict[str, Stretch] = {}
        for programme in Programme.objects.filter(rehearsal=False).order_by("-opens", "-pk"):
            for one in whole_stretches(programme, unit=office, on=on):
                if one.first_day <= on:
                    self.stretches[f"{programme.code}/{one.code}"] = one
        self.clusters = {one.code: one for one in Cluster.objects.filter(organiser=office).order_by("name")}
        tables = Snapshot.objects.filter(unit=office).exclude(kind=Kind.QUARTER).select_related("programme")
        self.tables = {str(one.pk): one for one in tables.order_by("-pk")[:_TABLES]}

    @property
    def choices(self) -> Mapping[str, Choices]:
        """For the form."""
        return {
            "edition": edition_choices(list(self.editions.values())),
            "stretch": [(key, f"{one.programme.name}: {one.title}") for key, one in self.stretches.items()],
            "over": [("", _("Mọi đơn vị trực thuộc")), *((code, one.name) for code, one in self.clusters.items())],
            "table": table_choices(list(self.tables.values()), _("Số liệu của ngày ghi dưới đây")),
        }

    def asked(self, form: OpenForm) -> Asked:
        """What was chosen."""
        told = form.cleaned_data
        table = self.tables.get(told["table"])
        stretch = self._stretch_of(table) or self.stretches[told["stretch"]]
        return Asked(
            name=told["name"],
            edition=self.editions[told["edition"]],
            stretch=stretch,
            as_of=told["as_of"] or (table.as_of if table else self._last(stretch)),
            self_until=told["self_until"],
            appeal_until=told["appeal_until"],
            cluster=self.clusters.get(told["over"]),
            table=table,
        )

    def _stretch_of(self, table: Snapshot | None) -> Stretch | None:
        """A frozen table says itself of which phase it is."""
        return self.stretches.get(f"{table.programme.code}/{table.period}") if table else None

    def _last(self, stretch: Stretch) -> date:
        return min(stretch.last_day or self._on, self._on)


def _begin(actor: Actor, offered: Offered) -> dict[str, str]:
    """The phase of the day to begin with; two weeks to score oneself, and ten days more."""
    first, programme = actor.on + timedelta(days=14), current(actor.on)
    begun = [key for key, one in offered.stretches.items() if one.programme == programme]
    days = {"self_until": format_day(first), "appeal_until": format_day(first + timedelta(days=10))}
    return days | ({"stretch": begun[-1]} if begun else {})
