"""The steps to a new decision, as an administrator walks them without a script."""

import re

import pytest
from django.test import Client

from sangkien.organisations.models import Organisation
from sangkien.reforms.models import Reform
from sangkien.web.tests.reforming import DAY, MERGE, NEW, RUN, Typed, administer, hidden, press, preview, text
from tests.cast import TODAY, Cast


@pytest.fixture
def ha(cast: Cast) -> Client:
    return cast.client("ha")


class TestTheList:
    def test_offers_everything_that_a_decision_may_do(self, ha: Client) -> None:
        page = ha.get(NEW)

        tasks = {"merge", "unite", "move", "dissolve", "split", "part", "create", "rename", "reclassify"}
        assert set(re.findall(r'href="\?viec=(\w+)"', page.content.decode())) == tasks

    def test_leads_back_to_itself_from_what_it_does_not_know(self, ha: Client) -> None:
        assert "Quyết định này làm gì?" in text(ha.get(NEW, {"viec": "xoa"}))
        assert "Quyết định này làm gì?" in text(ha.post(NEW, {"viec": "\0"}))

    @pytest.mark.parametrize("login", ["lan", "mai", "minh", "dong"])
    def test_is_for_administrators(self, cast: Cast, login: str) -> None:
        assert cast.client(login).get(NEW).status_code == 404
        assert cast.client(login).post(RUN, {}).status_code == 404


class TestChoosing:
    def test_starts_with_the_unions_of_the_address(self, ha: Client) -> None:
        page = ha.get(NEW, {"viec": "merge", "units": "CS-HAEMIN,CS-BQL-KCN,KHONG-CO"})

        assert hidden(page)["units"] == ["CS-HAEMIN", "CS-BQL-KCN"]

    def test_makes_a_code_that_stays_through_the_steps(self, ha: Client) -> None:
        code = hidden(ha.get(NEW, {"viec": "rename"}))["ma"][0]

        assert re.fullmatch(r"QD-2022-05-18-[A-Z0-9]{4}", code)
        assert hidden(press(ha, "tim", {"viec": "rename", "ma": code}))["ma"] == [code]
        assert hidden(press(ha, "tim", {"viec": "rename", "ma": "LẠ"}))["ma"] != ["LẠ"]

    def test_finds_unions_to_tick_and_keeps_what_was_typed(self, ha: Client) -> None:
        page = press(ha, "tim", {"viec": "unite", "tim-units": "haemin", "name": "Công đoàn Mới"})

        assert '<input type="checkbox" name="units" value="CS-HAEMIN"' in page.content.decode()
        assert 'value="Công đoàn Mới"' in page.content.decode()
        assert "Cần xem lại" not in text(page)

    def test_what_is_ticked_is_chosen_with_any_button(self, ha: Client) -> None:
        page = press(ha, "tim", MERGE | {"units": ["CS-BQL-KCN", "CS-MAY-TIEN-THUAN"], "tim-into": "haemin"})

        assert hidden(page)["units"] == ["CS-BQL-KCN", "CS-MAY-TIEN-THUAN"]

    def test_removes_one(self, ha: Client) -> None:
        page = ha.post(NEW, MERGE | {"units": ["CS-BQL-KCN", "CS-MAY-TIEN-THUAN"], "bo": "units:CS-BQL-KCN"})

        assert hidden(page)["units"] == ["CS-MAY-TIEN-THUAN"]

    def test_searches_when_enter_is_pressed_and_removes_nothing(self, ha: Client) -> None:
        page = ha.get(NEW, {"viec": "merge", "units": "CS-HAEMIN"}).content.decode().partition("<main")[2]

        first = re.findall(r'<button type="submit"[^>]*>', page)[0]
        assert 'name="buoc" value="tim"' in first

    def test_takes_a_whole_group_at_once(self, ha: Client) -> None:
        page = press(
            ha, "tim", {"viec": "dissolve", "tim-units": "khu cong nghiep", "groups": "CDN-GIAO-DUC:GRASSROOTS"}
        )

        assert "Tất cả Công đoàn cơ sở thuộc CĐ Các KCN 3 đơn vị" in text(page)
        assert hidden(page)["groups"] == ["CDN-GIAO-DUC:GRASSROOTS"]

    def test_offers_nothing_beyond_ones_reach(self, cast: Cast) -> None:
        administer(cast, "LDLD-NINH-PHUOC")
        client = cast.client("hung")

        page = press(client, "tim", MERGE | {"tim-units": "haemin"})

        assert "units" not in hidden(page)
        assert "Chưa thấy đơn vị nào khác gần với “haemin”" in text(page)

    def test_says_what_lies_with_the_unions_and_who_is_in_charge(self, cast: Cast, ha: Client) -> None:
        cast.confirmed()

        page = text(ha.get(NEW, {"viec": "dissolve", "units": "CD-KCN"}))

        assert "0 hồ sơ của các đơn vị này; 1 hồ sơ đang chờ ở đây" in page
        assert "1 chỉ tiêu đã giao" in page
        assert "Phạm Văn Minh" in page

    def test_names_all_that_is_missing_at_once(self, ha: Client) -> None:
        answer = press(ha, "tiep", {"viec": "merge"})

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"units", "into", "people"}

    def test_does_not_merge_a_union_with_itself_alone(self, ha: Client) -> None:
        answer = press(ha, "tiep", MERGE | {"units": ["CS-HAEMIN"]})

        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"units"})


