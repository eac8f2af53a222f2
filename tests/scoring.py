"""A programme in which a council scores, and its councillors' sheets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from sangkien.councils import actions
from sangkien.councils.models import ScoreSheet
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import read
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.models import Decision
from tests.cast import CATALOGUE, NOW, Cast

GOOD = {"novelty": 25, "use": 30, "spread": 20}  # 75 of 100 points
FAIR = {"novelty": 20, "use": 25, "spread": 20}  # 65
POOR = {"novelty": 10, "use": 20, "spread": 20}  # 50


def with_a_council(cast: Cast) -> Programme:
    """The cast now writes for the example programme, in which two sheets and 70 of 100 points are asked for."""
    cast.programme = configure(read(CATALOGUE / "vi-du-hoi-dong.yaml"), by=None, at=NOW)
    return cast.programme


def sheet(
    cast: Cast, dossier: Initiative, by: str, points: dict[str, int], *, at: datetime = NOW, note: str = ""
) -> ScoreSheet:
    """That councillor's, of the dossier as it is now."""
    seen = cast.again(dossier).version
    return actions.score(dossier, points, seen=seen, by=cast.councillor(by), at=at, note=note)


def scored(
    cast: Cast, dossier: Initiative, *, hoa: dict[str, int] = GOOD, quang: dict[str, int] = FAIR, at: datetime = NOW
) -> Initiative:
    """The dossier, with a sheet of each."""
    sheet(cast, dossier, "hoa", hoa, at=at)
    sheet(cast, dossier, "quang", quang, at=at)
    return cast.again(dossier)


def concluded(cast: Cast, dossier: Initiative, *, by: str = "minh", at: datetime = NOW) -> Decision:
    """By that reviewer, as the dossier is now."""
    return review.conclude(dossier, seen=cast.again(dossier).version, by=cast.actor(by), at=at)


@contextmanager
def writing_for_a_council(cast: Cast) -> Iterator[None]:
    """What is sent meanwhile is of the example programme."""
    other = cast.programme
    with_a_council(cast)
    yield
    cast.programme = other


def things_of_a_council(cast: Cast) -> dict[str, Callable[[], Initiative]]:
    """The dossiers of the table `permissions_of_councils`, each made when it is asked for."""
    ways: dict[str, Callable[[], Initiative]] = {
        "NOT_CONFIRMED": cast.submitted,
        "TO_SCORE": cast.confirmed,
        "SCORED": lambda: scored(cast, cast.confirmed()),
        "SCORED_BY_YEN": lambda: _scored_by_yen(cast),
        "OF_HOA": lambda: cast.confirmed(authors=_HOAS),
        "BY_HOA": lambda: cast.confirmed(by="hoa"),
        "BY_YEN_TO_SCORE": lambda: cast.confirmed(by="yen"),
        "COUNCIL_RETURNED": lambda: _returned(cast),
        "CONCLUDED_UNTOLD": lambda: concluded(cast, scored(cast, cast.confirmed())).initiative,
        "CONCLUDED": lambda: _told(cast, scored(cast, cast.confirmed())),
        "CONCLUDED_OF_HOA": lambda: _told(cast, _scored_by_yen(cast, authors=_HOAS)),
        "APPEALED_FROM_COUNCIL": lambda: _appealed(cast),
    }
    return {name: partial(_made, cast, make) for name, make in ways.items()}


_HOAS = (AuthorEntry(full_name="Bùi Thị Hoa", phone="+84912345011"),)


def _made(cast: Cast, make: Callable[[], Initiative]) -> Initiative:
    with writing_for_a_council(cast):
        return cast.again(make())


def _scored_by_yen(cast: Cast, **changes: Any) -> Initiative:
    """By her and Quang. She is no councillor: she gave her sheet past every action."""
    dossier = cast.confirmed(**changes)
    quangs = sheet(cast, dossier, "quang", GOOD)
    quangs.pk, quangs.by = None, cast.person("yen")
    quangs.save(force_insert=True)
    return dossier


def _returned(cast: Cast) -> Initiative:
    dossier = scored(cast, cast.confirmed())
    reasons = [review.Reason("unclear", "Anh/chị viết rõ hơn.", "after")]
    review.send_back(dossier, reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW)
    return cast.told(dossier)


def _told(cast: Cast, dossier: Initiative) -> Initiative:
    concluded(cast, dossier)
    return cast.told(dossier)


def _appealed(cast: Cast) -> Initiative:
    dossier = _told(cast, scored(cast, cast.confirmed(), hoa=POOR))
    again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=cast.actor("lan"), at=NOW)
    return dossier
