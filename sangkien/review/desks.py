"""Where a dossier goes when somebody else than whoever judged it has to look: one desk up."""

from collections.abc import Sequence
from datetime import date

from sangkien.accounts.models import Appointment, Role
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import reviewing_above


def desk_above(unit: Organisation, initiative: Initiative, *, besides: Sequence[int | None], on: date) -> Organisation:
    """The nearest union above `unit` where somebody who has no part in the dossier reviews that day; where there is
    none, `unit` itself with a colleague; else the nearest above that will have to appoint somebody. `besides`: people
    (keys) who may not. Four queries."""
    unit = Organisation.objects.standing_for(unit, on=on).first() or unit
    above = list(reviewing_above(unit, on))
    scored = initiative.sheets.values_list("by", flat=True)
    involved = {initiative.entered_by_id, initiative.confirmed_by_id, *scored, *besides}
    there = Appointment.objects.on(on).filter(role=Role.REVIEWER, organisation__in=[*above, unit])
    staffed = set(there.exclude(person__in=involved - {None}).values_list("organisation", flat=True))
    return next((one for one in [*above, unit] if one.pk in staffed), above[0] if above else unit)
