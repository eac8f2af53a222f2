"""The public pages of milestones."""

from datetime import timedelta

import pytest

from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.milestones.actions import decide
from sangkien.review import again
from sangkien.web.tests.reading import read
from tests.cast import NOW, Cast

PAGE = "/chuong-trinh/CT1TSK/moc/1/"


@pytest.fixture
def first(cast: Cast) -> Initiative:
    """Lan's dossier is the first valid one, and that is a milestone."""
    cast.programme.milestones = [1]
    cast.programme.save(update_fields=["milestones"])
    initiative = cast.valid()
    decide(at=NOW + timedelta(hours=1))
    return initiative


def test_the_programme_names_its_milestones_to_everybody(cast: Cast, first: Initiative) -> None:
    page = read(cast.client(), "/chuong-trinh/")

    assert "Sáng kiến hợp lệ thứ 1" in page and "09:00 18/05/2022" in page and first.title in page


def test_says_what_it_rests_on(cast: Cast, first: Initiative) -> None:
    page = read(cast.client(), PAGE)

    assert "0 → 1" in page and "Dòng nhật ký của kết luận" in page


def test_a_dossier_that_is_withheld_is_not_named_and_one_that_fell_says_so(cast: Cast, first: Initiative) -> None:
    seen, yen = cast.again(first).version, cast.actor("yen")
    again.correct(first, to=State.REVIEWING, note="Rà soát lại.", seen=seen, by=yen, at=NOW + timedelta(hours=2))

    page = read(cast.client(), PAGE)

    assert first.title not in page and "Hồ sơ này không công bố nội dung." in page
    assert "Mốc đã ghi thì không chuyển cho hồ sơ khác" in page


@pytest.mark.parametrize("address", ["/chuong-trinh/CT1TSK/moc/2/", "/chuong-trinh/KHONG-CO/moc/1/"])
def test_what_was_not_reached_is_not_there(cast: Cast, first: Initiative, address: str) -> None:
    assert cast.client().get(address).status_code == 404


def test_the_board_tells_of_it_for_a_week(cast: Cast, first: Initiative) -> None:
    board = "/bang/CD-KCN/"

    assert "Chương trình đã có sáng kiến hợp lệ thứ 1." in read(cast.client("minh"), board)
    assert "sáng kiến hợp lệ thứ 1." not in read(cast.client("minh"), board + "?ngay=17/05/2022")
