"""Statements that are planned once say the same as Django's own, and are refused as Django's own."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, OperationalError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from sangkien.accounts.models import Attempt, AttemptKind
from sangkien.audit.models import Record
from sangkien.base.statements import Lookup, Statement, amend, at_once, insert, together
from sangkien.initiatives.models import Draft

NOON = datetime(2022, 5, 18, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def line(verb: str, **changes: object) -> Record:
    return Record(**{"verb": verb, "target_type": "base.thing", "target_id": "1", "at": NOON, "by_id": 7} | changes)


def tried(mark: str) -> Attempt:
    return Attempt(kind=AttemptKind.CODE, name_mark=mark, address_mark=mark, at=NOON)


def verbs() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("verb", flat=True))


class TestAStatement:
    def test_gives_its_rows(self) -> None:
        asked = Statement("SELECT n, n > %s FROM generate_series(1, %s) AS n ORDER BY n")

        assert asked(1, 3) == [(1, False), (2, True), (3, True)]
        assert asked(0, 0) == []

    def test_takes_values_of_every_kind(self) -> None:
        key, day = UUID(int=5), date(2022, 5, 18)

        [row] = Statement("SELECT %s::uuid, %s::date, %s::text, %s::bigint[], %s::text")(key, day, "đ", [1, 2], None)

        assert row == (key, day, "đ", [1, 2], None)

    def test_takes_values_by_name_and_each_as_often_as_it_is_named(self) -> None:
        assert Statement("SELECT %(one)s::int + %(one)s::int, %(other)s::int")(one=2, other=5) == [(4, 5)]

    def test_is_counted_by_whoever_counts_queries(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            Statement("SELECT %s::int")(1)

    def test_is_refused_as_django_is(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement("INSERT INTO audit_record (verb) VALUES (%s) RETURNING id")("half")

        assert verbs() == []

    def test_stands_in_the_callers_transaction(self) -> None:
        with transaction.atomic():
            insert(line("undone"))
            transaction.set_rollback(True)

        assert verbs() == []

    def test_looks_up_rows_of_a_model(self) -> None:
        Session.objects.create(session_key="k1", session_data="x", expire_date=NOON)
        named = Lookup(Session, "session_key = %s")

        assert named("k1") == [Session.objects.get()]
        assert (named("k1")[0].expire_date, named("k2")) == (NOON, [])

    def test_reads_json_as_django_reads_it(self) -> None:
        Record.objects.create(verb="told", target_type="base.thing", target_id="1", at=NOON, after={"a": [1, None]})

        assert Lookup(Record, "verb = %s")("told")[0].after == {"a": [1, None]}


class TestInserted:
    def test_rows_are_as_django_would_have_stored_them(self) -> None:
        told = {"state": "MỚI", "steps": [1, None, {"a": True}]}

        row = line("mine", after=told)
        insert(row, line("second"))
        Record.objects.create(verb="theirs", target_type="base.thing", target_id="1", at=NOON, by_id=7, after=told)

        first, _second, django = Record.objects.order_by("pk")
        said = [
            {name: value for name, value in vars(each).items() if name not in ("_state", "id", "verb")}
            for each in (first, django)
        ]
        assert said[0] == said[1]
        assert (row.pk, row._state.adding) == (first.pk, False)

    def test_rows_with_a_key_keep_it(self) -> None:
        insert(line("keyed", pk=4711))

        assert Record.objects.get().pk == 4711

    def test_what_no_column_takes_is_a_fault_of_ours(self) -> None:
        with pytest.raises(TypeError):
            insert(line("odd", after={"what": object()}))

        assert verbs() == []

    def test_nothing_is_nothing(self) -> None:
        insert()

        assert verbs() == []


class TestAmended:
    def test_rows_are_as_they_are_now_in_the_columns_that_are_named_and_no_others(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        one, other = tried("a"), tried("b")
        insert(one, other)
        one.name_mark, other.name_mark, one.address_mark = "A", "B", "elsewhere"

        with django_assert_num_queries(1):
            amend([one, other], ["name_mark"])

        kept = Attempt.objects.order_by("pk").values_list("name_mark", "address_mark")
        assert list(kept) == [("A", "a"), ("B", "b")]

    def test_nothing_is_nothing(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(0):
            amend([], ["answers"])


class TestTogether:
    def test_rows_arrive_in_their_order_and_have_their_keys_at_the_end(self) -> None:
        rows = [line("one"), line("two")]

        with transaction.atomic(), together():
            insert(rows[0])
            insert(rows[1])
            assert [row.pk for row in rows] == [None, None]

        assert verbs() == ["one", "two"]
        assert [row.pk for row in rows] == list(Record.objects.order_by("pk").values_list("pk", flat=True))

    def test_rows_of_several_tables_are_one_statement(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        tried = Attempt(kind=AttemptKind.CODE, name_mark="a", address_mark="b", at=NOON)

        with django_assert_num_queries(1), together():
            insert(line("one"))
            insert(tried)
            insert(line("two"), line("three"))

        assert verbs() == ["one", "two", "three"]
        assert Attempt.objects.get() == tried

    def test_when_one_is_refused_none_stays(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), together():
            insert(line("one", pk=1))
            insert(line("again", pk=1))
            insert(line("two"))

        assert verbs() == []

    def test_nothing_is_asked_in_between(self) -> None:
        with pytest.raises(RuntimeError), transaction.atomic(), together():
            Statement("SELECT %s::int")(1)

        assert Statement("SELECT %s::int")(1) == [(1,)]
        assert connection.in_atomic_block


class TestAtOnce:
    def test_within_a_larger_transaction_only_its_own_rows_are_undone(self) -> None:
        insert(line("before"))

        with pytest.raises(IntegrityError), at_once():
            insert(line("one", pk=1))
            insert(line("again", pk=1))
        with at_once():
            insert(line("after"))

        assert verbs() == ["before", "after"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
class TestAtOnceAlone:
    def test_what_is_inserted_is_committed_and_has_its_keys(self) -> None:
        rows = [line("one"), line("two")]

        with at_once():
            insert(rows[0])
            insert(rows[1])

        connection.close()  # whatever was not committed is gone
        assert verbs() == ["one", "two"]
        assert [row.pk for row in rows] == list(Record.objects.order_by("pk").values_list("pk", flat=True))

    def test_when_one_is_refused_none_stays_and_the_next_is_taken(self) -> None:
        with pytest.raises(IntegrityError), at_once():
            insert(line("one", pk=1))
            insert(line("again", pk=1))
            insert(line("two"))
        with at_once():
            insert(line("next"))

        assert verbs() == ["next"]

    def test_what_is_refused_only_when_it_is_committed_is_told(self) -> None:
        of_no_programme = Draft(programme_id=0, edition_id=0, started_at=NOON, saved_at=NOON)

        with pytest.raises(IntegrityError), at_once():
            insert(line("one"))
            insert(of_no_programme)

        assert (verbs(), Draft.objects.count()) == ([], 0)

    def test_a_fault_of_ours_in_between_leaves_nothing(self) -> None:
        with pytest.raises(RuntimeError), at_once():
            insert(line("one"))
            Statement("SELECT %s::int")(1)

        assert verbs() == []
        assert Statement("SELECT %s::int")(1) == [(1,)]

    def test_a_connection_that_is_lost_in_between_is_opened_anew(self) -> None:
        connection.ensure_connection()
        with pytest.raises(OperationalError), at_once():
            insert(line("one"))
            connection.connection.close()

        connection.close_if_unusable_or_obsolete()  # as after every request
        assert verbs() == []
