"""Taking the figures of a draft anew: the questions of its source, answered as its figures were taken."""

from sangkien.base.days import format_day
from sangkien.organisations.models import Organisation
from sangkien.registry.models import OfficialPaper
from sangkien.registry.sources import Source
from sangkien.statistics.periods import Period, Span
from sangkien.web.doors import Request
from sangkien.web.registry.sources import SourceForm, form_of

_AGAIN = (Source.STRETCH, Source.PERIOD)


def figures_form(request: Request, unit: Organisation, paper: OfficialPaper) -> SourceForm | None:
    """None where there is nothing to be taken anew: a list that was chosen is chosen again with a new draft."""
    frozen, today = paper.figures, request.visit.actor.on
    if frozen is None or frozen.source not in _AGAIN:
        return None
    source, data = Source(frozen.source), request.POST or None
    span = Period.read(frozen.stretch).span if source == Source.PERIOD else None
    form = form_of(source, span)(data, unit, frozen.programme, span, today=today)
    if source == Source.STRETCH:
        form.initial.update(stretch=frozen.stretch, as_of=format_day(frozen.as_of))
    elif span == Span.DAY:
        form.initial["day"] = format_day(frozen.as_of)
    else:
        form.initial["period"] = frozen.stretch
    return None if form.is_empty else form
