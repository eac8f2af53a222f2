"""Drafts of a visitor: begun without an account, found again, and what a new one starts with."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.base import phones
from sangkien.base.text import one_line
from sangkien.directory.queries import found_for
from sangkien.initiatives import rules
from sangkien.initiatives.models import Author, Draft, Initiative
from sangkien.initiatives.unowned import Network
from sangkien.programmes.rulebooks import rulebook
from sangkien.web.doors import Request, get_for
from sangkien.web.people.guard import address_of
from sangkien.web.programmes.trial import on_trial
from sangkien.web.submit.sheet import START, Answers, Sheet
from sangkien.web.submit.steps import AUTHORS, CHANGE, WORKPLACE, Step

_KEPT_KEYS = 20
_SHOWN = 5


def remember(request: HttpRequest, draft: Draft) -> None:
    """Whoever uses this browser may go on writing the draft."""
    remember_key(request, draft.key)


def remember_key(request: HttpRequest, key: UUID) -> None:
    """The same of the draft with this key."""
    keys = [kept for kept in request.session.get("drafts", []) if kept != str(key)]
    request.session["drafts"] = [*keys, str(key)][-_KEPT_KEYS:]


def network_of(request: HttpRequest) -> Network:
    """From where a draft is begun."""
    return Network(address_of(request), most=settings.DRAFTS_PER_ADDRESS)


def draft_for(request: Request, key: UUID) -> Draft:
    """The draft with this key, if it is the visitor's; otherwise 404."""
    drafts = Draft.objects.select_related(
        "programme", "edition__programme", "correcting__unit", "correcting__programme"
    )
    draft = get_for(request.visit.actor, rules.WRITE, drafts, key=key)
    on_trial(request, draft.programme)
    return draft


def begun_on_a_phone(request: Request, key: UUID) -> Draft | None:
    """The draft that a phone has begun, not stored yet; none when it does not say for which programme."""
    kept = rulebook(request.POST.get("programme", "").replace("\0", ""))
    begun = {START: {"helping": True}} if request.POST.get("helping") else {}
    if kept is None or kept.programme.rehearsal:
        return None
    mine = {"person": request.visit.person, "answers": begun, "resume_code": None}  # a code is drawn when it is stored
    return Draft(key=key, programme=kept.programme, edition=kept.edition, **mine)


def unfinished(actor: Actor) -> list[Draft]:
    """What the visitor has begun and not sent, newest first."""
    begun = Draft.objects.filter(sent_at=None, discarded_at=None).exclude(answers={}, correcting=None)
    return list(actor.among(rules.WRITE, begun).select_related("edition", "correcting").order_by("-saved_at")[:_SHOWN])


def title_of(draft: Draft) -> str:
    """What to call a draft in a list: its title as far as it has one."""
    typed = str(draft.answers.get(CHANGE.slug, {}).get("title", ""))[:250]
    return one_line(typed) or (draft.correcting.title if draft.correcting else "")


def way_on(draft: Draft) -> str:
    """The address under which one goes on writing it."""
    return reverse("form-on", args=[draft.key])


def receipt_of(draft: Draft) -> Initiative:
    """The dossier that a sent draft became or completed."""
    return draft.correcting or Initiative.objects.get(key=draft.key)


def suggested(sheet: Sheet, step: Step, person: Person | None) -> Answers:
    """What a page starts with when nothing was typed on it: what the person said the last time (WCAG 3.3.7), or the
    union that was found for them."""
    if step == WORKPLACE and (found := found_for(sheet.draft)) is not None:
        return {"unit": found}
    if person is None:
        return {}
    last = Initiative.objects.filter(entered_by=person).select_related("unit").newest_first().first()
    if step == WORKPLACE:
        return {"unit": last.unit.code} if last else {}
    if step == AUTHORS and not sheet.helping:
        return {"authors": [_oneself(person, last)]}
    return {}


def _oneself(person: Person, last: Initiative | None) -> Answers:
    own = Author.objects.filter(initiative=last, phone=person.phone or "-").first() if last else None
    known = {"department": own.department, "job": own.job} if own else {}
    return {"full_name": person.full_name, "phone": phones.show(person.phone) if person.phone else ""} | known
