"""Papers on the pages: Đông drafts, has it numbered, prints, issues; Minh enters it in the register of the zones."""

import json
from datetime import date
from html import unescape
from io import BytesIO
from re import sub
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.files.tests.making import pdf
from sangkien.programmes import building
from sangkien.programmes.describing import described
from sangkien.registry.models import FrozenFigures, Incoming, OfficialPaper, Outgoing
from sangkien.registry.states import State
from sangkien.registry.templates import GoesTo, When, templates
from sangkien.registry.tests.writing import HEADING, PROVINCE, drafted, headed, issued, numbered, opened, signed_by
from tests.booking import book
from tests.cast import NOW, TODAY, Cast

HOME = f"/van-ban/{PROVINCE}/"


def texts(paper: OfficialPaper, **changes: Any) -> dict[str, Any]:
    """The form as it is sent."""
    names = ("subject", "addressees", "bases", "body", "recipients", "authority", "on_behalf", "title", "beside")
    sent = {name: getattr(paper, name) for name in names} | {"seen": paper.version, "delivered": "on"}
    return {**sent, "signer": paper.signer_id or "", **changes}


class TestTheWholeWay:
    def test_from_nothing_to_an_issued_letter_in_the_zones_register(self, cast: Cast) -> None:
        dong, minh = cast.client("dong"), cast.client("minh")
        dong.post(f"{HOME}tieu-de/", HEADING)
        dong.post(f"{HOME}soan/campaign-launch/", {"stretch": "CD40N", "as_of": "18/05/2022"})
        paper = OfficialPaper.objects.get()
        at = f"/van-ban/{paper.pk}/"
        dong.post(f"{at}sua/", texts(paper, signer=cast.person("dong").pk))
        dong.post(f"{at}soat/", {"seen": 2})
        dong.post(f"{at}lay-so/", {"seen": 3})
        dong.post(f"{at}ban-ky/", {"copy": SimpleUploadedFile("ban ky.pdf", pdf())})
        dong.post(f"{at}ban-hanh/", {"day": "18/05/2022"})

        shown = dong.get(at).content.decode()
        assert "01/LĐLĐ" in shown
        assert "ngày 18 tháng 5 năm 2022" in shown
        assert "chưa vào sổ" in shown
        waiting = minh.get("/van-ban/CD-KCN/so-den/").context["waiting"]
        minh.post(f"/van-ban/CD-KCN/so-den/{waiting[0][0].pk}/")
        assert Incoming.objects.get().line == "01/LĐLĐ"
        assert "đã vào sổ ngày 18/05/2022, số đến 1" in dong.get(at).content.decode()


