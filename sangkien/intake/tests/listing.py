"""Lists as Mai keeps them, in a real workbook; and jobs that are done at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import xlsxwriter

from sangkien.intake import actions, queries
from sangkien.intake.models import Batch
from sangkien.intake.states import Pile
from sangkien.jobs.models import Job
from sangkien.jobs.running import beat, carry_out, take_up
from tests.cast import NOW, Cast

HEADINGS = ["STT", "Tên sáng kiến", "Tác giả", "Loại giải pháp", "Lĩnh vực", "Trước đây", "Bây giờ", "Ngày áp dụng",
            "Giá trị làm lợi (đồng/năm)"]  # fmt: skip
DECISION = "Kèm theo Quyết định số 41/QĐ-TT ngày 12 tháng 4 năm 2022 của Công ty TNHH May Tiến Thuận"
TITLES = [
    "Đồ gá may túi giúp giữ mép vải bằng một tay",
    "Xe đẩy bán thành phẩm có khay nghiêng cho chuyền 3",
    "Quạt hút bụi vải gắn dưới bàn cắt",
    "Bảng màu báo lỗi đường may tại từng chuyền",
    "Rập bán tự động cho cổ áo sơ mi",
]


def line(number: int, title: str, author: str = "Nguyễn Thị Lan", **cells: Any) -> list[Any]:
    """A row of the list, complete in every cell but for `cells`, by heading."""
    said = [number, title, author, "Giải pháp kỹ thuật", "Sản xuất, kinh doanh", "Phải dùng hai tay giữ mép vải.",
            "Hai chốt nam châm giữ mép vải.", "1/3/2022", 120_000_000]  # fmt: skip
    return [cells.get(heading, value) for heading, value in zip(HEADINGS, said, strict=True)]


def lines(titles: Sequence[str] = TITLES) -> list[list[Any]]:
    """A row for each title, each by an author of its own."""
    names = ["Nguyễn Thị Lan", "Võ Văn Hùng", "Lê Thị Cúc", "Phan Văn Đức", "Trần Quốc Bảo"]
    return [line(number, title, names[number % len(names)]) for number, title in enumerate(titles, start=1)]


def workbook(folder: Path, rows: Sequence[Sequence[Any]], *, headings: Sequence[str] = HEADINGS) -> Path:
    """A list with its letterhead, as the annex of a decision."""
    path = folder / f"{uuid4()}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("DS")
        sheet.write(0, 0, "CÔNG TY TNHH MAY TIẾN THUẬN")
        sheet.write(2, 0, "DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN")
        sheet.write(3, 0, DECISION)
        sheet.write_row(5, 0, headings)
        for at, row in enumerate(rows, start=6):
            sheet.write_row(at, 0, row)
    return path


def brought(cast: Cast, folder: Path, rows: Sequence[Sequence[Any]], *, by: str = "mai", **kwargs: Any) -> Batch:
    """Mai's list, read and checked."""
    unit = cast.unit("CS-MAY-TIEN-THUAN")
    path = workbook(folder, rows, **kwargs)
    batch = actions.bring(path, "danh sach.xlsx", unit=unit, programme=cast.programme, by=cast.actor(by), at=cast.now)
    return checked(cast, batch, by=by)


def checked(cast: Cast, batch: Batch, *, by: str = "mai") -> Batch:
    """Every row on its pile."""
    done(actions.ask_to_check(batch, by=cast.actor(by), at=cast.now), at=cast.now)
    return Batch.objects.get(pk=batch.pk)


def entered(cast: Cast, batch: Batch, *, by: str = "mai") -> Batch:
    """What was ready is entered."""
    done(actions.ask_to_enter(batch, by=cast.actor(by), at=cast.now), at=cast.now)
    return Batch.objects.get(pk=batch.pk)


def undone(cast: Cast, batch: Batch, *, by: str = "mai", at: datetime | None = None) -> Job:
    """Everything was taken back."""
    return done(actions.ask_to_undo(batch, by=cast.actor(by), at=at or cast.now), at=at or cast.now)


def done(job: Job, *, at: datetime) -> Job:
    """The job after a worker has done it."""
    key = uuid4()
    beat(key, heard=at)
    taken = take_up(key, at=at, heard=at, only=job)
    assert taken is not None
    if fault := carry_out(taken, clock=lambda: at):
        raise fault
    return Job.objects.get(pk=job.pk)


def after_one_step(job: Job, happens: Callable[[], object]) -> None:
    """A worker takes the job up; after the first step in which something was done, this happens."""
    key, waits = uuid4(), [True]
    beat(key, heard=NOW)
    taken = take_up(key, at=NOW, heard=NOW, only=job)
    assert taken is not None

    def told(now: Job) -> None:
        if now.done and waits:
            waits.clear()
            happens()

    carry_out(taken, clock=lambda: NOW, told=told)


def piles(batch: Batch) -> dict[Pile, int]:
    """How many rows lie on each pile that has some."""
    return {pile: n for pile, n in queries.counts_of([batch])[batch.pk].items() if n}


def faults(batch: Batch) -> list[tuple[int, str]]:
    """Row and code of what is to be put right."""
    return [(fault.row, fault.code) for fault in queries.faults_of(batch)]
