"""How many votes carry: exact, without rounding."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Base(models.TextChoices):
    """Of what a share is taken; whoever has an interest in the matter is never among them."""

    SEATS = "SEATS", gettext_lazy("số thành viên hội đồng")
    PRESENT = "PRESENT", gettext_lazy("số thành viên dự họp")


@dataclass(frozen=True)
class Threshold:
    """A choice carries with at least `num`/`den` of the base; where `more`, with more than that."""

    num: int
    den: int
    base: Base = Base.SEATS
    more: bool = False

    def reached(self, votes: int, *, of: int) -> bool:
        """Do so many votes carry, of a base of so many people?"""
        share = Fraction(self.num * of, self.den)
        return votes > share if self.more else votes >= share

    def __str__(self) -> str:
        """In the reader's language: "từ 2/3 số thành viên hội đồng trở lên"."""
        share = f"{self.num * 100 // self.den} %" if 100 % self.den == 0 else f"{self.num}/{self.den}"
        said = _("quá %(share)s %(base)s") if self.more else _("từ %(share)s %(base)s trở lên")
        return said % {"share": share, "base": self.base.label}


MORE_THAN_HALF = Threshold(1, 2, more=True)
TWO_THIRDS = Threshold(2, 3)
FOUR_FIFTHS = Threshold(4, 5)


def carried(counts: Mapping[str, int], threshold: Threshold, *, of: int) -> str:
    """The choice that carries: the only one with the most votes, if these reach the threshold. Empty: none does."""
    most = max(counts.values(), default=0)
    first = [choice for choice, votes in counts.items() if votes == most]
    return first[0] if most and len(first) == 1 and threshold.reached(most, of=of) else ""
