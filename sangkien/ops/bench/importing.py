"""A large list from Excel: how fast it is read, checked beside a nation's dossiers, and entered; in how much memory."""

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import click
import xlsxwriter
from django.db import transaction

from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of
from sangkien.initiatives.models import Initiative
from sangkien.intake import actions
from sangkien.intake.checking import check
from sangkien.intake.entering import enter_rows
from sangkien.intake.models import Batch, Row
from sangkien.intake.reading import Understood, tables_of
from sangkien.intake.states import BatchState, Pile
from sangkien.ops.bench.plain import Plain
from sangkien.ops.bench.results import Goal, Result, timed
from sangkien.ops.bench.similar import filled
from sangkien.ops.demo.load import PROGRAMME
from sangkien.ops.demo.names import full_name
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.similarity.models import Print
from sangkien.spreadsheets import read as read_file

AT = datetime(2022, 5, 18, 9, 0, tzinfo=VIETNAM)
UNIT = "CD-KCN"
_TOLD = 5_000  # rows
DOUBLED = 50  # one row of so many tells of what the register has
BARE = 2_000  # inserts without a question, the yardstick
MEGABYTE = 1024  # kilobytes
HEADINGS = ["STT", "Tên sáng kiến", "Tác giả", "Đơn vị", "Loại giải pháp", "Lĩnh vực", "Trước đây",
            "Bây giờ", "Ngày áp dụng", "Giá trị làm lợi (đồng/năm)", "Số quyết định", "Ngày quyết định",
            "Nơi ban hành"]  # fmt: skip
_THINGS = [
    "đồ gá",
    "xe nâng tay",
    "giá treo xoay",
    "khay lật",
    "bàn quay",
    "thước cữ",
    "bộ kẹp từ",
    "tủ sấy",
    "máng trượt",
    "băng chuyền mini",
]
_DONE = [
    "cắt rập",
    "là cổ",
    "đính khuy",
    "soi sợi",
    "gấp thùng",
    "mài dao",
    "trộn keo",
    "bơm dầu",
    "dán nhãn",
    "đóng đai",
]
_HOW = [
    "bằng khí nén",
    "nhờ cảm biến nhiệt",
    "theo mã vạch",
    "với tay đòn gỗ",
    "qua phễu rung",
    "dùng đèn tia",
    "nhờ lò xo xoắn",
    "bằng nam châm đất hiếm",
    "theo nhịp trống",
    "với con lăn sứ",
]
_WHERE = [
    "ở kho lạnh",
    "tại bến gỗ",
    "trong hầm lò",
    "trên giàn khoan",
    "dưới tàu cá",
    "ngoài đồng muối",
    "trong phòng mổ",
    "ở trạm bơm",
    "tại bãi xe",
    "trên nương chè",
]


def import_(rows: int, records: int) -> Result:
    """A list of so many rows, beside so many dossiers whose prints are taken, and those that earlier lists entered."""
    held = filled(records)
    register = Print.objects.count()
    unit, programme, by = Organisation.objects.get(code=UNIT), Programme.objects.get(code=PROGRAMME), _officer()
    with tempfile.TemporaryDirectory() as folder:
        file = _workbook(Path(folder), rows)
        reading = timed(lambda: read_file(file, file.name))
        read: list[Understood] = []
        understanding = timed(lambda: read.append(tables_of(file, name=file.name, unit=unit)))
        made: list[Batch] = []
        bring = partial(actions.bring, file, file.name, unit=unit, programme=programme, by=by, at=AT, made=True)
        bringing = timed(lambda: made.append(bring(read=read.pop())))
    batch = made[0]
    steps = Steps(AT)
    checking = timed(lambda: check(batch, steps, by=by, on=day_of(AT)))
    suspected = batch.rows.filter(pile=Pile.DUPLICATE).count()
    ready = batch.rows.filter(pile=Pile.READY).count()
    Batch.objects.filter(pk=batch.pk).update(
        state=BatchState.ENTERING, entering_by=by.person, entering_for=by.hat, entering_at=AT
    )
    entering = timed(lambda: enter_rows(Batch.objects.get(pk=batch.pk), steps))
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    figures = {
        "rows": float(rows),
        "records": float(register),
        "filled_before": held["filled_before"],
        "read_rows_a_second": _rate(rows, reading),
        "read_and_understand_rows_a_second": _rate(rows, understanding),
        "store_rows_a_second": _rate(rows, bringing),
        "check_rows_a_second": _rate(rows, checking),
        "enter_rows_a_second": _rate(ready, entering),
        "check_and_enter_rows_a_second": _rate(ready, checking * ready / rows + entering),
        "ready": float(ready),
        "suspected": float(suspected),
        "to_fix": float(batch.rows.filter(pile=Pile.TO_FIX).count()),
        "entered": float(batch.rows.filter(pile=Pile.ENTERED).count()),
        "planted_doubles_found": _planted_found(batch),
        "memory_mb": round(memory / MEGABYTE, 1),
        "bare_inserts_a_second": _rate(BARE, timed(_inserted)),
    }
    ratios = {"enter_to_bare_inserts": round(figures["enter_rows_a_second"] / figures["bare_inserts_a_second"], 3)}
    goals = [
        Goal("read_rows_a_second", 20_000.0, figures["read_rows_a_second"], at_least=True),
        Goal("check_and_enter_rows_a_second", 500.0, figures["check_and_enter_rows_a_second"], at_least=True),
        Goal("memory_mb", 500.0, figures["memory_mb"]),
        Goal("planted_doubles_found", 0.95, figures["planted_doubles_found"], at_least=True),
    ]
    return Result("import", figures, ratios, goals)


