"""A paper for each of many unions: drafted once each with its own figures, carried on together."""

from datetime import timedelta
from typing import Any

import pytest

from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.jobs import actions as jobs
from sangkien.jobs.models import Job
from sangkien.jobs.states import State as JobState
from sangkien.jobs.tests.working import work_off
from sangkien.organisations.actions import create_organisation
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.registry import actions, serial
from sangkien.registry.models import OfficialPaper, Outgoing, Series
from sangkien.registry.reaching import OfStretch
from sangkien.registry.states import State
from sangkien.registry.tests.test_life import with_hung
from sangkien.registry.tests.writing import PROVINCE, UNSIGNED, drafted, headed, written
from sangkien.statistics.stretches import stretches
from tests.booking import book
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused

BELOW = ("CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC")


def begun(cast: Cast, *, by: str = "dong", units: tuple[str, ...] = BELOW, **changes: Any) -> Job:
    unit = cast.unit(PROVINCE)
    stretch = next(one for one in stretches(cast.programme, unit=unit, on=TODAY) if one.code == "GD1")
    chosen = list(Organisation.objects.filter(code__in=units))
    asked = {"stretch": stretch, "as_of": TODAY, "units": chosen, "signer": cast.person("dong")} | changes
    return serial.start(unit, "reminder-each", **asked, by=cast.actor(by), at=NOW)


def made(cast: Cast, **asked: Any) -> Series:
    headed(cast)
    begun(cast, **asked)
    work_off(NOW)
    return Series.objects.latest("pk")


def seal_of(series: Series, verb: str) -> str:
    """What its page says now of those that wait for the verb."""
    return serial.seal(serial.waiting(series, verb))


def carried(cast: Cast, series: Series, verb: str, **more: Any) -> Job:
    serial.carry(verb, series, seen=seal_of(series, verb), by=cast.actor("dong"), at=NOW, **more)
    [job] = work_off(NOW)
    return job


