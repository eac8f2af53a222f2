"""What the database refuses about spreading, whoever asks."""

from collections.abc import Callable
from typing import Any

from sangkien.spreading.models import Adoption, Wish
from sangkien.spreading.states import NEXT, State
from sangkien.spreading.tests.spreading import adopted, agreed, asked
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried


def wish(cast: Cast, **facts: Any) -> Wish:
    dossier, unit = cast.valid(), cast.unit("CS-HAEMIN")
    plain = {"initiative": dossier, "unit": unit, "owner": dossier.unit, "where": "Chuyền 3", "contact": "Kim"}
    return Wish.objects.create(**plain | {"by": cast.person("kim"), "at": NOW} | facts)


def twice(cast: Cast) -> None:
    first = asked(cast)
    wish(cast, initiative=first.initiative)


def adoption(cast: Cast, **facts: Any) -> Adoption:
    plain = {"wish": agreed(cast), "applied_on": TODAY, "effect": "Nhanh hơn", "by": cast.person("kim"), "at": NOW}
    return Adoption.objects.create(**plain | facts)


def change(found: Wish, **facts: Any) -> None:
    Wish.objects.filter(pk=found.pk).update(**facts)


RULES: dict[str, Callable[[Cast], object]] = {
    "state_of_a_wish_is_known": lambda cast: wish(cast, state="HOPED"),
    "nobody_asks_themselves": lambda cast: wish(cast, owner=cast.unit("CS-HAEMIN")),
    "a_wish_says_where_and_who": lambda cast: wish(cast, where=""),
    "a_refusal_says_why": lambda cast: change(asked(cast), state="REFUSED"),
    "a_union_asks_once_at_a_time": twice,
    "an_adoption_says_what_it_brought": lambda cast: adoption(cast, effect=""),
    "what_an_adoption_brings_is_not_beyond_belief": lambda cast: adoption(cast, benefit_vnd=-1),
    # Triggers
    "a_wish_moves_along_its_arrows": lambda cast: change(asked(cast), state="ADOPTED"),
    "adoptions_are_append_only": lambda cast: adopted(cast).delete(),
}
SAID = {"adoptions_are_append_only": "spreading_adoption is append-only"}


def test_the_database_refuses(cast: Cast) -> None:
    for rule, write in RULES.items():
        with refused(SAID.get(rule, rule)):
            write(cast)


def test_each_rule_is_tried(cast: Cast) -> None:
    assert untried("spreading", RULES) == set()


def test_the_trigger_knows_the_same_arrows(cast: Cast) -> None:
    found = asked(cast)
    for state in set(State) - NEXT[State.ASKED] - {State.ASKED}:
        with refused("a_wish_moves_along_its_arrows"):
            change(found, state=state, answer="Vì sao")
