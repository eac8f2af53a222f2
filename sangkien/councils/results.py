"""What the sheets of a round come to: exact, and in words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_decimal, format_int


@dataclass(frozen=True)
class Result:
    """`sheets` sheets came to `points` points together, each of at most `most`; a dossier is valid from `percent` of
    these on, on average. Nothing is rounded: points are whole, averages fractions."""

    points: int
    sheets: int
    most: int
    percent: int

    @classmethod
    def told(cls, detail: Mapping[str, int]) -> "Result":
        """As a step of the history keeps it."""
        return cls(**{name: detail[name] for name in ("points", "sheets", "most", "percent")})

    @property
    def detail(self) -> dict[str, int]:
        """For a step of the history."""
        return asdict(self)

    @property
    def average(self) -> Fraction:
        """In points."""
        return Fraction(self.points, self.sheets)

    @property
    def level(self) -> Fraction:
        """From how many points on the dossier is valid."""
        return Fraction(self.most * self.percent, 100)

    @property
    def passes(self) -> bool:
        """Exactly the level is enough."""
        return self.average >= self.level

    def __str__(self) -> str:
        """In the reader's language: "Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm"."""
        said = _("Hội đồng chấm %(points)s/%(most)s điểm, đạt mức %(level)s điểm")
        if not self.passes:
            said = _("Hội đồng chấm %(points)s/%(most)s điểm, dưới mức %(level)s điểm")
        language = get_language() or "vi"
        most = format_int(self.most, language)
        return said % {"points": in_points(self.average), "most": most, "level": in_points(self.level)}

    @property
    def with_sheets(self) -> str:
        """The same, and of how many sheets it is the average."""
        n = ngettext("trung bình của %(n)s phiếu", "trung bình của %(n)s phiếu", self.sheets) % {"n": self.sheets}
        return f"{self}, {n}"


def in_points(value: Fraction) -> str:
    """Points in the reader's language, with two decimals at most, the rest cut off: what lies below the level is never
    printed as the level (which has no more than two)."""
    whole, rest = divmod(value.numerator * 100 // value.denominator, 100)
    return format_decimal(Decimal(f"{whole}.{rest:02}".rstrip("0").rstrip(".")), get_language() or "vi")