class TestDrafting:
    def test_the_preview_says_what_the_file_says(self, cast: Cast) -> None:
        headed(cast)
        paper = signed_by(cast, drafted(cast))
        client = cast.client("dong")

        page = _words(client.get(f"/van-ban/{paper.pk}/").content.decode())
        file = opened(BytesIO(client.get(f"/van-ban/{paper.pk}/van-ban.docx").content))

        assert [one.text for one in file.paragraphs if _words(one.text) not in page] == []

    def test_a_figure_on_the_page_says_where_it_comes_from(self, cast: Cast) -> None:
        paper = drafted(cast)

        page = cast.client("dong").get(f"/van-ban/{paper.pk}/").content.decode()

        assert '<span class="from" title="mục {mục tiêu} của số liệu đã chốt">hoàn thành chỉ tiêu được giao' in page
        assert FrozenFigures.objects.get().sha256 in page

    def test_figures_are_taken_anew_by_a_button(self, cast: Cast) -> None:
        paper = drafted(cast)
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)

        cast.client("dong").post(f"/van-ban/{paper.pk}/so-lieu/", {"stretch": "CD40N", "as_of": ""})

        paper.refresh_from_db()
        assert paper.figures and paper.figures.facts["valid"] == 3

    def test_figures_are_those_of_the_board_though_a_newer_programme_is_tried_out(self, cast: Cast) -> None:
        spec = building.copied(described(cast.programme), code="THU", name="Chạy thử", years=0)
        building.found(spec, rehearsal=True, by=cast.actor("ha"), at=NOW)

        cast.client("dong").post(f"{HOME}soan/reminder/", {"stretch": "GD1", "as_of": ""})

        assert FrozenFigures.objects.get().programme == cast.programme

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"stretch": ""}, "Chọn giai đoạn hoặc chiến dịch"),
            ({"stretch": "KHONG-CO"}, "Chọn một mục trong danh sách"),
            ({"stretch": "GD1", "as_of": "19/05/2022"}, "Ngày này chưa đến"),
            ({"stretch": "CD40N", "as_of": "01/04/2022"}, "trước đó chưa có số liệu"),
            ({"stretch": "CD40N", "as_of": "hôm qua"}, "Ghi ngày, tháng, năm bằng số"),
        ],
    )
    def test_what_cannot_be_drafted_is_said_and_nothing_is_made(
        self, cast: Cast, sent: dict[str, str], told: str
    ) -> None:
        answer = cast.client("dong").post(f"{HOME}soan/reminder/", sent)

        assert (answer.status_code, OfficialPaper.objects.count()) == (422, 0)
        assert told in answer.content.decode()

    def test_what_keeps_a_paper_from_its_number_is_no_answer_about_its_figures(self, cast: Cast) -> None:
        paper = drafted(cast)

        page = cast.client("dong").post(f"/van-ban/{paper.pk}/lay-so/", {"seen": 1}).content.decode()

        assert "đặt ở trang Văn bản trước" in page
        assert "Chọn giai đoạn hoặc chiến dịch" not in page

    def test_what_two_write_at_once_is_not_lost(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")
        client.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body="Lời thứ nhất"))

        answer = client.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body="Lời thứ hai"))

        assert answer.status_code == 409
        assert "Lời thứ hai" in answer.content.decode()
        paper.refresh_from_db()
        assert paper.body == "Lời thứ nhất"

    def test_a_draft_without_a_subject_is_called_by_its_kind_and_says_it_nowhere_on_the_sheet(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.client("dong")
        dong.post(f"/van-ban/{paper.pk}/sua/", texts(paper, subject=""))

        page = dong.get(f"/van-ban/{paper.pk}/").content.decode()
        assert "<h1>Công văn</h1>" in page
        assert "official-title" not in page  # a letter has no title
        assert f'/van-ban/{paper.pk}/">Công văn</a>' in dong.get(HOME).content.decode()

    def test_a_line_from_an_old_file_is_read_among_good_ones(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.client("dong")

        dong.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body="Đề nghị các đơn vị\nC«ng ®oµn c¬ së b¸o c¸o"))

        paper.refresh_from_db()
        assert paper.body == "Đề nghị các đơn vị\nCông đoàn cơ sở báo cáo"

    def test_until_it_is_issued_a_sentence_says_how_many_it_goes_to(self, cast: Cast) -> None:
        page = cast.client("dong").get(f"/van-ban/{drafted(cast).pk}/").content.decode()

        assert "Khi ban hành, 3 đơn vị nhận văn bản này." in page

    def test_what_keeps_it_from_a_number_stands_on_the_page(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")
        client.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body="Có {số lạ}"))

        answer = client.post(f"/van-ban/{paper.pk}/soat/", {"seen": 2})

        assert answer.status_code == 422
        assert "Không có mục {số lạ}" in answer.content.decode()
        assert Outgoing.objects.count() == 0


class TestLife:
    def test_a_day_that_cannot_be_is_said_beside_its_box(self, cast: Cast) -> None:
        paper = numbered(cast)

        answer = cast.client("dong").post(f"/van-ban/{paper.pk}/ban-hanh/", {"day": "17/05/2022"})

        assert answer.status_code == 422
        assert "ngày ký không thể trước ngày ấy" in answer.content.decode()

    def test_a_number_is_struck_out_with_its_reason(self, cast: Cast) -> None:
        paper, client = numbered(cast), cast.client("dong")

        assert client.post(f"/van-ban/{paper.pk}/huy/", {"reason": ""}).status_code == 422
        client.post(f"/van-ban/{paper.pk}/huy/", {"reason": "Thay văn bản khác"})

        assert "Lý do: Thay văn bản khác" in client.get(f"{HOME}so-di/").content.decode()
        assert "Khi ban hành" not in client.get(f"/van-ban/{paper.pk}/").content.decode()

    def test_a_withdrawn_paper_is_read_as_such_by_whoever_has_it(self, cast: Cast) -> None:
        paper = issued(cast)
        cast.client("dong").post(f"/van-ban/{paper.pk}/thu-hoi/", {"reason": "Sai đối tượng"})

        page = cast.client("thao").get(f"/van-ban/{paper.pk}/").content.decode()

        assert "Đã thu hồi" in page and "Sai đối tượng" in page
        register = cast.client("dong").get(f"{HOME}so-di/").content.decode()
        assert "Đã thu hồi" in register and "Đã ban hành" not in register
        rows = json.loads(cast.client("dong").get(f"{HOME}so-di.json").getvalue())["rows"]
        assert [row["state"] for row in rows] == ["Đã thu hồi"]
        assert FrozenFigures.objects.get().sha256 not in page

    def test_a_draft_is_given_up(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")

        client.post(f"/van-ban/{paper.pk}/bo/")

        paper.refresh_from_db()
        assert paper.state == State.DISCARDED
        assert "Chưa có văn bản nào" in client.get(HOME).content.decode()

    def test_its_words_become_the_union_s_own(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")
        client.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body="Lời của tỉnh"))
        client.post(f"/van-ban/{paper.pk}/lam-mau/")

        client.post(f"{HOME}soan/campaign-launch/", {"stretch": "CD40N"})

        assert OfficialPaper.objects.latest("pk").body == "Lời của tỉnh"


