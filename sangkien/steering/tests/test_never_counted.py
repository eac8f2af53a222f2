"""Whichever dossiers are taken back, in whichever order, however far the ledger is folded meanwhile: they count on no
day and in no table frozen from then on, and every final table from before is corrected by exactly them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.base.days import VIETNAM
from sangkien.clusters.actions import set_quarter_targets
from sangkien.counting.actions import fold
from sangkien.counting.queries import View
from sangkien.counting.rebuilding import wrong_totals
from sangkien.initiatives.models import Initiative
from sangkien.standings.actions import freeze_quarter
from sangkien.standings.models import Correction, Snapshot
from sangkien.standings.reproducing import differences, reproduced
from sangkien.standings.tests.test_snapshots import AFTER, frozen, valid
from sangkien.statistics.figures import figures_of
from sangkien.statistics.quarters import Quarter
from sangkien.statistics.standings import Grouping
from sangkien.steering.tests.test_revoking import taken_back
from tests.cast import NOW, Cast

MANY = 4
STEPS = st.lists(st.sampled_from([*range(MANY), "fold", "freeze"]), min_size=2, max_size=7, unique=True)


@pytest.fixture
def dossiers(cast: Cast) -> list[Initiative]:
    """Of four days in a row."""
    days = [NOW + timedelta(days=n) for n in range(MANY)]
    return [cast.valid(title=f"Cải tiến số {n} của chuyền may", at=at) for n, at in enumerate(days)]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_taken_back_never_was(cast: Cast, dossiers: Sequence[Initiative], steps: Sequence[int | str]) -> None:
    with transaction.atomic():
        tables: list[tuple[Snapshot, set[int]]] = []
        standing = set(range(MANY))
        for step in steps:
            if step == "fold":
                fold()
            elif step == "freeze":
                tables.append((frozen(cast), set(standing)))
            elif isinstance(step, int):
                taken_back(cast, dossiers[step])
                standing.discard(step)
        _holds_everywhere(cast, standing)
        for table, counted in tables:
            _is_corrected(table, counted, standing)
        transaction.set_rollback(True)


def _holds_everywhere(cast: Cast, standing: set[int]) -> None:
    province = cast.unit("LDLD-NINH-THUAN")
    for day in (NOW.date() + timedelta(days=n) for n in range(MANY + 2)):
        [found] = figures_of([province], programme=cast.programme, phase=cast.phase, as_of=day)
        assert found.valid == sum(NOW.date() + timedelta(days=n) <= day for n in standing)
    fold()
    assert wrong_totals() == 0
    assert valid(frozen(cast, at=AFTER + timedelta(days=9)).content)["CD-KCN"] == len(standing)


def _is_corrected(table: Snapshot, counted: set[int], standing: set[int]) -> None:
    assert valid(table.content)["CD-KCN"] == len(counted)
    assert reproduced(table).same
    fallen = counted - standing
    corrections = list(Correction.objects.filter(snapshot=table).order_by("number"))
    assert len(corrections) == len(fallen)
    if corrections:
        assert valid(corrections[-1].content)["CD-KCN"] == len(counted & standing)


def test_a_quarter_that_was_frozen_is_judged_anew(cast: Cast) -> None:
    """The zones lead with two, above a target of one; with one of them taken back they only reach it."""
    one, _other = cast.valid(), cast.valid(title="Giá treo kéo cạnh máy may")
    july, zones, dong = datetime(2022, 7, 1, 8, 0, tzinfo=VIETNAM), cast.unit("CD-KCN"), cast.actor("dong")
    decided = {"year": 2022, "number": 2, "decision": "45/QĐ-LĐLĐ", "by": dong, "at": NOW}
    set_quarter_targets({zones: 1}, programme=cast.programme, **decided)
    how = {"quarter": Quarter(2022, 2), "grouping": Grouping.CHILDREN, "view": View.AS_THEN}
    by = cast.actor("dong", on=july.date())
    table = freeze_quarter(cast.unit("LDLD-NINH-THUAN"), programme=cast.programme, **how, by=by, at=july)

    taken_back(cast, one, at=july)

    found = differences(table.content, Correction.objects.get(snapshot=table).content)
    told = {each.what: (each.then, each.now) for each in found if each.code == "CD-KCN"}
    assert told == {"count": (2, 1), "wins": (True, False)}
