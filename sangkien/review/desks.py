"""Where a dossier goes when somebody else than whoever judged it has to look: one desk up."""

from collections.abc import Sequence
from datetime import date

from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import without_a_part
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import reviewing_above
from sangkien.review.rules import IMPARTIAL


def desk_above(unit: Organisation, initiative: Initiative, *, besides: Sequence[int | None], on: date) -> Organisation:
    """The nearest union above `unit` where somebody who has no part in the dossier reviews that day; where there is
    none, `unit` itself with a colleague; else the nearest above that will have to appoint somebody. `besides`: people
    (keys) who may not, though they have no part in it yet. A fixed number of queries."""
    unit = Organisation.objects.standing_for(unit, on=on).first() or unit
    above = list(reviewing_above(unit, on))
    there = Appointment.objects.on(on).filter(role=Role.REVIEWER, organisation__in=[*above, unit])
    offices = list(there.values_list("person", "organisation"))
    able = without_a_part({person for person, _ in offices}, IMPARTIAL, initiative) - set(besides)
    staffed = {union for person, union in offices if person in able}
    return next((one for one in [*above, unit] if one.pk in staffed), above[0] if above else unit)
