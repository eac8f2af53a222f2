"""One's own pages: my page, a dossier, withdrawing it, completing it, and showing its authors' names."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Person
from sangkien.base.problems import NotPossible, Stale
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.publishing import can_agree, set_publishing
from sangkien.initiatives.rules import COMPLETE, WITHDRAW
from sangkien.initiatives.states import State
from sangkien.web.directory.state import own_standings
from sangkien.web.doors import Request, get_for, person_of, posts, signed_in
from sangkien.web.history import HistoryLine, history
from sangkien.web.people import shelf
from sangkien.web.people.facts import facts
from sangkien.web.people.forms import Seen
from sangkien.web.people.turns import turn_of
from sangkien.web.public.cards import credited
from sangkien.web.review.desk import names_of

_A_PAGE = 20

# Verdicts after which the author should read why.
_EXPLAINED = ("returned", "ineligible", "duplicate")


@signed_in
@never_cache
@require_safe
def my_page(request: Request) -> HttpResponse:
    """Drafts with their age, and what was sent: what waits for oneself on top."""
    actor = request.visit.actor
    page = Paginator(shelf.own(actor), _A_PAGE).get_page(request.GET.get("page"))
    lines = shelf.lines_of(page.object_list, on=actor.on)
    known = {
        "drafts": shelf.drafts_of(person_of(request), on=actor.on),
        "requests": own_standings(actor),
        "returned": [line for line in lines if line.initiative.state == State.RETURNED],
        "sent": [line for line in lines if line.initiative.state != State.RETURNED],
        "page": page,
    }
    return TemplateResponse(request, "people/my_page.html", known)


@signed_in
@never_cache
@require_safe
def dossier(request: Request, code: str) -> HttpResponse:
    """A dossier of one's own: where it stands, what is asked, its history, what it says."""
    return _show(request, _own(request, code))


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, code: str) -> HttpResponse:
    """Ask once more, then take the dossier back."""
    initiative = _own(request, code)
    if request.method == "GET":
        if not request.visit.actor.may(WITHDRAW, initiative):
            return redirect("dossier", code)
        return _ask_to_withdraw(request, initiative)
    try:
        actions.withdraw(initiative, seen=Seen(request.POST).seen(), by=request.visit.actor, at=request.visit.now)
    except Stale as no:
        if initiative.state == State.WITHDRAWN:
            return redirect("dossier", code)  # the same button pressed twice
        return _ask_to_withdraw(request, initiative, problems=no.problems, status=409)
    except NotPossible as no:
        return _show(request, initiative, problems=no.problems, status=422)
    messages.info(request, _("Anh/chị đã rút hồ sơ %(code)s. Hồ sơ không còn được tính.") % {"code": code})
    return redirect("dossier", code)


@signed_in
@posts(otherwise="dossier")
def complete(request: Request, code: str) -> HttpResponse:
    """Open the returned dossier in the form, at the first page that is asked about."""
    initiative = _own(request, code)
    try:
        draft = actions.start_correction(initiative, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return _show(request, initiative, problems=no.problems, status=422)
    return redirect("form-step", draft.key, shelf.first_asked_step(initiative))


@signed_in
@posts(otherwise="dossier")
def publish_name(request: Request, code: str) -> HttpResponse:
    """Show the authors' names to everybody, or no longer: the button says which, so that pressing it twice is
    the same as once."""
    initiative, publish = _own(request, code), request.POST.get("publish") == "yes"
    try:
        set_publishing(initiative, publish=publish, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return _show(request, initiative, problems=no.problems, status=422)
    messages.info(request, _("Anh/chị đã đồng ý cho đăng tên.") if publish else _("Anh/chị đã thôi cho đăng tên."))
    return redirect("dossier", code)


def _own(request: Request, code: str) -> Initiative:
    shown = ("programme", "edition", "kind", "field", "recognition", "recognition_paper")
    everything = Initiative.objects.select_related(*shown)
    return get_for(request.visit.actor, shelf.MINE, everything.prefetch_related("authors"), code=code)


def _show(request: Request, initiative: Initiative, **more: Any) -> HttpResponse:
    """The dossier's page; `more`: `problems` that an action found, and their `status`."""
    actor, status = request.visit.actor, more.pop("status", 200)
    names = names_of([initiative.unit_id, initiative.superior_id], on=actor.on)
    lines = history(initiative, for_officers=False)
    explained = _explained(lines)
    known = {
        "initiative": initiative,
        "heading": _heading(initiative, explained),
        "turn": turn_of(initiative, names, on=actor.on),
        "explained": explained,
        "history": lines,
        "facts": facts(initiative, unit=names.get(initiative.unit_id, "")),
        "may_complete": actor.may(COMPLETE, initiative),
        "may_withdraw": actor.may(WITHDRAW, initiative),
        "correction": shelf.correction_of(initiative, actor.person),
        **_publishing(initiative, person_of(request)),
        **more,
    }
    return TemplateResponse(request, "people/dossier.html", known, status=status)


def _publishing(initiative: Initiative, person: Person) -> dict[str, Any]:
    """What the public pages call the authors, and whether this person's yes could change it."""
    valid, closed = initiative.state == State.VALID, initiative.closed_at is not None
    return {
        "credited": credited(initiative),
        "is_public": valid and not initiative.restricted,
        "never_public": initiative.restricted or (closed and not valid),
        "can_agree": can_agree(initiative, person),
    }


def _ask_to_withdraw(request: Request, initiative: Initiative, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    return TemplateResponse(request, "people/withdraw.html", {"initiative": initiative, **more}, status=status)


def _explained(lines: list[HistoryLine]) -> HistoryLine | None:
    """The verdict whose reasons the author should read now."""
    last = lines[-1] if lines else None
    return last if last and last.verb in _EXPLAINED else None


def _heading(initiative: Initiative, explained: HistoryLine | None) -> str:
    """What the author should take in first."""
    if initiative.state == State.VALID:
        return _("Chúc mừng anh/chị, sáng kiến đã được công nhận!")
    if explained and initiative.state == State.RETURNED:
        n = len(explained.reasons)
        return ngettext("Công đoàn đề nghị bổ sung %(n)s mục", "Công đoàn đề nghị bổ sung %(n)s mục", n) % {"n": n}
    return _("Kết luận của công đoàn") if explained else _("Hồ sơ đang ở đâu")
