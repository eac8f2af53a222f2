"""Whoever enters a list may be killed at any point: the register becomes what it would have become."""

import os
from pathlib import Path
from random import Random

import pytest

from sangkien.initiatives.models import Initiative
from sangkien.intake import actions
from sangkien.intake.models import Batch
from sangkien.intake.tests.listing import brought, done, line, workbook
from sangkien.jobs.models import Job
from sangkien.ops.demo.names import full_name
from tests.cast import Cast
from tests.faults.lists import killed_until_done, picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
ROWS, KILLS = (40, 8) if not os.environ.get("SANGKIEN_FAULTS") else (2_000, 120)
THINGS = ["Đồ gá", "Xe đẩy", "Giá treo", "Khay đựng", "Bàn xoay", "Thước đo", "Bộ kẹp", "Tủ sấy"]
WORK = ["cắt vải", "là áo", "đính khuy", "soi lỗi", "gấp hộp"]


def rows() -> list[list[object]]:
    """A list in which no two initiatives are alike."""
    rng = Random("faults/lists")
    return [line(n, _title(n), full_name(rng)) for n in range(1, ROWS + 1)]


def _title(n: int) -> str:
    thing, work, model = THINGS[n % 8], WORK[n // 8 % 5], chr(65 + n // 40 % 26)
    return f"{thing} {work} kiểu {model}{n} dùng ở xưởng {n * 13 % 97}"


def test_a_list_entered_by_workers_that_are_killed_is_the_one_that_nobody_disturbed(
    transactional_db: None, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sangkien.intake.entering.AT_ONCE", 7)
    monkeypatch.setattr("sangkien.intake.checking.AT_ONCE", 11)
    calm = brought(cast, tmp_path, rows())
    done(actions.ask_to_enter(calm, by=cast.actor("mai"), at=cast.now), at=cast.now)

    stormy = actions.bring(
        workbook(tmp_path, rows()),
        "ds.xlsx",
        unit=cast.unit("CS-HAEMIN"),
        programme=cast.programme,
        by=cast.actor("kim"),
        at=cast.now,
    )
    killed = _killed(actions.ask_to_check(stormy, by=cast.actor("kim"), at=cast.now), cast, seed=1)
    stormy = Batch.objects.get(pk=stormy.pk)
    killed += _killed(actions.ask_to_enter(stormy, by=cast.actor("kim"), at=cast.now), cast, seed=2)

    assert killed > KILLS  # of both
    assert picture(stormy) == picture(calm)
    assert Initiative.objects.count() == 2 * ROWS


def _killed(job: Job, cast: Cast, *, seed: int) -> int:
    return killed_until_done(job, at=cast.now, kills=KILLS, seed=seed)
