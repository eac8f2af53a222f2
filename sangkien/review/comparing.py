"""Holding dossiers against each other: saying that two are two, and how many a decision may stand for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.initiatives.models import Initiative
from sangkien.review.alike import may_tell_apart
from sangkien.review.rules import NOTE_LISTING, TELL_APART, missing_in_listing
from sangkien.similarity.apart import in_order, sent_versions
from sangkien.similarity.decisions import mark_of
from sangkien.similarity.models import CitedDecision, DecisionListing, ToldApart
from sangkien.triage.looking import look_again


@transaction.atomic
def tell_apart(initiative: Initiative, other: Initiative, *, by: Actor, at: datetime) -> ToldApart:
    """Say that the dossier and a record that seems alike are two: until one of them is sent anew the record is no
    longer named as its near duplicate. Said twice it is said once.

    Raises NotAllowed where the actor does not handle the dossier, may not see the other or has a part in one of them;
    NotPossible at the wrong moment."""
    by.must(TELL_APART, initiative)
    if not may_tell_apart(initiative, other, actor=by):
        raise NotAllowed(TELL_APART.name)
    one, two = in_order(initiative.pk, other.pk)
    sent = sent_versions([one, two])
    said, created = ToldApart.objects.get_or_create(
        one_id=one,
        other_id=two,
        one_version=sent[one],
        other_version=sent[two],
        defaults={"by": by.somebody, "unit": by.office, "at": at},
    )
    if created:
        codes = {"dossier": initiative.code, "other": other.code}
        record(verb="initiative.tell_apart", target=said, by=by.person, at=at, unit=by.unit, after=codes)
        look_again([one, two])
    return said


@transaction.atomic
def note_listing(initiative: Initiative, lists: int | None, *, by: Actor, at: datetime) -> DecisionListing:
    """Say how many initiatives the decision lists by which the dossier was recognised: so many dossiers may name it.
    The same number twice is said once.

    Raises NotAllowed where the actor does not handle the dossier, NotPossible at the wrong moment, for a number that no
    paper lists, and for a dossier that names no decision."""
    by.must(NOTE_LISTING, initiative)
    mark = mark_of(initiative.recognition_number, initiative.recognition_issuer, initiative.recognised_on)
    if problems := missing_in_listing(lists) or ([] if mark else [_names_none()]):
        raise NotPossible(problems)
    assert lists is not None
    last = DecisionListing.objects.filter(mark=mark).order_by("pk").last()
    if last and last.lists == lists:
        return last
    said = DecisionListing.objects.create(mark=mark, lists=lists, by=by.somebody, unit=by.office, at=at)
    before, after = {"lists": last.lists} if last else {}, {"lists": lists, "dossier": initiative.code, "mark": mark}
    record(verb="decision.note_listing", target=said, by=by.person, at=at, unit=by.unit, before=before, after=after)
    look_again(CitedDecision.objects.filter(mark=mark).values_list("pk", flat=True))
    return said


def _names_none() -> Problem:
    return Problem(code="no_decision", field="lists", text=_("Hồ sơ này chưa ghi số và nơi ban hành quyết định."))
