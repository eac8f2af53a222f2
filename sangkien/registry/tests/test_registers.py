"""The registers: no gap, no double, nothing given twice; papers that came; how a union's papers begin."""

from datetime import date, datetime, timedelta

import pytest

from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.registry import registering
from sangkien.registry.kinds import Kind, number_line
from sangkien.registry.models import Delivery, Heading, Outgoing
from sangkien.registry.queries import heading_on, not_received
from sangkien.registry.rules import Received
from sangkien.registry.states import NumberState
from sangkien.registry.tests.writing import PROVINCE, headed, issued, numbered
from tests.cast import NOW, TODAY, Cast

NEW_YEAR = datetime(2023, 1, 1, 8, 0, tzinfo=VIETNAM)


def reserved(cast: Cast, kind: Kind = Kind.CV, *, at: datetime = NOW) -> Outgoing:
    by = cast.actor("dong", on=day_of(at))
    return registering.reserve(cast.unit(PROVINCE), kind, subject="Thăm công nhân", by=by, at=at)


class TestOutgoing:
    def test_each_kind_counts_by_itself_and_begins_again_each_year(self, cast: Cast) -> None:
        headed(cast)

        lines = [reserved(cast).line, reserved(cast, Kind.QD).line, reserved(cast).line]
        lines.append(reserved(cast, at=NEW_YEAR).line)

        assert lines == ["01/LĐLĐ", "01/QĐ-LĐLĐ", "02/LĐLĐ", "01/LĐLĐ"]

    def test_kept_numbers_and_papers_share_one_book(self, cast: Cast) -> None:
        headed(cast)
        reserved(cast)

        assert numbered(cast).outgoing.number == 2

    def test_a_kept_number_is_used_once(self, cast: Cast) -> None:
        headed(cast)
        number, dong = reserved(cast), cast.actor("dong")

        registering.use(number, day=TODAY, by=dong, at=NOW)

        with pytest.raises(NotPossible):
            registering.strike_out(number, reason="Nhầm", by=dong, at=NOW)

    def test_a_number_of_last_year_is_not_put_on_a_paper_of_this_year(self, cast: Cast) -> None:
        headed(cast)
        number = reserved(cast)

        with pytest.raises(NotPossible) as no:
            registering.use(number, day=date(2023, 1, 1), by=cast.actor("dong", on=date(2023, 1, 2)), at=NEW_YEAR)

        assert no.value.problems[0].code == "other_year"

    def test_the_number_of_a_paper_is_struck_out_with_the_paper_only(self, cast: Cast) -> None:
        paper = numbered(cast)

        with pytest.raises(NotPossible):
            registering.strike_out(paper.outgoing, reason="Nhầm", by=cast.actor("dong"), at=NOW)

    def test_a_union_without_a_heading_has_no_symbol_for_its_numbers(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            reserved(cast)

    def test_is_for_whoever_leads_the_union(self, cast: Cast) -> None:
        for login in ("minh", "ha", "lan"):
            with pytest.raises(NotAllowed):
                registering.reserve(cast.unit(PROVINCE), Kind.CV, subject="…", by=cast.actor(login), at=NOW)

    @pytest.mark.parametrize(
        ("number", "kind", "line"),
        [
            (5, Kind.QD, "05/QĐ-LĐLĐ"),
            (3990, Kind.CV, "3990/LĐLĐ"),
            (12, Kind.TTR, "12/TTr-LĐLĐ"),
            (None, Kind.KH, "        /KH-LĐLĐ"),
        ],
    )
    def test_a_number_is_printed_as_the_decree_has_it(self, number: int | None, kind: Kind, line: str) -> None:
        assert number_line(number, kind, "LĐLĐ") == line


class TestIncoming:
    def test_a_paper_that_came_through_the_system_is_entered_once(self, cast: Cast) -> None:
        issued(cast)
        zones, minh = cast.unit("CD-KCN"), cast.actor("minh")
        [delivery] = not_received(zones)

        entry = registering.receive(delivery, by=minh, at=NOW)
        same = registering.receive(delivery, by=minh, at=NOW)

        assert entry == same
        assert (entry.number, entry.line, entry.sender) == (1, "01/LĐLĐ", "Liên đoàn Lao động tỉnh Ninh Thuận")
        assert not not_received(zones).exists()

    def test_papers_from_outside_go_into_the_same_book(self, cast: Cast) -> None:
        issued(cast)
        zones, minh = cast.unit("CD-KCN"), cast.actor("minh")
        registering.receive(Delivery.objects.get(unit=zones), by=minh, at=NOW)

        came = Received("Ban Quản lý các KCN", "V/v phối hợp", TODAY, "15/BQL", TODAY - timedelta(days=2))
        entry = registering.enter(zones, came, by=minh, at=NOW)

        assert (entry.number, entry.line) == (2, "15/BQL")

    @pytest.mark.parametrize(
        ("came", "found"),
        [
            (Received("", "", None), {("no_sender", "sender"), ("empty", "subject"), ("no_day", "arrived_on")}),
            (Received("A", "B", TODAY + timedelta(days=1)), {("to_come", "arrived_on")}),
            (Received("A", "B", date(2021, 12, 30)), {("other_year", "arrived_on")}),
            (Received("A", "B", TODAY, day=TODAY + timedelta(days=1)), {("before_its_day", "day")}),
        ],
    )
    def test_says_what_is_wrong(self, cast: Cast, came: Received, found: set[tuple[str, str]]) -> None:
        with pytest.raises(NotPossible) as no:
            registering.enter(cast.unit("CD-KCN"), came, by=cast.actor("minh"), at=NOW)

        assert {(problem.code, problem.field) for problem in no.value.problems} == found

    def test_nobody_enters_what_went_to_another_union(self, cast: Cast) -> None:
        issued(cast)

        with pytest.raises(NotAllowed):
            registering.receive(Delivery.objects.get(unit__code="CD-KCN"), by=cast.actor("thao"), at=NOW)


class TestHeading:
    def test_a_new_heading_holds_from_its_day_on(self, cast: Cast) -> None:
        headed(cast)
        headed(cast, place="Phan Rang - Tháp Chàm", at=NOW + timedelta(days=10))

        unit = cast.unit(PROVINCE)
        places = [heading_on(unit, on=TODAY + timedelta(days=days)).place for days in (0, 9, 10)]  # type: ignore[union-attr]
        assert places == ["Ninh Thuận", "Ninh Thuận", "Phan Rang - Tháp Chàm"]

    def test_put_right_on_the_same_day_it_is_one_heading(self, cast: Cast) -> None:
        headed(cast)
        headed(cast, place="Phan Rang")

        assert [heading.place for heading in Heading.objects.all()] == ["Phan Rang"]

    def test_says_what_is_missing(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            registering.head(cast.unit(PROVINCE), {"issuer": "LĐLĐ"}, by=cast.actor("dong"), at=NOW)

        assert [problem.field for problem in no.value.problems] == ["symbol", "place", "archive"]


def test_a_number_stays_struck_out(cast: Cast) -> None:
    headed(cast)
    number, dong = reserved(cast), cast.actor("dong")

    registering.strike_out(number, reason="Không dùng", by=dong, at=NOW)
    following = reserved(cast)

    assert (Outgoing.objects.get(pk=number.pk).state, following.number) == (NumberState.CANCELLED, 2)
