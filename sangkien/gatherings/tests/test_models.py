"""What the database refuses about update days, whoever asks: one raw write against every rule."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from sangkien.gatherings.codes import LETTERS, new_code, read_code
from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.gatherings.tests.holding import DURING, EVENING, held
from sangkien.programmes.models import Campaign
from tests.cast import Cast
from tests.refused import refused, untried

MARK = UUID(int=7)


def rewrite(cast: Cast, **facts: object) -> None:
    held(cast)
    UpdateDay.objects.update(**facts)


def scan(cast: Cast) -> Scan:
    return Scan.objects.create(update_day=UpdateDay.objects.first() or held(cast), mark=MARK, at=DURING)


def start(cast: Cast, number: int = 1) -> Start:
    day = UpdateDay.objects.first() or held(cast)
    return Start.objects.create(update_day=day, number=number, draft_key=uuid4(), at=DURING)


RULES: dict[str, Callable[[Cast], object]] = {
    "an_update_day_code_can_be_read_aloud": lambda cast: UpdateDay(
        campaign=held(cast).campaign, code="OI-0001", place="x", starts_at=DURING, ends_at=EVENING
    ).save(),
    "a_code_never_changes": lambda cast: rewrite(cast, code="TT-0521"),
    "an_update_day_has_a_place": lambda cast: rewrite(cast, place=""),
    "an_update_day_ends_after_it_begins": lambda cast: rewrite(cast, ends_at=DURING - timedelta(days=1)),
    "a_goal_is_above_nothing": lambda cast: rewrite(cast, goal=0),
    "an_update_day_is_a_day_of_its_campaign": lambda cast: rewrite(cast, ends_at=EVENING + timedelta(days=1)),
    "a_browser_is_counted_once": lambda cast: (scan(cast), scan(cast)),
    "gatherings_scan is append-only": lambda cast: (scan(cast), Scan.objects.all().delete()),
    "a_number_is_given_once_at_an_event": lambda cast: (start(cast), start(cast)),
    "numbers_begin_with_one": lambda cast: start(cast, number=0),
    "gatherings_start is append-only": lambda cast: (start(cast), Start.objects.update(number=5)),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_database_refuses_what_breaks(rule: str, cast: Cast) -> None:
    with refused(rule):
        RULES[rule](cast)


def test_every_rule_has_been_tried(db: None) -> None:
    triggers = {"scans_are_only_added", "starts_are_only_added"}
    tried = {rule for rule in RULES if not rule.endswith("append-only")}

    assert untried("gatherings", tried | triggers) == set()


@pytest.mark.parametrize("change", [{"kind": "PEAK"}, {"parent": None, "by_unit": False}], ids=str)
def test_it_is_an_update_day_inside_another_campaign(cast: Cast, change: dict[str, object]) -> None:
    day = held(cast)

    with refused("an_update_day_is_a_day_of_its_campaign"):
        Campaign.objects.filter(pk=day.campaign_id).update(**change)
        UpdateDay.objects.update(ends_at=EVENING - timedelta(minutes=1))


def test_a_form_is_begun_at_one_event(cast: Cast) -> None:
    first = start(cast)

    with pytest.raises(IntegrityError):
        Start.objects.create(update_day=first.update_day, number=2, draft_key=first.draft_key, at=DURING)


class TestCodes:
    @pytest.mark.parametrize(
        "typed", ["TT-0521", "tt0521", " tt 0521 ", "TT–O521", "tt-o52l", "T.T.0.5.2.1", "tt/0521", "ＴＴ－０５２１"]
    )
    def test_a_code_is_read_however_it_is_typed(self, typed: str) -> None:
        assert read_code(typed) == "TT-0521"

    @pytest.mark.parametrize(
        "typed", ["", "TT-052", "TT-05211", "T1-0521", "OO-0521", "TT-05Z", "x" * 10_000, "TT-\0521"]
    )
    def test_what_cannot_be_a_code_is_none(self, typed: str) -> None:
        assert read_code(typed) == ""

    def test_a_new_code_reads_as_itself(self) -> None:
        for _nth in range(200):
            code = new_code()
            assert read_code(code) == code and set(code[:2]) <= set(LETTERS)
