"""A worker at the form, for the tests of its pages."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.core.files.utils import FileProxyMixin
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from sangkien.initiatives.models import Draft
from sangkien.web.submit.answers import all_answers, content_of
from sangkien.web.submit.answers import read as read_answers
from sangkien.web.submit.sheet import Sheet
from tests.cast import NOW, Cast

STEPS = ["noi-lam-viec", "tac-gia", "thay-doi", "loi-ich", "cong-nhan", "kiem-tra"]
GOOD: dict[str, dict[str, Any]] = {
    "noi-lam-viec": {"unit": "CS-MAY-TIEN-THUAN"},
    "tac-gia": {
        "who": "me",
        "author-1-full_name": "Nguyễn Thị Lan",
        "author-1-phone": "0912 345 001",
        "author-1-department": "Chuyền 7",
        "author-1-job": "DIRECT",
    },
    "thay-doi": {
        "title": "Đồ gá may túi giúp giữ mép vải bằng một tay",
        "kind": "technical",
        "field": "production",
        "before": "Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây.",
        "after": "Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.",
        "applied_on": "1/3/2022",
    },
    "loi-ich": {
        "benefit_kind": "MONEY",
        "benefit_vnd": "120 triệu",
        "benefit_method": "11 giây × 900 túi × 300 ngày",
        "effects": ["quality"],
    },
    "cong-nhan": {
        "recognition_form": "recognition_decision",
        "recognition_number": "41/QĐ-TT",
        "recognised_on": "12/4/2022",
        "recognition_issuer": "Công ty TNHH May Tiến Thuận",
    },
}


class Worker:
    """Somebody with a browser and a form that has been begun."""

    def __init__(self, cast: Cast, login: str | None = None, *, start: str = "/gui/", **begin: str) -> None:
        self.client: Client = cast.client(login)
        self.begun = self.client.post(start, begin)
        self.key = self.begun["Location"].split("/")[2]

    def address(self, step: str) -> str:
        return f"/gui/{self.key}/{step}/"

    def opens(self, step: str, query: str = "") -> HttpResponse:
        return self.client.get(self.address(step) + query)

    def types(self, step: str, *, go: str = "next", query: str = "", **changes: Any) -> HttpResponse:
        """The good answers with some changed; `None` leaves one out."""
        typed = {**GOOD.get(step, {}), "go": go, **changes}
        told = {name: value for name, value in typed.items() if value is not None}
        return self.client.post(self.address(step) + query, told)

    def fills_in(self) -> "Worker":
        for step in GOOD:
            self.types(step)
        return self

    def sends(self, **changes: Any) -> HttpResponse:
        return self.types("kiem-tra", go="send", **changes)

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(key=self.key)


def lines(response: HttpResponse) -> dict[str, str]:
    """What the summary above the form says, by the place each line leads to."""
    return {line.address: str(line.text) for line in response.context["lines"]}


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """For every visitor it is now this moment."""
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: moment)


def group(worker: Worker, *shares: str, go: str = "next") -> Any:
    """A group with these shares, one author for each."""
    typed = {"who": "group"}
    for number, share in enumerate(shares, start=1):
        typed |= {f"author-{number}-full_name": f"Người thứ {number}", f"author-{number}-share": share}
    return worker.types("tac-gia", go=go, **typed)


def photo(name: str = "quyet-dinh.jpg") -> io.BytesIO:
    """A photo of a decision."""
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


def too_large() -> io.BytesIO:
    """A photo of more than 15 MB."""
    file = photo("nang.jpg")
    file.seek(0, io.SEEK_END)
    file.write(b"\0" * 15_000_000)
    file.seek(0)
    return file


def no_upload_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads what came with a form fails."""
    monkeypatch.setattr(FileProxyMixin, "read", property(lambda file: pytest.fail(f"{file} was read")))


def content_typed(worker: Worker) -> Any:
    """The dossier that the worker's draft describes, or what in it cannot be read."""
    return content_of(Sheet(worker.draft, NOW.date()))


def form_of(worker: Worker, slug: str) -> Any:
    """One page as it is understood."""
    sheet = Sheet(worker.draft, NOW.date())
    forms = read_answers(sheet, all_answers(sheet)).forms
    return next(form for step, form in forms.items() if step.slug == slug)
