"""Lan's jig before the councils: of the garment factory's superior (Đông's province stands above), of the province."""

from typing import Any

from sangkien.initiatives.models import Initiative
from sangkien.scopes import actions
from sangkien.scopes.models import Criteria, Finding, Level, Request
from sangkien.sittings import actions as sittings
from sangkien.sittings.models import Purpose
from sangkien.sittings.tests.holding import SEATED, council, opened
from tests.cast import NOW, TODAY, Cast

POINTS = {"NOVELTY": 30, "APPLICABILITY": 30, "ECONOMIC": 20, "SOCIAL": 20}
GOOD = {"NOVELTY": 25, "APPLICABILITY": 25, "ECONOMIC": 15, "SOCIAL": 10}  # 75 of 100
POOR = {"NOVELTY": 10, "APPLICABILITY": 20, "ECONOMIC": 10, "SOCIAL": 10}  # 50


def criteria(cast: Cast, level: Level = Level.BASE, **given: Any) -> Criteria:
    """The province's, since the beginning of the year: 70 of 100 points."""
    since = TODAY.replace(month=1, day=1)
    said: dict[str, Any] = {"points": POINTS, "enough": 70, "basis": "Quyết định số 12/QĐ-LĐLĐ", "since": since} | given
    return actions.adopt(cast.unit("LDLD-NINH-THUAN"), level, by=None, at=NOW, **said)


def ready(cast: Cast, *levels: Level) -> None:
    """Councils for initiatives at the industrial zones and in the province, and criteria for these levels."""
    for unit in ("CD-KCN", "LDLD-NINH-THUAN"):
        council(cast, purpose=Purpose.INITIATIVES, unit=unit)
    for level in levels or (Level.BASE, Level.PROVINCE):
        criteria(cast, level)


def asked(cast: Cast, initiative: Initiative | None = None, level: Level = Level.BASE) -> Request:
    """Mai asks for it."""
    return actions.ask(initiative or cast.valid(), level, by=cast.actor("mai"), at=NOW)


def found(cast: Cast, request: Request, points: dict[str, int] = GOOD, *, agree: int = 6, **said: bool) -> Finding:
    """All six but who has a part score it so; the first `agree` vote for it; Thảo concludes."""
    sitting = opened(cast, request.council)
    matter = actions.put_before(request, sitting, by=cast.actor("thao"), at=NOW)
    free = [who for who in SEATED if not matter.recusals.filter(person__username=who).exists()]
    for place, who in enumerate(free):
        actions.score(request, points, by=cast.actor(who), at=NOW)
        sittings.cast(matter, "AGREE" if place < agree else "DISAGREE", by=cast.actor(who), at=NOW)
    sittings.close(matter, by=cast.actor("thao"), at=NOW)
    return actions.conclude(request, by=cast.actor("thao"), at=NOW, **{"applied": True, "replicable": True} | said)
