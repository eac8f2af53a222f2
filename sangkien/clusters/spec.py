"""Clusters as a file (YAML): the same as the page, for many at once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from sangkien.base import shapes
from sangkien.base.problems import NotPossible, Problem
from sangkien.clusters import actions
from sangkien.clusters.models import Cluster, Lead, Member
from sangkien.organisations.models import Organisation

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
_MOST_PARTS = 200_000  # of a file; the nation's clusters have some 500


class Part(BaseModel):
    """Every part refuses words it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Since(Part):
    """A union from a day on; `to`, its last day, where it has left."""

    unit: Code
    since: date = Field(alias="from")
    to: date | None = None


class ClusterSpec(Part):
    """A cluster with its members and who led it when."""

    code: Code
    name: str = Field(min_length=1, max_length=160)
    members: list[Since] = []
    leads: list[Since] = []


class ClustersSpec(Part):
    """All clusters of a union."""

    organiser: Code
    clusters: list[ClusterSpec]


def read(file: Path) -> ClustersSpec:
    """The clusters in this file. Raises NotPossible with every mistake, each naming its place."""
    return shapes.checked(ClustersSpec, shapes.read_yaml(file.read_bytes(), parts=_MOST_PARTS), whole="clusters")


@transaction.atomic
def configure(spec: ClustersSpec, *, at: datetime) -> int:
    """Bring clusters to what the file says, by a command; the same file twice changes nothing. How many changes.

    Clusters are matched by code, rows by union and first day; nothing that is not in the file is removed. Raises
    NotPossible for a union that there is not, and for what the page would refuse."""
    units = _units(spec)
    return sum(1 for one in spec.clusters for _change in _changes(units, one, spec.organiser, at))


def _changes(units: dict[str, Organisation], one: ClusterSpec, organiser: str, at: datetime) -> Iterator[Any]:
    by_command: dict[str, Any] = {"by": None, "at": at}
    cluster = Cluster.objects.filter(code=one.code.upper()).first()
    if cluster is None:
        cluster = actions.found(units[organiser], code=one.code, name=one.name, **by_command)
        yield cluster
    for row in sorted(one.members, key=lambda row: row.since):
        unit = units[row.unit]
        if not Member.objects.filter(cluster=cluster, organisation=unit, valid__startswith=row.since).exists():
            yield actions.admit(cluster, unit, since=row.since, **by_command)
        member = Member.objects.get(cluster=cluster, organisation=unit, valid__startswith=row.since)
        if row.to and (member.valid.upper is None or member.valid.upper > row.to + timedelta(days=1)):
            yield actions.dismiss(member, since=row.to + timedelta(days=1), **by_command)
    for row in sorted(one.leads, key=lambda row: row.since):
        unit = units[row.unit]
        if not Lead.objects.filter(cluster=cluster, organisation=unit, valid__startswith=row.since).exists():
            yield actions.hand_on(cluster, unit, since=row.since, **by_command)


def _units(spec: ClustersSpec) -> dict[str, Organisation]:
    rows = [row for one in spec.clusters for row in (*one.members, *one.leads)]
    wanted = {spec.organiser, *(row.unit for row in rows)}
    found = {unit.code: unit for unit in Organisation.objects.filter(code__in=wanted)}
    if missing := sorted(wanted - set(found)):
        raise NotPossible([Problem(code="no_such_unit", text=f"Chưa có đơn vị mang mã {m}.") for m in missing])
    return found


def written(organiser: Organisation) -> str:
    """The clusters of a union as such a file."""
    clusters = (
        Cluster.objects.filter(organiser=organiser)
        .order_by("code")
        .prefetch_related("members__organisation", "leads__organisation")
    )
    told = [
        {
            "code": one.code,
            "name": one.name,
            "members": [_row(row) for row in one.members.all()],
            "leads": [_row(row) for row in one.leads.all()],
        }
        for one in clusters
    ]
    document = {"organiser": organiser.code, "clusters": told}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _row(row: Member | Lead) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": row.organisation.code, "from": row.valid.lower}
    return told | {"to": row.valid.upper - timedelta(days=1)} if row.valid.upper else told
