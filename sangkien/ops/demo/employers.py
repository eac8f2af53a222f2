"""The employers of the demonstration: asked by the union of an enterprise they confirm the value of one dossier in
three, and of a few they say another one."""

from datetime import datetime

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.confirmations.employers import answer, ask_employer
from sangkien.confirmations.models import Applied, Disclosure, Language, Recognised, ValueSaid
from sangkien.confirmations.rules import Addressee, EmployerSays
from sangkien.initiatives.models import Initiative

_ONE_IN, _ANOTHER_IN = 3, 60
_ENTERPRISES = ("private", "fdi")
_WHO = Addressee(recipient="Giám đốc nhà máy", language=Language.VI)


def ask(initiative: Initiative, number: int, *, by: Actor, at: datetime) -> None:
    """The chair who has just confirmed it asks, and the employer answers at once."""
    if number % _ONE_IN or initiative.benefit_vnd is None or not by.holds(Role.GRASSROOTS_OFFICER):
        return
    if not initiative.unit.workplaces.filter(ownership__in=_ENTERPRISES).exists():
        return
    link = ask_employer(initiative, _WHO, by=by, at=at)
    answer(link, _says(initiative.benefit_vnd, number), language=Language.VI, address="127.0.0.1", at=at)


def _says(declared: int, number: int) -> EmployerSays:
    differs = number % _ANOTHER_IN == 0
    return EmployerSays(
        applied=Applied.YES,
        recognised=Recognised.PREPARING,
        value=ValueSaid.OTHER if differs else ValueSaid.RIGHT,
        value_asked=declared,
        value_vnd=declared * 7 // 10 if differs else None,
        disclosure=Disclosure.PUBLIC,
        name="Nguyễn Hữu Thành",
        position="Quản đốc",
    )
