"""The last page: read everything once more, then send it, once."""

from contextlib import suppress

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.web.submit.answers import Reading, all_problems, problems_in
from sangkien.web.submit.check import around_the_answers, seen
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.saving import EXIT, leave
from sangkien.web.submit.sheet import Answers

REGISTER, SIGN_IN = "register", "sign-in"


def shown_for_check(page: Page) -> HttpResponse:
    """Everything as it stands."""
    reading = page.read()
    return page.shown(around_the_answers(page, reading, problems_in(reading)))


def asked_to_send(page: Page) -> HttpResponse:
    """Send it, or keep the box that was ticked and go where was asked."""
    typed = page.form().typed(page.request.POST)
    go = page.request.POST.get("go", "")
    if page.request.visit.person is None or go == EXIT:
        _keep(page, typed)
        return leave(page) if go == EXIT else _to_the_door(page, go)
    page = page.with_typed(typed)
    reading = page.read()
    try:
        return SeeOther(reverse("receipt", args=[_sent(page, reading).code]))
    except Stale as no:
        return _not_sent(page, reading, no, status=409)
    except NotPossible as no:
        return _not_sent(page, reading, no, status=422)


def _sent(page: Page, reading: Reading) -> Initiative:
    """The dossier: made now, or by an earlier press of the same button."""
    if reading.unreadable:
        raise NotPossible(reading.unreadable)
    mark = page.request.POST.get("seen")
    if mark and mark != seen(reading) and not page.draft.sent_at:
        raise Stale(
            [Problem(code="changed", text=_("Bài vừa được sửa ở một cửa sổ khác. Anh/chị xem lại rồi gửi nhé."))]
        )
    visit = page.request.visit
    send = actions.resubmit if page.draft.correcting_id else actions.submit
    return send(page.draft, reading.content, by=visit.actor, at=visit.now)


def _not_sent(page: Page, reading: Reading, no: NotPossible, *, status: int) -> HttpResponse:
    """All that is missing on all pages at once; the ticked box stays ticked."""
    _keep(page, page.own_answers)
    extra = around_the_answers(page, reading, all_problems(reading, no))
    return page.complaining(
        page.form(), [], status=status, extra=extra | {"lines": extra["missing"], "has_errors": True}
    )


def _keep(page: Page, typed: Answers) -> None:
    """Keep the box, unless the dossier is on its way already: what was sent says whether it was ticked."""
    visit = page.request.visit
    with suppress(NotPossible):
        actions.save_step(page.draft, step=page.step.slug, answers=typed, by=visit.actor, at=visit.now)


def _to_the_door(page: Page, go: str) -> SeeOther:
    """Sign in or open an account, and come back to this very page."""
    door = reverse(REGISTER if go == REGISTER else SIGN_IN)
    return SeeOther(f"{door}?{urlencode({'next': page.url()})}")
