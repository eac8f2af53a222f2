"""What the ledger of before lacks is filled so that it is what it would have been."""

from importlib import import_module

import pytest
from django.db import connection

from sangkien.counting.actions import fold
from sangkien.counting.models import TAKING_PART, TRAITS, Entry, PeriodTotal, Total
from sangkien.counting.rebuilding import wrong_totals
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.recounting import differences
from tests.cast import NOW, Cast

WHAT = import_module("sangkien.initiatives.migrations.0024_what_the_workplace_was")
WHOSE = import_module("sangkien.counting.migrations.0005_entries_say_whose")


class Editor:
    """What a migration is handed."""

    connection = connection


@pytest.fixture
def of_before(cast: Cast) -> list[tuple[object, ...]]:
    """Dossiers, entries folded and not, and totals, as the release before has left them; what they should be."""
    cast.valid()
    cast.valid(title="Giá đỡ cuộn chỉ xoay được")
    cast.valid(title="Kệ dụng cụ của chuyền", unit=cast.unit("CS-MAY-TIEN-THUAN").pk, at=NOW.replace(month=6))
    while fold():
        pass
    cast.untold(title="Xe đẩy vải hai tầng")
    should = told()
    Initiative.objects.update(focus=[])
    Entry.objects.update(traits=[], people=[])
    Total.objects.filter(measure__in=[*TRAITS, *TAKING_PART]).delete()
    Total.objects.update(own_count=0, own_benefit=0)
    PeriodTotal.objects.all().delete()
    return should


def told() -> list[tuple[object, ...]]:
    """Every total, and what the entries say beside their counts."""
    found: list[tuple[object, ...]] = []
    for model, time in ((Total, "day"), (PeriodTotal, "month")):
        columns = ("unit", "phase", time, "measure", "count", "benefit", "own_count", "own_benefit")
        found += sorted(map(str, model.objects.values_list(*columns)))
    return [*found, *Entry.objects.order_by("pk").values_list("pk", "traits", "people")]


def test_dossiers_entries_and_totals_learn_what_is_new(of_before: list[tuple[object, ...]]) -> None:
    WHAT.fill(None, Editor)
    WHOSE.say_whose(None, Editor)
    WHOSE.count(None, Editor)

    assert told() == of_before
    assert (differences(), wrong_totals()) == ([], 0)


def test_begun_again_it_is_the_same(of_before: list[tuple[object, ...]]) -> None:
    for _twice in range(2):
        WHAT.fill(None, Editor)
        WHOSE.say_whose(None, Editor)
        WHOSE.count(None, Editor)

    assert told() == of_before
