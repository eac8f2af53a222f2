"""To which commune of the new map a union goes."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation, Workplace
from sangkien.reforms.spec import MoveByCommune


def new_communes(units: Collection[int], operation: MoveByCommune) -> dict[str, list[int]]:
    """The unions (keys) of each new commune, by where their first workplace lies.

    Raises NotPossible naming every union without an answer: no commune is written down, the map does not know it, or
    it was divided and nobody has said to which part the union belongs (1,033 old communes were, on 1 July 2025).
    """
    codes = dict(Organisation.objects.filter(pk__in=units).values_list("pk", "code"))
    lying = _lying_in(units)
    homes: dict[str, list[int]] = {}
    problems = []
    for unit in units:
        commune, problem = _home(codes[unit], lying.get(unit, ""), operation)
        homes.setdefault(commune, []).append(unit)
        problems += [problem] if problem else []
    if problems:
        raise NotPossible(problems)
    return homes


def _lying_in(units: Collection[int]) -> dict[int, str]:
    rows = Workplace.objects.filter(organisation__in=units).exclude(commune_code="").order_by("-pk")
    return dict(rows.values_list("organisation", "commune_code"))


def _home(code: str, old: str, operation: MoveByCommune) -> tuple[str, Problem | None]:
    if by_hand := operation.divided.get(code):
        return by_hand, None
    new = operation.map.get(old, ())
    if len(new) == 1:
        return new[0], None
    return "", Problem(code="no_commune", field=code, text=_why_not(old, new) % {"unit": code, "commune": old})


def _why_not(old: str, new: tuple[str, ...]) -> str:
    if not old:
        return _("%(unit)s chưa ghi xã, phường nơi làm việc; hãy nêu xã, phường mới cho đơn vị này.")
    if not new:
        return _("%(unit)s ở xã, phường mã %(commune)s không có trong bảng chuyển đổi.")
    return _("%(unit)s ở xã, phường mã %(commune)s đã được chia cho nhiều nơi; hãy nêu xã, phường mới cho đơn vị này.")
