"""Questions about programmes."""

from datetime import date

from sangkien.programmes.models import Phase, Programme


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
