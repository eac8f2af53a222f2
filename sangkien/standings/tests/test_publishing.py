"""Con số đã công bố: written down with its source, read beside the ledger."""

from datetime import date
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.standings.models import PublishedFigure
from sangkien.standings.publishing import Told, note, read_beside, strike
from tests.booking import book
from tests.cast import NOW, Cast
from tests.refused import refused

LETTER = Told(date(2022, 5, 31), "Công văn giai đoạn 2", count=1396, percent="139,6")


def noted(cast: Cast, told: Told = LETTER, *, by: str = "dong") -> PublishedFigure:
    return note(cast.unit("LDLD-NINH-THUAN"), told, programme=cast.programme, by=cast.actor(by), at=NOW)


def test_the_figure_is_read_beside_the_ledger(cast: Cast) -> None:
    book(cast, "CS-MAY-TIEN-THUAN", 3, on=date(2022, 5, 31))

    found = read_beside(noted(cast))

    assert (found.ours.valid, found.fits.value, found.targets) == (3, "OTHER", (1000, 1000))


def test_one_that_was_noted_wrongly_is_taken_off_and_stays_in_the_log(cast: Cast) -> None:
    strike(noted(cast), by=cast.actor("dong"), at=NOW)

    assert not PublishedFigure.objects.exists()
    assert Record.objects.get(verb="published.strike").before["percent"] == "139,6"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told(NOW.date(), "Báo"), "Ghi số lượng, phần trăm"),
        (Told(NOW.date(), "Báo", percent="nhiều"), "Ghi phần trăm như đã in"),
        (Told(NOW.date(), " ", count=1), "Ghi nơi công bố"),
    ],
)
def test_says_what_is_missing(cast: Cast, told: Told, said: str) -> None:
    with pytest.raises(NotPossible, match=said):
        noted(cast, told)


@pytest.mark.parametrize("login", ["lan", "mai", "minh"])
def test_is_for_leaders(cast: Cast, login: str) -> None:
    with pytest.raises(NotAllowed):
        noted(cast, by=login)


def test_the_database_keeps_no_figure_without_a_source(cast: Cast) -> None:
    told: dict[str, Any] = {"programme": cast.programme, "unit": cast.unit("TLD"), "as_of": NOW.date(), "at": NOW}
    with refused("something_was_published"):
        PublishedFigure.objects.create(**told, source="Báo")
    with refused("what_was_published_has_its_source"):
        PublishedFigure.objects.create(**told, count=1, source="")
