"""The last page: read everything once more, then send it, once."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import OnlyTriedOut
from sangkien.notices.queries import can_send
from sangkien.web.doors import Request
from sangkien.web.submit.answers import Reading, all_problems, problems_in
from sangkien.web.submit.check import around_the_answers, seen
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.saving import EXIT, leave
from sangkien.web.submit.sheet import Answers

REGISTER, SIGN_IN = "register", "sign-in"
READ = "read"  # where the session keeps a mark of the answers that were read, for each draft that is on its way


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
    if go == EXIT:
        return leave(page)
    if page.request.visit.person is None and (go in (SIGN_IN, REGISTER) or not can_send()):
        return _to_the_door(page, go)
    page = page.with_typed(typed)
    reading = page.read()
    try:
        if page.request.visit.person is None:
            return _to_the_phone(page, reading)
        return SeeOther(reverse("receipt", args=[sent(page, reading, read=page.request.POST.get("seen", "")).code]))
    except OnlyTriedOut as done:
        messages.success(page.request, str(done))
        return SeeOther(page.url())
    except Stale as no:
        return _not_sent(page, reading, no, status=409)
    except NotPossible as no:
        return _not_sent(page, reading, no, status=422)


def sent(page: Page, reading: Reading, *, read: str) -> Initiative:
    """The dossier: made now, or by an earlier press of the same button. `read` is the mark of the answers that the
    visitor has read (see `check.seen`); Stale when they are others by now."""
    if reading.unreadable:
        raise NotPossible(reading.unreadable)
    _must_be_what_was_read(page, reading, read)
    visit = page.request.visit
    send = actions.resubmit if page.draft.correcting_id else actions.submit
    return send(page.draft, reading.content, by=visit.actor, at=visit.now)


def _must_be_what_was_read(page: Page, reading: Reading, read: str) -> None:
    if read and read != seen(reading) and not page.draft.sent_at:
        raise Stale(
            [Problem(code="changed", text=_("Bài vừa được sửa ở một cửa sổ khác. Anh/chị xem lại rồi gửi nhé."))]
        )


def _to_the_phone(page: Page, reading: Reading) -> SeeOther:
    """Whoever has no account proves a phone first, with all that can be said of the answers said before."""
    if problems := problems_in(reading):
        raise NotPossible(problems)
    _must_be_what_was_read(page, reading, page.request.POST.get("seen", ""))
    return SeeOther(phone_page(page.request, reading))


def phone_page(request: Request, reading: Reading) -> str:
    """The address at which these answers, and no others, are sent by whoever proves a phone."""
    session, key = request.session, str(reading.sheet.draft.key)
    session[READ] = {**session.get(READ, {}), key: seen(reading)}
    return reverse("send-phone", args=[key])


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
        actions.save_step(
            page.draft,
            step=page.step.slug,
            answers=typed,
            by=visit.actor,
            at=visit.now,
            finished_at=page.draft.finished_at,
        )


def _to_the_door(page: Page, go: str) -> SeeOther:
    """Sign in or open an account, and come back to this very page."""
    door = reverse(REGISTER if go == REGISTER else SIGN_IN)
    return SeeOther(f"{door}?{urlencode({'next': page.url()})}")
