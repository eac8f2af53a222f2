"""Ends that are fair: an outage in the last hours or a decision moves an end, once, and may be undone."""

from datetime import date, datetime, timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotPossible
from sangkien.programmes.actions import configure
from sangkien.programmes.extending import beat, extend, withdraw
from sangkien.programmes.models import Extension, Outage, Phase, Programme
from sangkien.programmes.spec import ProgrammeSpec, read
from tests.cast import CATALOGUE, NOW, Cast

MINUTE = timedelta(minutes=1)
END = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)  # phase 1 ends "đến hết ngày 31/5/2022"


def test_a_service_that_was_down_on_the_last_evening_gives_everybody_another_day(cast: Cast) -> None:
    made = _down(END - 4 * 60 * MINUTE, for_minutes=30)

    assert [(one.phase.code, one.last_day, one.hours) for one in made] == [("GD1", date(2022, 6, 1), 24)]
    assert _window("GD1") == (date(2022, 1, 8), date(2022, 6, 1))
    assert _window("GD2") == (date(2022, 6, 2), date(2023, 8, 31))  # begins a day later
    assert Outage.objects.get().since == END - 4 * 60 * MINUTE
    assert Record.objects.get(verb="programme.extended").after["last_day"] == "2022-06-01"


@pytest.mark.parametrize(
    ("since", "minutes", "extends"),
    [
        (END - 60 * MINUTE, 9, False),
        (END - 60 * MINUTE, 10, False),
        (END - 60 * MINUTE, 11, True),
        (END - 24 * 60 * MINUTE - 30 * MINUTE, 35, False),  # five of them in the last day
        (END - 24 * 60 * MINUTE - 30 * MINUTE, 41, True),
        (END - 5 * MINUTE, 60, False),  # five minutes were lost, not sixty
        (END - 11 * MINUTE, 60, True),
        (END + 1 * MINUTE, 60, False),
        (END - 30 * 60 * MINUTE, 60, False),
    ],
)
def test_only_a_long_gap_in_the_last_hours_counts(cast: Cast, since: datetime, minutes: int, extends: bool) -> None:
    assert bool(_down(since, for_minutes=minutes)) is extends
    assert Outage.objects.exists() is extends


def test_hours_are_counted_from_when_the_service_was_back(cast: Cast) -> None:
    made = _down(END - 60 * MINUTE, for_minutes=90)  # back at 00:30, and a day from there

    assert made[0].last_day == date(2022, 6, 2)


def test_the_end_is_midnight_in_vietnam_and_not_elsewhere(cast: Cast) -> None:
    """23:40 UTC of 31 May is 06:40 of 1 June in Vietnam: the phase is over."""
    utc = datetime.fromisoformat("2022-05-31T23:40:00+00:00")

    assert _down(utc, for_minutes=15) == []
    assert day_of(utc) == date(2022, 6, 1)


def test_a_worker_that_comes_back_and_a_second_one_find_nothing_more(cast: Cast) -> None:
    _down(END - 60 * MINUTE, for_minutes=30)

    again = [beat(at=END - 30 * MINUTE), beat(at=END - 29 * MINUTE), beat(at=END - 45 * MINUTE)]

    assert again == [[], [], []]
    assert Extension.objects.count() == 1


def test_a_second_outage_in_the_new_last_hours_extends_again(cast: Cast) -> None:
    _down(END - 60 * MINUTE, for_minutes=30)
    beat(at=END + 20 * 60 * MINUTE)  # a gap of twenty hours: still one more outage, and it is one

    assert _window("GD1")[1] == date(2022, 6, 2)
    assert Extension.objects.count() == 2


def test_an_outage_in_the_last_hours_of_two_phases_extends_both(cast: Cast) -> None:
    configure(_with_phases(("GD1", "2022-06-01", "2022-06-07"), ("GD2", "2022-06-08", "2022-06-14")), by=None, at=NOW)
    Programme.objects.update(outage_last_hours=168)

    made = _down(datetime(2022, 6, 7, 23, 0, tzinfo=VIETNAM), for_minutes=120)

    assert [(one.phase.code, one.last_day) for one in made] == [("GD1", date(2022, 6, 9)), ("GD2", date(2022, 6, 15))]
    assert Outage.objects.count() == 1
    assert _window("GD2") == (date(2022, 6, 10), date(2022, 6, 15))


def test_a_programme_without_the_rule_stays_as_it_is(cast: Cast) -> None:
    Programme.objects.update(outage_minutes=None)

    assert _down(END - 60 * MINUTE, for_minutes=600) == []


def test_a_programme_without_phases_is_extended_itself(cast: Cast) -> None:
    yearly = configure(read(CATALOGUE / "ldst.yaml"), by=None, at=NOW)
    Programme.objects.filter(pk=yearly.pk).update(outage_minutes=10)

    made = _down(datetime(2026, 12, 31, 22, 0, tzinfo=VIETNAM), for_minutes=30)

    yearly.refresh_from_db()
    assert [(one.programme, one.phase) for one in made] == [(yearly, None)]
    assert yearly.last_day == date(2027, 1, 1)


