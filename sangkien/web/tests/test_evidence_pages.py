"""Pages about values: looking again after a year, and inspections; the question about an unusual amount."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from sangkien.accounts.models import Appointment
from sangkien.base.days import VIETNAM
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.evidence.models import Finding, Inspection, Norm, Verification
from sangkien.evidence.results import mistakes
from sangkien.initiatives.models import Initiative
from sangkien.web.tests.reading import read
from sangkien.web.tests.submitting import Worker, set_clock
from tests.cast import NOW, Cast

A_YEAR_LATER = datetime(2023, 3, 1, 9, 0, tzinfo=VIETNAM)
PLANNED = datetime(2022, 6, 6, 9, 0, tzinfo=VIETNAM)
DRAWN = datetime(2022, 6, 7, 19, 5, tzinfo=VIETNAM)

SAMPLED = "/hau-kiem/HK-2022-0001/mau/1/"

Clock = Callable[[datetime], None]

FOUND = {
    "version": "0",
    "outcome": "FOUND",
    "actual_vnd": "90 triệu",
    "method": "Theo sổ sản lượng 12 tháng",
    "employer": "Park Ji-hoon",
    "position": "Giám đốc nhà máy",
}
PLAN = {
    "unit": "CD-KCN",
    "stretch": "CT1TSK/GD1",
    "valid_from": "01/05/2022",
    "valid_to": "31/05/2022",
    "strata": "NONE",
    "size": "2",
    "prize_on": "07/06/2022",
}


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the visitors' clock."""
    return lambda moment: set_clock(monkeypatch, moment)


class TestLookingAgain:
    def test_an_officer_finds_it_in_the_list_and_writes_down_what_was_found(self, cast: Cast, it_is: Clock) -> None:
        initiative = cast.valid()
        it_is(A_YEAR_LATER)
        client = cast.client("yen")

        assert initiative.title in read(client, "/danh-gia-lai/")
        answer = client.post(f"/danh-gia-lai/{initiative.code}/", FOUND)

        assert answer.status_code == 302
        assert cast.again(initiative).verified_vnd == 90_000_000
        assert "Không có giá trị nào đến hạn" in read(client, "/danh-gia-lai/")

    def test_everything_that_is_missing_is_said_at_once_and_nothing_typed_is_lost(
        self, cast: Cast, it_is: Clock
    ) -> None:
        initiative = cast.valid()
        it_is(A_YEAR_LATER)

        answer = cast.client("yen").post(
            f"/danh-gia-lai/{initiative.code}/", FOUND | {"actual_vnd": "nhiều lắm", "method": "", "employer": "Park"}
        )

        shown = answer.content.decode()
        assert answer.status_code == 422 and not Verification.objects.exists()
        assert "Ghi cách xác định giá trị thực tế" in shown
        assert "Ghi giá trị thực tế một năm bằng số" not in shown  # of what cannot be read that alone is said
        assert 'value="nhiều lắm"' in shown and 'value="Park"' in shown

    def test_a_colleague_who_was_faster_is_named(self, cast: Cast, it_is: Clock) -> None:
        initiative = cast.valid()
        it_is(A_YEAR_LATER)
        cast.client("yen").post(f"/danh-gia-lai/{initiative.code}/", FOUND)

        answer = cast.client("mai").post(f"/danh-gia-lai/{initiative.code}/", FOUND)

        assert answer.status_code == 409
        assert "Lý Ngọc Yến đã ghi kết quả" in answer.content.decode()

    def test_before_the_year_is_over_the_page_says_from_when(self, cast: Cast) -> None:
        initiative = cast.valid()

        shown = read(cast.client("yen"), f"/danh-gia-lai/{initiative.code}/")

        assert "Từ ngày 01/03/2023" in shown and "Ghi kết quả" not in shown

    def test_the_file_and_the_sheet_say_the_same(self, cast: Cast, it_is: Clock) -> None:
        initiative = cast.valid()
        it_is(A_YEAR_LATER)
        client = cast.client("mai")

        lines = client.get("/danh-gia-lai/den-han.csv").getvalue().decode("utf-8-sig").splitlines()
        sheet = read(client, f"/danh-gia-lai/{initiative.code}/phieu/")

        said = f"{initiative.code};{initiative.title};CĐCS May Tiến Thuận;01/03/2022;01/03/2023;"
        assert [line for line in lines if line.startswith(said)]
        assert initiative.title in sheet and "120.000.000 đồng" in sheet

    def test_the_list_costs_the_same_for_two_dossiers_and_for_many(self, cast: Cast, it_is: Clock) -> None:
        for n in range(2):
            cast.valid(title=f"Cải tiến số {n} của chuyền may")
        it_is(A_YEAR_LATER)
        client = cast.client("yen")

        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                client.get("/danh-gia-lai/")
            return len(asked)

        cost()
        few = cost()
        for n in range(2, 9):
            cast.valid(title=f"Cải tiến số {n} của chuyền may")

        assert cost() == few

    def test_goes_on_after_the_last_one_of_a_page(self, cast: Cast, it_is: Clock) -> None:
        first, second = cast.valid(), cast.valid(title="Giá để kéo bấm ở đầu chuyền")
        it_is(A_YEAR_LATER)

        shown = read(cast.client("yen"), f"/danh-gia-lai/?sau={first.pk}")

        assert second.title in shown and first.title not in shown
        assert cast.client("yen").get("/danh-gia-lai/?sau=abc").status_code == 200


