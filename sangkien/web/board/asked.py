"""What an address asks the board for: which stretch, seen on which day, ranked by what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned
from sangkien.base.days import day_of, format_day, parse_day
from sangkien.base.problems import NotUnderstood
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation, Placement
from sangkien.programmes.queries import current
from sangkien.statistics.boards import Board, board
from sangkien.statistics.figures import WEEK
from sangkien.statistics.ranking import Order
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.statistics.stretches import Stretch, stretch_on, stretches
from sangkien.targets.models import TargetKind
from sangkien.web.doors import Request

ORDERS = {
    "chi-tieu": Order.TARGET,
    "doan-vien": Order.MEMBERS,
    "tuan": Order.WEEK,
    "ngay": Order.DAY,
    "gia-tri": Order.BENEFIT,
}
KINDS = {"duoc-giao": TargetKind.ASSIGNED, "dang-ky": TargetKind.REGISTERED, "phan-dau": TargetKind.SELF_RAISED}
VIEWS = {"luc-do": View.AS_THEN, "ngay-xem": View.RESTATED}


class DayForm(forms.Form):
    """The day at whose end the figures are asked for; empty: today."""

    ngay = forms.CharField(
        label=gettext_lazy("Số liệu đến ngày"),
        required=False,
        max_length=30,
        error_messages={"max_length": gettext_lazy("Ghi ngày, tháng, năm bằng số, ví dụ 31/05/2022")},
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_ngay(self) -> date:
        """The day that was typed. Figures of days to come do not exist."""
        typed = self.cleaned_data["ngay"].strip()
        if not typed:
            return self._today
        try:
            day = parse_day(typed)
        except NotUnderstood as no:
            raise forms.ValidationError(no.text) from None
        if day > self._today:
            text = _("Ngày này chưa đến. Số liệu mới nhất là của hôm nay, %(day)s.")
            raise forms.ValidationError(text % {"day": format_day(self._today)})
        return day

    @property
    def day(self) -> date:
        """The day to show: today while what was typed cannot be read."""
        day: date = self.cleaned_data.get("ngay", self._today)
        return day


@dataclass(frozen=True)
class Question:
    """What an address asks of a union. `stretch` is None while there is no programme at all; `against`: which of the
    three targets its figures are to be compared with, None: the first that is set."""

    unit: Organisation
    form: DayForm
    day: date
    today: date
    stretches: list[Stretch]
    stretch: Stretch | None
    order: Order
    view: View
    against: TargetKind | None

    def query(self, given: QueryDict) -> QueryDict:
        """What was asked, without a day that could not be shown: for the links of the page."""
        understood = given.copy()
        if self.form.errors:
            understood.pop("ngay", None)
        return understood

    @property
    def is_today(self) -> bool:
        """Are the figures those of today, which is not over yet?"""
        return self.day == self.today


@dataclass(frozen=True)
class Asked(Question):
    """The question with its answer."""

    board: Board | None = None


def read(request: Request, code: str, *, days: int = WEEK) -> Asked:
    """What is asked, answered by the board with so many days of the units below; as `question`."""
    asked = question(request, code)
    found = None
    if asked.stretch:
        how: dict[str, Any] = {"order": asked.order, "view": asked.view, "against": asked.against, "days": days}
        found = board(asked.unit, stretch=asked.stretch, as_of=asked.day, **how)
    return Asked(**vars(asked), board=found)


def question(request: Request, code: str) -> Question:
    """What is asked, as far as the visitor's hat reaches; 404 for a union beyond it or one that did not exist."""
    actor, today = request.visit.actor, day_of(request.visit.now)
    form = DayForm({"ngay": request.GET.get("ngay", "")}, today=today)
    form.is_valid()
    day, unit = form.day, _seen(actor, code, form.day)
    if unit is None and not request.GET.get("ngay"):
        day = _last_day(code, today)
        unit = _seen(actor, code, day)
    if unit is None:
        raise Http404
    return about(request.GET, unit, form=form, day=day, today=today)


def _seen(actor: Actor, code: str, day: date) -> Organisation | None:
    """The union as it was that day, if it existed then and the actor's hat reaches it. One query."""
    return next((_named(*row) for row in _SEEN(actor, code=code, day=day)), None)


def _named(pk: int, code: str, name: str, short_name: str, kind_code: str) -> Organisation:
    unit = Organisation(pk=pk, code=code)
    unit.name, unit.short_name, unit.kind_code = name, short_name, kind_code
    return unit


def _seeing(actor: Actor, *, code: str, day: date) -> "QuerySet[Organisation, tuple[Any, ...]]":
    there = Organisation.objects.on(day).filter(actor.where(SEE_FIGURES, Organisation), code=code)
    return there.named(on=day).values_list()


_SEEN = Planned(_seeing)


def about(given: QueryDict, unit: Organisation, *, form: DayForm, day: date, today: date) -> Question:
    """What the rest of an address asks of a union that the visitor may see; 404 for an unknown stretch."""
    programme = current(today)
    among = stretches(programme, unit=unit, on=day) if programme else []
    return Question(
        unit=unit,
        form=form,
        day=day,
        today=today,
        stretches=among,
        stretch=_stretch(given, among, day) if programme else None,
        order=ORDERS.get(given.get("theo", ""), Order.TARGET),
        view=VIEWS.get(given.get("co-cau", ""), View.AS_THEN),
        against=KINDS.get(given.get("so-voi", "")),
    )


def _last_day(code: str, today: date) -> date:
    """Today, or of a union that has ended its last day."""
    lived = Placement.objects.filter(organisation__code=code, valid__startswith__lte=today).order_by("-valid").first()
    return lived.valid.upper - timedelta(days=1) if lived and (lived.valid.upper or date.max) <= today else today


def _stretch(given: QueryDict, among: list[Stretch], day: date) -> Stretch:
    code = given.get("giai-doan", "")
    if not code:
        return stretch_on(among, on=day)
    chosen = next((stretch for stretch in among if stretch.code == code), None)
    if chosen is None:
        raise Http404
    return chosen