class TestTheDay:
    def test_starts_with_what_can_be_proposed(self, ha: Client) -> None:
        form = press(ha, "tiep", MERGE).context["form"]

        assert form["title"].value() == "Sáp nhập CĐCS Ban Quản lý các KCN vào CĐCS Haemin Vina"
        assert form["issuer"].value() == "Tổng LĐLĐ Việt Nam"
        assert form["effective"].value() == "18/05/2022"

    def test_keeps_what_was_typed_on_the_way_back_and_forth(self, ha: Client) -> None:
        back = press(ha, "sua", MERGE | DAY | {"title": "Tên tôi đặt", "goi-y": "Sáp nhập"})
        again = press(ha, "tiep", hidden(back) | MERGE)

        assert again.context["form"]["title"].value() == "Tên tôi đặt"
        assert again.context["form"]["number"].value() == "12/QĐ-LĐLĐ"

    def test_proposes_another_title_for_another_choice(self, ha: Client) -> None:
        first = press(ha, "tiep", MERGE)
        typed = MERGE | {"goi-y": hidden(first)["goi-y"], "title": hidden(first)["goi-y"], "into": "CS-MAY-TIEN-THUAN"}

        assert press(ha, "tiep", typed).context["form"]["title"].value().endswith("vào CĐCS May Tiến Thuận")

    def test_names_all_that_is_missing_or_unreadable(self, ha: Client) -> None:
        answer = press(ha, "xem", MERGE | {"title": "", "issuer": "", "effective": "31/2/2022", "signed_on": "hôm qua"})

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"title", "issuer", "effective", "signed_on"}

    def test_before_a_union_was_there_is_refused_at_the_day(self, ha: Client) -> None:
        answer = press(ha, "xem", MERGE | DAY | {"effective": "1/1/1990"})

        assert answer.status_code == 422
        assert "CS-BQL-KCN không hoạt động vào ngày này." in answer.context["form"].errors["effective"]