def test_the_last_phase_takes_the_programme_along(cast: Cast) -> None:
    _down(datetime(2023, 8, 31, 20, 0, tzinfo=VIETNAM), for_minutes=30)

    assert _programme().last_day == _window("GD2")[1] == date(2023, 9, 1)


@pytest.mark.parametrize(("hours", "extends"), [(72, True), (73, False)])
def test_a_gap_beyond_belief_is_left_to_people(cast: Cast, hours: int, extends: bool) -> None:
    """A worker that was never started, or whose beats never arrived, has seen no outage."""
    made = _down(END - 60 * MINUTE, for_minutes=hours * 60)

    assert bool(made) is extends
    assert Record.objects.filter(verb="programme.not_extended").exists() is not extends


class TestDecided:
    def test_the_owner_extends_by_a_decision_and_takes_it_back(self, cast: Cast) -> None:
        extend(cast.programme, cast.phase, until=date(2022, 6, 5), decision="CV 99/TLĐ", by=None, at=NOW)
        longer = (_window("GD1")[1], _window("GD2")[0])
        withdraw(cast.programme, cast.phase, decision="CV 100/TLĐ", by=None, at=NOW)

        assert longer == (date(2022, 6, 5), date(2022, 6, 6))
        assert (_window("GD1")[1], _window("GD2")[0]) == (date(2022, 5, 31), date(2022, 6, 1))
        verbs = Record.objects.filter(verb__startswith="programme.ext").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["programme.extended", "programme.extension_withdrawn"]

    @pytest.mark.parametrize(
        ("until", "decision", "codes"),
        [
            (date(2022, 5, 31), "CV 99/TLĐ", ["not_later"]),
            (date(2022, 6, 5), "  ", ["no_decision"]),
            (date(2023, 8, 31), "CV 99/TLĐ", ["nothing_left"]),
        ],
    )
    def test_what_makes_no_sense_changes_nothing(
        self, cast: Cast, until: date, decision: str, codes: list[str]
    ) -> None:
        with pytest.raises(NotPossible) as no:
            extend(cast.programme, cast.phase, until=until, decision=decision, by=None, at=NOW)

        assert [problem.code for problem in no.value.problems] == codes
        assert not Extension.objects.exists()

    def test_of_a_programme_with_phases_names_the_phase(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            extend(cast.programme, None, until=date(2023, 12, 31), decision="CV 99/TLĐ", by=None, at=NOW)

        assert [(problem.code, problem.field) for problem in no.value.problems] == [("no_phase", "phase")]
        assert "GD1, GD2" in no.value.problems[0].text
        assert _programme().last_day == date(2023, 8, 31)

    def test_nothing_to_take_back(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            withdraw(cast.programme, cast.phase, decision="CV 100/TLĐ", by=None, at=NOW)

        assert no.value.problems[0].code == "not_extended"

    def test_an_outage_that_would_leave_nothing_of_the_next_phase_is_left_to_people(self, cast: Cast) -> None:
        configure(
            _with_phases(("GD1", "2022-01-08", "2022-05-31"), ("GD2", "2022-06-01", "2022-06-01")), by=None, at=NOW
        )

        assert _down(END - 60 * MINUTE, for_minutes=30) == []
        assert Record.objects.filter(verb="programme.not_extended").count() == 1
        assert _window("GD1")[1] == date(2022, 5, 31)


class TestTheFile:
    def test_loading_it_again_keeps_the_extension(self, cast: Cast) -> None:
        _down(END - 60 * MINUTE, for_minutes=30)

        configure(read(CATALOGUE / "ct1tsk.yaml"), by=None, at=NOW)

        assert _window("GD1")[1] == date(2022, 6, 1)
        assert _window("GD2")[0] == date(2022, 6, 2)

    def test_a_later_end_in_the_file_rules_over_an_earlier_extension(self, cast: Cast) -> None:
        _down(END - 60 * MINUTE, for_minutes=30)

        configure(
            _with_phases(("GD1", "2022-01-08", "2022-06-30"), ("GD2", "2022-07-01", "2023-08-31")), by=None, at=NOW
        )

        assert (_window("GD1")[1], _window("GD2")[0]) == (date(2022, 6, 30), date(2022, 7, 1))


def _down(since: datetime, *, for_minutes: int) -> list[Extension]:
    """The last beat before, the next after so many minutes."""
    beat(at=since)
    return beat(at=since + for_minutes * MINUTE)


def _programme() -> Programme:
    return Programme.objects.get(code="CT1TSK")


def _window(code: str) -> tuple[date, date | None]:
    phase = Phase.objects.get(programme__code="CT1TSK", code=code)
    return phase.first_day, phase.last_day


def _with_phases(*phases: tuple[str, str, str]) -> ProgrammeSpec:
    said = read(CATALOGUE / "ct1tsk.yaml").model_dump(by_alias=True)
    said["phases"] = [
        {"code": code, "name": {"vi": code}, "window": {"from": since, "to": to}} for code, since, to in phases
    ]
    return ProgrammeSpec.model_validate(said)
