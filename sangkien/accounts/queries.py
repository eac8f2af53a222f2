"""Questions about people and their hats."""

from datetime import date

from sangkien.accounts.models import Appointment, Person, Role

# Which hat a person wears first when several are held: the one with the widest work.
_ORDER = [Role.REVIEWER, Role.LEADER, Role.GRASSROOTS_OFFICER, Role.ADMINISTRATOR]


def hats(person: Person, *, on: date) -> list[Appointment]:
    """Every appointment the person holds that day, first hat first. One query."""
    held = Appointment.objects.on(on).filter(person=person).select_related("organisation")
    return sorted(held, key=lambda hat: (_ORDER.index(Role(hat.role)), hat.pk))
