"""Agreeing, and taking it back: each a row, and nothing is ever changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.consents import rules
from sangkien.consents.models import Consent, Means, Purpose
from sangkien.consents.queries import may_be_named
from sangkien.consents.words import version_of
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of


@transaction.atomic
def say(initiative: Initiative, purpose: Purpose, *, agrees: bool, by: Actor, at: datetime) -> None:
    """Say of oneself, on a page of one's own, whether one agrees. Whoever entered a dossier for others agrees to
    nothing in their place, but takes back for them. Saying the same twice is once.

    Rule: consent is given freely and may be withdrawn at any time (law 91/2025/QH15). Raises NotAllowed (not one's own
    dossier), and NotPossible when a helper would agree in the authors' place."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.SAY, initiative)
    author = rules.own_author(initiative, by.somebody)
    if author is not None and agrees:
        give(initiative, mark_of(author), purpose, Means.PAGE, by=by.person, at=at)
    elif author is not None:
        take_back(initiative, author, purpose, Means.PAGE, by=by.person, at=at)
    elif agrees:
        raise NotPossible([_authors_decide()])
    else:
        for one in initiative.credited:
            take_back(initiative, one, purpose, Means.WORD, by=by.person, at=at)


@transaction.atomic
def withdraw(consent: Consent, *, by: Actor, at: datetime) -> Consent:
    """Record that an author no longer agrees; they need give no reason. Who neither sent the dossier nor speaks for its
    union withdraws nobody's word but their own. Twice is once. Raises NotAllowed."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=consent.initiative_id)
    own = consent.mark in by.somebody.marks
    by.must(rules.WITHDRAW_CONSENT if own else rules.RECORD_CONSENT, initiative)
    return end(consent, Means.PAGE if own else Means.WORD, by=by.person, at=at)


def give(
    initiative: Initiative,
    mark: str,
    purpose: Purpose,
    means: Means,
    *,
    by: Person | None,
    at: datetime,
    slip: StoredFile | None = None,
) -> Consent:
    """Write down that an author agrees; what holds already stays as it is. The dossier is locked by who calls."""
    if held := initiative.consents.holding().to(purpose).filter(mark=mark).first():
        return held
    given = initiative.consents.create(
        mark=mark, purpose=purpose, means=means, text_version=version_of(purpose), by=by, at=at, slip=slip
    )
    record(verb="consent.give", target=given, by=by, at=at, after={"purpose": purpose, "means": means})
    return given


def take_back(
    initiative: Initiative, author: Author, purpose: Purpose, means: Means, *, by: Person | None, at: datetime
) -> None:
    """Write down that an author agrees no longer. A name that was shown by the word sent with the dossier gets that
    word as a row first, so that there is something to take back."""
    mark = mark_of(author)
    held = initiative.consents.holding().to(purpose).filter(mark=mark).first()
    if held is None and purpose == Purpose.PUBLISH_NAME and _named(initiative, author):
        held = initiative.consents.create(
            mark=mark,
            purpose=purpose,
            means=Means.FORM,
            text_version=version_of(purpose),
            by=initiative.entered_by,
            at=initiative.submitted_at,
        )
    if held is not None:
        end(held, means, by=by, at=at)


def end(consent: Consent, means: Means, *, by: Person | None, at: datetime) -> Consent:
    """The row that takes a consent back; the one that is there, if it was taken back before."""
    if ended := Consent.objects.filter(withdraws=consent).first():
        return ended
    ending = Consent.objects.create(
        initiative_id=consent.initiative_id,
        mark=consent.mark,
        purpose=consent.purpose,
        means=means,
        text_version=consent.text_version,
        by=by,
        at=at,
        withdraws=consent,
    )
    record(verb="consent.withdraw", target=consent, by=by, at=at, before={"purpose": consent.purpose})
    return ending


def _named(initiative: Initiative, author: Author) -> bool:
    return author.pk in {one.pk for one in may_be_named([initiative])[initiative.pk]}


def _authors_decide() -> Problem:
    text = _("Việc này do chính tác giả quyết định, nên anh/chị chưa đồng ý thay được.")
    return Problem(code="authors_decide", text=text)
