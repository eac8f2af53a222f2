"""Questions: which values are due to be looked at again, and what was found."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.accounts.permissions import Actor
from sangkien.base.days import end_of
from sangkien.evidence.models import WRONG, Finding, Outcome, Verification
from sangkien.evidence.rules import HAS_A_VALUE, VERIFY, a_year_before
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import State


def due(*, on: date) -> "QuerySet[Initiative]":
    """The valid dossiers in use for a year that day whose value nobody has verified: without those that are no longer
    in use, and those that were not clear a while ago (`rules.used_since` says from which day a year counts)."""
    day = a_year_before(on)
    a_year_ago = (
        Q(applied_on__lte=day)
        | Q(applied_on=None, recognised_on__lte=day)
        | Q(applied_on=None, recognised_on=None, submitted_at__lt=end_of(day))
    )
    said = Verification.objects.filter(initiative=OuterRef("pk"))
    put_off = said.filter(Q(outcome=Outcome.ENDED) | Q(outcome=Outcome.UNCLEAR, again_on__gt=on))
    return Initiative.objects.filter(HAS_A_VALUE, a_year_ago, ~Exists(put_off), verified_vnd=None)


def due_for(actor: Actor) -> "QuerySet[Initiative]":
    """Those of the tasks that the hat may do, the longest sent first."""
    return due(on=actor.on).filter(actor.where(VERIFY, Initiative)).order_by("pk")


def seen_due(actor: Actor) -> "QuerySet[Initiative]":
    """Those that the hat may see, its own and those of the unions below, the longest sent first."""
    return actor.among(SEE, due(on=actor.on)).order_by("pk")


def verifications_of(initiative: Initiative) -> "QuerySet[Verification]":
    """What was found, the newest first."""
    found = initiative.verifications.select_related("by", "unit", "paper")
    return found.order_by("-pk")


def standing_against(initiative: Initiative) -> Finding | None:
    """The last finding of an inspection, where it is that the dossier is wrong and it counts as valid all the same by a
    verdict given before. One query at most."""
    if initiative.state != State.VALID:
        return None
    found = Finding.objects.filter(sampled__listed__initiative=initiative).select_related("sampled__inspection")
    last = found.order_by("pk").last()
    stands = last and last.judged in WRONG and initiative.closed_at and initiative.closed_at <= last.at
    return last if stands else None
