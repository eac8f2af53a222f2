"""Nhiều hồ sơ một lần: those that were ticked in the list, counted and named before anything is done, each by the
ordinary action; never across flags, never one's own, never more than a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions
from sangkien.review.models import Decision
from sangkien.review.rules import left_to_others
from sangkien.web.doors import Request, wearing
from sangkien.web.review.desk import Row, actable, rows_of
from sangkien.web.review.sieve import Sieve, listed
from sangkien.web.review.tasks import why_not

A_PAGE = 25


@dataclass(frozen=True)
class Verb:
    """What may be done with many: to dossiers of this state, by this action."""

    state: State
    act: Callable[..., Decision]
    asks: str | Promise
    button: str | Promise
    done: str | Promise


VERBS: Mapping[Role, Verb] = {
    Role.GRASSROOTS_OFFICER: Verb(
        State.SUBMITTED,
        actions.confirm,
        gettext_lazy("Xác nhận"),
        gettext_lazy("Xác nhận các hồ sơ này"),
        gettext_lazy("Đã xác nhận"),
    ),
    Role.REVIEWER: Verb(
        State.REVIEWING,
        actions.validate,
        gettext_lazy("Kết luận hợp lệ"),
        gettext_lazy("Kết luận các hồ sơ này hợp lệ"),
        gettext_lazy("Đã kết luận hợp lệ"),
    ),
}


@dataclass(frozen=True)
class Chosen:
    """One that was ticked; `but`: why it is left out, or in the end why it was not done. Empty: it is one of those."""

    row: Row
    but: str = ""


@wearing(Role.GRASSROOTS_OFFICER, Role.REVIEWER)
def several(request: Request) -> HttpResponse:
    """Asked (GET): what would be done, with whom, and who will be told. Said yes (POST): done, one after the other."""
    if request.method == "POST":
        return _do(request)
    codes = list(dict.fromkeys(request.GET.getlist("ho-so")))
    if not codes:
        messages.info(request, _("Anh/chị chưa chọn hồ sơ nào."))
        return redirect(reverse("queue") + Sieve.read(request.GET).query)
    chosen = chosen_from(request, codes[:A_PAGE])
    return _asked(request, chosen, left=len(codes) - len(chosen))


def chosen_from(request: Request, codes: Sequence[str]) -> list[Chosen]:
    """Those of the queue that were ticked, in its order, each with why it has to be looked at by itself."""
    actor = request.visit.actor
    rows = rows_of(listed(actor, Sieve()).filter(code__in=codes), on=actor.on)
    theirs = actable(actor, [row.initiative.pk for row in rows])
    return [Chosen(row, _but(request, row, theirs)) for row in rows]


def _but(request: Request, row: Row, theirs: set[int]) -> str:
    initiative = row.initiative
    if initiative.pk not in theirs or initiative.state != verb_of(request).state:
        return why_not(request.visit.actor, initiative) or _("Không còn chờ anh/chị.")
    if signs := [sign.text for sign in row.signs if sign.flag]:
        return _("Có dấu hiệu cần xem riêng: %(signs)s.") % {"signs": ", ".join(signs)}
    if verb_of(request).act is actions.validate:
        for problem in left_to_others(initiative, desk=initiative.desk_id, on=request.visit.actor.on):
            return problem.text
    if not row.looked:
        return _("Hồ sơ vừa thay đổi, hệ thống đang tìm dấu hiệu. Anh/chị thử lại sau ít phút.")
    return ""


def verb_of(request: Request) -> Verb:
    """What this hat may do with many."""
    actor = request.visit.actor
    return next(verb for role, verb in VERBS.items() if actor.holds(role))


def _asked(request: Request, chosen: list[Chosen], *, left: int) -> HttpResponse:
    taken = [one.row for one in chosen if not one.but]
    units = list(dict.fromkeys(row.unit for row in taken))
    context = {
        "verb": verb_of(request),
        "taken": taken,
        "left_out": [one for one in chosen if one.but],
        "gone": left,
        "unit": units[0] if len(units) == 1 else "",
        "units": len(units),
        "authors": len({author.identity for row in taken for author in row.initiative.credited}),
        "superiors": list(dict.fromkeys(row.superior for row in taken)),
        "confirms": verb_of(request).state == State.SUBMITTED,
        "sieve": Sieve.read(request.GET),
    }
    return TemplateResponse(request, "review/several.html", context)


def _do(request: Request) -> HttpResponse:
    """Each by itself: what a colleague was faster with is told, and keeps the others from nothing."""
    seen = dict(_versions(request.POST.getlist("ho-so")[:A_PAGE]))
    chosen = chosen_from(request, list(seen))
    done = [one if one.but else Chosen(one.row, _done(request, one.row.initiative, seen)) for one in chosen]
    sieve = Sieve.read(request.GET)
    outcome = {
        "verb": verb_of(request),
        "done": [one.row for one in done if not one.but],
        "not_done": [one for one in done if one.but],
        "gone": len(seen) - len(done),
        "sieve": sieve,
    }
    return TemplateResponse(request, "review/several_done.html", outcome)


def _versions(given: Sequence[str]) -> list[tuple[str, int]]:
    """From "SK-2022-000871:3": the code and the version that was seen."""
    parts = [one.partition(":") for one in given]
    return [(code, int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0) for code, _, seen in parts]


def _done(request: Request, initiative: Initiative, seen: Mapping[str, int]) -> str:
    """Do it; why it could not be done, or nothing."""
    try:
        verb_of(request).act(initiative, seen=seen[initiative.code], by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return " ".join(problem.text for problem in no.problems)
    except NotAllowed:
        return _("Không còn chờ anh/chị.")
    return ""
