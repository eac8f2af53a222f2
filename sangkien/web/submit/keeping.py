"""How the phone keeps the server's copy of a draft up to date while somebody types, and the other way round.

`POST /gui/<key>/<step>/luu/`, form-encoded: the fields of the page, `seen` the stamp of it that the phone last knew,
and for a draft that the phone has begun itself `programme` and, for a colleague, `helping`. Nothing is checked; the
page is kept exactly as `saving.save` keeps it. Whoever names the key carries it. From a shared phone `shared` is the
mark of who wrote it, `leaving` says that they are gone: then the page is only kept, and the draft is not shown to who
is there now (`phone.somebody_left`). What comes back is JSON:

    200 {stamp, at}              kept (at: the time of the server's clock in Vietnam, 14:32)
    401 {sign_in}                the draft belongs to an account and nobody is signed in, or too many were begun
                                 without one from this network today
    404                          somebody else's, or unknown
    409 {stamp, at, fields}      the page was changed elsewhere since: here is the other version; nothing was saved
    410 {sent, same}             sent already, or discarded; `sent` is where the receipt is, or where it is taken back,
                                 `same` whether with these very answers. Other answers than those discarded are kept

`GET /gui/<key>/luu/` gives all pages as the server has them, and the newest of their stamps:
`{code, union, sent, newest, pages: {step: {stamp, fields}}}`.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible, Stale
from sangkien.initiatives import actions, rules
from sangkien.initiatives.models import Draft
from sangkien.web.doors import Request, open_to_all
from sangkien.web.gatherings.shared import served_by
from sangkien.web.submit.answers import all_answers
from sangkien.web.submit.drafts import begun_on_a_phone, draft_for, network_of, receipt_of, remember
from sangkien.web.submit.phone import newest_of, shown_code, somebody_left
from sangkien.web.submit.sheet import Answers, Sheet
from sangkien.web.submit.steps import WORKPLACE, step_at, steps_of
from sangkien.web.submit.workplace import links_of

Fields = list[tuple[str, str]]

_NUMBERED = {"authors": "author", "lines": "line"}  # what a page asks several times over, and its fields' first word


@open_to_all
@never_cache
@require_safe
def network(request: Request) -> HttpResponse:
    """Is the server there? A page that was kept on the phone gets a fresh token by the way."""
    return JsonResponse({"csrf": get_token(request), "now": request.visit.now.astimezone(VIETNAM).isoformat()})


@open_to_all
@never_cache
@require_safe
def copy(request: Request, key: UUID) -> HttpResponse:
    """All pages as the server has them, for a phone that goes on with the draft."""
    draft = draft_for(request, key)
    sheet = Sheet(draft, request.visit.actor.on)
    pages = {}
    for step in steps_of(sheet.edition):
        if typed := all_answers(sheet).get(step.slug):
            fields = fields_of(typed)
            pages[step.slug] = {"stamp": draft.stamps.get(step.slug, ""), "fields": fields}
    union = links_of(str(all_answers(sheet).get(WORKPLACE.slug, {}).get("unit", "")), sheet.today)
    return JsonResponse(
        {
            "code": shown_code(draft.resume_code),
            "union": union[0].name if union else "",
            "sent": _receipt(draft) if draft.sent_at else "",
            "newest": newest_of(draft),
            "pages": pages,
        }
    )


@open_to_all
@never_cache
@require_POST
def keep(request: Request, key: UUID, step: str) -> HttpResponse:
    """Keep one page, and say what the server has."""
    carrier = replace(request.visit.actor, keys=request.visit.keys | {key})
    draft = _draft(request, key, carrier)
    if draft is None:
        return _to_the_door()
    page = step_at(draft.edition, step)
    if page is None:
        raise Http404
    form = page.form(Sheet(draft, carrier.on), draft.answers.get(step, {}))
    typed = form.typed(request.POST)
    if draft.sent_at or (draft.discarded_at and draft.says(step, typed)):
        return _gone(draft, step, typed)
    try:
        return _told(_kept(request, draft, step, typed, carrier), step)
    except Stale:
        draft = _as_it_is_now(key)
        return _told(draft, step, fields=fields_of(draft.answers.get(step, {})), status=409)
    except NotPossible:  # sent in this very moment, by another tab or by the phone's own worker; or not even begun
        begun = Draft.objects.filter(key=key).exists()
        return _gone(_as_it_is_now(key), step, typed) if begun else _to_the_door()


def _to_the_door() -> JsonResponse:
    return JsonResponse({"sign_in": reverse("sign-in")}, status=401)


def fields_of(typed: Answers) -> Fields:
    """What was typed on a page, as its form would send it."""
    fields: Fields = []
    for name, value in typed.items():
        if name in _NUMBERED:
            fields += _numbered(_NUMBERED[name], value)
        elif isinstance(value, list):
            fields += [(name, str(one)) for one in value]
        else:
            fields.append((name, str(value)))
    return fields


def _numbered(prefix: str, parts: list[Answers]) -> Fields:
    return [
        (f"{prefix}-{number}-{aspect}", str(value))
        for number, part in enumerate(parts, start=1)
        for aspect, value in part.items()
    ]


def _draft(request: Request, key: UUID, carrier: Actor) -> Draft | None:
    """The draft, or one that the phone has begun, not stored yet; None when whose it is has to sign in first."""
    known = Draft.objects.select_related("programme", "edition__programme", "correcting__unit").filter(key=key).first()
    if known is None and (begun := begun_on_a_phone(request, key)):
        return begun
    if known and carrier.may(rules.WRITE, known):
        return known
    if known is None or carrier.person:
        raise Http404
    return None


def _kept(request: Request, draft: Draft, step: str, typed: Answers, carrier: Actor) -> Draft:
    at, pages, seen = request.visit.now, {step: typed}, {step: request.POST.get("seen", "")}
    left = somebody_left(request)
    with transaction.atomic():
        if draft._state.adding:  # begun on the phone
            pages |= draft.answers
            begins = replace(carrier, person=None) if left else carrier
            draft = actions.start_draft(
                draft.programme,
                key=draft.key,
                by_phone=True,
                update_day=served_by(request),
                by=begins,
                at=at,
                network=network_of(request),
            )
        draft = actions.save_steps(draft, answers=pages, by=carrier, at=at, seen=seen)
    if carrier.person is None and not left and draft.key not in request.visit.keys:
        remember(request, draft)
    return draft


def _as_it_is_now(key: UUID) -> Draft:
    """After what somebody else did to it meanwhile."""
    return Draft.objects.select_related("correcting").get(key=key)


def _gone(draft: Draft, step: str, typed: Answers) -> JsonResponse:
    where = reverse("form-discard", args=[draft.key]) if draft.discarded_at else _receipt(draft)
    return JsonResponse({"sent": where, "same": draft.says(step, typed)}, status=410)


def _told(draft: Draft, step: str, *, status: int = 200, **more: Any) -> JsonResponse:
    at = draft.saved_at.astimezone(VIETNAM)
    return JsonResponse({"stamp": draft.stamps.get(step, ""), "at": f"{at:%H:%M}", **more}, status=status)


def _receipt(draft: Draft) -> str:
    return reverse("receipt", args=[receipt_of(draft).code])
