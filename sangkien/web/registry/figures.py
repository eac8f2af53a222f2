"""Taking the figures of a draft anew: the questions of its source, answered as its figures were taken."""

from datetime import date
from typing import Any

from sangkien.base.days import format_day
from sangkien.organisations.models import Organisation
from sangkien.registry.models import OfficialPaper
from sangkien.registry.sources import Source
from sangkien.registry.templates import templates
from sangkien.statistics.periods import Period, Span
from sangkien.web.registry.sources import SourceForm, form_of

_AGAIN = (Source.STRETCH, Source.PERIOD)


def figures_form(unit: Organisation, paper: OfficialPaper, *, today: date, sent: Any = None) -> SourceForm | None:
    """None where there is nothing to be taken anew: a list that was chosen is chosen again with a new draft. `sent`:
    the answers, where it is this question that was answered."""
    frozen = paper.figures
    if frozen is None or frozen.source not in _AGAIN:
        return None
    source = Source(frozen.source)
    span = Period.read(frozen.stretch).span if source == Source.PERIOD else None
    form = form_of(source, span)(sent, unit, frozen.programme, templates()[paper.template], today=today)
    if source == Source.STRETCH:
        form.initial.update(stretch=frozen.stretch, as_of=format_day(frozen.as_of))
    elif span == Span.DAY:
        form.initial["day"] = format_day(frozen.as_of)
    else:
        form.initial["period"] = frozen.stretch
    return None if form.is_empty else form
