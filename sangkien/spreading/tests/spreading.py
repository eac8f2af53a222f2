"""Haemin wants to apply Lan's jig."""

from sangkien.initiatives.models import Initiative
from sangkien.spreading import actions
from sangkien.spreading.models import Adoption, Wish
from sangkien.spreading.rules import Applied
from tests.cast import NOW, TODAY, Cast

SAID = {"where": "Chuyền may số 3", "contact": "Kim Min-ji, 0912 345 004"}
CAME = Applied(applied_on=TODAY, effect="Mỗi túi nhanh hơn 9 giây", benefit_vnd=70_000_000)


def asked(cast: Cast, initiative: Initiative | None = None) -> Wish:
    """Kim has asked."""
    return actions.ask(initiative or cast.valid(), **SAID, by=cast.actor("kim"), at=NOW)


def agreed(cast: Cast) -> Wish:
    """And Mai has agreed."""
    return actions.answer(asked(cast), "Mời sang xem chiều thứ Năm", agrees=True, by=cast.actor("mai"), at=NOW)


def adopted(cast: Cast) -> Adoption:
    """And it is applied."""
    return actions.adopt(agreed(cast), CAME, proof=None, by=cast.actor("kim"), at=NOW)
