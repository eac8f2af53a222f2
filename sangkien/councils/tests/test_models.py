"""What the database refuses about sheets, whoever asks: one raw write against every rule of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sangkien.councils.models import ScoreSheet, Summons
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from tests.cast import NOW, Cast
from tests.refused import refused, untried
from tests.scoring import GOOD, things_of_a_council, with_a_council


def sheet(cast: Cast, on: Initiative | None = None, *, by: str = "hoa", **facts: Any) -> ScoreSheet:
    """Write a sheet past every action."""
    dossier = cast.again(on or cast.confirmed())
    said = {"version": dossier.version, "desk": dossier.superior, "since": dossier.waiting_since, "at": NOW}
    said |= {"unit": dossier.superior, "points": GOOD, "total": 75}
    return ScoreSheet.objects.create(initiative=dossier, by=cast.person(by), **said | facts)


def summons(cast: Cast, **facts: Any) -> Summons:
    return Summons.objects.create(person=cast.person("hoa"), at=NOW, **{"waiting": 1} | facts)


def of_hoa(cast: Cast, **author: str) -> Initiative:
    """A dossier that names Hoa, confirmed."""
    return cast.confirmed(authors=(AuthorEntry(full_name="Bùi Thị Hoa", **author),))


WRONG_MOMENT: dict[str, Callable[[Cast], object]] = {
    "not confirmed yet": lambda cast: sheet(cast, cast.submitted()),
    "returned": lambda cast: sheet(cast, things_of_a_council(cast)["COUNCIL_RETURNED"]()),
    "concluded": lambda cast: sheet(cast, things_of_a_council(cast)["CONCLUDED"]()),
    "another version": lambda cast: sheet(cast, version=1),
    "another round": lambda cast: sheet(cast, since=NOW - timedelta(days=1)),
    "another desk": lambda cast: sheet(cast, desk=cast.unit("LDLD-NINH-PHUOC")),
    "another workflow": lambda cast: Programme.objects.update(workflow="TWO_STEPS") and sheet(cast),
    "looked at again": lambda cast: sheet(cast, looked_at_again(cast)),
}
OWN: dict[str, Callable[[Cast], object]] = {
    "entered": lambda cast: sheet(cast, cast.confirmed(by="hoa")),
    "wrote, by the number": lambda cast: sheet(cast, of_hoa(cast, phone="+84912345011")),
    "wrote, by the name": lambda cast: sheet(cast, of_hoa(cast)),
    "confirmed": lambda cast: sheet(cast, by="mai"),
}
INCOMPLETE: dict[str, Callable[[Cast], object]] = {
    "nothing": lambda cast: sheet(cast, points={}, total=0),
    "a criterion is missing": lambda cast: sheet(cast, points={"novelty": 25, "use": 30}, total=55),
    "no such criterion": lambda cast: sheet(cast, points=GOOD | {"beauty": 1}, total=76),
    "too many points": lambda cast: sheet(cast, points=GOOD | {"use": 41}, total=86),
    "less than none": lambda cast: sheet(cast, points=GOOD | {"use": -1}, total=44),
    "half a point": lambda cast: sheet(cast, points=GOOD | {"use": 30.5}, total=75),
    "words": lambda cast: sheet(cast, points=GOOD | {"use": "30"}, total=75),
    "a wrong sum": lambda cast: sheet(cast, total=76),
}
OF_TRIGGERS = {
    "a_sheet_is_given_while_the_council_scores": WRONG_MOMENT,
    "nobody_scores_their_own": OWN,
    "a_sheet_scores_every_criterion": INCOMPLETE,
}


def looked_at_again(cast: Cast) -> Initiative:
    dossier = cast.confirmed()
    Initiative.objects.filter(pk=dossier.pk).update(judged_by=cast.person("minh"), judged_for=dossier.superior)
    return dossier


@pytest.fixture
def council(cast: Cast) -> Cast:
    with_a_council(cast)
    return cast


@pytest.mark.parametrize(("rule", "write"), [(rule, write) for rule, writes in OF_TRIGGERS.items() for write in writes])
def test_the_database_refuses_a_sheet(rule: str, write: str, council: Cast) -> None:
    with refused(rule):
        OF_TRIGGERS[rule][write](council)


def test_the_database_refuses_to_change_or_forget(council: Cast) -> None:
    with refused("councils_scoresheet is append-only"):
        ScoreSheet.objects.filter(pk=sheet(council).pk).update(total=1)
    with refused("councils_scoresheet is append-only"):
        sheet(council).delete()
    with refused("councils_summons is append-only"):
        summons(council).delete()


def test_the_database_refuses_a_summons_for_nothing(council: Cast) -> None:
    with refused("nobody_is_summoned_for_nothing"):
        summons(council, waiting=0)


def test_every_rule_has_been_tried(db: None) -> None:
    triggers = {"a_sheet_is_given_while_the_council_scores", "sheets_are_append_only", "summons_are_append_only"}

    assert untried("councils", {"nobody_is_summoned_for_nothing", *triggers}) == set()


def test_a_sheet_of_nought_is_one(council: Cast) -> None:
    assert sheet(council, points=dict.fromkeys(GOOD, 0), total=0).total == 0
