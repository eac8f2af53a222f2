"""Questions: which records tell of the same as a dossier, and which two were looked at and are two.

Whoever asks learns of nothing that they may not see: neither that it is there nor, by a likeness, what it says.
"""

from dataclasses import dataclass, replace

from django.db.models import QuerySet, prefetch_related_objects

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.rules import READ_METHOD
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE, SEE_PUBLIC
from sangkien.initiatives.states import State
from sangkien.review.rules import TELL_APART
from sangkien.similarity.apart import in_order, told_apart
from sangkien.similarity.likeness import NEAR, likeness
from sangkien.similarity.queries import CONTENT, PASSAGES, Told, alike_to, commonplaces_in, content_likeness
from sangkien.similarity.queries import Alike as Found

# What a record may be held against: what the actor may see whole, and what is public anyway.
COMPARE = replace(SEE, rules=[*SEE.rules, *SEE_PUBLIC.rules])
# Against what it says of how the work is done: where the actor may read that.
COMPARE_METHOD = replace(READ_METHOD, rules=[*READ_METHOD.rules, *SEE_PUBLIC.rules])
# A record that the actor may compare with and has no part in: nobody speaks for their own work.
_OF_OTHERS = replace(
    COMPARE,
    rules=[
        replace(rule, not_own=("entered_by", "authors__person"), not_party="parties")
        for rule in COMPARE.rules
        if not rule.own
    ],
)

WORTH_A_LOOK = 0.6  # below NEAR it is no near duplicate, but perhaps the same work told otherwise


@dataclass(frozen=True)
class Alike:
    """A record that reads like another. `seen`: the actor may see all of it, otherwise only what is public; `apart`:
    an officer has looked at both as they are now, and they are two."""

    found: Found
    seen: bool
    apart: bool

    @property
    def initiative(self) -> Initiative:
        """The record."""
        return self.found.initiative

    @property
    def score(self) -> float:
        """0 to 1, by the title or by the content, whichever says more."""
        return self.found.score

    @property
    def reasons(self) -> list[str]:
        """In which ways the titles differ, and whether the contents are alike, or passages of them."""
        by_title = self.found.title.reasons if self.found.title.score >= WORTH_A_LOOK else []
        told = self.found.by_content
        return [*by_title, *([CONTENT] if told >= NEAR else [PASSAGES] if told >= WORTH_A_LOOK else [])]

    @property
    def near(self) -> bool:
        """Is it a near duplicate that nobody has looked at yet?"""
        return self.score >= NEAR and not self.apart


def standing_records() -> "QuerySet[Initiative]":
    """The dossiers that something may double: neither merged nor withdrawn."""
    return Initiative.objects.exclude(state__in=[State.DUPLICATE, State.WITHDRAWN])


def alike(initiative: Initiative, *, actor: Actor, limit: int = 5) -> list[Alike]:
    """Records that read like it, most alike first, of every programme, year and place, as far as the actor may see
    them or they are public. A fixed number of queries."""
    every = standing_records()
    found = alike_to(
        Told.of(initiative),
        among=actor.among(COMPARE, every),
        readable=actor.among(COMPARE_METHOD, every),
        least=WORTH_A_LOOK,
        most=limit,
    )
    keys = [one.initiative.pk for one in found]
    prefetch_related_objects([one.initiative for one in found], "unit", "field", "authors")
    seen = set(actor.among(SEE, Initiative.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    apart = told_apart((initiative.pk, key) for key in keys)
    return [
        Alike(one, seen=one.initiative.pk in seen, apart=in_order(initiative.pk, one.initiative.pk) in apart)
        for one in found
    ]


def held_against(initiative: Initiative, other: Initiative, *, seen: bool) -> Alike:
    """How alike the two are, by what they hold: whoever may not read how the work is done hands in dossiers without it
    (`as_read_by`). Three queries."""
    one, two = Told.of(initiative).content, Told.of(other).content
    content = content_likeness(one, two, commonplaces=commonplaces_in(one))
    found = Found(other, likeness(initiative.title, other.title), content)
    return Alike(found, seen=seen, apart=bool(told_apart([(initiative.pk, other.pk)])))


def may_tell_apart(initiative: Initiative, other: Initiative, *, actor: Actor) -> bool:
    """May the actor say that the dossier and the other record are two? Whoever handles the dossier, sees the other and
    has a part in neither. Two queries."""
    return initiative.pk != other.pk and actor.may(TELL_APART, initiative) and actor.may(_OF_OTHERS, other)