class TestWhoSeesTheLevel:
    def test_everybody_on_the_public_page(self, cast: Cast, it_is: Clock) -> None:
        initiative = cast.valid()
        employer_says(employers_link(cast, initiative), value="OTHER", value_vnd=85_000_000)

        shown = read(Client(), f"/sang-kien/{initiative.code}/")

        assert "Tự kê khai" in shown and "85.000.000" not in shown

    def test_the_author_with_what_the_employer_says(self, cast: Cast) -> None:
        initiative = cast.valid()
        employer_says(employers_link(cast, initiative), value="OTHER", value_vnd=85_000_000)

        shown = read(cast.client("lan"), f"/toi/ho-so/{initiative.code}/")

        assert "Doanh nghiệp nêu 85.000.000 đồng, hồ sơ kê khai 120.000.000 đồng." in shown

    def test_the_officer_with_how_far_it_stands_apart(self, cast: Cast) -> None:
        usual(cast)
        initiative = cast.confirmed(benefit_vnd=2_880_000_000)

        shown = read(cast.client("minh"), f"/duyet/{initiative.code}/")

        assert "Giá trị khác thường" in shown and "Gấp 240 lần mức giữa của lĩnh vực này." in shown

    def test_the_home_page_and_the_board_beside_every_sum(self, cast: Cast) -> None:
        one = cast.valid()
        cast.valid(title="Giá để kéo bấm ở đầu chuyền")
        employer_says(employers_link(cast, one), value="RIGHT")

        for client, page in [(Client(), "/"), (cast.client("dong"), "/bang/LDLD-NINH-THUAN/")]:
            assert "50,0 % có xác nhận của doanh nghiệp" in read(client, page)


def usual(cast: Cast) -> None:
    """In production mostly about 12 triệu."""
    field = cast.programme.terms.get(list="FIELD", code="production")
    facts = {"middle": 7.07918, "spread": 0.3, "values": 420, "unions": 37, "at": NOW}
    Norm.objects.create(programme=cast.programme, field=field, **facts)