class TestDrafting:
    def test_each_union_gets_one_addressed_to_it_with_its_own_figures(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)

        series = made(cast)

        said = {paper.addressees: paper for paper in series.papers.all()}
        zones = said["Công đoàn Các khu công nghiệp tỉnh Ninh Thuận"]
        assert len(said) == 3
        assert zones.receivers == [cast.unit("CD-KCN").pk]
        assert zones.figures and (zones.figures.facts["unit"], zones.figures.facts["valid"]) == ("CĐ Các KCN", 3)
        assert {paper.figures.mark for paper in said.values() if paper.figures} == {series.mark}

    def test_a_line_that_a_union_s_figures_cannot_fill_is_left_out_of_its_letter(self, cast: Cast) -> None:
        for paper in made(cast).papers.select_related("figures"):
            known = paper.figures and paper.figures.facts["target"] is not None
            assert ("{chỉ tiêu}" in paper.body) == bool(known)

    def test_a_union_younger_than_the_figures_gets_its_letter_under_the_name_that_it_has(self, cast: Cast) -> None:
        create_organisation(
            code="CD-MOI",
            kind=UnitKind.objects.get(code="LOCAL_SECTOR"),
            name="Công đoàn ngành Y tế tỉnh Ninh Thuận",
            short_name="CĐ ngành Y tế",
            parent=cast.unit(PROVINCE),
            since=TODAY,
            by=None,
            at=NOW,
        )

        series = made(cast, units=(*BELOW, "CD-MOI"), as_of=TODAY - timedelta(days=1))

        paper = series.papers.get(addressees="Công đoàn ngành Y tế tỉnh Ninh Thuận")
        assert paper.figures and paper.figures.facts["unit"] == "CĐ ngành Y tế"
        assert series.papers.count() == 4

    def test_asked_twice_it_is_done_once(self, cast: Cast) -> None:
        assert begun(cast) == begun(cast)
        work_off(NOW)
        begun(cast)
        work_off(NOW)

        assert (Series.objects.count(), OfficialPaper.objects.count()) == (1, 3)

    def test_gone_on_with_it_drafts_what_is_missing(self, cast: Cast) -> None:
        series = made(cast)
        one = series.papers.first()
        assert one
        actions.discard(one, by=cast.actor("dong"), at=NOW)

        begun(cast)
        work_off(NOW)

        assert series.papers.exclude(state=State.DISCARDED).count() == 3

    def test_cancelled_before_its_first_step_it_has_made_nothing(self, cast: Cast) -> None:
        job = begun(cast)

        stopped = jobs.cancel(job, by=cast.actor("dong"), at=NOW, heard=NOW)
        work_off(NOW)

        assert (stopped.state, OfficialPaper.objects.count()) == (JobState.CANCELLED, 0)

    def test_its_template_is_drafted_in_no_other_way(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            drafted(cast, "reminder-each", stretch="GD1")

        assert [problem.code for problem in no.value.problems] == ["for_each"]
        assert not OfficialPaper.objects.exists()

    def test_needs_somebody_to_go_to_and_somebody_who_signs(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            begun(cast, units=("CS-HAEMIN",), signer=None)

        assert {problem.field for problem in no.value.problems} == {"units", "signer"}

    def test_is_for_the_union_s_own_officers(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            begun(cast, by="minh")

    def test_written_by_hand_a_letter_keeps_its_union(self, cast: Cast) -> None:
        paper = made(cast).papers.first()
        assert paper

        done = actions.write(paper, written(paper, delivered=False, body="Lời khác"), by=cast.actor("dong"), at=NOW)

        assert len(done.receivers) == 1

    def test_figures_taken_anew_are_those_of_its_union(self, cast: Cast) -> None:
        series, dong = made(cast), cast.actor("dong")
        paper = series.papers.get(receivers=[cast.unit("CD-KCN").pk])
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)
        book(cast, "CS-THPT-AN-PHUOC", 2, on=TODAY)

        done = actions.refreeze(paper, OfStretch(serial.stretch_of(series), TODAY), by=dong, at=NOW)

        assert done.figures and (done.figures.facts["unit"], done.figures.facts["valid"]) == ("CĐ Các KCN", 3)
        with pytest.raises(NotAllowed):
            actions.refreeze(paper, OfStretch(serial.stretch_of(series), TODAY), by=cast.actor("minh"), at=NOW)


class TestAllAtOnce:
    def test_checked_numbered_in_a_row_and_issued(self, cast: Cast) -> None:
        series = made(cast)

        carried(cast, series, serial.CHECK)
        carried(cast, series, serial.NUMBER)
        done = carried(cast, series, serial.ISSUE, day=TODAY, unsigned=UNSIGNED)

        assert done.result == {"papers": 3, "left": 0}
        assert {paper.state for paper in series.papers.all()} == {State.ISSUED}
        assert list(Outgoing.objects.order_by("number").values_list("line", flat=True)) == [
            "01/LĐLĐ",
            "02/LĐLĐ",
            "03/LĐLĐ",
        ]

    def test_what_lacks_something_stays_and_is_counted(self, cast: Cast) -> None:
        series = made(cast)
        one = series.papers.first()
        assert one
        actions.write(one, written(one, body="Có {số lạ}"), by=cast.actor("dong"), at=NOW)

        done = carried(cast, series, serial.CHECK)

        assert done.result == {"papers": 2, "left": 1}

    def test_what_was_written_since_it_was_seen_is_not_checked(self, cast: Cast) -> None:
        series, dong = made(cast), cast.actor("dong")
        before = seal_of(series, serial.CHECK)
        one = series.papers.first()
        assert one
        actions.write(one, written(one, body="Lời khác."), by=dong, at=NOW)

        with pytest.raises(Stale):
            serial.carry(serial.CHECK, series, seen=before, by=dong, at=NOW)

    def test_what_is_written_while_it_waits_in_the_queue_stays_a_draft(self, cast: Cast) -> None:
        series, dong = made(cast), cast.actor("dong")
        serial.carry(serial.CHECK, series, seen=seal_of(series, serial.CHECK), by=dong, at=NOW)
        one = series.papers.first()
        assert one
        actions.write(one, written(one, body="Lời khác."), by=dong, at=NOW)

        [job] = work_off(NOW)

        assert job.result == {"papers": 2, "left": 1}
        one.refresh_from_db()
        assert one.state == State.DRAFT

    def test_who_wrote_it_does_not_check_it_where_there_is_another_officer(self, cast: Cast) -> None:
        series = made(cast)
        with_hung(cast)

        with pytest.raises(NotPossible) as no:
            serial.carry(serial.CHECK, series, seen=seal_of(series, serial.CHECK), by=cast.actor("dong"), at=NOW)

        assert [problem.code for problem in no.value.problems] == ["own_words"]

    def test_needs_a_day_to_be_issued_and_a_reason_where_nothing_is_signed(self, cast: Cast) -> None:
        series = made(cast)
        carried(cast, series, serial.CHECK)
        carried(cast, series, serial.NUMBER)

        with pytest.raises(NotPossible) as no:
            serial.carry(serial.ISSUE, series, seen=seal_of(series, serial.ISSUE), by=cast.actor("dong"), at=NOW)

        assert [problem.field for problem in no.value.problems] == ["day", "unsigned"]


def test_a_series_stays_and_has_one_paper_for_a_union(cast: Cast) -> None:
    series = made(cast)
    first, other, _third = series.papers.order_by("pk")

    with refused("registry_series is append-only"):
        Series.objects.update(mark=1)
    with refused("a_series_has_one_paper_for_a_union"):
        OfficialPaper.objects.filter(pk=other.pk).update(receivers=first.receivers)
    with refused("a_series_is_for_somebody"):
        Series.objects.create(
            unit=series.unit,
            template="…",
            programme=series.programme,
            stretch="GD1",
            as_of=TODAY,
            mark=0,
            units=[],
            signer=series.signer,
            by=series.by,
            at=NOW,
        )
