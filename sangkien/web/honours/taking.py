"""The lists of these pages as files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.honours.models import Nomination
from sangkien.honours.naming import called
from sangkien.honours.queries import honours_in, public_honours, rounds_for
from sangkien.honours.rules import HISTORY, OFFICERS
from sangkien.organisations.models import Organisation
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, open_to_all, wearing
from sangkien.web.honours.asked import nominations_in, round_of


@wearing(*OFFICERS)
@require_safe
def rounds_file(request: Request, form: Form) -> HttpResponseBase:
    """Every round that concerns the union."""
    actor = request.visit.actor
    found = rounds_for(actor.office, on=actor.on)
    columns = [
        Column("title", _("Đợt xét")),
        Column("unit", _("Đơn vị xét")),
        Column("first_day", _("Thành tích từ ngày"), Kind.DAY),
        Column("last_day", _("Đến hết ngày"), Kind.DAY),
        Column("opens_on", _("Nhận đề nghị từ ngày"), Kind.DAY),
        Column("closes_on", _("Nhận đề nghị đến hết ngày"), Kind.DAY),
    ]
    rows: Iterator[Sequence[Cell]] = (
        [one.title, one.unit.code, one.first_day, one.last_day, one.opens_on, one.closes_on] for one in found
    )
    return send_list(
        request, form, name="dot-xet-khen-thuong", title=_("Các đợt xét khen thưởng"), columns=columns, rows=rows
    )


@wearing(*OFFICERS)
@require_safe
def nominations_file(request: Request, key: int, form: Form) -> HttpResponseBase:
    """The nominations of a round that the actor may see."""
    found = nominations_in(request, round_of(request, key))
    return _sent(request, form, "de-nghi-khen-thuong", _("Đề nghị khen thưởng"), in_parts(found, _lines(request)))


@wearing(*OFFICERS)
@require_safe
def history_file(request: Request, form: Form) -> HttpResponseBase:
    """The honours of the union, its members and all below it."""
    actor = request.visit.actor
    unit = get_for(actor, HISTORY, Organisation.objects.all(), pk=actor.office.pk)
    found = honours_in(unit, on=actor.on)
    return _sent(request, form, "khen-thuong", _("Khen thưởng của đơn vị"), in_parts(found, _lines(request)))


@open_to_all
@require_safe
def public_file(request: Request, form: Form) -> HttpResponseBase:
    """What anybody may read."""
    found = in_parts(public_honours(), _lines(request))
    return _sent(request, form, "danh-sach-khen-thuong", _("Danh sách khen thưởng"), found)


def _lines(request: Request) -> Callable[[list[Nomination]], Iterable[Sequence[Cell]]]:
    """What the pages show of each, so many at a time."""
    return lambda found: _shown(found, on=request.visit.actor.on)


def _shown(found: list[Nomination], *, on: date) -> Iterator[Sequence[Cell]]:
    names = called(found, on=on)
    for one in found:
        award = getattr(one, "award", None)
        number, day = (award.number, award.signed_on) if award else (None, None)
        yield [names[one.pk], one.quota.form.name, one.quota.round.title, one.get_state_display(), number, day]


def _sent(request: Request, form: Form, name: str, title: str, rows: Iterator[Sequence[Cell]]) -> HttpResponseBase:
    columns = [
        Column("name", _("Cá nhân, tập thể")),
        Column("form", _("Hình thức")),
        Column("round", _("Đợt xét")),
        Column("state", _("Tình trạng")),
        Column("number", _("Số quyết định")),
        Column("signed_on", _("Ngày quyết định"), Kind.DAY),
    ]
    return send_list(request, form, name=name, title=title, columns=columns, rows=rows)
