"""Difficulties for tests: Lan's words from the garment factory, Tâm's from the Korean one."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sangkien.accounts.permissions import Actor
from sangkien.difficulties.actions import ask
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.rules import Asked
from tests.cast import NOW, TODAY, Cast

TOLD = "Quản lý người Hàn chưa đồng ý cho chụp ảnh máy, tôi không biết gửi sáng kiến thế nào"


def asked(cast: Cast, *, unit: str = "CS-HAEMIN", **changes: Any) -> Asked:
    """What Tâm, who has no account, says."""
    said = {"key": uuid4(), "kind": "fdi", "text": TOLD, "unit": cast.unit(unit)}
    said |= {"full_name": "Lê Văn Tâm", "phone": "+84912345090"}
    return Asked(**said | changes)


def told(
    cast: Cast, *, login: str = "", at: datetime = NOW, address: str = "10.0.0.9", files: Any = (), **changes: Any
) -> Difficulty:
    """Asked by the person of this login, or by Tâm on his phone."""
    actor = cast.actor(login) if login else Actor(person=None, on=TODAY)
    known = {"full_name": "", "phone": ""} if login else {}
    return ask(asked(cast, **known | changes), programme=cast.programme, files=files, by=actor, address=address, at=at)


def stranger(difficulty: Difficulty) -> Actor:
    """Whoever has its key in their browser."""
    return Actor(person=None, on=TODAY, keys=frozenset({difficulty.key}))


def again(difficulty: Difficulty) -> Difficulty:
    """As the database has it now."""
    return Difficulty.objects.select_related("desk", "unit").get(pk=difficulty.pk)
