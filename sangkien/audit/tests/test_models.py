"""The log is only ever added to, whoever writes and however."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.audit.actions import Line, record, record_many
from sangkien.audit.models import Record
from tests.cast import NOW, Cast
from tests.refused import refused, untried

APPEND_ONLY = "audit_record is append-only"


@pytest.fixture
def line(cast: Cast) -> Record:
    lan, unit = cast.person("lan"), cast.unit("CD-KCN")
    record(verb="tried", target=lan, by=lan, at=NOW, unit=unit, before={"a": 1}, after={"a": 2})
    return Record.objects.get(verb="tried")


class TestALine:
    def test_says_who_did_what_to_what_when_and_for_whom(self, line: Record, cast: Cast) -> None:
        lan = cast.person("lan")

        assert (line.target_type, line.target_id, line.by_id) == ("accounts.person", str(lan.pk), lan.pk)
        assert (line.unit_id, line.at) == (cast.unit("CD-KCN").pk, NOW)
        assert (line.before, line.after) == ({"a": 1}, {"a": 2})
        assert str(line) == f"#{line.pk} tried accounts.person {lan.pk}"

    def test_may_be_of_a_command_that_runs_without_a_person(self, cast: Cast) -> None:
        record(verb="ran", target=cast.unit("TLD"), by=None, at=NOW)

        line = Record.objects.get(verb="ran")
        assert (line.by_id, line.unit_id, line.before, line.after) == (None, None, {}, {})

    def test_outlives_what_it_speaks_of(self, line: Record, cast: Cast) -> None:
        cast.person("lan").delete()

        assert Record.objects.filter(pk=line.pk).exists()


class TestManyLines:
    def test_say_the_same_as_one_by_one_in_one_statement(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ha, zones, province = cast.person("ha"), cast.unit("CD-KCN"), cast.unit("LDLD-NINH-THUAN")
        record(verb="tried", target=zones, by=ha, at=NOW, unit=zones, after={"a": 2})

        with django_assert_num_queries(1):
            lines = [Line(zones, zones, after={"a": 2}), Line(province, before={"b": 1})]
            record_many(lines, verb="tried", by=ha, at=NOW)

        one, same, other = Record.objects.filter(verb="tried").order_by("pk").values()
        assert same | {"id": one["id"]} == one
        assert (other["target_id"], other["unit_id"], other["before"]) == (str(province.pk), None, {"b": 1})

    def test_of_nothing_are_none(self, db: None) -> None:
        record_many([], verb="tried", by=None, at=NOW)

        assert not Record.objects.exists()


class TestTheLogIsAppendOnly:
    @pytest.mark.parametrize("change", [{"verb": "another"}, {"by_id": 7}, {"after": {"a": 3}}])
    def test_no_line_is_altered(self, line: Record, change: dict[str, object]) -> None:
        with refused(APPEND_ONLY):
            Record.objects.filter(pk=line.pk).update(**change)

    def test_no_line_is_removed(self, line: Record) -> None:
        with refused(APPEND_ONLY):
            Record.objects.filter(pk=line.pk).delete()


def test_every_trigger_has_been_tried(db: None) -> None:
    assert untried("audit", {"audit_is_append_only"}) == set()
