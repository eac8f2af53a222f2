"""Questions about programmes."""

from datetime import date

from sangkien.programmes.models import Campaign, Phase, Programme


def current(on: date) -> Programme | None:
    """The programme to show and to send to: the newest that is open that day, else the newest that has begun,
    else the next to begin."""
    programmes = Programme.objects.all()
    return (
        programmes.filter(opens__contains=on).order_by("-opens", "-pk").first()
        or programmes.filter(opens__startswith__lte=on).order_by("-opens", "-pk").first()
        or programmes.order_by("opens", "pk").first()
    )


def phase_on(programme: Programme, on: date) -> Phase | None:
    """The phase of that day; after the last one, the last; before the first or without phases, none."""
    phases = programme.phases.order_by("window")
    return phases.on(on).first() or phases.filter(window__endswith__lte=on).last()


def campaigns_on(programme: Programme, on: date) -> list[Campaign]:
    """The campaigns that run that day, the widest first."""
    running = list(programme.campaigns.filter(window__contains=on).select_related("organiser"))
    return sorted(running, key=lambda campaign: campaign.window.lower)
