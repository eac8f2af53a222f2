"""The queue as a file: the same lines in the same order, narrowed by the same address."""

from collections.abc import Iterator

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.triage.actions import take_along
from sangkien.triage.models import List
from sangkien.web.data import dossiers
from sangkien.web.data.answering import Form, send
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet
from sangkien.web.doors import Request, wearing
from sangkien.web.review.desk import Row, names_of, rows_of
from sangkien.web.review.page import OFFICERS
from sangkien.web.review.sieve import Sieve, listed
from sangkien.web.stretches import counted, pieces
from sangkien.web.templatetags.components import moment


@wearing(*OFFICERS)
@require_safe
@never_cache
def queue_file(request: Request, form: Form) -> HttpResponseBase:
    """What the queue shows, as a file. Too long a list leads back with a sentence; what is taken is written down."""
    actor, sieve = request.visit.actor, Sieve.read(request.GET)
    if counted(listed(actor, sieve), most=dossiers.MOST) > dossiers.MOST:
        text = _("Danh sách dài hơn %(n)s hồ sơ. Anh/chị lọc hẹp lại, ví dụ theo đơn vị, rồi tải từng phần.")
        messages.warning(request, text % {"n": format_int(dossiers.MOST)})
        return redirect(reverse("queue") + sieve.query)
    take_along(List.QUEUE, sieve.query, form=form.ending, by=actor, at=request.visit.now)
    return send(_sheet(actor, sieve, until=moment(request.visit.now)), form, by=request.visit)


def _sheet(actor: Actor, sieve: Sieve, *, until: str) -> Sheet:
    office = names_of([actor.office.pk], on=actor.on)[actor.office.pk]
    facts = [
        (_("Đơn vị"), office),
        (_("Thời điểm"), _("lúc %(moment)s") % {"moment": until}),
        (_("Điều kiện lọc"), sieve.query.removeprefix("?") or _("hồ sơ đang chờ")),
    ]
    columns = [
        *dossiers.columns(),
        Column("superior", _("Cấp trên trực tiếp")),
        Column("waiting_since", _("Chờ từ"), Kind.MOMENT, _("từ khi hồ sơ đến nơi đang giữ")),
        Column("due_on", _("Hạn trả lời"), Kind.DAY, _("ngày cuối cùng còn đúng hạn")),
        Column("late", _("Quá hạn")),
        Column("signs", _("Dấu hiệu"), meaning=_("điều nên xem kỹ, không phải kết luận")),
    ]
    name = f"ho-so-{actor.office.code}-{actor.on.isoformat()}"
    return Sheet(name, _("Danh sách hồ sơ"), facts, columns, _lines(actor, sieve))


def _lines(actor: Actor, sieve: Sieve) -> Iterator[list[Cell]]:
    for some in pieces(listed(actor, sieve), sieve.order, size=dossiers.AT_ONCE):
        yield from map(_line, rows_of(some, on=actor.on))


def _line(row: Row) -> list[Cell]:
    one = row.initiative
    return [
        *dossiers.cells(one, unit=row.unit),
        row.superior,
        one.waiting_since if one.desk_id else None,
        one.due_on,
        _("có") if row.late else None,
        "; ".join(f"{sign.text}: {sign.why}" if sign.why else sign.text for sign in row.signs),
    ]
