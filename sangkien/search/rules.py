"""Who is answered from what: the reader, and what narrows a look at the index to what they may see anyway.

The hint only spares looking: whether a dossier is seen is asked of the permission engine, for every dossier that is
counted, ranked or shown.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache, partial

from sangkien.accounts.permissions import Actor, Rule
from sangkien.confirmations.rules import READ_METHOD
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE, TOLD
from sangkien.organisations.models import Ancestry, Organisation
from sangkien.search.models import Moved

# Which trait of a document says what the path of a rule leads to.
_TRAITS = {
    "unit": "unit",
    "superior": "superior",
    "desk": "desk",
    "judged_for": "judge",
    "entered_by": "person",
    "authors__person": "person",
}
_CHAIN, _ABOVE = "o", "under"
# So many unions are named in a question at most; whoever sees more finds their own among all.
_MOST_UNITS = 300


@dataclass(frozen=True)
class Reader:
    """Who asks: an `actor`, or None for the public, whoever is signed in."""

    actor: Actor | None = None

    @property
    def is_inside(self) -> bool:
        """Is it somebody with a name, who sees more than what is public?"""
        return self.actor is not None

    def seen(self, keys: Collection[int]) -> set[int]:
        """Of these dossiers those that an actor may see. Nobody learns by a filter what became of their own in the
        minutes before they are told."""
        told = [replace(rule, when=rule.when & TOLD) if rule.own else rule for rule in SEE.rules]
        return self.actor.those(replace(SEE, rules=told), Initiative, keys) if self.actor else set()

    def read_in_full(self, keys: Collection[int]) -> set[int]:
        """Of these dossiers those of which an actor may read how it is done."""
        return self.actor.those(READ_METHOD, Initiative, keys) if self.actor else set()

    def hint(self) -> str:
        """As a `tsquery` what every dossier has that the actor may see; empty where it would not be much shorter than
        all of them."""
        if self.actor is None:
            return ""
        applying = [rule for rule in SEE.rules if rule.role is None or self.actor.holds(rule.role)]
        units = cache(partial(_units, self.actor))
        traits = [_traits(rule, self.actor, units) for rule in applying]
        if any(named is None for named in traits):
            return ""
        return " | ".join(dict.fromkeys(f"'{trait}'" for named in traits for trait in named or ()))


def _traits(rule: Rule, actor: Actor, units: Callable[[bool], list[int] | None]) -> list[str] | None:
    """What a dossier has to which the rule gives the actor a right; None where that is not told by a few traits."""
    path = rule.own or rule.at or rule.over
    if path not in _TRAITS or rule.bearer:
        return None
    own = [actor.person.pk] if actor.person else []
    keys = own if rule.own else units(bool(rule.over))
    above = [f"{trait}={actor.office.pk}" for trait in (_CHAIN, _ABOVE) if rule.over and actor.office]
    return None if keys is None else [*above, *(f"{_TRAITS[path]}={key}" for key in keys)]


def _units(actor: Actor, below: bool) -> list[int] | None:
    """The unions for which the actor stands; `below`: those under them whose documents do not say so yet. None where
    they are too many to be named."""
    if not below:
        there = Organisation.objects.now_in(actor.office, on=actor.on)
    elif _is_the_root(actor):
        return None
    elif Moved.objects.exists():
        under = Organisation.objects.under(actor.office, on=actor.on, ended=True)
        there = under.filter(pk__in=Moved.objects.values("unit_id"))
    else:
        return []
    keys = list(there.values_list("pk", flat=True)[: _MOST_UNITS + 1])
    return keys if len(keys) <= _MOST_UNITS else None


def _is_the_root(actor: Actor) -> bool:
    """Whoever stands for the root sees whatever is in the tree."""
    return not Ancestry.objects.on(actor.on).filter(descendant=actor.office, depth__gt=0).exists()