class TestFiles:
    def test_an_issued_pdf_is_the_same_whenever_it_is_fetched(self, cast: Cast) -> None:
        paper, client = issued(cast), cast.client("dong")

        first, second = (client.get(f"/van-ban/{paper.pk}/van-ban.pdf").content for _once in range(2))

        assert first == second
        with pypdfium2.PdfDocument(first) as document:
            assert "Số: 01/LĐLĐ" in document[0].get_textpage().get_text_range()

    def test_are_named_by_what_they_are(self, cast: Cast) -> None:
        paper = issued(cast)

        answer = cast.client("dong").get(f"/van-ban/{paper.pk}/van-ban.docx")

        assert "C%C3%B4ng%20v%C4%83n%2001-L%C4%90L%C4%90.docx" in answer["Content-Disposition"]


class TestRegisters:
    def test_a_number_is_kept_used_and_struck_out(self, cast: Cast) -> None:
        headed(cast)
        client = cast.client("dong")
        for subject in ("Thăm công nhân", "Khen thưởng"):
            client.post(f"{HOME}so-di/", {"kind": "QD", "subject": subject})
        first, second = Outgoing.objects.order_by("number")

        client.post(f"{HOME}so-di/{first.pk}/", {"viec": "dung", "day": "18/05/2022"})
        client.post(f"{HOME}so-di/{second.pk}/", {"viec": "huy", "reason": "Không dùng"})

        assert list(Outgoing.objects.order_by("number").values_list("line", "state")) == [
            ("01/QĐ-LĐLĐ", "ISSUED"),
            ("02/QĐ-LĐLĐ", "CANCELLED"),
        ]

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, cast: Cast) -> None:
        answer = cast.client("minh").post(
            "/van-ban/CD-KCN/so-den/", {"sender": "Ban Quản lý", "arrived_on": "31/02/2022"}
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Ban Quản lý" in page and "31/02/2022" in page
        assert Incoming.objects.count() == 0

    def test_an_empty_list_asks_nothing_and_a_narrow_one_leads_back(self, cast: Cast) -> None:
        dong = cast.client("dong")

        assert "tinh-trang" not in dong.get(HOME).content.decode()
        narrowed = dong.get(HOME, {"tinh-trang": "ISSUED"}).content.decode()
        assert "Không có văn bản nào ở tình trạng này." in narrowed
        assert "Xem tất cả" in narrowed

    def test_a_union_without_a_heading_is_led_to_it(self, cast: Cast) -> None:
        assert f"{HOME}tieu-de/" in cast.client("dong").get(HOME).content.decode()

    def test_whoever_may_not_set_it_is_told_who_may(self, cast: Cast) -> None:
        province = cast.unit(PROVINCE)
        appoint(cast.person("hung"), role=Role.REVIEWER, organisation=province, since=date(2022, 1, 1), by=None, at=NOW)

        assert "Người đặt được: Đặng Quốc Đông." in cast.client("hung").get(HOME).content.decode()
        assert "chưa có ai giữ vai trò lãnh đạo" in cast.client("minh").get("/van-ban/CD-KCN/").content.decode()

    def test_who_signs_only_what_they_were_told_to_stands_apart(self, cast: Cast) -> None:
        province, paper = cast.unit(PROVINCE), drafted(cast)
        appoint(cast.person("hung"), role=Role.REVIEWER, organisation=province, since=date(2022, 1, 1), by=None, at=NOW)

        form = cast.client("dong").get(f"/van-ban/{paper.pk}/sua/").context["form"]

        _nobody, dong, others = form.fields["signer"].choices
        assert dong[1] == "Đặng Quốc Đông"
        assert others == ("Chỉ ký TL., TUQ.", [(str(cast.person("hung").pk), "Võ Văn Hùng")])

    def test_what_came_is_looked_for_without_marks_and_shown_a_part_at_a_time(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.web.registry.registers._WAITING", 2)
        for _one in range(3):
            issued(cast)
        client, at = cast.client("minh"), "/van-ban/CD-KCN/so-den/"
        first = client.get(at)
        rest = client.get(at + first.context["part"].later)
        lines = [one.paper.outgoing.line for page in (first, rest) for one, _sender in page.context["waiting"]]

        assert lines == ["03/LĐLĐ", "02/LĐLĐ", "01/LĐLĐ"]
        assert (first.context["total"], rest.context["total"]) == (3, 3)
        assert [one.paper.outgoing.line for one, _s in client.get(f"{at}?q=02/ldld").context["waiting"]] == ["02/LĐLĐ"]
        assert "Không có văn bản đến nào có những chữ này." in client.get(f"{at}?q=mua+dong").content.decode()

    def test_the_register_of_what_came_is_looked_through_too(self, cast: Cast) -> None:
        client, at = cast.client("minh"), "/van-ban/CD-KCN/so-den/"
        for subject in ("Mời họp", "Thăm công nhân"):
            sent = {"sender": "Ban Quản lý", "subject": subject, "arrived_on": "18/05/2022"}
            client.post(at, sent)

        found = client.get(f"{at}?q=tham+cong+ban+quan").context["page"].object_list

        assert [one.subject for one in found] == ["Thăm công nhân"]
        assert "Mời họp" not in client.get(f"{at[:-1]}.csv?q=tham").getvalue().decode()

    @pytest.mark.parametrize("address", ["", "so-di/", "so-den/"])
    def test_lists_cost_the_same_for_two_and_for_twelve(self, cast: Cast, address: str) -> None:
        client = cast.client("dong")
        asked = []
        for more in (2, 10):
            for _one in range(more):
                issued(cast)
            asked.append(_queries(client, f"{HOME}{address}"))

        assert asked[0] == asked[1]


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _words(html: str) -> str:
    return " ".join(unescape(sub(r"<br>", " ", sub(r"</?(?:span|b|i)\b[^>]*>", "", html))).replace("\xa0", " ").split())


class TestBeginning:
    def test_asks_for_the_template_first_and_then_only_for_what_that_one_needs(self, cast: Cast) -> None:
        dong = cast.client("dong")

        page = dong.get(f"{HOME}soan/").content.decode()
        for code, template in templates().items():
            alone = template.goes_to != GoesTo.EACH and template.when != When.OVER  # a series, or after the phase
            assert (f'href="{HOME}soan/{code}/">{template.name}<' in page) == alone
        reports = ["Báo cáo ngày", "Báo cáo tuần", "Báo cáo tháng", "Báo cáo quý", "Báo cáo giai đoạn", "Báo cáo năm"]
        places = [page.index(f">{report}<") for report in reports]
        assert places == sorted(places)
        asked = {code: list(dong.get(f"{HOME}soan/{code}/").context["form"].fields) for code in BOXES}
        assert asked == BOXES

    @pytest.mark.parametrize(
        ("code", "sent", "stretch"),
        [
            ("day-report", {"day": "17/05/2022"}, "2022-05-17"),
            ("week-report", {"period": "2022-W20"}, "2022-W20"),
            ("month-report", {"period": "2022-04"}, "2022-04"),
            ("quarter-report", {"period": "2022-Q2"}, "2022-Q2"),
            ("year-report", {"period": "2022"}, "2022"),
        ],
    )
    def test_a_report_of_a_period_is_drafted_and_taken_anew(
        self, cast: Cast, code: str, sent: dict[str, str], stretch: str
    ) -> None:
        dong = cast.client("dong")

        dong.post(f"{HOME}soan/{code}/", sent)

        paper = OfficialPaper.objects.select_related("figures").get()
        assert paper.figures and (paper.figures.source, paper.figures.stretch) == ("PERIOD", stretch)
        dong.post(f"/van-ban/{paper.pk}/so-lieu/", sent)
        assert FrozenFigures.objects.filter(stretch=stretch).count() == 2

    @pytest.mark.parametrize(
        ("code", "sent", "told"),
        [
            ("day-report", {"day": ""}, "Ghi ngày báo cáo"),
            ("day-report", {"day": "19/05/2022"}, "Ngày này chưa đến"),
            ("day-report", {"day": "01/01/2022"}, "trước đó chưa có số liệu"),
            ("week-report", {"period": ""}, "Chọn kỳ báo cáo"),
            ("week-report", {"period": "2022-W21"}, "Chọn một mục trong danh sách"),
            ("month-report", {"period": "2022-W20"}, "Chọn một mục trong danh sách"),
            ("council-minutes", {"first_day": "", "last_day": ""}, "Ghi ngày đầu"),
            ("council-minutes", {"first_day": "18/05/2022", "last_day": "17/05/2022"}, "Ngày đầu sau ngày cuối"),
            ("council-minutes", {"first_day": "1/5/2022", "last_day": "18/5/2022"}, "chưa có hồ sơ nào được kết luận"),
            ("recognition-decision", {}, "Chưa chọn sáng kiến nào"),
            ("recognition-decision", {"ho-so": "KHONG-CO"}, "Chưa chọn sáng kiến nào"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_made(
        self, cast: Cast, code: str, sent: dict[str, str], told: str
    ) -> None:
        cast.valid()

        answer = cast.client("dong").post(f"{HOME}soan/{code}/", sent)

        assert (answer.status_code, OfficialPaper.objects.count()) == (422, 0)
        assert told in answer.content.decode()

    def test_a_review_is_offered_once_its_phase_is_over_and_says_from_which_day(self, cast: Cast) -> None:
        dong = cast.client("dong")

        said = "Mẫu này dùng khi đã hết giai đoạn 1: soạn được từ ngày 01/06/2022."
        assert said in dong.get(f"{HOME}soan/").content.decode()
        page = dong.get(f"{HOME}soan/phase-review/").content.decode()
        assert said in page and 'name="stretch"' not in page

    def test_offices_are_named_beside_the_heading_and_the_next_paper_has_them(self, cast: Cast) -> None:
        dong, hat = cast.client("dong"), cast.actor("dong").hat
        assert hat is not None
        assert "Chức danh của người ký" in dong.get(f"{HOME}tieu-de/").content.decode()

        long = dong.post(f"{HOME}chuc-danh/", {f"chuc-danh-{hat.pk}": "x" * 90})
        assert long.status_code == 422
        dong.post(f"{HOME}chuc-danh/", {f"chuc-danh-{hat.pk}": "Quyền  Chủ tịch"})

        hat.refresh_from_db()
        assert hat.office == "Quyền Chủ tịch"
        assert signed_by(cast, drafted(cast)).title == "Quyền Chủ tịch"

    @pytest.mark.parametrize("code", ["target-decision", "update-day-invitation", "recognition-decision"])
    def test_where_there_is_nothing_to_choose_from_the_page_says_what_to_do(self, cast: Cast, code: str) -> None:
        client = cast.client("dong")

        page = client.get(f"{HOME}soan/{code}/").content.decode()

        assert "Anh/chị" in page or "Chưa có sáng kiến nào để đưa vào danh sách" in page
        assert client.post(f"{HOME}soan/{code}/", {}).status_code in (200, 422)
        assert not OfficialPaper.objects.exists()

    def test_costs_the_same_for_two_dossiers_and_for_many(self, cast: Cast) -> None:
        client, costs = cast.client("dong"), []
        for more in (2, 8):
            for number in range(more):
                cast.valid(title=f"Sáng kiến {more} {number}")
            client.get(f"{HOME}soan/recognition-decision/")
            with CaptureQueriesContext(connection) as asked:
                client.get(f"{HOME}soan/recognition-decision/")
            costs.append(len(asked))

        assert costs[0] == costs[1]

    def test_minh_of_the_zones_finds_no_page_of_the_province(self, cast: Cast) -> None:
        assert cast.client("minh").get(f"{HOME}soan/reminder/").status_code == 404
        assert cast.client("dong").get(f"{HOME}soan/khong-co/").status_code == 404
        assert cast.client("lan").get(f"{HOME}soan/reminder/").status_code == 404


BOXES = {
    "reminder": ["stretch", "as_of"],
    "day-report": ["day"],
    "week-report": ["period"],
    "target-decision": ["decision"],
    "council-minutes": ["first_day", "last_day"],
    "update-day-invitation": ["update_day"],
}
