"""What a frozen table says, as text: canonical JSON, the same bytes for the same figures, on any machine.

Keys in order, no spaces, whole numbers and exact fractions ("7/12") only, names in NFC as they were that day.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sangkien.base.days import VIETNAM
from sangkien.clusters.models import Cluster
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.standings.models import Kind
from sangkien.statistics.figures import WEEK, Figures
from sangkien.statistics.quarters import Contender, Quarter, quarter_table
from sangkien.statistics.ranking import Order, Ranked
from sangkien.statistics.standings import Asked, Grouping, Standing, table
from sangkien.statistics.stretches import stretches

SCHEME = "sangkien-standing/1"


@dataclass(frozen=True)
class Frozen:
    """Everything that the content of a snapshot follows from."""

    programme: Programme
    unit: Organisation
    kind: Kind
    period: str
    grouping: Grouping
    order: Order | None
    view: View
    as_of: date
    mark: int
    at: datetime


def content(frozen: Frozen) -> str:
    """The text. Raises LookupError for a stretch that the programme no longer has."""
    groups = _quarter(frozen) if frozen.kind == Kind.QUARTER else _standings(frozen)
    return as_text(_head(frozen) | {"groups": groups})


def as_text(told: Mapping[str, Any]) -> str:
    """Canonical JSON."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _head(frozen: Frozen) -> dict[str, Any]:
    return {
        "scheme": SCHEME,
        "programme": frozen.programme.code,
        "unit": frozen.unit.code,
        "kind": frozen.kind.value,
        "period": frozen.period,
        "grouping": frozen.grouping.value,
        "order": frozen.order.value if frozen.order else None,
        "view": frozen.view.value,
        "as_of": frozen.as_of.isoformat(),
        "mark": frozen.mark,
        "at": frozen.at.astimezone(VIETNAM).isoformat(timespec="seconds"),
    }


# Tables ----------------------------------------------------------------------------------------------------


def _standings(frozen: Frozen) -> list[dict[str, Any]]:
    """Of every cluster, or of all that hang below the union; what stands in no cluster comes last, without places."""
    among = stretches(frozen.programme, unit=frozen.unit, on=frozen.as_of)
    stretch = next((one for one in among if one.code == frozen.period), None)
    if stretch is None or frozen.order is None:
        raise LookupError(frozen.period)
    asked = Asked(stretch, frozen.as_of, frozen.order, frozen.view, frozen.mark)
    found = table(frozen.unit, grouping=frozen.grouping, asked=asked)
    groups = [_group(one.cluster, _lines(one)) for one in found.standings]
    left_out = [_line(Ranked(None, figures), None) for figures in found.left_out]
    return [*groups, _group(None, left_out)] if left_out else groups


def _group(cluster: Cluster | None, lines: list[dict[str, Any]]) -> dict[str, Any]:
    code, name = (cluster.code, cluster.name) if cluster else (None, None)
    return {"cluster": code, "name": name, "lines": lines}


def _lines(standing: Standing) -> list[dict[str, Any]]:
    return [_line(line, standing.before.get(line.figures.unit.pk)) for line in standing.lines]


def _line(line: Ranked, before: int | None) -> dict[str, Any]:
    return _reached(line.figures) | {"rank": line.rank, "rank_a_week_before": before}


def _reached(figures: Figures) -> dict[str, Any]:
    targets = figures.targets
    return {
        "unit": figures.unit.code,
        "name": figures.unit.name,
        "submitted": figures.submitted,
        "valid": figures.valid,
        "assigned": targets.assigned if targets else None,
        "registered": targets.registered if targets else None,
        "self_raised": targets.self_raised if targets else None,
        "members": figures.members,
        "week": sum(figures.in_last(WEEK)),
        "day": sum(figures.in_last(1)),
        "declared_vnd": figures.value.total,
        "grassroots_vnd": figures.value.grassroots,
        "employer_vnd": figures.value.employer,
        "verified_vnd": figures.value.verified,
    }


# Quarters --------------------------------------------------------------------------------------------------


def _quarter(frozen: Frozen) -> list[dict[str, Any]]:
    found = quarter_table(
        frozen.unit,
        programme=frozen.programme,
        quarter=Quarter.read(frozen.period),
        as_of=frozen.as_of,
        grouping=frozen.grouping,
        view=frozen.view,
        up_to=frozen.mark,
    )
    return [_group(one.cluster, [_contender(line) for line in one.lines]) for one in found]


def _contender(line: Contender) -> dict[str, Any]:
    return {
        "unit": line.unit.code,
        "name": line.unit.name,
        "count": line.count,
        "target": _exact(line.target),
        "decision": line.decided.decision if line.decided else None,
        "above": line.is_above,
        "wins": line.wins,
    }


def _exact(fraction: Fraction | None) -> str | None:
    return None if fraction is None else str(fraction)