class TestAnInspection:
    def test_goes_from_the_plan_to_the_result_in_the_open(self, cast: Cast, it_is: Clock) -> None:
        for n in range(4):
            cast.valid(title=f"Cải tiến số {n} của chuyền may")
        it_is(PLANNED)
        assert cast.client("dong").post("/hau-kiem/moi/", PLAN).status_code == 302
        before = read(Client(), "/hau-kiem/HK-2022-0001/")
        assert "4 sáng kiến của đơn vị" in before and "Số bí mật đã mở" not in before

        it_is(DRAWN)
        assert (
            cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04718"}).status_code
            == 302
        )
        drawn = read(Client(), "/hau-kiem/HK-2022-0001/")
        assert "Chưa có hồ sơ nào được kiểm tra." in drawn and "sáng kiến sai" not in drawn
        dong = cast.client("dong")
        assert (
            dong.post(
                "/hau-kiem/HK-2022-0001/mau/1/",
                {"version": "0", "judged": "WRONG_VALUE", "right_vnd": "4 triệu", "note": "Tính trùng"},
            ).status_code
            == 302
        )

        assert "Đã có kết quả 1 trên 2 hồ sơ" in read(dong, "/hau-kiem/HK-2022-0001/mau/")
        shown = read(Client(), "/hau-kiem/HK-2022-0001/")
        assert "có từ 1 đến 4 sáng kiến sai" in shown and "04718" in shown
        told = json.loads(Client().get("/hau-kiem/HK-2022-0001/du-lieu.json").content)
        assert mistakes(told) == []
        assert not any(code in shown for code in Initiative.objects.values_list("code", flat=True))

    @pytest.mark.parametrize(
        ("strata", "name"),
        [
            ("VALUE", "Từ 100 triệu đồng đến dưới 1 tỷ đồng"),
            ("LEVEL", "Công đoàn cơ sở xác nhận"),
            ("FIELD", "Sản xuất, kinh doanh"),
            ("UNIT", "Công đoàn cơ sở Công ty TNHH May Tiến Thuận"),
        ],
    )
    def test_names_its_groups_in_words(self, cast: Cast, it_is: Clock, strata: str, name: str) -> None:
        cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN | {"strata": strata})
        it_is(DRAWN)
        cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04718"})

        assert name in read(Client(), "/hau-kiem/HK-2022-0001/")

    def test_offers_a_wrong_value_only_where_one_was_declared(self, cast: Cast, it_is: Clock) -> None:
        cast.valid(benefit_kind="SOCIAL", benefit_vnd=None, benefit_method="")
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN | {"size": "1"})
        it_is(DRAWN)
        cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04718"})
        page, dong = "/hau-kiem/HK-2022-0001/mau/1/", cast.client("dong")

        shown = read(dong, page)
        assert "Không đủ điều kiện" in shown
        assert "Sai giá trị làm lợi" not in shown and "Giá trị đúng của một năm" not in shown

        said = {"version": "0", "judged": "WRONG_VALUE", "right_vnd": "0", "note": "Không có giá trị"}
        answer = dong.post(page, said)
        assert answer.status_code == 422 and "Không có giá trị" in answer.content.decode()

    def test_the_secret_stays_one_until_the_draw(self, cast: Cast, it_is: Clock) -> None:
        cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN)
        secret = Inspection.objects.get().secret

        for login in (None, "dong", "ha"):
            client = cast.client(login)
            for page in ("", "du-lieu.json"):
                assert secret not in client.get(f"/hau-kiem/HK-2022-0001/{page}").content.decode()

    def test_a_plan_with_mistakes_comes_back_with_all_of_them(self, cast: Cast, it_is: Clock) -> None:
        cast.valid()
        it_is(PLANNED)

        answer = cast.client("dong").post(
            "/hau-kiem/moi/", PLAN | {"valid_to": "06/06/2022", "prize_on": "hôm nay", "size": ""}
        )

        shown = answer.content.decode()
        assert answer.status_code == 422 and not Inspection.objects.exists()
        assert "Chỉ hậu kiểm những ngày đã qua" in shown and 'value="hôm nay"' in shown

    def test_a_plan_is_for_no_union_and_no_programme_until_they_are_chosen(self, cast: Cast, it_is: Clock) -> None:
        it_is(PLANNED)

        form = cast.client("dong").get("/hau-kiem/moi/").context["form"]

        assert form.fields["unit"].choices[0] == ("", "Chọn đơn vị")
        assert form.fields["stretch"].choices[0] == ("", "Chọn chương trình, giai đoạn")

    def test_two_prizes_that_differ_draw_nothing(self, cast: Cast, it_is: Clock) -> None:
        cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN)
        it_is(DRAWN)

        answer = cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04781"})

        assert answer.status_code == 422 and "Hai lần gõ chưa giống nhau" in answer.content.decode()

    def test_who_planned_it_does_not_find_the_page_of_the_draw(self, cast: Cast, it_is: Clock) -> None:
        cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN)

        assert cast.client("dong").get("/hau-kiem/HK-2022-0001/rut-mau/").status_code == 404

    def test_a_finding_without_a_reason_is_not_kept(self, cast: Cast, it_is: Clock) -> None:
        cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN)
        it_is(DRAWN)
        cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04718"})

        answer = cast.client("dong").post("/hau-kiem/HK-2022-0001/mau/1/", {"version": "0", "judged": "INELIGIBLE"})

        assert answer.status_code == 422 and not Finding.objects.exists()


