"""What is due for an initiative, and how that comes about, printed so that anybody can do it again by hand.

đồng are whole; "at least" rounds up. Between authors it is divided by their shares, the parts sum to the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.numbers import WHOLE, format_dong, format_share
from sangkien.base.problems import NotPossible, Problem
from sangkien.rewards.law import Region, Terms, terms_on, wage_on


@dataclass(frozen=True)
class Own:
    """What the workplace and its people have agreed instead, which comes first; None: of that nothing is said.

    `yearly`, `transfer` in hundredths of a percent, `fixed_vnd` where no benefit can be reckoned; `source` names it.
    """

    source: str
    yearly: int | None = None
    years: int | None = None
    transfer: int | None = None
    fixed_vnd: int | None = None


@dataclass(frozen=True)
class Due:
    """What is due: to the authors together, to the organisers of the first application beside that, the `formula` in
    words and the `source` of the rule."""

    vnd: int
    organisers_vnd: int
    formula: str
    source: str

    def between(self, shares: Sequence[int]) -> list[int]:
        """What each author gets, by shares in hundredths of a percent: cut to whole đồng, what is left over one by one
        to the largest remainders, of equal ones the first named."""
        exact = [Fraction(self.vnd * share, sum(shares)) for share in shares]
        parts = [int(one) for one in exact]
        by_rest = sorted(range(len(parts)), key=lambda nth: (parts[nth] - exact[nth], nth))
        for nth in by_rest[: self.vnd - sum(parts)]:
            parts[nth] += 1
        return parts


def of_year(benefit_vnd: int, *, year: int, day: date, own: Own | None = None) -> Due:
    """Of the benefit of the first, second or third year of use, to be paid after `day`, on which that year ended.

    Rule: decree 13/2012/NĐ-CP, at least 7 % of each of the first three years. Raises NotPossible: the year is beyond
    them, or no rule holds that day.
    """
    terms = terms_on(day)
    by_own = own if own and own.yearly is not None else None
    years = (by_own.years if by_own else None) or terms.years
    if not 1 <= year <= years:
        text = _("Thù lao tính cho %(years)s năm áp dụng đầu tiên; năm thứ %(year)s không tính.")
        raise NotPossible([Problem(code="beyond_years", field="year", text=text % {"years": years, "year": year})])
    share = by_own.yearly if by_own and by_own.yearly is not None else terms.yearly
    told = _("%(share)s × %(benefit)s (lợi ích năm thứ %(year)s)")
    said = {"share": format_share(share), "benefit": format_dong(benefit_vnd), "year": year}
    return _due(_part(benefit_vnd, share), told % said, by_own, terms)


def of_transfer(price_vnd: int, *, recognised_on: date, day: date, own: Own | None = None) -> Due:
    """Of the price of one transfer. Rule: decree 13/2012/NĐ-CP, at least 15 % of each within three years of
    recognition. Raises NotPossible: it came later, or before it."""
    terms = terms_on(day)
    if not recognised_on <= day < _years_later(recognised_on, terms.transfer_years):
        text = _("Chỉ tính cho chuyển giao trong %(years)s năm kể từ ngày công nhận %(day)s.")
        said = {"years": terms.transfer_years, "day": format_day(recognised_on)}
        raise NotPossible([Problem(code="beyond_transfer", field="day", text=text % said)])
    by_own = own if own and own.transfer is not None else None
    share = by_own.transfer if by_own and by_own.transfer is not None else terms.transfer
    told = _("%(share)s × %(price)s (giá chuyển giao)")
    return _due(
        _part(price_vnd, share), told % {"share": format_share(share), "price": format_dong(price_vnd)}, by_own, terms
    )


def not_computable(*, region: Region, day: date, own: Own | None = None) -> Due:
    """Where no benefit can be reckoned in money. Rule: decree 13/2012/NĐ-CP, at least five times the minimum wage at
    the time of payment. Raises NotPossible: no minimum wage is in force that day."""
    terms = terms_on(day)
    if own and own.fixed_vnd is not None:
        told = _("mức cố định %(amount)s theo thỏa thuận") % {"amount": format_dong(own.fixed_vnd)}
        return _due(own.fixed_vnd, told, own, terms)
    wage = wage_on(day, region)
    told = _("%(times)s × %(wage)s (lương tối thiểu vùng %(region)s, %(source)s)")
    said = {"times": terms.wages, "wage": format_dong(wage.vnd), "region": region.value, "source": wage.source}
    return _due(terms.wages * wage.vnd, told % said, None, terms)


def _due(vnd: int, formula: str, own: Own | None, terms: Terms) -> Due:
    whole = f"{formula} = {format_dong(vnd)}"
    return Due(vnd, _part(vnd, terms.organisers), whole, own.source if own else terms.source)


def _part(vnd: int, share: int) -> int:
    """So much of it at least: rounded up to whole đồng."""
    return -(-vnd * share // WHOLE)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)
