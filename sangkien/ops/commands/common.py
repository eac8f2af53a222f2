"""What several commands share: options, the database, how answers are printed."""

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from django.conf import settings

from sangkien.base.clock import now
from sangkien.base.days import day_of, parse_day
from sangkien.base.numbers import format_dong, format_percent
from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.embedded import Server
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme

P = ParamSpec("P")
R = TypeVar("R")

as_json = click.option("--json", "as_json", is_flag=True, help="Một tài liệu JSON duy nhất ra stdout.")


class Day(click.ParamType[date]):
    """A day as 2022-05-31 or 31/05/2022."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says how to write it."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except NotUnderstood as no:
            self.fail(no.text, param, ctx)


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Start the embedded database first, unless DATABASE_URL names another."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        start_database()
        return command(*args, **kwargs)

    return wrapped


def start_database() -> None:
    """Idempotent. Raises CannotRun with the reason."""
    if not os.environ.get("DATABASE_URL"):
        Server(Path(settings.HOME)).ensure_running()


def print_json(answer: Any) -> None:
    """Exactly one document on stdout."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def unit_named(code: str) -> Organisation:
    """The union of this code. Raises NotPossible."""
    return _found(Organisation.objects.filter(code=code).first(), f"Chưa có đơn vị mang mã {code}.")


def programme_named(code: str) -> Programme:
    """The programme of this code. Raises NotPossible."""
    return _found(Programme.objects.filter(code=code).first(), f"Chưa có chương trình mang mã {code}.")


def phase_named(programme: Programme, code: str | None) -> Phase | None:
    """The phase of this code; None without a code. Raises NotPossible."""
    if code is None:
        return None
    return _found(programme.phases.filter(code=code).first(), f"Chương trình không có giai đoạn {code}.")


def today() -> date:
    """Today by the database's clock, in Vietnam."""
    return day_of(now())


T = TypeVar("T")


def _found(thing: T | None, otherwise: str) -> T:
    if thing is None:
        raise NotPossible([Problem(code="not_found", text=otherwise)])
    return thing


def exactly(number: Decimal | None) -> str | None:
    """A percentage without the error of a binary fraction: "38.0"."""
    return None if number is None else str(number)


def worth(value: Value) -> dict[str, Any]:
    """A sum never without how far it is attested: each part in đồng, the parts sum to it."""
    return {
        "benefit_vnd": value.total,
        "benefit_by_level": {level.lower(): dong for level, dong in value.parts.items()},
        "benefit_by_employers_percent": exactly(value.by_employers),
        "benefit_found_vnd": value.actual,
    }


def worth_in_words(value: Value) -> str:
    """The same in a sentence's part."""
    said = f"giá trị làm lợi {format_dong(value.total)}"
    if (attested := value.by_employers) is None:
        return said
    return f"{said}, {format_percent(attested)} có xác nhận của doanh nghiệp"
