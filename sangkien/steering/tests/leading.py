"""The province leads: Đông launches campaigns and closes phases."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sangkien.base.days import VIETNAM, day_of
from sangkien.organisations.queries import children
from sangkien.programmes.models import CampaignKind
from sangkien.programmes.rules import StretchDetails
from sangkien.registry.addressing import addressed
from sangkien.registry.registering import head
from sangkien.registry.tests.writing import HEADING, PROVINCE
from sangkien.statistics.stretches import stretches
from sangkien.steering.closing import close
from sangkien.steering.launching import launch
from sangkien.steering.models import Closing, Launch
from sangkien.steering.plans import Launching, Letter, Reviewing
from sangkien.targets.models import Indicator, Method, TargetKind
from sangkien.targets.plan import Part, Plan, Signed, Terms, Which
from tests.cast import NOW, TODAY, Cast

AFTER = datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)
LAST = date(2022, 5, 31)
PARTS = {"CD-KCN": 600, "CDN-GIAO-DUC": 250, "LDLD-NINH-PHUOC": 150}


def letter(cast: Cast, *, on: date = TODAY) -> Letter:
    """To all directly below, signed by Đông."""
    below = addressed(list(children(cast.unit(PROVINCE), on)))
    return Letter("\n".join(below), delivered=True, signer=cast.person("dong"))


def details(**changes: Any) -> StretchDetails:
    """Forty days would not fit any more: a fortnight until the end of the phase."""
    planned: dict[str, Any] = {
        "parent": None,
        "kind": CampaignKind.PEAK,
        "name": "Chiến dịch thi đua nước rút",
        "first_day": date(2022, 5, 18),
        "last_day": LAST,
    }
    return StretchDetails(**planned | changes)


def launching(cast: Cast, **changes: Any) -> Launching:
    """A campaign of the province's own; the targets stay as they are."""
    told: dict[str, Any] = {"key": uuid4(), "programme": cast.programme, "joins": None, "details": details()}
    return Launching(**told | {"letter": letter(cast)} | changes)


def joining(cast: Cast, **changes: Any) -> Launching:
    """The forty days of the confederation, launched for those below the province."""
    return launching(cast, joins=cast.programme.campaigns.get(code="CD40N"), **changes)


def dividing(cast: Cast, parts: dict[str, int] | None = None, kind: TargetKind = TargetKind.ASSIGNED) -> Plan:
    """The province's number in these parts."""
    which = Which(cast.programme, cast.phase, Indicator.VALID)
    each = {cast.unit(code): Part(n, None, by_hand=True) for code, n in (parts or PARTS).items()}
    return Plan(which, kind, Terms(Method.BY_HAND), each)


def given(cast: Cast, planned: Launching, **changes: Any) -> Launching:
    """With targets: a thousand, by a decision signed today."""
    decision = Signed("45/QĐ-LĐLĐ", TODAY)
    return replace(planned, **{"plan": dividing(cast), "total": 1_000, "decision": decision} | changes)


def launched(cast: Cast, planned: Launching | None = None, *, by: str = "dong", at: datetime = NOW) -> Launch:
    """As Đông does it."""
    unit, actor = cast.unit(PROVINCE), cast.actor(by, on=day_of(at))
    return launch(unit, planned or launching(cast), by=actor, at=at)


def launched_by_the_confederation(cast: Cast, planned: Launching, *, at: datetime = NOW) -> Launch:
    """As Hà does it for all the provinces."""
    unit = cast.unit("TLD")
    head(unit, HEADING, by=None, at=at)
    return launch(unit, planned, by=cast.actor("ha", on=day_of(at)), at=at)


def closed(cast: Cast, *, by: str = "dong", at: datetime = AFTER, code: str = "GD1", **changes: Any) -> Closing:
    """The phase, as Đông closes it two days after its end."""
    unit, on = cast.unit(PROVINCE), day_of(at)
    stretch = next(one for one in stretches(cast.programme, unit=unit, on=on) if one.code == code)
    focus = "Đoàn viên, công nhân lao động trong khu vực sản xuất, kinh doanh"
    told: dict[str, Any] = {"key": uuid4(), "as_of": LAST, "letter": letter(cast, on=on), "focus": focus}
    return close(unit, stretch, Reviewing(**told | changes), by=cast.actor(by, on=on), at=at)
