"""Questions: what was promised and paid, what is left, what the law or the workplace's rule makes due."""

from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from sangkien.accounts.permissions import Actor
from sangkien.evidence.models import Outcome, Verification
from sangkien.evidence.rules import due_on
from sangkien.initiatives.models import Initiative
from sangkien.rewards.models import Agreement, Payment, Promise
from sangkien.rewards.reckoning import Due, of_year
from sangkien.rewards.rules import SEE


def ledger(actor: Actor) -> "QuerySet[Promise]":
    """The promises that the actor may read, each with what was `paid` of it, the newest first; those taken back are
    there with their opposite row (`reversal`)."""
    seen = actor.among(SEE, Initiative.objects.all()).values("pk")
    return with_paid(Promise.objects.filter(initiative__in=seen, reverses=None)).order_by("-pk")


def of_initiative(initiative: Initiative) -> "QuerySet[Promise]":
    """Those of one dossier, in their order, with their payments."""
    found = with_paid(Promise.objects.filter(initiative=initiative, reverses=None))
    return found.prefetch_related("payments__reversal").order_by("pk")


def with_paid(promises: "QuerySet[Promise]") -> "QuerySet[Promise]":
    """Each with the sum of its payments, reversals taken off (`paid`)."""
    named = promises.select_related("initiative", "reversal", "by")
    return named.annotate(paid=Coalesce(Sum("payments__vnd"), 0))


def paid_of(promise: Promise) -> int:
    """What was paid of it, less what was given back."""
    return Payment.objects.filter(promise=promise).aggregate(paid=Sum("vnd"))["paid"] or 0


def agreement_on(initiative: Initiative, day: date) -> Agreement | None:
    """The workplace's own rule of that day."""
    return Agreement.objects.filter(unit=initiative.unit_id, valid__contains=day).first()


def found_after_a_year(initiative: Initiative) -> Verification | None:
    """The last word on what the first year of use brought, where it is a value."""
    last = initiative.verifications.order_by("pk").last()
    return last if last and last.outcome == Outcome.FOUND else None


def due_for_first_year(initiative: Initiative) -> tuple[Due, Verification] | None:
    """What the verified benefit of the first year makes due, by the rule of the day on which that year ended; None
    until it is verified. Raises NotPossible: no rule holds that day."""
    found = found_after_a_year(initiative)
    if found is None or found.actual_vnd is None:
        return None
    ended = due_on(initiative)
    agreed = agreement_on(initiative, ended)
    return of_year(found.actual_vnd, year=1, day=ended, own=agreed.own if agreed else None), found
