"""What people type and the union they mean, over the unions of the demonstration: a table of questions."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

import sangkien.ops.demo
from sangkien.ops.demo.load import BEGINS
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import import_units, read_units
from sangkien.organisations.search import search_workplaces
from tests.the_map import the_map  # noqa: F401 a fixture

DAY = date(2022, 5, 31)
DEMO = Path(sangkien.ops.demo.__file__).parent
QUESTIONS = list(csv.DictReader(Path(__file__).with_name("search_questions.csv").read_text("utf-8").splitlines()))

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def the_unions(the_map: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: F811 a fixture
    """Loaded once for all questions, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_kinds()
        rows = [row for file in DEMO.glob("units*.csv") for row in read_units(file)]
        assert import_units(rows, by=None, at=BEGINS).created == len(rows)
        yield
        transaction.set_rollback(True)


def codes(text: str, limit: int) -> list[str]:
    return [found.code for found in search_workplaces(text, DAY, limit)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["asked"])
def test_what_is_meant_is_found(question: dict[str, str]) -> None:
    assert question["code"] in codes(question["asked"], int(question["rank"]))


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(QUESTIONS) >= 40
    assert len({question["code"] for question in QUESTIONS}) >= 30
