"""How long each level has, and how much one may ask: data, `clock.yaml`."""

from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from sangkien.organisations.models import Classification, Organisation
from sangkien.workdays.queries import calendar


class Limits(BaseModel):
    """At most so many in a day: of a person or a phone, from one address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: int
    address: int


class Clock(BaseModel):
    """Working days by the rank of a union's kind; after an answer, until it counts as settled; days in which it may be
    opened again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: dict[int, int]
    close: int
    reopen: int
    limits: Limits

    def days_of(self, rank: int) -> int:
        """Of a rank that the file does not name, as of the nearest above it."""
        return self.days[max(known for known in self.days if known <= max(rank, min(self.days)))]


@cache
def clock() -> Clock:
    """As the file says it."""
    return Clock.model_validate(yaml.safe_load(files(__package__).joinpath("clock.yaml").read_text("utf-8")))


def last_day(desk: Organisation, *, on: date) -> date:
    """The last day on which the desk answers in time what came to it that day. Two queries."""
    rank = Classification.objects.on(on).filter(organisation=desk).values_list("kind__rank", flat=True).first()
    return calendar().after(on, clock().days_of(rank or max(clock().days)))


def settled_on(on: date) -> date:
    """Until which day who asked is waited for after an answer. One query."""
    return calendar().after(on, clock().close)
