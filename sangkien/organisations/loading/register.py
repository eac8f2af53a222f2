"""What the database knows of the unions a file speaks of, read in a fixed number of queries for every 5,000."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from sangkien.organisations.models import (
    Ancestry,
    Classification,
    ExternalCode,
    MemberCount,
    Organisation,
    Placement,
    UnitName,
    Workplace,
)

AT_ONCE = 5_000


@dataclass(frozen=True)
class Standing:
    """A union as it stands in the database; of what is dated, every row, the oldest first."""

    organisation: Organisation
    placements: list[Placement]
    names: list[UnitName]
    kinds: list[Classification]
    external_codes: dict[str, ExternalCode]
    workplace: Workplace | None
    counts: dict[date, MemberCount]

    @property
    def parent(self) -> str:
        """The code of the parent it hangs under last; empty for a root."""
        above = self.placements[-1].parent
        return above.code if above else ""


def standing(codes: set[str]) -> dict[str, Standing]:
    """Those of the codes that exist."""
    found = _complete().filter
    return {unit.code: _standing(unit) for some in _slices(sorted(codes)) for unit in found(code__in=some)}


def codes_below(codes: set[str]) -> set[str]:
    """The codes of all unions that ever hung directly under any of these."""
    below: set[str] = set()
    for some in _slices(sorted(codes)):
        placements = Placement.objects.filter(parent__code__in=some)
        below.update(placements.values_list("organisation__code", flat=True).distinct())
    return below


def codes_above(codes: set[str]) -> set[str]:
    """The codes of all unions that any of these ever hung under, at whatever distance."""
    above: set[str] = set()
    for some in _slices(sorted(codes)):
        lines = Ancestry.objects.filter(descendant__code__in=some, depth__gt=0)
        above.update(lines.values_list("ancestor__code", flat=True).distinct())
    return above


def owners_of_codes(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Whose the external codes (system, code) are already: the unit's own code for each."""
    owners = {}
    for some in _slices(sorted({code for _system, code in pairs})):
        known = ExternalCode.objects.filter(code__in=some).values_list("system", "code", "organisation__code")
        owners.update({(system, code): owner for system, code, owner in known if (system, code) in pairs})
    return owners


def _slices(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), AT_ONCE):
        yield codes[start : start + AT_ONCE]


def _complete() -> QuerySet[Organisation]:
    """As lists (`to_attr`): a related manager for each of 200,000 unions takes longer than reading them."""
    return Organisation.objects.prefetch_related(
        Prefetch("placements", Placement.objects.order_by("valid").select_related("parent"), to_attr="every_placement"),
        Prefetch("names", UnitName.objects.order_by("valid"), to_attr="every_name"),
        Prefetch("classifications", Classification.objects.order_by("valid"), to_attr="every_kind"),
        Prefetch("workplaces", Workplace.objects.order_by("pk"), to_attr="every_workplace"),
        Prefetch("external_codes", to_attr="every_external_code"),
        Prefetch("member_counts", to_attr="every_count"),
    )


def _standing(unit: Any) -> Standing:
    return Standing(
        organisation=unit,
        placements=unit.every_placement,
        names=unit.every_name,
        kinds=unit.every_kind,
        external_codes={other.system: other for other in unit.every_external_code},
        workplace=next(iter(unit.every_workplace), None),
        counts={count.counted_on: count for count in unit.every_count},
    )
