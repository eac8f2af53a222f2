"""What the database refuses about what was said of dossiers that seem alike, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model

from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.similarity.models import Crowd, DecisionListing, Likes, Scan, ToldApart
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def told_apart(cast: Cast, *pair: Initiative, by: str = "yen") -> ToldApart:
    """Write past every action that two dossiers are two."""
    one, other = pair or (cast.submitted(), cast.submitted())
    said = {"one_version": 1, "other_version": 1, "by": cast.person(by), "unit": cast.unit("CD-KCN"), "at": NOW}
    return ToldApart.objects.create(one=one, other=other, **said)


def twice(row: Model) -> None:
    row.pk = None
    row.save(force_insert=True)


def likes(cast: Cast, **facts: Any) -> Likes:
    """What a scan found."""
    older, newer = cast.submitted(), cast.submitted()
    found = {"scan": Scan.objects.create(), "older": older, "newer": newer, "score": 9_000, "reasons": ["same"]}
    return Likes.objects.create(**found | facts)


def listing(cast: Cast, lists: int = 3) -> DecisionListing:
    said = {"by": cast.person("minh"), "unit": cast.unit("CD-KCN"), "at": NOW}
    return DecisionListing.objects.create(mark="41 tt | may tien thuan | 2022", lists=lists, **said)


CONSTRAINTS: dict[str, Callable[[Cast], object]] = {
    "the_older_dossier_stands_first": lambda cast: told_apart(cast, *[cast.submitted(), cast.submitted()][::-1]),
    "two_dossiers_are_told_apart_once": lambda cast: twice(told_apart(cast)),
    "a_crowd_is_counted_once": lambda _cast: twice(Crowd.objects.create(of_title=True, band=7, dossiers=9)),
    "one_scan_of_each_programme_and_of_all": lambda _cast: twice(Scan.objects.create()),
    "a_scan_tells_of_a_pair_once": lambda cast: twice(likes(cast)),
    "the_older_one_of_a_pair_comes_first": lambda cast: likes(cast, older=(one := cast.submitted()), newer=one),
    "a_likeness_is_at_most_whole": lambda cast: likes(cast, score=10_001),
    "a_decision_lists_one_to_a_thousand": lambda cast: listing(cast, lists=0),
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        CONSTRAINTS[constraint](cast)


def test_every_rule_has_been_tried(db: None) -> None:
    triggers = {"nobody_tells_their_own_apart", "what_was_told_apart_stays", "what_a_paper_lists_stays_said"}

    assert untried("similarity", {*CONSTRAINTS, *triggers}) == set()


@pytest.mark.parametrize("login", ["lan", "mai"])
def test_two_are_not_told_apart_by_who_wrote_or_entered_one(cast: Cast, login: str) -> None:
    other = cast.submitted(by="hung", authors=(AuthorEntry(full_name="Võ Văn Hùng"),))
    own = cast.submitted(by="mai")

    with refused("nobody_tells_their_own_apart"):
        told_apart(cast, other, own, by=login)


def test_what_was_said_stays_said(cast: Cast) -> None:
    apart, lists = told_apart(cast), listing(cast)

    with refused("similarity_toldapart is append-only"):
        ToldApart.objects.filter(pk=apart.pk).update(one_version=2)
    with refused("similarity_decisionlisting is append-only"):
        lists.delete()
