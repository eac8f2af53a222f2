"""What people type, and the title that they mean, over the real titles of seven hundred initiatives and topics.

The titles and units are facts of public lists; the authors beside a few of them are made up. Each question names who
asks, the public where it names nobody, and which titles are meant: any of them.
"""

import csv
import logging
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from sangkien.base.text import fold
from sangkien.initiatives.models import Author, Initiative
from sangkien.organisations.actions import create_organisation
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.search.queries import Order, find
from sangkien.search.rules import Reader
from sangkien.search.tests.finding import asked, up_to_date
from tests.cast import LONG_AGO, NOW, Cast, seed

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
AT_FIRST, AMONG_FIVE = 0.95, 0.96  # measured 0.970 and 0.970; by their age 0.772 and 0.851

Row = dict[str, str]


def _read(name: str) -> list[Row]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


TITLES, QUESTIONS = _read("titles.csv"), _read("questions.csv")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The titles as valid dossiers of one province, of their own unions where one is named; made once, taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = seed()
        _sent(cast)
        up_to_date()
        yield cast
        transaction.set_rollback(True)


def _sent(cast: Cast) -> None:
    """All alike but for what the questions are about."""
    first = cast.valid(title="Mẫu để chép, không ai hỏi đến")
    units = {name: _union(cast, n, name) for n, name in enumerate(sorted({row["unit"] for row in TITLES} - {""}))}
    made = [_dossier(first, n, row, units.get(row["unit"])) for n, row in enumerate(TITLES, start=2)]
    Initiative.objects.bulk_create(made)
    Author.objects.bulk_create(
        Author(initiative=one, position=1, full_name=row["author"] or "Nguyễn Văn Ẩn", share=10_000, identity=one.code)
        for one, row in zip(made, TITLES, strict=True)
    )


def _union(cast: Cast, number: int, name: str) -> Organisation:
    return create_organisation(
        code=f"CS-THAT-{number}",
        kind=UnitKind.objects.get(code="GRASSROOTS"),
        name=f"CĐCS {name}",
        short_name=name[:60],
        parent=cast.unit("CD-KCN"),
        since=LONG_AGO,
        by=None,
        at=NOW,
    )


def _dossier(first: Initiative, number: int, row: Row, union: Organisation | None) -> Initiative:
    one = copy(first)
    one.pk, one.key, one.code = None, uuid4(), f"SK-2021-{number:06}"
    one.title, one.folded_title = row["title"][:250], fold(row["title"])[:250]
    one.before = one.after = one.effect = one.benefit_method = ""
    if union:
        one.unit, one.chain = union, [union.pk, *first.chain[1:]]
    return one


def found(cast: Cast, question: Row, order: Order = Order.BEST) -> list[str]:
    """The ids of the first five."""
    reader = Reader(cast.actor(question["by"])) if question["by"] else Reader()
    keys = find(asked(question["asked"], order=order), reader, size=5).keys
    ids = {row["title"][:250]: row["id"] for row in reversed(TITLES)}
    titles = dict(Initiative.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [ids.get(titles[key], "") for key in keys]


def shares(cast: Cast, order: Order = Order.BEST) -> tuple[float, float]:
    """Of the questions those that bring what is meant first, and among the first five; the others go to the log."""
    places = []
    for question in QUESTIONS:
        meant, got = question["ids"].split(), found(cast, question, order)
        places.append(next((n for n, one in enumerate(got, start=1) if one in meant), 0))
        if places[-1] != 1:
            log.info("%s: %s, meant %s", question["asked"], got, meant)
    at_first, among_five = (sum(0 < place <= most for place in places) / len(places) for most in (1, 5))
    log.info("%s: first %.3f, among five %.3f of %s", order, at_first, among_five, len(places))
    return at_first, among_five


def test_what_is_meant_comes_first_or_soon(cast: Cast) -> None:
    at_first, among_five = shares(cast)

    assert at_first >= AT_FIRST
    assert among_five >= AMONG_FIVE


def test_it_is_the_order_that_brings_it_there(cast: Cast) -> None:
    """The same hits by their age stay far below the line."""
    at_first, _among_five = shares(cast, Order.NEWEST)

    assert at_first < AT_FIRST - 0.1


@pytest.mark.parametrize("question", [question for question in QUESTIONS if question["by"]], ids=lambda q: q["asked"])
def test_by_a_name_the_public_finds_nobody(cast: Cast, question: Row) -> None:
    assert not {*found(cast, question | {"by": ""})} & {*question["ids"].split()}


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(QUESTIONS) >= 60
    assert len({question["ids"] for question in QUESTIONS}) >= 50
    assert {one for question in QUESTIONS for one in question["ids"].split()} <= {row["id"] for row in TITLES}
