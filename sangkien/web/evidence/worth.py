"""How far the value of one initiative is to be trusted, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.confirmations.models import EmployerAnswer
from sangkien.evidence.models import Outcome, Verification
from sangkien.evidence.norms import odd_values, told
from sangkien.initiatives.levels import Level, is_contradicted, level_of
from sangkien.initiatives.models import Initiative
from sangkien.web.templatetags.components import money

_LOOKS = {
    Level.DECLARED: ("grey", "pencil"),
    Level.GRASSROOTS: ("blue", "shield-check"),
    Level.EMPLOYER: ("green", "building-2"),
    Level.VERIFIED: ("green", "circle-check"),
}


@dataclass(frozen=True)
class Worth:
    """`level` with its look; `said`: what the employer says otherwise; `odd`: how the value stands apart, for officers;
    `verification`: what was found after a year. Each may be missing."""

    level: Level
    said: str = ""
    odd: str = ""
    verification: Verification | None = None

    @property
    def tone(self) -> str:
        """The tag's."""
        return _LOOKS[self.level][0]

    @property
    def picture(self) -> str:
        """The tag's."""
        return _LOOKS[self.level][1]

    @property
    def found(self) -> bool:
        """Was a value found?"""
        return self.verification is not None and self.verification.outcome == Outcome.FOUND


def worth_of(initiative: Initiative, *, for_officers: bool = False) -> Worth | None:
    """None for a dossier without an amount. One query, for officers two."""
    level = level_of(initiative)
    if level is None:
        return None
    odd = odd_values([initiative]).get(initiative.pk) if for_officers else None
    last = Verification.objects.filter(initiative=initiative).order_by("pk").last()
    return Worth(level, said=_otherwise(initiative), odd=told(odd) if odd else "", verification=last)


def value_said(answer: EmployerAnswer) -> str:
    """What an employer answers of the value; empty where they said nothing of it."""
    if answer.value_vnd is None:
        return ""
    if answer.value_vnd == answer.value_asked:
        return _("Xác nhận giá trị làm lợi %(money)s một năm") % {"money": money(answer.value_vnd)}
    return _("Giá trị làm lợi theo doanh nghiệp là %(money)s một năm") % {"money": money(answer.value_vnd)}


def _otherwise(initiative: Initiative) -> str:
    if not is_contradicted(initiative):
        return ""
    said = {"said": money(initiative.employer_vnd), "declared": money(initiative.benefit_vnd)}
    return _("Doanh nghiệp nêu %(said)s, hồ sơ kê khai %(declared)s.") % said
