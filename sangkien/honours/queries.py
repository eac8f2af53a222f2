"""Questions about honours: which terms hold, who is proposed by the rules, what is on the way, whose honours there
are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Coalesce

from sangkien.base.days import start_of
from sangkien.honours.assessing import Assessed, Subject, assess
from sangkien.honours.conditions import Measure
from sangkien.honours.facts import authored
from sangkien.honours.forms import forms
from sangkien.honours.models import Complaint, Nomination, NominationQuerySet, Question, Quota, Round, Terms, Wish
from sangkien.honours.states import State
from sangkien.initiatives.models import Author
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children, chain


def terms_in_force(unit: Organisation, *, on: date) -> dict[str, Terms]:
    """By the code of the form: the union's own terms of that day, or those of the nearest union above that has some.
    Two queries."""
    upwards = [link.organisation_id for link in chain(unit, on)]
    found: dict[str, Terms] = {}
    for terms in Terms.objects.on(on).filter(unit__in=upwards).select_related("unit"):
        known = found.get(terms.form)
        if known is None or upwards.index(terms.unit_id) < upwards.index(known.unit_id):
            found[terms.form] = terms
    return {code: found[code] for code in forms() if code in found}


def terms_of(unit: Organisation) -> "QuerySet[Terms]":
    """Everything that the union ever asked for, form by form, the newest first."""
    return Terms.objects.filter(unit=unit).order_by("form", "-valid")


def rounds_for(unit: Organisation, *, on: date) -> "QuerySet[Round]":
    """The union's own rounds and those of unions above, in which it may propose; the last opened first."""
    above = Organisation.objects.above(unit, on=on)
    return Round.objects.filter(unit__in=above.values("pk")).select_related("unit", "programme").order_by("-at", "-pk")


def people_for(quota: Quota) -> "QuerySet[Author, Any]":
    """Who has something recognised in the round's days: first who made most of one solution where the terms ask for
    benefit, else who has most."""
    since = start_of(quota.round.first_day)
    within = authored(quota.round).filter(initiative__closed_at__gte=since)
    dong = Coalesce("initiative__verified_vnd", "initiative__employer_vnd", "initiative__benefit_vnd", 0)
    counted = within.values("identity").annotate(best=Max(dong), n=Count("pk"), last=Max("pk"))
    asked = {one["measure"] for line in quota.terms.lines for one in line}
    by_benefit = asked & {Measure.BENEFIT_ONCE, Measure.BENEFIT_YEARS}
    return counted.order_by(*(["-best", "-n"] if by_benefit else ["-n", "-best"]), "identity")


def assessed_people(quota: Quota, rows: Sequence[Mapping[str, Any]]) -> list[Assessed]:
    """These rows of `people_for`, with all reasons. Six queries, whatever their number."""
    last = Author.objects.filter(pk__in=[row["last"] for row in rows]).select_related("initiative__unit")
    found = {author.identity: author for author in last}
    authors = [found[row["identity"]] for row in rows]
    subjects = [Subject(one.initiative.unit, one.identity, one.full_name) for one in authors]
    return assess(quota, subjects)


def assessed_units(quota: Quota) -> list[Assessed]:
    """The unions directly below the one that considers, those that the rules propose first."""
    of = quota.round
    subjects = [Subject(unit) for unit in all_children(of.unit, of.last_day)]
    return sorted(assess(quota, subjects), key=lambda one: not one.fits)


def taken_of(quota: Quota) -> int:
    """How many of the quota are passed or awarded. One query."""
    return quota.nominations.filter(state__in=[State.PASSED, State.AWARDED]).count()


def taken_in(of: Round) -> dict[int, int]:
    """The same of every quota (key) of a round. One query."""
    found = Nomination.objects.filter(quota__round=of, state__in=[State.PASSED, State.AWARDED])
    return dict(found.values_list("quota").annotate(n=Count("pk")))


def complaints_about(nomination: Nomination) -> "QuerySet[Complaint]":
    """Everything that was ever looked into about them, the last first. One query."""
    if nomination.identity:
        return Complaint.objects.filter(identity=nomination.identity).order_by("-pk")
    return Complaint.objects.filter(identity="", unit=nomination.unit_id).order_by("-pk")


def honours_of(identity: str) -> NominationQuerySet:
    """A person's honours and what was revoked, the last first. Nobody else's: by who they are, not by where."""
    kept = Nomination.objects.filter(identity=identity, state__in=[State.AWARDED, State.REVOKED]).exclude(identity="")
    return kept.for_list().order_by("-award__signed_on", "-pk")


def honours_in(unit: Organisation, *, on: date) -> NominationQuerySet:
    """The honours of a union, of its members and of all below it that day, with what was revoked; the last first."""
    below = Organisation.objects.under(unit, on=on, ended=True)
    kept = Nomination.objects.filter(unit__in=below.values("pk"), state__in=[State.AWARDED, State.REVOKED])
    return kept.for_list().order_by("-award__signed_on", "-pk")


def public_honours() -> NominationQuerySet:
    """What anybody may read: honours that stand, of collectives and of persons who agreed to be named; the last
    first."""
    agreeing = Wish.objects.filter(question=Question.PUBLISH).order_by("identity", "-pk").distinct("identity")
    named = Wish.objects.filter(pk__in=agreeing.values("pk"), agrees=True).values("identity")
    shown = Nomination.objects.honours().filter(identity="") | Nomination.objects.honours().filter(identity__in=named)
    return shown.for_list().order_by("-award__signed_on", "-pk")


def unnamed() -> int:
    """How many persons are honoured and have not agreed to be named. One query."""
    return Nomination.objects.honours().count() - public_honours().count()


def wish_of(identity: str, question: Question) -> bool | None:
    """What the person said last; None: nothing yet. One query."""
    said = Wish.objects.filter(identity=identity, question=question).order_by("-pk")
    return said.values_list("agrees", flat=True).first()
