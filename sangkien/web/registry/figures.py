"""Which stretches figures can be frozen of, as a question."""

from collections.abc import Sequence

from sangkien.base.days import format_day
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.registry.models import OfficialPaper
from sangkien.statistics.stretches import Stretch, stretch_on, stretches
from sangkien.web.doors import Request
from sangkien.web.registry.forms import FiguresForm


def begun_stretches(request: Request, unit: Organisation, programme: Programme | None = None) -> Sequence[Stretch]:
    """Those of the programme that boards show (or of the one given) whose days have begun; none without one."""
    on = request.visit.actor.on
    asked = programme or current(on)
    return [one for one in stretches(asked, unit=unit, on=on) if one.first_day <= on] if asked else []


def figures_form(request: Request, unit: Organisation, paper: OfficialPaper) -> FiguresForm | None:
    """The question for a draft, answered as its figures were taken; None where nothing has begun."""
    frozen, today = paper.figures, request.visit.actor.on
    among = begun_stretches(request, unit, frozen.programme if frozen else None)
    if not among:
        return None
    code = frozen.stretch if frozen else stretch_on(list(among), on=today).code
    initial = {"stretch": code, "as_of": format_day(frozen.as_of if frozen else today)}
    return FiguresForm(request.POST or None, stretches=among, today=today, initial=initial)
