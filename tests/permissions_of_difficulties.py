"""Who asks, answers, hands over and judges; who writes guidance. Lan asks from the garment factory, somebody without an
account from there too; what Yến asked was handed up to her own union."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model

from sangkien.difficulties import handling
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.tests.asking import again, told
from sangkien.guidance.actions import publish, shelve
from sangkien.guidance.rules import Written
from tests.cast import NOW, Cast

DIFFICULTIES = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
difficulty.see_own     LANS_DIFFICULTY       .      .     x    .   .   .    .    .    .    .    .   .
difficulty.see_own     STRANGERS_DIFFICULTY  .      x     .    .   .   .    .    .    .    .    .   .
difficulty.see         LANS_DIFFICULTY       .      .     .    .   x   .    x    .    x    .    x   x
difficulty.see         STRANGERS_DIFFICULTY  .      .     .    .   x   .    x    .    x    .    x   x
difficulty.see         YENS_DIFFICULTY       .      .     .    .   x   .    x    .    x    .    x   x
difficulty.answer      LANS_DIFFICULTY       .      .     .    .   x   .    .    .    .    .    .   .
difficulty.answer      STRANGERS_DIFFICULTY  .      .     .    .   x   .    .    .    .    .    .   .
difficulty.answer      UPPER_DIFFICULTY      .      .     .    .   .   .    x    .    x    .    .   .
difficulty.answer      YENS_DIFFICULTY       .      .     .    .   .   .    x    .    .    .    .   .
difficulty.answer      ANSWERED_DIFFICULTY   .      .     .    .   .   .    .    .    .    .    .   .
difficulty.answer      GROUPED_DIFFICULTY    .      .     .    .   .   .    .    .    .    .    .   .
difficulty.hand_over   LANS_DIFFICULTY       .      .     .    .   x   .    .    .    .    .    .   .
difficulty.hand_over   UPPER_DIFFICULTY      .      .     .    .   .   .    x    .    x    .    .   .
difficulty.hand_over   YENS_DIFFICULTY       .      .     .    .   .   .    x    .    .    .    .   .
difficulty.hand_over   ANSWERED_DIFFICULTY   .      .     .    .   .   .    .    .    .    .    .   .
difficulty.group       LANS_DIFFICULTY       .      .     .    .   x   .    .    .    .    .    .   .
difficulty.group       GROUPED_DIFFICULTY    .      .     .    .   x   .    .    .    .    .    .   .
difficulty.group       ANSWERED_DIFFICULTY   .      .     .    .   .   .    .    .    .    .    .   .
difficulty.set_aside   LANS_DIFFICULTY       .      .     .    .   x   .    .    .    .    .    .   .
difficulty.set_aside   DIFFICULTY_ASIDE      .      .     .    .   x   .    .    .    .    .    .   .
difficulty.set_aside   GROUPED_DIFFICULTY    .      .     .    .   .   .    .    .    .    .    .   .
difficulty.say_more    LANS_DIFFICULTY       .      .     x    .   .   .    .    .    .    .    .   .
difficulty.say_more    STRANGERS_DIFFICULTY  .      x     .    .   .   .    .    .    .    .    .   .
difficulty.say_more    ANSWERED_DIFFICULTY   .      .     .    .   .   .    .    .    .    .    .   .
difficulty.judge       LANS_DIFFICULTY       .      .     .    .   .   .    .    .    .    .    .   .
difficulty.judge       ANSWERED_DIFFICULTY   .      .     x    .   .   .    .    .    .    .    .   .
guidance.write         GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
guidance.write         INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
guidance.write         PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
guidance.write         CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
guidance.revise        ZONES_ARTICLE         .      .     .    .   .   .    x    .    x    .    .   .
guidance.revise        PRODUCTS_ARTICLE      .      .     .    .   .   .    .    .    .    .    .   x
"""
_FACTORY = "CS-MAY-TIEN-THUAN"
_SAID = Written(title="Ảnh quyết định bị mờ", body="Chụp lại ban ngày.", topics=("sending",))


def difficulties(cast: Cast, *, carried: UUID) -> dict[str, Callable[[], Model]]:
    """Each made when it is asked for; the stranger's under the key that the carrier has."""

    def lans(**changes: Any) -> Difficulty:
        return told(cast, login="lan", unit=_FACTORY, key=uuid4(), **changes)

    def handed_up(login: str) -> Difficulty:
        one = told(cast, login=login, unit=_FACTORY)
        handling.hand_up(one, "Cần cấp trên", seen=1, by=cast.actor("mai"), at=NOW)
        return again(one)

    def answered() -> Difficulty:
        one = lans()
        handling.answer(one, "Chị gửi lại nhé", seen=1, by=cast.actor("mai"), at=NOW)
        return again(one)

    def grouped() -> Difficulty:
        one, leading = lans(), told(cast, unit=_FACTORY)
        handling.group(one, leading, seen=1, by=cast.actor("mai"), at=NOW)
        return again(one)

    def aside() -> Difficulty:
        one = lans()
        handling.set_aside(one, "Quảng cáo", seen=1, by=cast.actor("mai"), at=NOW)
        return again(one)

    minh = cast.actor("minh")
    return {
        "LANS_DIFFICULTY": lans,
        "STRANGERS_DIFFICULTY": lambda: told(cast, unit=_FACTORY, key=carried),
        "UPPER_DIFFICULTY": lambda: handed_up("lan"),
        "YENS_DIFFICULTY": lambda: handed_up("yen"),
        "ANSWERED_DIFFICULTY": answered,
        "GROUPED_DIFFICULTY": grouped,
        "DIFFICULTY_ASIDE": aside,
        "ZONES_ARTICLE": lambda: publish(cast.unit("CD-KCN"), _SAID, by=minh, at=NOW),
        "PRODUCTS_ARTICLE": lambda: shelve(_SAID, owner=None, by=None, at=NOW),
    }
