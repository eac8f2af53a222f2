"""Questions about nudges."""

from collections.abc import Iterable

from sangkien.nudges.models import Nudge
from sangkien.programmes.models import Programme


def last_nudges(units: Iterable[int], *, programme: Programme) -> dict[int, Nudge]:
    """The last one of each union that was ever nudged in the programme. One query."""
    rows = Nudge.objects.filter(programme=programme, unit__in=list(units)).order_by("unit", "-at").distinct("unit")
    return {row.unit_id: row for row in rows}
