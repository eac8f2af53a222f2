"""The strata of an inspection in words; published is one word without a space."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_dong_short
from sangkien.evidence.models import Inspection, Strata
from sangkien.initiatives.levels import Level
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import TermList


def named(inspection: Inspection, strata: Sequence[str], actor: Actor) -> list[str]:
    """Each in the reader's language, in the order given. One query at most."""
    names = _names(inspection, strata, actor)
    return [names.get(stratum, stratum) if stratum != "-" else _("Không có") for stratum in strata]


def _names(inspection: Inspection, strata: Sequence[str], actor: Actor) -> dict[str, str]:
    if inspection.strata == Strata.UNIT:
        return {unit.code: unit.name for unit in Organisation.objects.filter(code__in=strata).named(on=actor.on)}
    if inspection.strata == Strata.FIELD:
        return {term.code: term.label for term in inspection.programme.terms.filter(list=TermList.FIELD)}
    if inspection.strata == Strata.LEVEL:
        return {level.lower(): str(level.label) for level in Level}
    return {stratum: _band(stratum) for stratum in strata if stratum.startswith("10^")}


def _band(stratum: str) -> str:
    """10^7: from 10 up to 100 triệu."""
    power, language = int(stratum.removeprefix("10^")), get_language() or "vi"
    least, most = (format_dong_short(10**exponent, language) for exponent in (power, power + 1))
    return _("Từ %(least)s đến dưới %(most)s") % {"least": least, "most": most}
