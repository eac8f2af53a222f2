"""Questions about clusters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sangkien.clusters.models import Cluster, Lead, Member, QuarterTarget
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme


@dataclass(frozen=True)
class Gathered:
    """A cluster as it is on a day: its members, named, by their codes, and who leads it."""

    cluster: Cluster
    members: list[Organisation]
    lead: Organisation | None


def clusters_of(organiser: Organisation, *, on: date) -> list[Gathered]:
    """The clusters of a union, by name; those without a member that day included. Four queries."""
    return gathered(Cluster.objects.filter(organiser=organiser).order_by("name"), on=on)


def gathered(clusters: Iterable[Cluster], *, on: date) -> list[Gathered]:
    """These clusters with their members of the day. Three queries and that for the clusters."""
    found = list(clusters)
    members = list(Member.objects.on(on).filter(cluster__in=found).values_list("cluster", "organisation"))
    leads = dict(Lead.objects.on(on).filter(cluster__in=found).values_list("cluster", "organisation"))
    units = {unit for _cluster, unit in members} | set(leads.values())
    named = {unit.pk: unit for unit in Organisation.objects.on(on).filter(pk__in=units).named(on=on)}
    inside: dict[int, list[Organisation]] = {}
    for cluster, unit in members:
        if unit in named:  # one that has ended is counted with whoever stands for it
            inside.setdefault(cluster, []).append(named[unit])
    return [
        Gathered(
            cluster,
            sorted(inside.get(cluster.pk, []), key=lambda unit: unit.code),
            named.get(leads.get(cluster.pk, 0)),
        )
        for cluster in found
    ]


def cluster_of(unit: Organisation, *, on: date) -> Cluster | None:
    """The cluster in which the union is compared with its neighbours that day; of several levels the first founded."""
    rows = Member.objects.on(on).filter(organisation=unit).select_related("cluster__organiser")
    first = rows.order_by("cluster").first()
    return first.cluster if first else None


def quarter_targets(units: Iterable[int], *, programme: Programme, year: int, number: int) -> dict[int, QuarterTarget]:
    """What was set for this quarter, by unit. One query."""
    rows = QuarterTarget.objects.filter(programme=programme, year=year, number=number, organisation__in=list(units))
    return {row.organisation_id: row for row in rows}


def quarters_set(unit: Organisation, *, programme: Programme) -> list[QuarterTarget]:
    """What was set for the union, the last quarter first. One query."""
    return list(QuarterTarget.objects.filter(organisation=unit, programme=programme).order_by("-year", "-number"))
