"""Unions for tests, made by the same actions as everywhere else."""

from datetime import UTC, date, datetime

from sangkien.organisations.actions import create_organisation
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.models import Organisation, UnitKind

LONG_AGO = date(1992, 4, 1)  # Ninh Thuận became a province again
AT = datetime(2022, 1, 8, 1, tzinfo=UTC)


def kind(code: str) -> UnitKind:
    """A kind of the room's own file, loaded on first use."""
    if not UnitKind.objects.filter(code=code).exists():
        load_kinds()
    return UnitKind.objects.get(code=code)


def union(
    code: str,
    kind_code: str = "GRASSROOTS",
    *,
    parent: Organisation | None = None,
    name: str = "",
    short_name: str = "",
    since: date = LONG_AGO,
    until: date | None = None,
) -> Organisation:
    """A union that exists; without a name it is called by its code."""
    return create_organisation(
        code=code,
        kind=kind(kind_code),
        name=name or code,
        short_name=short_name,
        parent=parent,
        since=since,
        until=until,
        by=None,
        at=AT,
    )