class Steps:
    """Each step a transaction of its own, as a worker does them."""

    def __init__(self, at: datetime) -> None:
        self._at, self._done = at, 0

    @contextmanager
    def step(self) -> Iterator[datetime]:
        """One."""
        with transaction.atomic():
            yield self._at

    def did(self, number: int) -> None:
        """So many more rows."""
        self._done += number
        if self._done % _TOLD < number:
            click.echo(f"{time.strftime('%H:%M:%S')} {self._done}", err=True)

    def say(self, message: str, *, total: int | None = None, place: dict[str, Any] | None = None) -> None:
        """What is done now."""
        self._done = 0
        click.echo(message, err=True)


def _officer() -> Actor:
    """Somebody who reviews for the industrial zones, and may enter for all unions there."""
    reviewing = Appointment.objects.on(day_of(AT)).filter(role=Role.REVIEWER, organisation__code=UNIT)
    hat = reviewing.select_related("person", "organisation").order_by("pk").first()
    assert hat is not None  # the demonstration has some
    return Actor(hat.person, day_of(AT), hat)


def _workbook(folder: Path, rows: int) -> Path:
    """The list: every row complete; one of fifty tells of what the register has, the others of nothing that an earlier
    list of this database told."""
    before = Row.objects.count()
    file, rng = folder / "danh-sach.xlsx", Random(f"bench/import/{before}")
    known = _known(rows // DOUBLED + 1)
    if len(known) <= rows // DOUBLED:
        raise click.UsageError(f"--records: cần nhiều hơn {rows // DOUBLED} hồ sơ có bản in cho --rows {rows}.")
    units = [unit.name for unit in Organisation.objects.filter(code__in=_units()).named(on=day_of(AT))]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("DS")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, rows + 1):
            title = known[n // DOUBLED] if n % DOUBLED == 0 else _title(rng, before + n)
            sheet.write_row(n, 0, _row(n, title, full_name(rng), rng.choice(units)))
    return file


def _row(n: int, title: str, author: str, unit: str) -> list[Any]:
    """One of sixty decisions, as a zone's unions have them in a year."""
    decision = n % 60 + 1
    return [n, title, author, unit, "Giải pháp kỹ thuật", "Sản xuất, kinh doanh",
            "Làm bằng tay, mỗi lần mất nửa giờ.", "Có đồ gá, mỗi lần còn năm phút.", "1/3/2022",
            1_000_000 + n * 1_000, f"{decision}/QĐ-KCN", "12/4/2022", "Công ty TNHH Khu công nghiệp"]  # fmt: skip


def _title(rng: Random, n: int) -> str:
    parts = [rng.choice(words) for words in (_THINGS, _DONE, _HOW, _WHERE)]
    return f"{parts[0].capitalize()} {parts[1]} {parts[2]} {parts[3]}, mẫu {n}"


def _known(count: int) -> list[str]:
    """Titles of the register that anybody may see."""
    public = Initiative.objects.public().order_by("-pk").values_list("title", flat=True)
    return list(public[: count * 7 : 7])


def _units() -> list[str]:
    below = Organisation.objects.under(Organisation.objects.get(code=UNIT), on=day_of(AT))
    return list(below.filter(code__startswith="CS-").values_list("code", flat=True)[:12])


def _planted_found(batch: Batch) -> float:
    """Of the rows that tell of what the register has, how many are suspected."""
    planted = [row for row in batch.rows.only("place", "pile") if (row.place + 1) % DOUBLED == 0]
    return round(sum(row.pile == Pile.DUPLICATE for row in planted) / max(1, len(planted)), 4)


def _inserted() -> None:
    plain = Plain()
    for _time in range(BARE):
        plain.insert()


def _rate(rows: int, milliseconds: float) -> float:
    return round(rows * 1000 / milliseconds, 1)
