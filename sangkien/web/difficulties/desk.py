"""The desk of the officers: what waits, one difficulty with all that was done about it, and its verbs."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base import phones
from sangkien.difficulties import handling
from sangkien.difficulties.models import Difficulty, Sign
from sangkien.difficulties.queries import at_the_desk, leading_of, lesson_of, seen_by
from sangkien.difficulties.rules import ANSWER, OFFICERS, SEE, names_to_hide
from sangkien.difficulties.signs import masked
from sangkien.difficulties.states import OPEN, State
from sangkien.guidance.topics import kinds
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.difficulties.shown import STATE_TONES, story
from sangkien.web.difficulties.tasks import tasks_on
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.review.desk import names_of

A_PAGE = 25
AT_US, OPEN_BELOW, ALL = "", "chua-xong", "tat-ca"
_SHORT = 140


@dataclass(frozen=True)
class Line:
    """One row: its first words without what belongs to a person, whose it is, where it lies, how late."""

    one: Difficulty
    text: str
    unit: str
    desk: str
    late: int
    tone: tuple[str, str]
    danger: bool


@wearing(*OFFICERS)
@require_safe
def queue(request: Request) -> HttpResponse:
    """What waits for this union first; by choice all that is open below it, or everything."""
    actor, rows = request.visit.actor, _listed(request)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines_of(list(page.object_list), actor),
        "view": request.GET.get("xem", AT_US),
        "views": [(AT_US, _("Chờ đơn vị mình")), (OPEN_BELOW, _("Chưa xong, cả cấp dưới")), (ALL, _("Tất cả"))],
        "kind": request.GET.get("loai", ""),
        "kinds": [(code, kind.label) for code, kind in kinds().items()],
        "foreign": request.GET.get("fdi") == "1",
        "late": request.GET.get("qua-han") == "1",
        "office": names_of([actor.office.pk], on=actor.on).get(actor.office.pk, ""),
    }
    return TemplateResponse(request, "difficulties/queue.html", context)


@wearing(*OFFICERS)
@require_safe
def queue_file(request: Request, form: Form) -> HttpResponseBase:
    """The same, whole, as a file; words without what belongs to a person."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="kho-khan-vuong-mac",
        title=_("Khó khăn, vướng mắc"),
        columns=[
            Column("code", _("Mã")),
            Column("kind", _("Loại")),
            Column("text", _("Nội dung")),
            Column("unit", _("Đơn vị")),
            Column("foreign", _("Doanh nghiệp FDI")),
            Column("asked_at", _("Gửi lúc"), Kind.MOMENT),
            Column("state", _("Trạng thái")),
            Column("desk", _("Đang ở")),
            Column("due_on", _("Hạn trả lời"), Kind.DAY),
        ],
        rows=map(_cells, in_parts(_listed(request), lambda some: lines_of(some, actor, short=False))),
    )


def _cells(line: Line) -> list[Cell]:
    one = line.one
    foreign = _("Có") if one.foreign else ""
    state = str(State(one.state).label)
    due = one.due_on if one.state in OPEN else None
    return [one.code, one.kind_label, line.text, line.unit, foreign, one.asked_at, state, line.desk, due]


def _listed(request: Request) -> "QuerySet[Difficulty]":
    """As it is asked for in the address."""
    actor, asked = request.visit.actor, request.GET
    view = asked.get("xem", AT_US)
    rows = at_the_desk(actor) if view not in (OPEN_BELOW, ALL) else seen_by(actor)
    if view == OPEN_BELOW:
        rows = rows.filter(state__in=[*OPEN, State.ASKED_BACK, State.GROUPED])
    if asked.get("loai") in kinds():
        rows = rows.filter(kind=asked["loai"])
    if asked.get("fdi") == "1":
        rows = rows.filter(foreign=True)
    if asked.get("qua-han") == "1":
        rows = rows.filter(state__in=OPEN, due_on__lt=actor.on)
    return rows


def lines_of(some: list[Difficulty], actor: Actor, *, short: bool = True) -> list[Line]:
    """Each with the names of the day. One query."""
    names = names_of([key for one in some for key in (one.unit_id, one.desk_id)], on=actor.on)
    return [_line(one, names, actor, short=short) for one in some]


def _line(one: Difficulty, names: Any, actor: Actor, *, short: bool) -> Line:
    words = masked(one.text, names=names_to_hide(one))
    text = f"{words[:_SHORT].rstrip()}…" if short and len(words) > _SHORT else words
    late = (actor.on - one.due_on).days if one.state in OPEN and one.due_on and one.due_on < actor.on else 0
    unit, desk = names.get(one.unit_id) or one.unit.code, names.get(one.desk_id) or one.desk.code
    danger = Sign.DANGER in one.signs and one.state in OPEN
    return Line(one, text, unit, desk, late, STATE_TONES[one.state], danger)


@wearing(*OFFICERS)
@require_safe
def one_page(request: Request, code: str) -> HttpResponse:
    """One difficulty: what was said, what was done, what may be done now."""
    return show(request, opened(request, code))


def opened(request: Request, code: str) -> Difficulty:
    """The one of this code, for whoever may see it; otherwise 404."""
    every = Difficulty.objects.select_related("unit", "desk", "dossier", "programme")
    return get_for(request.visit.actor, SEE, every, code=code)


def show(
    request: Request, one: Difficulty, *, task: str = "", form: Any = None, stale: bool = False, status: int = 200
) -> HttpResponse:
    """The page; `form` is the one of the `task` that could not be done."""
    actor, told = request.visit.actor, story(one, for_officers=True)
    [line] = lines_of([one], actor, short=False)
    may_answer = actor.may(ANSWER, one)
    context = {
        "one": one,
        "line": line,
        "signs": [Sign(sign).label for sign in one.signs],
        "phone": _phone(one, whole=may_answer),
        "story": told,
        "files": [attachment.file for attachment in one.attachments.select_related("file").order_by("position")],
        "leading": leading_of(one) if one.state == State.GROUPED else None,
        "followers": handling.grouped_under(one).count(),
        "lesson": lesson_of(one),
        "tasks": tasks_on(one, actor, told, task=task, form=form),
        "stale": stale,
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "difficulties/difficulty.html", context, status=status)


def _phone(one: Difficulty, *, whole: bool) -> tuple[str, str]:
    """To call, and to show: whole for the desk that has it, masked for all others."""
    if not one.phone:
        return "", ""
    return (one.phone, phones.show(one.phone)) if whole else ("", phones.masked(one.phone))
