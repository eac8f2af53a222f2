"""Councils meet on their pages: set up, seated, called, voted, closed, without scripts."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.sittings import actions
from sangkien.sittings.models import Council, Matter, Outcome, Seat, Sitting
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.tests.holding import SEATED, council, opened, planned, put
from tests.cast import NOW, Cast


def text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def did(client: Client, thing: Sitting | Matter, verb: str, **typed: str) -> Any:
    place = "phien" if isinstance(thing, Sitting) else "noi-dung"
    return client.post(f"/hoi-dong/{place}/{thing.pk}/viec/", {"viec": verb} | typed)


def test_a_council_is_set_up_meets_votes_in_secret_and_decides(cast: Cast) -> None:
    dong, hoa = cast.client("dong"), cast.client("hoa")
    typed = {"unit": "LDLD-NINH-THUAN", "purpose": "EMULATION", "decision": "QĐ 08/QĐ-LĐLĐ", "since": "01/01/2022"}
    made = dong.post("/hoi-dong/", typed)
    here = Council.objects.get()
    assert made.url == f"/hoi-dong/{here.pk}/"
    for who, office in [("dong", "CHAIR"), ("0912345011", "MEMBER"), ("quang", "MEMBER")]:
        seat = {"person": who, "office": office, "since": "01/01/2022"}
        assert dong.post(f"/hoi-dong/{here.pk}/thanh-vien/", seat).status_code == 302
    dong.post(f"/hoi-dong/{here.pk}/trieu-tap/", {"day": "18/05/2022", "place": "Phòng họp số 2"})
    sitting = Sitting.objects.get()
    dong.post(f"/hoi-dong/phien/{sitting.pk}/noi-dung/", {"title": "Tặng Bằng khen", "secret": "on", "share": "half"})
    matter = Matter.objects.get()

    did(dong, sitting, "khai-mac")
    did(hoa, sitting, "co-mat", person=str(cast.person("hoa").pk))
    early = did(dong, matter, "khoa")
    assert early.status_code == 422 and "Mới có 0 phiếu" in text(early)
    for client in (dong, hoa):
        assert did(client, matter, "bieu-quyet", choice="AGREE").status_code == 302
    assert "Đã có 2 phiếu. Anh/chị đã bỏ phiếu." in text(hoa.get(f"/hoi-dong/phien/{sitting.pk}/"))
    did(dong, matter, "khoa")
    did(dong, sitting, "be-mac")

    assert (Outcome.objects.get().agreed, Sitting.objects.get().state) == (True, State.CLOSED)
    page = text(hoa.get(f"/hoi-dong/phien/{sitting.pk}/"))
    assert "Đồng ý 2 Không đồng ý 0" in page and "2 phiếu; 3 thành viên không liên quan" in page
    assert "Điều hành" not in page and "Từng phiếu" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"unit": "", "purpose": "", "since": ""}, "Chọn loại hội đồng"),
        (
            {"unit": "LDLD-NINH-THUAN", "purpose": "EMULATION", "since": "1/1/2022", "decision": ""},
            "Ghi số, ngày và nơi",
        ),
        ({"unit": "TLD", "purpose": "EMULATION", "since": "31/31/2022", "decision": "\0x"}, "Hội đồng"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, typed: dict[str, str], said: str) -> None:
    page = cast.client("dong").post("/hoi-dong/", typed)

    assert page.status_code == 422 and said in text(page) and not Council.objects.exists()


def test_a_seat_asks_for_an_account(cast: Cast) -> None:
    here = council(cast)
    address = f"/hoi-dong/{here.pk}/thanh-vien/"
    page = cast.client("dong").post(address, {"person": "0999999999", "office": "MEMBER", "since": "18/05/2022"})
    assert page.status_code == 422 and "Chưa có tài khoản nào" in text(page) and "0999999999" in page.content.decode()
    row = Seat.objects.get(person=cast.person("hoa"))
    cast.client("dong").post(f"{address}{row.pk}/thoi/")
    assert "Bùi Thị Hoa" not in text(cast.client("dong").get(f"/hoi-dong/{here.pk}/")).split("Ghi thành viên")[0]


def test_whoever_has_an_interest_sees_no_slip_to_vote_on(cast: Cast) -> None:
    sitting = opened(cast)
    matter = put(cast, sitting, parties=[cast.person("hoa").phone])
    page = text(cast.client("hoa").get(f"/hoi-dong/phien/{sitting.pk}/"))
    assert "Không tham gia biểu quyết: Bùi Thị Hoa (có liên quan)" in page and "Phiếu của anh/chị" not in page
    assert "nên không biểu quyết" in page
    refused = did(cast.client("hoa"), matter, "bieu-quyet", choice="AGREE")
    assert refused.status_code == 422 and "nên không làm việc này được" in text(refused)

    assert did(cast.client("yen"), matter, "lien-quan", reason="").status_code == 422
    did(cast.client("yen"), matter, "lien-quan", reason="Cùng nhóm làm")
    assert did(cast.client("yen"), matter, "bieu-quyet", choice="AGREE").status_code == 422
    assert not matter.casts.exists() and not matter.votes.exists()
    did(cast.client("thao"), matter, "de-lai", reason="Chờ hồ sơ")
    assert Matter.objects.get().state == MatterState.PUT_OFF


def test_open_votes_are_read_by_members_once_they_are_counted(cast: Cast) -> None:
    sitting = opened(cast)
    matter = put(cast, sitting, parties=[cast.person("hoa").phone])
    for who in SEATED:
        if who != "hoa":
            actions.cast(matter, "AGREE" if who != "minh" else "DISAGREE", by=cast.actor(who), at=NOW)
    address = f"/hoi-dong/phien/{sitting.pk}/"
    assert "Phạm Văn Minh: Không đồng ý" not in text(cast.client("yen").get(address))
    actions.close(matter, by=cast.actor("thao"), at=NOW)

    assert "Phạm Văn Minh: Không đồng ý" in text(cast.client("yen").get(address))
    assert "Phạm Văn Minh: Không đồng ý" not in text(cast.client("hoa").get(address))


def test_what_is_not_yours_is_not_there(cast: Cast) -> None:
    sitting = planned(cast)
    matter = put(cast, sitting)
    for login in ("lan", "kim", "mai"):
        client = cast.client(login)
        for address in (f"/hoi-dong/{sitting.council_id}/", f"/hoi-dong/phien/{sitting.pk}/"):
            assert client.get(address).status_code == 404
        assert did(client, matter, "khoa").status_code == did(client, sitting, "khai-mac").status_code == 404
    assert did(cast.client("dong"), sitting, "dot-kich").status_code == 404
    assert did(cast.client("dong"), sitting, "khong-hop").status_code == 422
    assert did(cast.client("hoa"), sitting, "khai-mac").status_code == 404


def test_an_agenda_costs_the_same_for_one_matter_and_for_ten(cast: Cast) -> None:
    sitting = opened(cast)
    put(cast, sitting)
    client = cast.client("dong")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/hoi-dong/phien/{sitting.pk}/").status_code == 200
        return len(queries)

    asked()
    first = asked()
    for n in range(2, 11):
        put(cast, sitting, key=str(n))
    assert asked() == first


def test_a_sitting_is_moved_from_its_page(cast: Cast) -> None:
    sitting, thao = planned(cast), cast.client("thao")
    address = f"/hoi-dong/phien/{sitting.pk}/lich/"
    said = thao.post(address, {"day": "1/1/2020", "place": ""})
    assert said.status_code == 422 and "Ghi nơi họp" in text(said)

    assert thao.post(address, {"day": "20/05/2022", "hour": "14h", "place": "Họp trực tuyến"}).status_code == 302

    page = text(thao.get(f"/hoi-dong/phien/{sitting.pk}/"))
    assert "14:00 · Họp trực tuyến" in page
    assert cast.client("minh").post(address, {"day": "21/05/2022", "place": "A"}).status_code == 404


def test_a_member_who_has_not_come_is_shown_the_roll_first(cast: Cast) -> None:
    sitting = opened(cast, present=["dong"])
    put(cast, sitting)
    page = text(cast.client("hoa").get(f"/hoi-dong/phien/{sitting.pk}/"))
    assert "Tôi có mặt" in page and "Phiếu của anh/chị" not in page
