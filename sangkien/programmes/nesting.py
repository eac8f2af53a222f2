"""A union's own stretch inside a superior's campaign (letter of the 40-day campaign, item 2, first dash)."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, CampaignKind


def nest_day(
    parent: Campaign, *, organiser: Organisation, kind: CampaignKind, code: str, name: str, name_en: str, day: date
) -> Campaign:
    """Write a campaign of one day into `parent`, in the caller's transaction. Who may, and whether the day lies within
    the parent, the caller has asked."""
    return Campaign.objects.create(
        programme=parent.programme,
        parent=parent,
        organiser=organiser,
        kind=kind,
        code=code,
        name=name,
        name_en=name_en,
        window=_one_day(day),
    )


def move_day(campaign: Campaign, *, parent: Campaign, day: date) -> None:
    """Put it into another campaign of the same programme or on another day, in the caller's transaction."""
    campaign.parent, campaign.window = parent, _one_day(day)
    campaign.save(update_fields=["parent", "window"])


def _one_day(day: date) -> DateRange:
    return DateRange(day, date.fromordinal(day.toordinal() + 1))
