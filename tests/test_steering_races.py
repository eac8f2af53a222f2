"""A campaign launched and a phase closed by two hands at the same moment."""

from functools import partial
from uuid import uuid4

import pytest

from sangkien.base.problems import NotPossible
from sangkien.registry.models import OfficialPaper
from sangkien.registry.tests.writing import headed
from sangkien.standings.models import Snapshot
from sangkien.steering.models import Closing, Launch
from sangkien.steering.tests.leading import closed, given, joining, launched, launching
from tests.cast import Cast
from tests.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


@pytest.fixture
def office(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written; the province has its heading."""
    headed(cast)
    return cast


def test_the_same_page_pressed_twice_at_once_launches_once(office: Cast) -> None:
    planned = given(office, launching(office))

    first, second = at_once(*[partial(launched, office, planned)] * 2)

    assert first == second
    assert (Launch.objects.count(), OfficialPaper.objects.count()) == (1, 1)


def test_launched_by_two_at_once_it_is_launched_once_and_the_other_is_told_so(office: Cast) -> None:
    done = at_once(*[partial(launched, office, joining(office)) for _hand in range(2)])

    assert sorted(isinstance(one, NotPossible) for one in done) == [False, True]
    assert (Launch.objects.count(), OfficialPaper.objects.count()) == (1, 1)


def test_of_two_campaigns_on_the_same_days_one_is_told_so(office: Cast) -> None:
    def try_to(planned: object) -> str:
        try:
            launched(office, planned)  # type: ignore[arg-type]  # plans of a test
        except NotPossible as no:
            return no.problems[0].code
        return "launched"

    done = at_once(*[partial(try_to, launching(office)) for _hand in range(2)])

    assert sorted(done) == ["another", "launched"]
    assert OfficialPaper.objects.count() == 1


def test_closed_by_four_hands_at_once_it_has_four_numbers_and_one_chain(office: Cast) -> None:
    at_once(*[partial(closed, office, key=uuid4()) for _hand in range(4)])

    assert sorted(Closing.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert sorted(Snapshot.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
