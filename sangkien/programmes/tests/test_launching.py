"""A file does not move a phase away from under a campaign that a union launched."""

from datetime import date

import pytest

from sangkien.base.problems import NotPossible
from sangkien.base.shapes import plain
from sangkien.programmes.actions import configure
from sangkien.programmes.describing import described
from sangkien.programmes.kinds import CampaignKind
from sangkien.programmes.nesting import launch
from sangkien.programmes.rules import StretchDetails
from sangkien.programmes.spec import checked
from tests.cast import NOW, Cast


@pytest.fixture
def launched(cast: Cast) -> Cast:
    days = {"first_day": date(2022, 5, 20), "last_day": date(2022, 5, 31)}
    details = StretchDetails(parent=None, kind=CampaignKind.PEAK, name="Chiến dịch nước rút", **days)
    launch(cast.unit("LDLD-NINH-THUAN"), details, programme=cast.programme, by=cast.actor("dong"), at=NOW)
    return cast


def test_a_shorter_phase_is_refused_with_what_would_lie_outside(launched: Cast) -> None:
    told = plain(described(launched.programme))
    told["phases"][0]["window"]["to"] = "2022-05-25"

    with pytest.raises(NotPossible) as no:
        configure(checked(told), by=None, at=NOW)

    assert [(problem.code, problem.field) for problem in no.value.problems] == [("outside", "phases")]


def test_the_same_file_again_leaves_it_alone(launched: Cast) -> None:
    configure(checked(plain(described(launched.programme))), by=None, at=NOW)

    assert launched.programme.campaigns.get(by_unit=True).title == "Chiến dịch nước rút"
