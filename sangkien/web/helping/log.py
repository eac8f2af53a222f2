"""A helper's log: what they entered for whom, what the authors say of it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Person, Role
from sangkien.confirmations.helping import (
    credit_of,
    entered_for_others,
    habit_of,
    oddities,
    with_slip,
    with_word_of_an_author,
)
from sangkien.confirmations.queries import unsettled
from sangkien.initiatives.models import Draft, Initiative
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, person_of, signed_in
from sangkien.web.submit.drafts import title_of
from sangkien.web.submit.sheet import START

_A_PAGE = 25
_DRAFTS = 20


class Line(NamedTuple):
    """A dossier entered for others, with what its authors say of it."""

    initiative: Initiative
    word: "Word"


class Word(NamedTuple):
    """What the authors say of a dossier, and the colour that repeats it."""

    text: str
    tone: str


@dataclass(frozen=True)
class Begun:
    """A draft for a colleague that was not sent yet."""

    draft: Draft
    title: str


@signed_in
@never_cache
@require_safe
def log(request: Request) -> HttpResponse:
    """Everything that the signed-in person entered for others, the newest first. A fixed number of queries."""
    helper = person_of(request)
    page = Paginator(_entered_by(helper), _A_PAGE).get_page(request.GET.get("page"))
    known = {
        "page": page,
        "lines": _lines(list(page.object_list)),
        "credit": credit_of(helper),
        "odd": oddities(habit_of(helper, at=request.visit.now)),
        "begun": _begun(helper.pk),
        "may_enter": request.visit.hat is not None and request.visit.actor.holds(Role.GRASSROOTS_OFFICER),
    }
    return TemplateResponse(request, "helping/log.html", known)


@signed_in
@never_cache
@require_safe
def log_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file: whom the helper helped, and what came of it."""
    return send_list(
        request,
        form,
        name="nhap-giup",
        title=_("Sổ nhập giúp"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("authors", _("Tác giả")),
            Column("submitted_at", _("Gửi lúc"), Kind.MOMENT),
            Column("state", _("Trạng thái")),
            Column("word", _("Lời của tác giả"), meaning=_("tác giả đã xác nhận bài nhập giúp hay chưa")),
        ],
        rows=map(_cells, in_parts(_entered_by(person_of(request)), _lines)),
    )


def _cells(line: Line) -> list[Cell]:
    one = line.initiative
    authors = ", ".join(author.full_name for author in one.credited)
    return [one.code, one.title, authors, one.submitted_at, str(one.get_state_display()), line.word.text]


def _entered_by(helper: Person) -> "QuerySet[Initiative]":
    return entered_for_others(helper).prefetch_related("authors").order_by("-submitted_at", "-pk")


def _lines(shown: Sequence[Initiative]) -> list[Line]:
    """Each with what its authors say of it. Four queries."""
    these = Initiative.objects.filter(pk__in=[one.pk for one in shown])
    confirmed = set(these.filter(with_word_of_an_author()).values_list("pk", flat=True))
    on_slip = set(these.filter(with_slip()).values_list("pk", flat=True))
    denied = unsettled(shown)
    return [Line(one, _word(one.pk in denied, one.pk in confirmed, one.pk in on_slip)) for one in shown]


def _word(denied: bool, confirmed: bool, on_slip: bool) -> Word:
    if denied:
        return Word(_("Tác giả trả lời khác với hồ sơ"), "red")
    if confirmed:
        return Word(_("Tác giả đã xác nhận"), "green")
    return Word(_("Có ảnh phiếu đồng ý"), "blue") if on_slip else Word(_("Chưa có xác nhận của tác giả"), "gold")


def _begun(helper: int) -> list[Begun]:
    drafts = Draft.objects.filter(
        person=helper, sent_at=None, correcting=None, **{f"answers__{START}__helping": True}
    ).order_by("-saved_at")[:_DRAFTS]
    return [Begun(draft, title_of(draft)) for draft in drafts]
