"""The life of a dossier: every arrow of the table can be walked, no other can, and every state has its figures."""

import pytest
from django.utils import translation

from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible, Stale
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import COUNTS, NEXT, VERDICTS, WAITS_FOR, State
from sangkien.initiatives.steps import locked, step
from tests.cast import NOW, Cast

ARROWS = [(here, there) for here in State for there in sorted(NEXT[here])]
OPEN = {State.SUBMITTED, State.REVIEWING, State.RETURNED}
CLOSED = set(State) - OPEN


def standing_at(cast: Cast, state: State) -> Initiative:
    """A dossier that was put there past every action."""
    initiative = cast.submitted()
    twin = cast.submitted() if state == State.DUPLICATE else None
    closed_at = NOW if state in CLOSED else None
    Initiative.objects.filter(pk=initiative.pk).update(state=state, closed_at=closed_at, duplicate_of=twin)
    return locked(initiative.pk, seen=1)


class TestTheWords:
    def test_are_short_and_the_same_everywhere(self) -> None:
        with translation.override("vi"):
            assert [str(state.label) for state in State] == [
                "Đã gửi",
                "Đang thẩm định",
                "Cần bổ sung",
                "Đã công nhận",
                "Không công nhận",
                "Đã gộp",
                "Đã rút",
            ]


class TestTheTable:
    def test_speaks_of_every_state(self) -> None:
        assert set(NEXT) == set(COUNTS) == set(State)

    def test_lets_nobody_out_of_a_withdrawal(self) -> None:
        assert {state for state in State if not NEXT[state]} == {State.WITHDRAWN}

    def test_a_verdict_gives_way_only_to_another_look_or_another_verdict(self) -> None:
        assert all(NEXT[verdict] == {State.REVIEWING, *VERDICTS} - {verdict} for verdict in VERDICTS)

    def test_says_whose_turn_it_is_where_something_is_to_be_done(self) -> None:
        assert set(WAITS_FOR) == OPEN

    def test_every_state_can_be_reached(self) -> None:
        reached, found = {State.SUBMITTED}, {State.SUBMITTED}
        while found:
            found = {there for here in found for there in NEXT[here]} - reached
            reached |= found

        assert reached == set(State)

    def test_every_open_dossier_can_be_taken_back(self) -> None:
        assert all(State.WITHDRAWN in NEXT[state] for state in OPEN)

    def test_what_was_sent_stays_counted_as_sent_unless_it_is_taken_back(self) -> None:
        assert {state for state in State if Measure.SUBMITTED not in COUNTS[state]} == {State.WITHDRAWN}

    def test_only_valid_counts_as_valid(self) -> None:
        assert {state for state in State if Measure.VALID in COUNTS[state]} == {State.VALID}


class TestADesk:
    def test_is_found_for_what_the_release_before_writes(self, cast: Cast) -> None:
        """It names no desk, and does not know that what it closes lies on none."""
        dossier, rows = cast.submitted(), Initiative.objects.all()

        rows.update(state=State.REVIEWING)
        assert cast.again(dossier).desk == dossier.superior

        rows.update(superior=cast.unit("LDLD-NINH-PHUOC"))
        assert cast.again(dossier).desk == cast.unit("LDLD-NINH-PHUOC")

        rows.update(state=State.VALID, closed_at=NOW)
        assert cast.again(dossier).desk is None

    def test_above_the_superior_stays_when_the_superior_changes(self, cast: Cast) -> None:
        dossier, rows = cast.confirmed(), Initiative.objects.all()
        rows.update(desk=cast.unit("LDLD-NINH-THUAN"))

        rows.update(superior=cast.unit("LDLD-NINH-PHUOC"))

        assert cast.again(dossier).desk == cast.unit("LDLD-NINH-THUAN")


class TestAStep:
    @pytest.mark.parametrize(("here", "there"), ARROWS, ids=lambda state: state.value)
    def test_along_an_arrow(self, cast: Cast, here: State, there: State) -> None:
        initiative = standing_at(cast, here)
        if State.DUPLICATE in (here, there):
            initiative.duplicate_of = cast.submitted() if there == State.DUPLICATE else None

        step(initiative, verb="tried", to=there, by=cast.actor("lan"), at=NOW)

        now = cast.again(initiative)
        assert (now.state, now.version, now.waiting_since) == (there, 2, NOW)
        assert now.closed_at == (NOW if there in CLOSED else None)
        told = now.events.get(version=2)
        assert (told.from_state, told.to_state, told.by) == (here, there, cast.person("lan"))

    @pytest.mark.parametrize("here", State)
    def test_along_no_arrow_is_refused_and_leaves_no_trace(self, cast: Cast, here: State) -> None:
        initiative = standing_at(cast, here)
        logged, counted = Record.objects.count(), Entry.objects.count()

        for there in set(State) - NEXT[here]:
            with pytest.raises(NotPossible) as no:
                step(initiative, verb="tried", to=there, by=cast.actor("lan"), at=NOW)
            assert [problem.code for problem in no.value.problems] == ["no_such_arrow"]
            assert str(here.label) in no.value.problems[0].text

        assert (cast.again(initiative).state, cast.again(initiative).version) == (here, 1)
        assert (Record.objects.count(), Entry.objects.count()) == (logged, counted)

    def test_counts_the_difference_and_nothing_else(self, cast: Cast) -> None:
        initiative = standing_at(cast, State.REVIEWING)
        before = Entry.objects.count()

        step(initiative, verb="valid", to=State.VALID, by=cast.actor("lan"), at=NOW)

        entries = Entry.objects.order_by("pk")[before:]
        assert [(entry.measure, entry.count, entry.benefit) for entry in entries] == [(Measure.VALID, 1, 120_000_000)]

    def test_puts_it_on_the_desk_of_whoever_has_to_act(self, cast: Cast) -> None:
        zones, province = cast.unit("CD-KCN"), cast.unit("LDLD-NINH-THUAN")
        dossier = cast.submitted()
        assert dossier.desk == cast.unit("CS-MAY-TIEN-THUAN")

        for to, desk, expected in [
            (State.REVIEWING, None, zones),
            (State.REVIEWING, province, province),
            (State.RETURNED, None, None),
            (State.SUBMITTED, None, dossier.unit),
            (State.WITHDRAWN, None, None),
        ]:
            dossier = locked(dossier.pk, seen=dossier.version)
            step(dossier, verb="tried", to=to, desk=desk, by=cast.actor("lan"), at=NOW)
            assert cast.again(dossier).desk == expected

    def test_from_a_version_that_is_no_longer_is_told_who_was_first(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        with pytest.raises(Stale) as no:
            locked(initiative.pk, seen=1)

        assert "Trần Thị Mai" in no.value.problems[0].text