class TestWhatAnInspectionFoundWrong:
    """The finding changes nothing: it leads to the verb that does, with its words."""

    def found(self, cast: Cast, it_is: Clock, *, by: str = "dong", **said: str) -> Initiative:
        """Judged of a dossier that Minh recognised, in an inspection of the province."""
        dossier = cast.valid()
        it_is(PLANNED)
        cast.client("dong").post("/hau-kiem/moi/", PLAN)
        it_is(DRAWN)
        cast.client("ha").post("/hau-kiem/HK-2022-0001/rut-mau/", {"prize": "04718", "again": "04718"})
        done = cast.client(by).post(SAMPLED, {"version": "0"} | said)
        assert done.status_code == 302
        return dossier

    def test_whoever_may_correct_finds_the_form_filled_in_and_sends_it(self, cast: Cast, it_is: Clock) -> None:
        cast.reviewer_of_the_province()
        dossier = self.found(cast, it_is, by="ngoc", judged="WRONG_VALUE", right_vnd="4 triệu", note="Tính trùng.")
        ngoc, form = cast.client("ngoc"), f"/duyet/{dossier.code}/?viec=dinh-chinh&hau-kiem=HK-2022-0001"

        assert f'href="{escape(form)}#viec"' in ngoc.get(SAMPLED).content.decode()
        filled = ngoc.get(form).context["form"]
        sent = {name: filled[name].value() for name in ("to", "note")}
        words = "Hậu kiểm HK-2022-0001: giá trị đúng là 4.000.000 đồng. Tính trùng."
        assert sent == {"to": "REVIEWING", "note": words}
        ngoc.post(f"/duyet/{dossier.code}/dinh-chinh/", sent | {"seen": dossier.version})

        assert cast.again(dossier).state == "REVIEWING"
        assert "vẫn còn hiệu lực" not in read(ngoc, SAMPLED)

    def test_the_colleague_at_the_desk_reads_it_in_the_dossier(self, cast: Cast, it_is: Clock) -> None:
        dossier = self.found(cast, it_is, judged="INELIGIBLE", note="Đã áp dụng từ 2018.")

        assert "Hậu kiểm HK-2022-0001 ngày 07/06/2022: Không đủ điều kiện." in read(
            cast.client("yen"), f"/duyet/{dossier.code}/"
        )
        answer = cast.client("yen").get(f"/duyet/{dossier.code}/?viec=dinh-chinh&hau-kiem=HK-2022-0001")
        assert answer.context["form"]["to"].value() == "INELIGIBLE"
        assert "Đính chính theo" not in read(cast.client("minh"), f"/duyet/{dossier.code}/")

    def test_who_may_not_reads_who_may(self, cast: Cast, it_is: Clock) -> None:
        self.found(cast, it_is, judged="INELIGIBLE", note="Đã áp dụng từ 2018.")

        shown = read(cast.client("dong"), SAMPLED)

        assert (
            "người thẩm định của CĐ Các KCN hoặc của công đoàn cấp trên, trừ người đã kết luận: Lý Ngọc Yến." in shown
        )
        assert "Đính chính theo" not in shown

    def test_where_nobody_may_it_says_what_is_needed(self, cast: Cast, it_is: Clock) -> None:
        self.found(cast, it_is, judged="INELIGIBLE", note="Đã áp dụng từ 2018.")
        Appointment.objects.filter(person=cast.person("yen")).delete()

        assert "hiện chưa ai đính chính được: CĐ Các KCN" in read(cast.client("dong"), SAMPLED)

    @pytest.mark.parametrize("asked", ["HK-2022-0002", "x", "HK-2022-0001\x00"])
    def test_another_address_fills_in_nothing(self, cast: Cast, it_is: Clock, asked: str) -> None:
        dossier = self.found(cast, it_is, judged="INELIGIBLE", note="Đã áp dụng từ 2018.")

        answer = cast.client("yen").get(f"/duyet/{dossier.code}/", {"viec": "dinh-chinh", "hau-kiem": asked})

        form = answer.context["form"]
        assert (answer.status_code, form["to"].value(), form["note"].value()) == (200, None, "")

    def test_a_later_finding_that_it_is_right_is_the_last_word(self, cast: Cast, it_is: Clock) -> None:
        dossier = self.found(cast, it_is, judged="INELIGIBLE", note="Đã áp dụng từ 2018.")
        seen = Finding.objects.get().pk
        cast.client("dong").post(SAMPLED, {"version": str(seen), "judged": "RIGHT"})

        assert "Đính chính theo" not in read(cast.client("yen"), f"/duyet/{dossier.code}/")


class TestAnUnusualAmount:
    def test_is_asked_about_once_while_writing(self, cast: Cast) -> None:
        usual(cast)
        worker = Worker(cast, "lan")
        worker.types("thay-doi")

        first = worker.types("loi-ich", benefit_vnd="12 tỷ")
        second = worker.types("loi-ich", benefit_vnd="12 tỷ", benefit_sure="12000000000")

        shown = first.content.decode()
        assert "lớn hơn hẳn phần lớn các sáng kiến khác" in shown
        assert "Có phải anh/chị muốn ghi 12.000.000 đồng?" in shown
        assert (first.status_code, second.status_code) == (422, 303)

    def test_one_like_others_is_not(self, cast: Cast) -> None:
        usual(cast)
        worker = Worker(cast, "lan")
        worker.types("thay-doi")

        assert worker.types("loi-ich", benefit_vnd="15 triệu").status_code == 303

    def test_costs_sending_nothing(self, cast: Cast) -> None:
        usual(cast)
        worker = Worker(cast, "lan").fills_in()

        with CaptureQueriesContext(connection) as asked:
            worker.sends()

        assert not any("evidence_norm" in query["sql"] for query in asked)
        assert Initiative.objects.count() == 1
