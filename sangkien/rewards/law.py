"""The rules of the State that hold on a day, from `law.yaml`: nothing is reckoned by a rule that is not in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem


class Region(StrEnum):
    """Vùng lương tối thiểu: by where the workplace lies."""

    I = "I"  # noqa: E741  its name in the law
    II = "II"
    III = "III"
    IV = "IV"


@dataclass(frozen=True)
class Terms:
    """What is at least due, shares in hundredths of a percent: `yearly` of the benefit of each of the first `years`;
    `transfer` of the price of each transfer within `transfer_years` of recognition; `wages` times the minimum wage
    where no benefit can be reckoned; `organisers`: those of the first application, of what the author gets. `source`
    names the rule."""

    source: str
    yearly: int
    years: int
    transfer: int
    transfer_years: int
    wages: int
    organisers: int


@dataclass(frozen=True)
class Wage:
    """The minimum wage of a month in a region, in đồng, and the decree that says so."""

    source: str
    vnd: int


def terms_on(day: date) -> Terms:
    """The rule for remuneration that holds that day. Raises NotPossible: there is none."""
    found = _last(_law()["remuneration"], day)
    if found is None:
        text = _("Ngày %(day)s chưa có quy định nào về thù lao sáng kiến, nên chưa tính được.")
        raise NotPossible([Problem(code="no_terms", field="day", text=text % {"day": format_day(day)})])
    return Terms(**{name: value for name, value in found.items() if name != "from"})


def wage_on(day: date, region: Region) -> Wage:
    """The minimum wage of a region that day. Raises NotPossible: none is in force that is known here."""
    found = _last(_law()["minimum_wages"], day)
    if found is None:
        text = _("Chưa có mức lương tối thiểu nào có hiệu lực ngày %(day)s trong hệ thống, nên chưa tính được.")
        raise NotPossible([Problem(code="no_wage", field="day", text=text % {"day": format_day(day)})])
    return Wage(found["source"], found[region])


def _last(rows: Sequence[dict[str, Any]], day: date) -> dict[str, Any] | None:
    """The newest that has begun; the file has them in order."""
    return next((row for row in reversed(rows) if row["from"] <= day), None)


@cache
def _law() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(files("sangkien.rewards").joinpath("law.yaml").read_text("utf-8"))
    return read
