"""What is measured is what is said to be measured: the same questions, the right rows, both in turn."""

from collections import Counter
from collections.abc import Callable
from itertools import islice
from time import sleep
from urllib.parse import parse_qs

import pytest
from django.db import connection

from sangkien.audit.models import Record
from sangkien.base.text import fold
from sangkien.counting.models import Entry
from sangkien.initiatives.models import Author, Draft, Event, Initiative
from sangkien.ops.bench import load, scratch, tree
from sangkien.ops.bench.line import Line
from sangkien.ops.bench.load import Door, Heard
from sangkien.ops.bench.plain import Plain
from sangkien.ops.bench.questions import KINDS, questions
from sangkien.ops.bench.results import Goal, Result, beside, median, percentile
from sangkien.ops.national.grassroots import unit
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from tests.cast import Cast


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

    def test_miss_a_goal_that_they_should_reach(self) -> None:
        goals = [Goal("a", 250.0, 250.0, at_least=True), Goal("b", 250.0, 249.9, at_least=True)]

        assert [goal["met"] for goal in Result("submit", {}, {}, goals).document()["goals"]] == [True, False]


@pytest.mark.django_db
class TestAScratchDatabase:
    """That was kept says what it holds, so that the next run fills nothing twice and trusts nothing half filled."""

    @pytest.fixture(autouse=True)
    def this_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scratch, "SCRATCH", connection.settings_dict["NAME"])

    def is_whole(self) -> bool:
        connection.ensure_connection()
        return scratch._is_whole(connection.connection, connection.settings_dict["NAME"])

    def test_fills_each_part_once(self) -> None:
        made: list[str] = []
        for part in ("dossiers", "documents", "dossiers"):
            with scratch.holding().part(part) as missing:
                made += [part] if missing else []

        assert made == ["dossiers", "documents"]
        assert scratch.holding().parts == made and self.is_whole()

    def test_is_made_anew_where_filling_it_was_broken_off(self) -> None:
        with pytest.raises(KeyboardInterrupt), scratch.holding().part("dossiers"):
            raise KeyboardInterrupt

        assert not self.is_whole()

    def test_is_made_anew_after_a_migration(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with scratch.holding().part("dossiers"):
            pass
        monkeypatch.setattr(scratch, "_migrations", lambda: "others")

        assert not self.is_whole()

    def test_that_is_new_holds_nothing(self) -> None:
        assert scratch.holding().parts == [] and not self.is_whole()


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
        monkeypatch.setattr(tree, "sweep", lambda: None)  # it cannot run inside a test
        monkeypatch.setattr(tree, "QUESTIONS", 12)

        result = tree.org(150)

        top = Organisation.objects.get(code="LDLD-HA-NOI")
        size = Organisation.objects.under(top, on=tree.ON).count()
        assert result.figures["subtree_units"] == result.figures["moved_units"] == size
        assert chain(top, tree.MOVES_FROM)[-1].code == tree.OTHER_ROOT
        assert {goal.name for goal in result.goals} == {"subtree_to_plain_read", "search_p95_ms"}
        assert all(value > 0 for value in result.ratios.values())


ROWS = [Draft, Initiative, Author, Event, Entry, Record]


class TestTheYardstick:
    def test_inserts_the_very_rows_of_a_submission_and_no_others(self, cast: Cast) -> None:
        cast.submitted()
        before = {model: model.objects.count() for model in ROWS}
        plain = Plain()

        plain.insert()
        plain.insert()

        sent, first, second = Initiative.objects.order_by("pk")
        logged = Record.objects.filter(verb="initiative.submit").count()
        assert {model: model.objects.count() - before[model] for model in ROWS if model != Record} == dict.fromkeys(
            [Draft, Initiative, Author, Event, Entry], 2
        )
        assert logged == 3
        assert (sent.title, sent.chain) == (first.title, first.chain) == (second.title, second.chain)
        assert len({sent.code, first.code, second.code}) == len({sent.key, first.key, second.key}) == 3
        assert Event.objects.get(initiative=second).verb == "submit"
        assert Draft.objects.get(key=second.key).sent_digest == Draft.objects.get(key=sent.key).sent_digest


class TestTheLoad:
    def test_is_dossiers_of_many_kinds_each_with_its_own_title_and_key(self) -> None:
        forms = Door(0, ("s",), ("CS-1", "CS-2"))._forms("test")
        sent = [(address, parse_qs(body.decode())) for address, body in islice(forms, 2 * load.FORMS)]

        assert len({address for address, _fields in sent}) == len({fields["title"][0] for _address, fields in sent})
        assert len({fields["title"][0] for _address, fields in sent}) == 2 * load.FORMS
        assert {fields["unit"][0] for _address, fields in sent} == {"CS-1", "CS-2"}
        assert len({frozenset(fields) for _address, fields in sent}) > 10

    def test_is_the_same_behind_every_door(self) -> None:
        mine, bare = Door(0, ("s",), ("CS-1",)), Door(0, ("s",), ("CS-1",), address="/")

        (_, form), (address, same) = next(mine._forms("test")), next(bare._forms("test"))

        assert (address, same) == ("/", form)

    def test_of_an_open_loop_counts_the_time_that_was_waited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Line, "post", lambda *_asked: sleep(0.05) or 201)
        monkeypatch.setattr(load, "AT_ONCE", 1)

        heard = load.opened(Door(0, ("s",), ("CS-1",)), rate=40, seconds=0.25, seed="test")

        assert (len(heard.took), heard.refused) == (10, 0)
        assert max(heard.took) > 200  # ten that take 50 ms each, one after the other, due every 25 ms

    def test_tells_what_was_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Line, "post", lambda *_asked: sleep(0.01) or 422)

        heard = load.closed(Door(0, ("s", "t"), ("CS-1",)), seconds=0.05, seed="test")

        assert heard.took == []
        assert heard.refused > 1

    def test_of_both_is_added_up(self) -> None:
        assert Heard([1.0], 2) + Heard([3.0], 4) == Heard([1.0, 3.0], 6)
