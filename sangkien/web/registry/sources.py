"""What is asked of each source before a paper is begun: of what its figures are taken, and up to which day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day
from sangkien.gatherings.queries import with_all
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.registry.freezing import Of
from sangkien.registry.giving import OfTargets, waiting_for_papers
from sangkien.registry.honouring import OfNominations, rounds_with_names
from sangkien.registry.meeting import OfCouncil, OfUpdateDay
from sangkien.registry.reaching import OfPeriod, OfStretch
from sangkien.registry.rules import wrong_moment
from sangkien.registry.sitting import OfSitting, sittings_over
from sangkien.registry.sources import Source
from sangkien.registry.templates import Template
from sangkien.sittings.models import Sitting
from sangkien.statistics.periods import Period, Span, periods
from sangkien.statistics.stretches import Stretch, stretch_on, stretches
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import choice_field, day_field

_LATELY = timedelta(days=60)
_SITTINGS = 50
"""So many sittings are offered, the last."""


def not_yet(template: Template, begun: Sequence[Stretch], *, on: date) -> str:
    """Why the template can be filled from none of these stretches that day, and from when it can; empty: it can."""
    wrong = [wrong_moment(template, one, on=on) for one in begun]
    return str(wrong[0][0].text) if begun and all(wrong) else ""


def begun_stretches(programme: Programme, unit: Organisation, *, on: date) -> Sequence[Stretch]:
    """Those of the programme whose days have begun."""
    return [one for one in stretches(programme, unit=unit, on=on) if one.first_day <= on]


class SourceForm(Questions):
    """What all of them have in common. `asked`: the template that is filled, where it is known; `nothing`: what is said
    where there is nothing to choose from; `optional`: boxes that may be left empty."""

    nothing: Any = gettext_lazy("Chưa có chương trình nào bắt đầu, nên chưa có số liệu để soạn.")
    optional: ClassVar[Sequence[str]] = ()

    def __init__(
        self, data: Any, unit: Organisation, programme: Programme, asked: Template | None, *, today: date
    ) -> None:
        super().__init__(data)
        self.unit, self.programme, self.asked, self.today = unit, programme, asked, today
        self.span = asked.span if asked else None
        self.prepare()

    def prepare(self) -> None:
        """Offer what there is."""

    @property
    def is_empty(self) -> bool:
        """Is there nothing to choose from?"""
        return False

    @property
    def of(self) -> Of:
        """As the actions take it."""
        raise NotImplementedError

    def offer(self, name: str, choices: Sequence[tuple[str, str]], first: str = "") -> None:
        """The choices of a box, and which is chosen at first."""
        field: Any = self.fields[name]
        field.choices = choices
        self.initial[name] = first or (choices[0][0] if choices else "")

    def not_to_come(self, name: str) -> None:
        """A day that has not come has no figures."""
        day = self.cleaned_data.get(name)
        if day and day > self.today:
            text = _("Ngày này chưa đến. Số liệu mới nhất là của hôm nay, %(day)s.")
            self.add_error(name, text % {"day": format_day(self.today)})


class FiguresForm(SourceForm):
    """Of which stretch, and up to the end of which day."""

    optional = ("as_of",)
    stretch = choice_field([], select=True, label=gettext_lazy("Số liệu của"))
    as_of = day_field(label=gettext_lazy("Tính đến hết ngày"), help_text=gettext_lazy("Ví dụ 31/05/2022"))

    def prepare(self) -> None:
        begun = begun_stretches(self.programme, self.unit, on=self.today)
        among = [one for one in begun if not (self.asked and wrong_moment(self.asked, one, on=self.today))]
        if self.asked and begun and not among:
            self.nothing = not_yet(self.asked, begun, on=self.today)
        self._stretches = {one.code: one for one in among}
        first = stretch_on(among, on=self.today).code if among else ""
        self.offer("stretch", [(one.code, one.title) for one in among], first)
        self.initial["as_of"] = format_day(self.today)

    @property
    def is_empty(self) -> bool:
        return not self._stretches

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        stretch, day = self._stretches.get(said.get("stretch") or ""), said.get("as_of")
        if stretch is None and "stretch" not in self.errors:
            self.add_error("stretch", _("Chọn giai đoạn hoặc chiến dịch"))
        self.not_to_come("as_of")
        if stretch and day and day < stretch.first_day:
            text = _("%(stretch)s bắt đầu ngày %(day)s; trước đó chưa có số liệu.")
            self.add_error("as_of", text % {"stretch": stretch.title, "day": format_day(stretch.first_day)})
        return said

    @property
    def of(self) -> OfStretch:
        """Without a day the last one of the stretch, or today before that."""
        stretch = self._stretches[self.cleaned_data["stretch"]]
        last = min(self.today, stretch.last_day or self.today)
        return OfStretch(stretch, self.cleaned_data.get("as_of") or last)


class DayForm(SourceForm):
    """Of which day."""

    needed: ClassVar[dict[str, Any]] = {"day": gettext_lazy("Ghi ngày báo cáo, ví dụ 18/05/2022")}
    day = day_field(label=gettext_lazy("Báo cáo của ngày"), help_text=gettext_lazy("Ví dụ 18/05/2022"))

    def prepare(self) -> None:
        self.initial["day"] = format_day(self.today)

    @property
    def is_empty(self) -> bool:
        return bool(self.programme.opens.lower > self.today)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.not_to_come("day")
        if said.get("day") and said["day"] < self.programme.opens.lower:
            text = _("Chương trình bắt đầu ngày %(day)s; trước đó chưa có số liệu.")
            self.add_error("day", text % {"day": format_day(self.programme.opens.lower)})
        return said

    @property
    def of(self) -> OfPeriod:
        return OfPeriod(self.programme, Period.of(Span.DAY, self.cleaned_data["day"]), self.today)


class PeriodForm(SourceForm):
    """Of which week, month, quarter or year: those that have begun, the last first."""

    period = choice_field([], select=True, label=gettext_lazy("Kỳ báo cáo"))

    def prepare(self) -> None:
        assert self.span is not None
        found = periods(self.programme, self.span, until=self.today)
        self.offer("period", [(one.code, _named(one)) for one in found])

    @property
    def is_empty(self) -> bool:
        field: Any = self.fields["period"]
        return not field.choices

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("period") and "period" not in self.errors:
            self.add_error("period", _("Chọn kỳ báo cáo"))
        return said

    @property
    def of(self) -> OfPeriod:
        return OfPeriod(self.programme, Period.read(self.cleaned_data["period"]), self.today)


def _named(period: Period) -> str:
    return f"{period.title} ({format_day(period.first_day)}–{format_day(period.last_day)})"


class TargetsForm(SourceForm):
    """Of which targets that were given under a number which still waits for its paper, as a launch gives them. Those
    that are still open are drafted from their table."""

    nothing = gettext_lazy(
        "Không có lần giao chỉ tiêu nào đang giữ số chờ quyết định. Anh/chị vào Chỉ tiêu, chia số cho các đơn vị trực "
        "thuộc rồi soạn quyết định từ bảng chia."
    )
    needed: ClassVar[dict[str, Any]] = {"decision": gettext_lazy("Chọn lần giao chỉ tiêu")}
    decision = choice_field([], select=True, label=gettext_lazy("Lần giao chỉ tiêu"))

    def prepare(self) -> None:
        self._decisions = {str(one.pk): one for one in waiting_for_papers(self.unit, programme=self.programme)}
        self.offer(
            "decision",
            [
                (key, f"{one.number}, {format_day(one.signed_on)} ({one.get_indicator_display()})")
                for key, one in self._decisions.items()
            ],
        )

    @property
    def is_empty(self) -> bool:
        return not self._decisions

    @property
    def of(self) -> OfTargets:
        return OfTargets.decided(self._decisions[self.cleaned_data["decision"]])


class CouncilForm(SourceForm):
    """What the council scored between which days."""

    needed: ClassVar[dict[str, Any]] = {
        "first_day": gettext_lazy("Ghi ngày đầu"),
        "last_day": gettext_lazy("Ghi ngày cuối"),
    }
    first_day = day_field(label=gettext_lazy("Hồ sơ được kết luận từ ngày"))
    last_day = day_field(label=gettext_lazy("Đến hết ngày"), help_text=gettext_lazy("Ví dụ 31/05/2022"))

    def prepare(self) -> None:
        self.initial.update(first_day=format_day(self.today), last_day=format_day(self.today))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.not_to_come("last_day")
        if said.get("first_day") and said.get("last_day") and said["first_day"] > said["last_day"]:
            self.add_error("first_day", _("Ngày đầu sau ngày cuối. Anh/chị xem lại giúp"))
        return said

    @property
    def of(self) -> OfCouncil:
        return OfCouncil(self.programme, self.cleaned_data["first_day"], self.cleaned_data["last_day"])


class SittingForm(SourceForm):
    """Which sitting of a council of the union: those that are closed."""

    nothing = gettext_lazy("Hội đồng của đơn vị chưa có phiên họp nào đã bế mạc. Anh/chị vào Hội đồng trước.")
    needed: ClassVar[dict[str, Any]] = {"sitting": gettext_lazy("Chọn phiên họp")}
    sitting = choice_field([], select=True, label=gettext_lazy("Phiên họp"))

    def prepare(self) -> None:
        self._sittings = {str(one.pk): one for one in sittings_over(self.unit)[:_SITTINGS]}
        self.offer("sitting", [(key, _sat(one)) for key, one in self._sittings.items()])

    @property
    def is_empty(self) -> bool:
        return not self._sittings

    @property
    def of(self) -> OfSitting:
        return OfSitting(self.programme, self._sittings[self.cleaned_data["sitting"]])


def _sat(one: Sitting) -> str:
    told = {"council": one.council.get_purpose_display(), "n": one.number, "day": format_day(one.day)}
    return _("%(council)s, phiên thứ %(n)s, ngày %(day)s") % told


class HonoursForm(SourceForm):
    """About which round of commendation: those in which the union proposes somebody, or has passed somebody."""

    nothing = gettext_lazy(
        "Chưa có đợt xét khen thưởng nào mà đơn vị đã đề nghị hoặc đã thông qua ai. Anh/chị vào Khen thưởng trước."
    )
    needed: ClassVar[dict[str, Any]] = {"round": gettext_lazy("Chọn đợt xét khen thưởng")}
    round = choice_field([], select=True, label=gettext_lazy("Đợt xét khen thưởng"))

    def prepare(self) -> None:
        rounds = rounds_with_names(self.unit, programme=self.programme, on=self.today)
        self._rounds = {str(one.pk): one for one in rounds}
        self.offer("round", [(key, one.title) for key, one in self._rounds.items()])

    @property
    def is_empty(self) -> bool:
        return not self._rounds

    @property
    def of(self) -> OfNominations:
        return OfNominations(self._rounds[self.cleaned_data["round"]], self.today)


class UpdateDayForm(SourceForm):
    """To which update day of the union: those to come, and those of the last two months."""

    nothing = gettext_lazy("Đơn vị chưa có ngày hội cập nhật nào sắp tới. Anh/chị mở ngày hội trước.")
    needed: ClassVar[dict[str, Any]] = {"update_day": gettext_lazy("Chọn ngày hội")}
    update_day = choice_field([], select=True, label=gettext_lazy("Ngày hội"))

    def prepare(self) -> None:
        held = with_all().filter(campaign__organiser=self.unit, cancelled_at__isnull=True)
        lately = held.filter(starts_at__date__gte=self.today - _LATELY).order_by("starts_at")
        self._days = {one.code: one for one in lately}
        self.offer(
            "update_day",
            [(code, f"{one.campaign.title}, {format_day(one.day)}, {one.place}") for code, one in self._days.items()],
        )

    @property
    def is_empty(self) -> bool:
        return not self._days

    @property
    def of(self) -> OfUpdateDay:
        return OfUpdateDay(self._days[self.cleaned_data["update_day"]], self.today)


def form_of(source: Source, span: Span | None) -> type[SourceForm]:
    """The questions of a source."""
    if source == Source.PERIOD:
        return DayForm if span == Span.DAY else PeriodForm
    return _FORMS[source]


_FORMS: dict[Source, type[SourceForm]] = {
    Source.STRETCH: FiguresForm,
    Source.TARGETS: TargetsForm,
    Source.COUNCIL: CouncilForm,
    Source.SITTING: SittingForm,
    Source.HONOURS: HonoursForm,
    Source.UPDATE_DAY: UpdateDayForm,
}
