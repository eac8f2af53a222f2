"""Đông chooses which dossiers stand on a decision, over several pages, without scripts."""

import re
from typing import Any

import pytest

from sangkien.registry.models import FrozenFigures
from tests.cast import Cast

DECISION = "/van-ban/LDLD-NINH-THUAN/soan/recognition-decision/"


@pytest.fixture(autouse=True)
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.registry.choosing._A_PAGE", 2)


NAMES = [f"Sáng kiến thứ {name}" for name in ("bảy", "hai", "sáu", "tư", "năm")]


class Chooser:
    """Presses the buttons of the page as it stands."""

    def __init__(self, cast: Cast) -> None:
        self.client = cast.client("dong")
        self.page: Any = self.client.get(DECISION)

    def press(self, task: str, *, tick: tuple[str, ...] = (), **typed: str) -> Any:
        html = self.page.content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(da-chon|hien|trang)" value="([^"]*)"', html))
        ticked = re.findall(r'name="ho-so" value="([^"]+)" id="[^"]+" checked', html)
        kept = {"q": self.page.context["choice"].text, "xep": self.page.context["choice"].order}
        self.page = self.client.post(DECISION, hidden | kept | typed | {"ho-so": [*ticked, *tick], "viec": task})
        return self.page

    @property
    def titles(self) -> list[str]:
        return [one.title for one, _unit in self.page.context["rows"]]

    @property
    def said(self) -> str:
        found = re.search(r"Đã chọn \d+</b> · tìm thấy \d+", self.page.content.decode())
        return found[0].replace("</b>", "") if found else ""


def test_what_is_ticked_survives_paging_searching_and_sorting(cast: Cast) -> None:
    dossiers = [cast.valid(title=name) for name in NAMES]
    page = Chooser(cast)

    page.press("trang-2", tick=(dossiers[4].code,))
    page.press("trang-3", tick=(dossiers[2].code,))
    page.press("tim", q="THU BAY", xep="ten")
    assert (page.titles, page.said) == ([NAMES[0]], "Đã chọn 2 · tìm thấy 1")
    page.press("tim", q="", tick=(dossiers[0].code,))
    assert (page.titles, page.said) == ([NAMES[0], NAMES[1]], "Đã chọn 3 · tìm thấy 5")
    made = page.press("soan")

    assert made.status_code == 302
    assert [row["code"] for row in FrozenFigures.objects.get().rows] == [dossiers[n].code for n in (0, 2, 4)]


def test_a_tick_that_is_taken_off_stays_off(cast: Cast) -> None:
    dossiers = [cast.valid(title=f"Sáng kiến thứ {number}") for number in range(3)]
    page = Chooser(cast)
    page.press("trang-2", tick=(dossiers[2].code, dossiers[1].code))
    page.press("trang-1")

    sent = {"da-chon": f"{dossiers[2].code} {dossiers[1].code}", "hien": f"{dossiers[2].code} {dossiers[1].code}"}
    page.page = page.client.post(DECISION, sent | {"ho-so": [dossiers[1].code], "viec": "trang-2"})

    assert page.page.context["choice"].codes == [dossiers[1].code]


def test_all_that_were_found_are_ticked_and_unticked_by_a_button_that_says_how_many(cast: Cast) -> None:
    for title in ("Đồ gá may túi một", "Đồ gá may túi hai", "Đồ gá may túi ba", "Bảng màu theo dõi"):
        cast.valid(title=title)
    page = Chooser(cast)

    page.press("tim", q="do ga")
    assert "Chọn cả 3 sáng kiến tìm thấy" in page.page.content.decode()
    page.press("chon-3")
    assert page.said == "Đã chọn 3 · tìm thấy 3"
    page.press("tim", q="tui ba")
    assert page.said == "Đã chọn 3 · tìm thấy 1"
    page.press("tru-1")
    assert page.said == "Đã chọn 2 · tìm thấy 1"
    page.press("bo")

    assert page.said == "Đã chọn 0 · tìm thấy 1"


def test_nothing_is_ticked_where_there_are_others_by_then(cast: Cast) -> None:
    cast.valid(title="Đồ gá thứ nhất")
    page = Chooser(cast)
    cast.valid(title="Đồ gá thứ hai")

    answer = page.press("chon-1")

    assert answer.status_code == 422 and "Danh sách vừa thay đổi" in answer.content.decode()
    assert page.said == "Đã chọn 0 · tìm thấy 2"


def test_a_dossier_is_found_by_its_union_its_code_and_without_marks(cast: Cast) -> None:
    one = cast.valid(title="Đồ gá may túi")
    page = Chooser(cast)

    for asked in ("may tien thuan", one.code, "DO GA"):
        page.press("tim", q=asked)
        assert page.titles == ["Đồ gá may túi"], asked
    page.press("tim", q="mùa đông")
    assert "vẫn giữ nguyên" in page.page.content.decode()


def test_what_was_not_decided_is_not_offered_and_nothing_chosen_is_told(cast: Cast) -> None:
    cast.valid()
    waiting = cast.confirmed(title="Chưa được công nhận")
    page = Chooser(cast)

    answer = page.press("soan", tick=(waiting.code, "x\0"))

    assert "Chưa được công nhận" not in answer.content.decode()
    assert (answer.status_code, FrozenFigures.objects.count()) == (422, 0)
    assert "Chưa chọn sáng kiến nào" in answer.content.decode()
