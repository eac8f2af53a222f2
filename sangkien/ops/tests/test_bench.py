"""What is measured is what is said to be measured: the same questions, the right rows, both in turn."""

from collections import Counter
from collections.abc import Callable

import pytest

from sangkien.base.text import fold
from sangkien.ops.bench import BY_DOSSIERS, BY_UNITS, tree
from sangkien.ops.bench.questions import KINDS, questions
from sangkien.ops.bench.results import Goal, Result, beside, median, percentile
from sangkien.ops.national.grassroots import unit
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain


class TestTimes:
    def test_are_taken_in_turn(self) -> None:
        done: list[str] = []

        beside(lambda: done.append("mine"), lambda: done.append("plain"), times=3)

        assert done == ["mine", "plain"] * 3

    def test_are_told_by_their_middle_and_by_their_slowest(self) -> None:
        assert median([1.0, 9.0, 2.0]) == 2.0
        assert percentile([float(n) for n in range(101)], 95) == 95.0

    def test_miss_a_goal_that_they_are_above(self) -> None:
        result = Result("org", {}, {}, [Goal("a", 5.0, 5.0), Goal("b", 5.0, 5.1)])

        assert [goal["met"] for goal in result.document()["goals"]] == [True, False]


class TestQuestions:
    def test_are_always_the_same_and_of_every_kind(self) -> None:
        asked = questions(1_000, 60)

        assert asked == questions(1_000, 60)
        assert Counter(question.kind for question in asked) == dict.fromkeys(KINDS, 10)

    def test_are_what_people_type_of_the_union_they_mean(self) -> None:
        for question in questions(1_000, 60):
            workplace = unit(int(question.meant.removeprefix("CS-")))["workplace"]
            assert SHAPES[question.kind](question.text, workplace), question


SHAPES: dict[str, Callable[[str, str], bool]] = {
    "full_name": lambda text, name: text == name,
    "without_marks": lambda text, name: text == fold(name) and text.isascii(),
    "shortened": lambda text, name: len(text) < len(name),
    "half_a_word": lambda text, name: name.startswith(text) and len(text) < len(name),
    "slip": lambda text, name: sorted(text) == sorted(fold(name)),
    "tax_code": lambda text, name: len(text) == 10 and text.isdecimal(),
}


@pytest.mark.django_db
class TestTheTree:
    def test_is_measured_and_moved(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tree, "_the_tables_are_swept", lambda: None)  # it cannot run inside a test
        monkeypatch.setattr(tree, "QUESTIONS", 12)

        result = tree.org(150)

        top = Organisation.objects.get(code="LDLD-HA-NOI")
        size = Organisation.objects.under(top, on=tree.ON).count()
        assert result.figures["subtree_units"] == result.figures["moved_units"] == size
        assert chain(top, tree.MOVES_FROM)[-1].code == tree.OTHER_ROOT
        assert {goal.name for goal in result.goals} == {"subtree_to_plain_read", "search_p95_ms"}
        assert all(value > 0 for value in result.ratios.values())

    def test_stands_beside_the_other_benches(self) -> None:
        assert (set(BY_UNITS), set(BY_DOSSIERS)) == ({"org"}, {"submit", "board"})
