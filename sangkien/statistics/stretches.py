"""Chặng: the stretch of days that figures are asked for, and the campaigns inside it."""

from dataclasses import dataclass
from datetime import date

from sangkien.base.statements import Lookup
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, CampaignKind, Phase, Programme


@dataclass(frozen=True)
class Band:
    """A campaign as a stretch of days, both included."""

    title: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Stretch:
    """A phase, the peak campaign that runs in it, or a programme that has no phases.

    Figures are those of `phase` (of the whole programme without one): a campaign counts towards the target of
    its phase (letter of the 40-day campaign, item 1). `last_day` is None while nobody has set an end.
    """

    code: str
    title: str
    programme: Programme
    phase: Phase | None
    first_day: date
    last_day: date | None
    bands: tuple[Band, ...] = ()
    is_campaign: bool = False

    def runs_on(self, day: date) -> bool:
        """Is the day one of its days?"""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def stretches(programme: Programme, *, unit: Organisation, on: date) -> list[Stretch]:
    """Every stretch of the programme that concerns the unit, in the order in which they begin: two queries.

    A campaign concerns its organiser and all unions below it that day; nested ones are bands of the outer one.
    """
    phases = _PHASES(programme.pk)
    for phase in phases:
        phase.programme = programme
    campaigns = _campaigns(programme, unit=unit, on=on)
    found = [_of_phase(programme, phase, campaigns) for phase in phases]
    found += [
        _of_campaign(programme, campaign, phases, campaigns)
        for campaign in campaigns
        if campaign.parent_id is None and campaign.kind == CampaignKind.PEAK
    ]
    if not phases:
        found.append(_of_programme(programme, campaigns))
    return sorted(found, key=lambda stretch: (stretch.first_day, stretch.is_campaign))


def stretch_of(campaign: Campaign) -> Stretch:
    """That of one campaign, which need not be stored yet; without the campaigns inside it. One query."""
    phases = list(campaign.programme.phases.order_by("window"))
    return _of_campaign(campaign.programme, campaign, phases, [])


def whole_stretches(programme: Programme, *, unit: Organisation, on: date) -> list[Stretch]:
    """The same without campaigns: what public pages and open data speak of."""
    return [stretch for stretch in stretches(programme, unit=unit, on=on) if not stretch.is_campaign]


def whole_stretch_on(programme: Programme, *, unit: Organisation, on: date) -> Stretch:
    """The one of these that is shown that day (`stretch_on`)."""
    return stretch_on(whole_stretches(programme, unit=unit, on=on), on=on)


def stretch_on(among: list[Stretch], *, on: date) -> Stretch:
    """What a board shows of itself: the campaign that runs that day (of several the last begun), else the phase, else
    the last that has begun, else the first to come."""
    running = [stretch for stretch in among if stretch.runs_on(on)]
    if running:
        return max(running, key=lambda stretch: (stretch.is_campaign, stretch.first_day))
    whole = [stretch for stretch in among if not stretch.is_campaign]
    begun = [stretch for stretch in whole if stretch.first_day <= on]
    return begun[-1] if begun else whole[0]


def _campaigns(programme: Programme, *, unit: Organisation, on: date) -> list[Campaign]:
    return _CAMPAIGNS(programme=programme.pk, unit=unit.pk, on=on)


# Asked for every page with figures.
_PHASES = Lookup(Phase, 'programme_id = %s ORDER BY "window"')
_CAMPAIGNS = Lookup(
    Campaign,
    """programme_id = %(programme)s AND organiser_id IN (
        SELECT a.ancestor_id FROM organisations_ancestry a
        WHERE a.descendant_id = %(unit)s AND a.valid @> %(on)s::date AND a.lives
    ) ORDER BY "window", id""",
)


def _of_phase(programme: Programme, phase: Phase, campaigns: list[Campaign]) -> Stretch:
    outer = [campaign for campaign in campaigns if campaign.parent_id is None]
    first, last = phase.first_day, phase.last_day
    return Stretch(phase.code, phase.title, programme, phase, first, last, _bands(outer, first, last))


def _of_programme(programme: Programme, campaigns: list[Campaign]) -> Stretch:
    outer = [campaign for campaign in campaigns if campaign.parent_id is None]
    first, last = programme.opens.lower, programme.last_day
    return Stretch(programme.code, programme.name, programme, None, first, last, _bands(outer, first, last))


def _of_campaign(programme: Programme, campaign: Campaign, phases: list[Phase], campaigns: list[Campaign]) -> Stretch:
    first, last = campaign.window.lower, campaign.last_day
    phase = next((phase for phase in phases if first in phase.window), None)
    parts = [part for part in campaigns if part.parent_id == campaign.pk]
    return Stretch(
        code=campaign.code,
        title=campaign.title,
        programme=programme,
        phase=phase,
        first_day=first,
        last_day=last,
        bands=_bands(parts, first, last),
        is_campaign=True,
    )


def _bands(campaigns: list[Campaign], first: date, last: date | None) -> tuple[Band, ...]:
    """The campaigns that touch the window, cut to it."""
    end = last or date.max
    cut = [
        Band(campaign.title, max(campaign.window.lower, first), min(campaign.last_day or end, end))
        for campaign in campaigns
    ]
    return tuple(band for band in cut if band.first_day <= band.last_day)
