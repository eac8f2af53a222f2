"""Questions about update days."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sangkien.gatherings.models import Start, UpdateDay
from sangkien.organisations.models import Organisation, UnitKind


def with_all() -> "QuerySet[UpdateDay]":
    """Update days with their campaign, programme and union: one query."""
    return UpdateDay.objects.select_related("campaign__programme", "campaign__organiser", "campaign__parent")


def workplace_of(update_day: UpdateDay, *, on: date) -> Organisation | None:
    """The union whose workers come, named as of that day: the one that holds the event, or who stands for it, where
    workers belong there; none where a superior invites many unions and everybody finds their own. Two queries."""
    organiser = update_day.campaign.organiser
    unit = Organisation.objects.standing_for(organiser, on=on).named(on=on).first()
    if unit is None or not UnitKind.objects.filter(code=unit.kind_code, takes_dossiers=True).exists():
        return None
    return unit


def number_of(draft_key: UUID) -> int | None:
    """The number that this form was given at an event; none when it was begun elsewhere. One query."""
    return Start.objects.filter(draft_key=draft_key).values_list("number", flat=True).first()
