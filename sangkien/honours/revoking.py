"""Taking an honour back, and what its holder may say to that."""

from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line, paragraphs
from sangkien.honours import rules
from sangkien.honours.models import Award, Nomination, Plea, Revocation
from sangkien.honours.moving import held, move
from sangkien.honours.states import State
from sangkien.honours.telling import tell


@transaction.atomic
def revoke(award: Award, *, reason: str, number: str, signed_on: date | None, by: Actor, at: datetime) -> Revocation:
    """Take the honour back by a decision, for a reason; from now on it counts nowhere, and its holder is told.
    Raises NotAllowed, NotPossible."""
    nomination = held(award.nomination, rules.REVOKE, by)
    reason, number = paragraphs(reason), one_line(number)
    if problems := rules.missing_to_revoke(award, reason, number, signed_on, today=by.on):
        raise NotPossible(problems)
    said = {"reason": reason, "number": number, "signed_on": signed_on}
    made = Revocation.objects.create(award=award, **said, by=by.somebody, at=at)
    move(nomination, State.REVOKED, verb="honours.revoke", by=by, at=at, number=number)
    tell(nomination, "honour_revoked", number=number, at=at)
    return made


@transaction.atomic
def plead(nomination: Nomination, text: str, *, by: Actor, at: datetime) -> Plea:
    """Ask for another look at what was revoked. Raises NotAllowed (whose it was not), NotPossible (it
    was not revoked, or was asked for once)."""
    nomination = Nomination.objects.select_for_update().get(pk=nomination.pk)
    by.must(rules.PLEAD if nomination.is_of_a_person else rules.PLEAD_FOR_UNIT, nomination)
    text, revocation = paragraphs(text), nomination.award.revocations.latest("pk")
    if problems := rules.missing_to_plead(revocation, text):
        raise NotPossible(problems)
    made = Plea.objects.create(revocation=revocation, text=text, by=by.somebody, at=at)
    record(verb="honours.plead", target=made, by=by.person, at=at, unit=by.unit)
    return made


@transaction.atomic
def answer(plea: Plea, *, granted: bool, text: str, by: Actor, at: datetime) -> Plea:
    """Answer it, who did not revoke; granted, the honour stands again. Raises NotAllowed, and NotPossible: the place
    has been given to somebody else."""
    plea = Plea.objects.select_for_update(of=("self",)).select_related("revocation__award__nomination").get(pk=plea.pk)
    nomination = held(plea.revocation.award.nomination, rules.SEE, by)
    by.must(rules.ANSWER, plea)
    text = paragraphs(text)
    if problems := rules.missing_to_answer(nomination, text, granted=granted):
        raise NotPossible(problems)
    plea.granted, plea.answer, plea.answered_by, plea.answered_at = granted, text, by.somebody, at
    plea.save(update_fields=["granted", "answer", "answered_by", "answered_at"])
    if granted:
        move(nomination, State.AWARDED, verb="honours.restore", by=by, at=at)
    tell(nomination, "honour_plea_answered", number=plea.revocation.number, at=at)
    record(verb="honours.answer", target=plea, by=by.person, at=at, unit=by.unit, after={"granted": granted})
    return plea
