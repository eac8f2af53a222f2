"""A whole dossier in one request: how a phone that was without a network hands in what was written meanwhile.

`POST /gui/<key>/gui-ca-bai/`, form-encoded: the fields of all pages under the names that the pages give them, and for
a draft that the server has not seen yet `programme` (its code) and, when it is for a colleague, `helping`;
`seen-<step>` the stamp of a page that the phone last knew; `finished_at` (ISO 8601) the moment, by the phone's clock,
at which somebody pressed "send"; `shared` and `leaving` as in `keeping`. Whoever names the key carries it. The answers
are kept before anything is said about them. What comes back is JSON:

    201 {code, receipt, received_at}   sent now
    200 {code, receipt, received_at}   sent before, with the same answers
    401 {problems, sign_in, saved}     nobody is signed in; where to: of a complete dossier the page for the phone
    404                                somebody else's draft
    409 {problems, saved}              changed meanwhile by the union, or a page was changed from another phone
                                       (`changed_elsewhere`: nothing was saved)
    410 {sent, same}                   sent before, from another phone, with other answers (`same` is false), as in
                                       `keeping`
    422 {problems, saved}              not ready: everything that is missing

A problem is `{field, step, text}`, the step being the address of its page; `saved` says whether the server has the
answers now. `GET` tells what the server knows of the key: `{signed_in, token, sent}`. The token is what a POST brings
along as `X-CSRFToken`, `sent` the receipt or null.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.initiatives import actions, rules
from sangkien.initiatives.models import Draft, Initiative
from sangkien.notices.queries import can_send
from sangkien.web.doors import Request, open_to_all
from sangkien.web.gatherings.mode import kiosk_of
from sangkien.web.gatherings.shared import served_by
from sangkien.web.submit.answers import Reading, all_answers, all_problems, problems_in, read
from sangkien.web.submit.drafts import begun_on_a_phone, network_of, receipt_of, remember
from sangkien.web.submit.forms.base import blank
from sangkien.web.submit.phone import somebody_left
from sangkien.web.submit.sending import phone_page
from sangkien.web.submit.sheet import Answers, Sheet
from sangkien.web.submit.steps import CHECK, steps_of


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: Request, key: UUID) -> HttpResponse:
    """Keep all pages and send the dossier, exactly once; or tell what the server knows of it."""
    carrier = replace(request.visit.actor, keys=request.visit.keys | {key})
    left = somebody_left(request)
    if left:
        carrier = replace(carrier, person=None)
    if request.method == "POST" and carrier.person and (made := _handed_in(request, key, carrier)):
        return JsonResponse(_receipt(made), status=201)
    known = Draft.objects.select_related("programme", "edition__programme", "correcting__unit", "correcting__programme")
    draft = known.filter(key=key).first()
    theirs = draft is None or carrier.may(rules.WRITE, draft)
    if carrier.person and not theirs:
        raise Http404
    if request.method != "POST":
        return _told(request, draft if theirs else None)
    if not theirs:
        return _to_the_door(saved=False)
    draft = draft or begun_on_a_phone(request, key)
    if draft is None:
        return _refused([_no_programme()], 422, saved=False)
    sheet = Sheet(draft, carrier.on)
    typed = _typed(sheet, request.POST)
    try:
        saved = _kept(request, draft, typed, carrier)
    except Stale as no:
        return _elsewhere(no)
    draft.answers = {**draft.answers, **typed}
    reading = read(sheet, all_answers(sheet))
    if carrier.person is None:
        by_phone = saved and not left and can_send() and not problems_in(reading)
        return _to_the_door(phone_page(request, reading) if by_phone else "", saved=saved)
    return _sent(request, reading, carrier, saved=saved)


def _told(request: Request, draft: Draft | None) -> HttpResponse:
    sent = _receipt(receipt_of(draft)) if draft and draft.sent_at and request.visit.person else None
    return JsonResponse({"signed_in": request.visit.person is not None, "token": get_token(request), "sent": sent})


# Keeping ---------------------------------------------------------------------------------------------------


def _typed(sheet: Sheet, post: QueryDict) -> dict[str, Answers]:
    """What was typed on every page of which anything came. The last page is always read: a box that is not
    ticked is not sent."""
    saved = sheet.draft.answers
    pages = {
        step: step.form(sheet, saved[step.slug]) if step.slug in saved else blank(step.form, sheet)
        for step in steps_of(sheet.edition)
    }
    return {step.slug: form.typed(post) for step, form in pages.items() if step == CHECK or form.holds_any(post)}


def _kept(request: Request, draft: Draft, typed: dict[str, Answers], carrier: Actor) -> bool:
    """Keep the pages, unless the dossier is on its way already; what was sent says what it said then."""
    at = request.visit.now
    if draft.sent_at:
        return False
    try:
        with transaction.atomic():
            mine = actions.start_draft(
                draft.programme,
                key=draft.key,
                by_phone=True,
                update_day=served_by(request) if draft._state.adding else None,
                by=carrier,
                at=at,
                network=network_of(request),
            )
            if carrier.person and mine.person_id is None:
                mine = actions.claim_draft(mine, by=carrier, at=at)
            mine = actions.save_steps(
                mine,
                answers={**(draft.answers if draft._state.adding else {}), **typed},
                by=carrier,
                at=at,
                seen=_seen(request.POST),
                finished_at=_moment(request.POST.get("finished_at", ""), now=at),
            )
    except Stale:
        raise
    except NotPossible:
        return False
    if carrier.person is None and not somebody_left(request):
        remember(request, mine)
    draft.pk, draft.started_at = mine.pk, mine.started_at
    draft.by_phone, draft.finished_at, draft.answers = mine.by_phone, mine.finished_at, mine.answers
    return True


def _seen(post: QueryDict) -> dict[str, str]:
    """The stamps that the phone knew, by page."""
    return {name.removeprefix("seen-"): post.get(name, "") for name in post if name.startswith("seen-")}


def _moment(typed: str, *, now: datetime) -> datetime | None:
    """A moment with its time zone that a phone may honestly name: of the last year, and not later than tomorrow (its
    clock may be ahead). Anything else says nothing."""
    try:
        moment = datetime.fromisoformat(typed)
        believable = bool(moment.tzinfo) and now - timedelta(days=366) < moment < now + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return moment if believable else None


def _handed_in(request: Request, key: UUID, carrier: Actor) -> Initiative | None:
    """What the server never saw is begun and sent in one go. None when it has seen the key, or it is not ready: then
    it takes the longer way, on which everything is kept first."""
    draft = begun_on_a_phone(request, key)
    if draft is None or kiosk_of(request):  # begun at an event, it gets its number there first
        return None
    sheet = Sheet(draft, carrier.on)
    draft.answers = {**draft.answers, **_typed(sheet, request.POST)}
    draft.finished_at = _moment(request.POST.get("finished_at", ""), now=request.visit.now)
    reading = read(sheet, draft.answers)
    try:
        return None if reading.unreadable else actions.hand_in(draft, reading.content, by=carrier, at=request.visit.now)
    except NotPossible:
        return None


# Sending ---------------------------------------------------------------------------------------------------


def _sent(request: Request, reading: Reading, carrier: Actor, *, saved: bool) -> HttpResponse:
    draft, at = reading.sheet.draft, request.visit.now
    send = actions.resubmit if draft.correcting_id else actions.submit
    try:
        if reading.unreadable:
            raise NotPossible(reading.unreadable)
        initiative = send(draft, reading.content, by=carrier, at=at)
    except Stale as no:
        return _refused(no.problems, 409, saved=saved)
    except NotPossible as no:
        if draft.sent_at or any(problem.code == "already_sent" for problem in no.problems):
            return JsonResponse({"sent": _receipt(receipt_of(draft))["receipt"], "same": False}, status=410)
        return _refused(all_problems(reading, no), 422, saved=saved, reading=reading)
    made_now = saved and draft.correcting_id is None
    return JsonResponse(_receipt(initiative), status=201 if made_now else 200)


def _receipt(initiative: Initiative) -> dict[str, str]:
    """What the phone keeps: the code, where the receipt is, and the moment of receipt by the database's clock."""
    return {
        "code": initiative.code,
        "receipt": reverse("receipt", args=[initiative.code]),
        "received_at": initiative.submitted_at.astimezone(VIETNAM).isoformat(),
    }


def _refused(
    problems: Iterable[Problem], status: int, *, saved: bool, reading: Reading | None = None, **more: Any
) -> JsonResponse:
    said = [{"field": each.field, "step": _step(reading, each), "text": str(each.text)} for each in problems]
    return JsonResponse({"problems": said, "saved": saved, **more}, status=status)


def _elsewhere(no: Stale) -> JsonResponse:
    said = [{"field": "", "step": each.field, "text": str(each.text)} for each in no.problems]
    return JsonResponse({"problems": said, "saved": False, "changed_elsewhere": True}, status=409)


def _step(reading: Reading | None, problem: Problem) -> str:
    step = reading and reading.step_of(problem)
    return step.slug if step else ""


def _to_the_door(door: str = "", *, saved: bool) -> JsonResponse:
    text = _("Anh/chị đăng nhập hoặc tạo tài khoản để gửi. Bài vẫn còn trên máy này.")
    return _refused([Problem(code="signed_in", text=text)], 401, saved=saved, sign_in=door or reverse("sign-in"))


def _no_programme() -> Problem:
    return Problem(code="no_programme", field="programme", text=_("Cho biết bài gửi cho chương trình nào"))