class TestThePreview:
    def test_says_everything_that_would_come_and_changes_nothing(self, cast: Cast, ha: Client) -> None:
        cast.confirmed()
        typed = {"viec": "dissolve", "units": ["CD-KCN"], "members": "transfer", "people": "end"}

        page = text(preview(ha, typed))

        for said in [
            "không có xung đột nào",
            "Có hiệu lực ngay khi anh/chị bấm Thực hiện",
            "Giải thể CĐ Các KCN, đoàn viên chuyển về công đoàn cấp trên",
            "Kết thúc 1",
            "Đổi nơi trực thuộc 3",
            "Đơn vị chuyển theo",
            "Phạm Văn Minh",
            "Liên đoàn Lao động tỉnh Ninh Thuận Ngày đó chưa có cán bộ thẩm định 1",
            "1 → 1",
            "Bằng nhau",
        ]:
            assert said in page
        assert not Reform.objects.exists()
        assert Organisation.objects.on(TODAY).filter(code="CD-KCN").exists()

    def test_never_shows_money_without_how_far_it_is_attested(self, cast: Cast, ha: Client) -> None:
        cast.valid()

        page = text(preview(ha, {"viec": "move", "units": ["CS-MAY-TIEN-THUAN"], "to": "LDLD-NINH-PHUOC"}))

        assert "120 triệu đồng → 120 triệu đồng 0,0 % có xác nhận của doanh nghiệp" in page
        assert "Công đoàn cơ sở xác nhận 120 triệu đồng 100,0 %" in page

    def test_does_not_warn_where_somebody_decides(self, cast: Cast, ha: Client) -> None:
        cast.confirmed()

        page = text(preview(ha, {"viec": "move", "units": ["CS-MAY-TIEN-THUAN"], "to": "LDLD-NINH-PHUOC"}))

        assert "Hồ sơ đang chờ sẽ về" in page
        assert "chưa có cán bộ thẩm định" not in page

    @pytest.mark.parametrize(
        ("day", "said"),
        [("1/6/2022", "Tự có hiệu lực lúc 00:00 ngày 01/06/2022"), ("1/5/2022", "Số liệu đã công bố từ trước vẫn giữ")],
    )
    def test_says_what_the_day_means(self, ha: Client, day: str, said: str) -> None:
        assert said in text(preview(ha, MERGE | {"effective": day}))

    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            ({"viec": "move", "units": ["LDLD-NINH-THUAN"], "to": "CD-KCN"}, "to", "LDLD-NINH-THUAN"),
            ({"viec": "move", "units": ["CS-HAEMIN"], "to": "CS-MAY-TIEN-THUAN"}, "to", "không trực thuộc"),
            ({"viec": "merge", "units": ["CD-KCN"], "into": "CS-HAEMIN", "people": "end"}, "into", "không trực thuộc"),
            ({"viec": "reclassify", "units": ["CD-KCN"], "kind": "GRASSROOTS"}, "kind", "không trực thuộc"),
            ({"viec": "rename", "unit": "CS-HAEMIN", "name": "Công đoàn cơ sở Công ty TNHH Haemin Vina",
              "short_name": "CĐCS Haemin Vina"}, "name", "đã đúng như vậy"),
            ({"viec": "dissolve", "units": ["TLD"], "members": "leave", "people": "end"}, "to", "cấp trên"),
            ({"viec": "create", "name": "Mới", "kind": "PROVINCIAL", "parent": "CD-KCN"}, "parent", "không trực thuộc"),
            ({"viec": "create", "name": "Mới", "kind": "GRASSROOTS", "parent": "CD-KCN", "code": "cd-kcn"}, "code",
             "đã thuộc về một đơn vị khác"),
            ({"viec": "unite", "units": ["CD-KCN"], "name": "Mới", "kind": "GRASSROOTS", "parent": "LDLD-NINH-THUAN",
              "people": "end"}, "kind", "không trực thuộc"),
        ],
    )  # fmt: skip
    def test_puts_each_refusal_at_its_field_and_keeps_what_was_typed(
        self, ha: Client, typed: Typed, field: str, said: str
    ) -> None:
        answer = press(ha, "xem", DAY | typed)

        assert answer.status_code == 422
        errors = answer.context["form"].errors
        assert list(errors) == [field], errors
        assert said in " ".join(errors[field])
        assert hidden(answer)["number"] == ["12/QĐ-LĐLĐ"]
        assert not Reform.objects.exists()

    def test_of_what_is_beyond_ones_reach_is_not_there(self, cast: Cast) -> None:
        administer(cast, "LDLD-NINH-PHUOC")
        typed = {"viec": "dissolve", "units": ["LDLD-NINH-PHUOC"], "members": "transfer", "people": "end"}

        assert press(cast.client("hung"), "xem", DAY | typed).status_code == 404


@pytest.mark.parametrize("typed", ["\0", "<script>alert(1)</script>", "a" * 5_000, "%", "🙂"])
@pytest.mark.parametrize(
    "task", ["merge", "unite", "move", "dissolve", "split", "part", "create", "rename", "reclassify"]
)
def test_bad_input_breaks_nothing(ha: Client, task: str, typed: str) -> None:
    names = [
        "units",
        "groups",
        "into",
        "to",
        "unit",
        "parent",
        "kind",
        "people",
        "members",
        "heir",
        "name",
        "code",
        "so",
    ]
    names += ["moi-1-name", "moi-1-code", "tim-units", "tim-into", "bo", "ma", *DAY]
    everything = dict.fromkeys(names, typed) | {"viec": task}

    codes = {press(ha, button, everything).status_code for button in ("tim", "tiep", "xem", "them-dong", typed)}
    codes.add(ha.get(NEW, {"viec": task, "units": typed}).status_code)

    assert codes <= {200, 422}
    assert not Reform.objects.exists()
