"""An administrator at the steps to a new decision, for the tests of its pages."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.reforms.models import Reform
from tests.cast import NOW, Cast

NEW, RUN = "/to-chuc/sap-xep/moi/", "/to-chuc/sap-xep/moi/thuc-hien/"
Typed = dict[str, Any]
MERGE: Typed = {"viec": "merge", "units": ["CS-BQL-KCN"], "into": "CS-HAEMIN", "people": "end"}
DAY: Typed = {"title": "Sáp nhập", "number": "12/QĐ-LĐLĐ", "issuer": "LĐLĐ tỉnh", "effective": "18/5/2022"}


def text(answer: HttpResponse) -> str:
    middle = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", middle).split()).replace("\xa0", " ")


def hidden(answer: HttpResponse) -> Typed:
    """What the page's forms carry along, by name."""
    carried: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', answer.content.decode()):
        name, value = re.findall(r'(?:name|value)="([^"]*)"', tag)[:2]
        carried.setdefault(name, []).append(value.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))
    return carried


def press(client: Client, button: str, typed: Typed) -> HttpResponse:
    answer: HttpResponse = client.post(NEW, typed | {"buoc": button})
    return answer


def preview(client: Client, typed: Typed) -> HttpResponse:
    answer = press(client, "xem", DAY | typed)
    assert answer.status_code == 200, text(answer)
    return answer


def run(client: Client, typed: Typed) -> Reform:
    answer = client.post(RUN, hidden(preview(client, typed)))
    assert answer.status_code == 302, text(answer)
    return Reform.objects.get(code=answer["Location"].split("/")[-2])


def administer(cast: Cast, code: str) -> None:
    """Hùng administers for this union."""
    hat = {"role": Role.ADMINISTRATOR, "organisation": cast.unit(code), "since": date(2022, 1, 1)}
    appoint(cast.person("hung"), **hat, by=None, at=NOW)
