"""Con số đã công bố: what was printed beside what the ledger says, and why the two differ."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.numbers import percent as percent_of
from sangkien.base.problems import NotPossible, NotUnderstood
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.standings.models import PublishedFigure
from sangkien.standings.publishing import Told, note, read_beside, strike
from sangkien.standings.rules import NOTE
from sangkien.statistics.published import Fits, Reading, Way
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.targets.models import TargetKind
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import ReadField, TextField, day_field
from sangkien.web.templatetags.components import day, number, percent

_MOST = 2_000_000_000
_SHOWN = 30


def _whole_number(typed: str) -> int:
    bare = typed.replace(".", "").replace(" ", "")
    if not (bare.isascii() and bare.isdigit() and int(bare) <= _MOST):
        raise NotUnderstood("no_number", gettext_lazy("Ghi số nguyên, ví dụ 1.396"))
    return int(bare)


class PublishedForm(Questions):
    """A published figure, as it was printed."""

    needed = {"as_of": gettext_lazy("Ghi ngày, ví dụ 31/05/2022")}
    phase = forms.ChoiceField(label=gettext_lazy("Giai đoạn"), required=False)
    as_of = day_field(label=gettext_lazy("Số liệu đến hết ngày"))
    count = ReadField(_whole_number, label=gettext_lazy("Số sáng kiến"))
    at_least = forms.BooleanField(label=gettext_lazy("Bài viết ghi “hơn” số này"), required=False)
    percent = TextField(most=12, label=gettext_lazy("Phần trăm, đúng như đã in"))
    source = TextField(most=300, label=gettext_lazy("Nơi công bố"))

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._phases = {phase.code: phase for phase in programme.phases.order_by("window")}
        choices = [("", _("Cả chương trình")), *((code, one.title) for code, one in self._phases.items())]
        self.fields["phase"].choices = choices  # type: ignore[attr-defined]  # a choice field has them

    @property
    def told(self) -> Told:
        """What was typed."""
        said = self.cleaned_data
        phase = self._phases.get(said["phase"])
        return Told(said["as_of"], said["source"], said["count"], said["at_least"], said["percent"], phase)


@dataclass(frozen=True)
class Beside:
    """A published figure, the ledger's own, and what explains the difference, in sentences."""

    figure: PublishedFigure
    reading: Reading
    sentences: list[str]


@wearing(*Role)
@require_http_methods(["GET", "HEAD", "POST"])
def published(request: Request, code: str) -> HttpResponse:
    """The figures published of a union, the newest day first; writing down another."""
    actor = request.visit.actor
    unit = get_for(actor, SEE_FIGURES, Organisation.objects.on(actor.on).named(on=actor.on), code=code)
    programme, may = current(actor.on), actor.may(NOTE, unit)
    if programme is None or (request.method == "POST" and not may):
        raise Http404
    form = PublishedForm(request.POST if request.method == "POST" else None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            note(unit, form.told, programme=programme, by=actor, at=request.visit.now)
            messages.success(request, _("Đã ghi con số đã công bố."))
            return redirect("published", code=code)
        except NotPossible as no:
            form.put(no.problems)
    rows = PublishedFigure.objects.filter(programme=programme, unit=unit).select_related("programme", "phase", "unit")
    context = {
        "unit": unit,
        "programme": programme,
        "lines": [beside(one) for one in rows.order_by("-as_of", "-pk")[:_SHOWN]],
        "form": form,
        "may": may,
    }
    return TemplateResponse(request, "standings/published.html", context, status=422 if form.errors else 200)


@wearing(Role.LEADER, Role.ADMINISTRATOR)
@posts(otherwise="published")
def take_off(request: Request, code: str) -> HttpResponse:
    """One that was written down wrongly."""
    key = request.POST.get("so", "")
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        raise Http404
    figure = PublishedFigure.objects.filter(pk=int(key), unit__code=code).select_related("unit").first()
    if figure is None:
        raise Http404
    strike(figure, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _("Đã bỏ con số ghi nhầm; nhật ký còn giữ."))
    return redirect("published", code=code)


def beside(figure: PublishedFigure) -> Beside:
    """The figure with what explains it."""
    found = read_beside(figure)
    return Beside(figure, found, [*_about_count(found), *_about_percent(found)])


def _about_count(found: Reading) -> list[str]:
    claim = found.claim
    if found.fits == Fits.NONE or claim.count is None:
        return []
    told = {"count": number(claim.count), "measure": found.measure.label.lower() if found.measure else ""}
    if found.fits == Fits.SAME:
        return [_("Số %(count)s đúng bằng số %(measure)s trong sổ.") % told]
    if found.fits == Fits.ABOVE and found.reached_on:
        told["day"] = day(found.reached_on)
        return [_("“Hơn %(count)s” là đúng: số %(measure)s đạt mức này ngày %(day)s và còn tăng sau đó.") % told]
    ours = {"valid": number(found.ours.valid), "submitted": number(found.ours.submitted), "day": day(claim.as_of)}
    return [_("Đến hết ngày %(day)s, sổ có %(valid)s hợp lệ và %(submitted)s lượt nộp, khác số đã công bố.") % ours]


def _about_percent(found: Reading) -> list[str]:
    claim = found.claim
    if claim.percent is None:
        return []
    if found.ways:
        return [_way(way) for way in found.ways[:3]]
    if found.targets is None:
        return [_("Không cách tính nào trong hệ thống cho ra phần trăm này.")]
    first, last = found.targets
    told = _("Không cách tính nào trong hệ thống cho ra phần trăm này; muốn vậy, chỉ tiêu phải từ %(a)s đến %(b)s.")
    return [told % {"a": number(first), "b": number(last)}]


_KINDS = {
    TargetKind.ASSIGNED: gettext_lazy("chỉ tiêu được giao"),
    TargetKind.REGISTERED: gettext_lazy("chỉ tiêu đăng ký"),
    TargetKind.SELF_RAISED: gettext_lazy("chỉ tiêu tự phấn đấu"),
}


def _way(way: Way) -> str:
    told = {
        "count": number(way.count),
        "measure": way.measure.label.lower(),
        "kind": _KINDS[way.kind],
        "target": number(way.target),
        "of": _("cả chương trình") if way.whole else _("giai đoạn"),
        "day": day(way.as_of),
        "exact": percent(percent_of(way.count, way.target)),
    }
    said = _("Ra đúng như vậy khi lấy %(count)s %(measure)s đến hết %(day)s chia cho %(target)s (%(kind)s, %(of)s).")
    if way.cut:
        said = _(
            "Ra như vậy khi lấy %(count)s %(measure)s đến hết %(day)s chia cho %(target)s (%(kind)s, %(of)s) rồi bỏ "
            "phần lẻ; làm tròn thì là %(exact)s."
        )
    return said % told
