"""The page of a dossier of one's own, whatever brought its people there: a link, a refusal, a message."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.consents.queries import may_be_named
from sangkien.consents.rules import own_author
from sangkien.desks.queries import told_above
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import COMPLETE, WITHDRAW
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import as_told
from sangkien.initiatives.turns import turn_at
from sangkien.review.deciding import looked_at_again
from sangkien.review.rules import APPEAL, PROPOSE, appeal_closes, missing_to_appeal, missing_to_validate
from sangkien.rewards.rules import SEE as SEE_REWARDS
from sangkien.web.confirmations.shown import interleaved, shown
from sangkien.web.doors import Request, get_for, person_of
from sangkien.web.history import HistoryLine, awaited, history
from sangkien.web.people import shelf
from sangkien.web.people.facts import facts
from sangkien.web.people.turns import turn_of
from sangkien.web.photos import pairs_of
from sangkien.web.public.cards import credited
from sangkien.web.review.desk import names_of
from sangkien.web.review.dossier import papers_of
from sangkien.web.talk import MessageForm, talk_about

ANYTHING = "…"  # words yet to be written
# Verdicts after which the author should read why.
_EXPLAINED = ("returned", "ineligible", "duplicate", "upgrade")


def own(request: Request, code: str) -> Initiative:
    """The dossier of this code as its people read it: a verdict that is not told yet is not there."""
    read_too = ("authors", "kind", "field", "recognition", "recognition_paper", "untold")
    everything = Initiative.objects.select_related("programme", "edition").prefetch_related(*read_too)
    return as_told(get_for(request.visit.actor, shelf.MINE, everything, code=code))


def oneself(actor: Actor) -> Actor:
    """The actor without a hat: on one's own pages nobody speaks for a union."""
    return replace(actor, hat=None)


def show(request: Request, initiative: Initiative, **more: Any) -> HttpResponse:
    """The dossier's page; `more`: `problems` that an action found, the `message` that was typed, and the `status`."""
    actor, status = request.visit.actor, more.pop("status", 200)
    names = names_of([initiative.unit_id, initiative.desk_id], on=actor.on)
    lines = history(initiative, for_officers=False)
    explained = _explained(lines)
    known = {
        "initiative": initiative,
        "heading": _heading(initiative, explained),
        "is_late": turn_at(initiative).late(actor.on),
        "turn": turn_of(initiative, names, on=actor.on, told=told_above(initiative, on=actor.on)),
        "explained": explained,
        "history": [*interleaved(lines, initiative), *awaited(initiative, names, for_officers=False)],
        "papers": papers_of(initiative),
        "pairs": pairs_of(initiative),
        "facts": facts(initiative, unit=names.get(initiative.unit_id, "")),
        "may_complete": actor.may(COMPLETE, initiative),
        "may_see_rewards": initiative.state == State.VALID and actor.may(SEE_REWARDS, initiative),
        "may_withdraw": actor.may(WITHDRAW, initiative),
        "appeal_until": appeal_closes(initiative) if may_appeal(actor, initiative) else None,
        "correction": shelf.correction_of(initiative, actor.person),
        "may_propose": may_propose(actor, initiative),
        "talk": talk_about(initiative, actor=oneself(actor), whole=request.GET.get("tin") == "het"),
        "message": MessageForm(),
        "said": shown(initiative),
        **_publishing(initiative, person_of(request)),
        "has_errors": status == 422,
        **more,
    }
    return TemplateResponse(request, "people/dossier.html", known, status=status)


def may_propose(actor: Actor, initiative: Initiative) -> bool:
    """Would a paper to sign help, and may the actor have it drafted?"""
    return actor.may(PROPOSE, initiative) and bool(missing_to_validate(initiative))


def may_appeal(actor: Actor, initiative: Initiative) -> bool:
    """May the actor still ask for the refusal to be looked at again?"""
    if not actor.may(APPEAL, initiative):
        return False
    return not missing_to_appeal(initiative, looked_at_again(initiative), ANYTHING, on=actor.on)


def _publishing(initiative: Initiative, person: Person) -> dict[str, Any]:
    """What the public pages call the authors, and whether this person's yes could change it."""
    valid, closed = initiative.state == State.VALID, initiative.closed_at is not None
    named, oneself = may_be_named([initiative])[initiative.pk], own_author(initiative, person)
    return {
        "credited": credited(initiative, named),
        "is_named": oneself in named if oneself else bool(named),
        "is_public": valid and not initiative.restricted and not hasattr(initiative, "withheld"),
        "never_public": initiative.restricted or (closed and not valid),
        "can_agree": oneself is not None,
    }


def _explained(lines: list[HistoryLine]) -> HistoryLine | None:
    """The verdict whose reasons the author should read now."""
    last = lines[-1] if lines else None
    return last if last and last.verb in _EXPLAINED else None


def _heading(initiative: Initiative, explained: HistoryLine | None) -> str:
    """What the author should take in first."""
    if initiative.state == State.VALID and initiative.judged_by_id is None and initiative.judged_for_id:
        return _("Sáng kiến đã được ghi nhận và tính ngay")
    if explained and explained.verb == "upgrade":
        return _("Cảm ơn anh/chị đã cải tiến thêm một sáng kiến đã có")
    if initiative.state == State.VALID:
        return _("Chúc mừng anh/chị, sáng kiến đã được công nhận!")
    if explained and initiative.state == State.RETURNED:
        n = len(explained.reasons)
        return ngettext("Công đoàn đề nghị bổ sung %(n)s mục", "Công đoàn đề nghị bổ sung %(n)s mục", n) % {"n": n}
    return _("Kết luận của công đoàn") if explained else _("Hồ sơ đang ở đâu")
