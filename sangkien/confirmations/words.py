"""The words of the employers' page in five languages, and how each writes days and amounts.

They stand in one file, `employer.yaml`, language beside language, and not in the catalogues of the product: employers
read languages in which the product itself does not speak.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import yaml

from sangkien.base.days import VIETNAM, day_of
from sangkien.confirmations.models import Language

_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Every text by its name, then by language."""
    text = files("sangkien.confirmations").joinpath("employer.yaml").read_text("utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


@cache
def words(language: Language) -> Mapping[str, str]:
    """Every text of one language by its name."""
    return {name: texts[language] for name, texts in table().items()}


def say_day(day: date, language: Language) -> str:
    """31/05/2022 · 31 May 2022 · 2022년 5월 31일 · 2022年5月31日."""
    month_name = _MONTHS[day.month - 1]
    return words(language)["day"].format(day=day.day, month=day.month, year=day.year, month_name=month_name)


def say_moment(moment: datetime, language: Language) -> str:
    """Day and time by the clock in Vietnam."""
    local = moment.astimezone(VIETNAM)
    said = say_day(day_of(moment), language)
    return words(language)["moment"].format(time=f"{local.hour:02}:{local.minute:02}", day=said)


def say_dong(amount: int, language: Language) -> str:
    """120.000.000 đồng · VND 120,000,000 · 120,000,000동."""
    grouped = f"{amount:,}"
    return words(language)["money"].format(amount=grouped.replace(",", ".") if language == Language.VI else grouped)


def say_percent(percent: int, language: Language) -> str:
    """7 % · 7%."""
    return words(language)["percent"].format(amount=percent).replace(" ", "\N{NO-BREAK SPACE}")
