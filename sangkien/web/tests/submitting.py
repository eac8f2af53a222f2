"""A worker at the form, for the tests of its pages."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from sangkien.initiatives.models import Draft
from tests.cast import Cast

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
        told = {name.replace("__", "-"): value for name, value in typed.items() if value is not None}
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
