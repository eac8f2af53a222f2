"""Who says that a day is off or at work, and when it can be said."""

from datetime import date

from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotAllowed, Problem
from sangkien.organisations.models import Organisation
from sangkien.workdays.models import DecidedDay

LONGEST_DECISION = 300
YEARS = range(2000, 2101)  # those of the calendar; no programme is older


def may_declare(actor: Actor) -> bool:
    """The days are those of the whole country: an administrator of the union above which there is none."""
    if not actor.holds(Role.ADMINISTRATOR):
        return False
    above = Organisation.objects.above(Organisation.objects.filter(pk=actor.office.pk), on=actor.on)
    return not above.exclude(pk=actor.office.pk).exists()


def must_declare(by: Actor | None) -> None:
    """Raises NotAllowed. A command may."""
    if by is not None and not may_declare(by):
        raise NotAllowed("workdays.declare")


def missing_to_declare(day: date, *, works: bool, decision: str, works_anyway: bool) -> list[Problem]:
    """What keeps the day from being declared."""
    if day.year not in YEARS:
        text = _("Chọn một ngày từ năm %(first)s đến năm %(last)s") % {"first": YEARS[0], "last": YEARS[-1]}
        return [Problem(code="no_such_year", field="day", text=text)]
    if not decision:
        text = _("Ghi căn cứ: số, ngày và nơi ban hành văn bản")
        return [Problem(code="no_decision", field="decision", text=text)]
    if len(decision) > LONGEST_DECISION:
        text = _("Căn cứ dài quá 300 chữ cái, hãy viết gọn lại")
        return [Problem(code="decision_long", field="decision", text=text)]
    if works == works_anyway and not DecidedDay.objects.filter(day=day).exists():
        text = _("Ngày này vốn là ngày làm việc rồi.") if works else _("Ngày này vốn là ngày nghỉ rồi.")
        return [Problem(code="nothing_new", field="day", text=text)]
    return []
