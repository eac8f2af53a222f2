"""An officer's desk for lists: what she uploads, and where she stands when it is read, checked, entered."""

import html
import io
import re
from collections.abc import Sequence

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from sangkien.intake.models import Batch, Row
from sangkien.intake.states import Pile
from sangkien.jobs.tests.working import work_off
from sangkien.web.tests.test_board_pages import text_of
from tests.cast import NOW, Cast

HEAD = ["STT", "Tên giải pháp", "Người thực hiện", "Áp dụng từ", "Tiền làm lợi", "Số QĐ", "Ngày ký", "Người ký"]
JIG = ["Đồ gá may túi áo bằng một tay", "Nguyễn Thị Lan", "01/03/2022", "120.000.000 đồng"]
LAMP = ["Đèn báo hết chỉ ở máy may công nghiệp", "Nguyễn Thị Lan; Võ Văn Hùng", "15/2/2022", "15 triệu"]
TRAY = ["Khay chia phụ liệu theo từng chuyền may", "Trần Thị Mai", "31/02/2022", "20.000.000"]
DECISION = ["41/QĐ-TT", "12/04/2022", "Công ty TNHH May Tiến Thuận"]
SAID = {"kind": "technical", "field": "production", "before": "Làm bằng tay.", "after": "Làm bằng đồ gá."}


def listed(*lines: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    """A list as officers keep it: a title above, numbered lines, a signature below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "DS sáng kiến"
    sheet.append(["DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN"])
    sheet.append([])
    sheet.append(list(head))
    for number, line in enumerate(lines, start=1):
        sheet.append([number, *line, *DECISION])
    sheet.append([])
    sheet.append(["", "Người lập bảng"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(data: bytes, name: str = "Danh sách sáng kiến.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def mai(cast: Cast) -> Client:
    return cast.client("mai")


def brought(client: Client, *lines: Sequence[str], head: Sequence[str] = HEAD) -> Batch:
    """The list is sent up, and read."""
    sent = {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK", "file": upload(listed(*lines, head=head))}
    answer = client.post("/nhap-excel/moi/", sent)
    assert answer.status_code == 302, text_of(answer.content)
    return Batch.objects.latest("pk")


def checked(client: Client, *lines: Sequence[str], head: Sequence[str] = HEAD) -> Batch:
    """Brought, said to be understood, and looked at row by row."""
    batch = brought(client, *lines, head=head)
    client.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
    work_off(NOW)
    return Batch.objects.get(pk=batch.pk)


def entered(client: Client, *lines: Sequence[str]) -> Batch:
    batch = checked(client, *lines)
    ready = batch.rows.filter(pile=Pile.READY).count()
    client.post(at(batch, "nhap/"), {"n": ready})
    work_off(NOW)
    return Batch.objects.get(pk=batch.pk)


def at(batch: Batch, page: str = "") -> str:
    return f"/nhap-excel/{batch.key}/{page}"


def piles(batch: Batch) -> list[str]:
    return list(Row.objects.filter(batch=batch).order_by("place").values_list("pile", flat=True))


def box(row: Row, field: str) -> str:
    return f"o-{row.pk}-{field}"


def boxes_of(page: str) -> dict[str, str]:
    """What a browser would send of the short boxes of a page."""
    tags = re.findall(r"<input [^>]*>", page)
    found = (re.search(r'name="([ot]-[^"]+)" value="([^"]*)"', tag) for tag in tags)
    return {one[1]: html.unescape(one[2]) for one in found if one}
