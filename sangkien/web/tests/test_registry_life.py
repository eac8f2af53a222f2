"""The life of a paper on its pages: versions, the check, the signed copy, replacing, what arrives."""

from hashlib import sha256
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.files import store
from sangkien.files.tests.making import pdf
from sangkien.jobs.tests.working import work_off
from sangkien.registry import serial
from sangkien.registry.models import Delivery, FrozenFigures, OfficialPaper, Series
from sangkien.registry.registering import receive
from sangkien.registry.states import State
from sangkien.registry.tests.test_gathering import reported
from sangkien.registry.tests.test_life import with_hung
from sangkien.registry.tests.test_periods import reported as quarterly
from sangkien.registry.tests.test_serial import BELOW, carried, made, seal_of
from sangkien.registry.tests.writing import (
    PROVINCE,
    checked,
    copied,
    drafted,
    headed,
    issued,
    numbered,
    replaced,
    signed_by,
    went_out,
)
from sangkien.web.tests.test_registry_pages import HOME, texts
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


def page_of(cast: Cast, login: str, address: str) -> str:
    return unescape(cast.client(login).get(address).content.decode())


class TestChecking:
    def test_who_wrote_it_is_told_whom_to_ask(self, cast: Cast) -> None:
        headed(cast)
        with_hung(cast)
        paper = signed_by(cast, drafted(cast))

        mine, theirs = (page_of(cast, login, f"/van-ban/{paper.pk}/") for login in ("dong", "hung"))

        assert "Nhờ một cán bộ khác của đơn vị soát: Võ Văn Hùng." in mine
        assert "Soát xong" in theirs and "Soát xong" not in mine.split("<main")[1].replace("bấm Soát xong", "")

    def test_who_is_alone_checks_and_the_page_says_so(self, cast: Cast) -> None:
        paper = checked(cast)

        page = page_of(cast, "dong", f"/van-ban/{paper.pk}/")

        assert "Đặng Quốc Đông vừa soạn vừa soát" in page
        assert "Lấy số" in page

    def test_nothing_is_said_of_officers_where_the_log_knows_of_no_check(self, cast: Cast) -> None:
        paper = drafted(cast)
        OfficialPaper.objects.update(state=State.CHECKED, checker=cast.person("dong"))  # as papers from before have it

        page = page_of(cast, "dong", f"/van-ban/{paper.pk}/")

        assert "Người soát: Đặng Quốc Đông." in page and "vừa soạn vừa soát" not in page


class TestVersions:
    def test_two_are_compared_word_by_word_and_an_earlier_one_comes_back(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")
        at = f"/van-ban/{paper.pk}/"
        for seen, body in ((1, "Một hai ba.\nCuối."), (2, "Một bốn ba.\nCuối.")):
            client.post(f"{at}sua/", texts(paper, body=body, seen=seen))

        page = page_of(cast, "dong", f"{at}ban-soan/?tu=2&den=3")
        client.post(f"{at}ban-soan/2/lay-lai/", {"seen": 3})

        out, came = '<del><span class="quiet">bỏ: </span>hai </del>', '<ins><span class="quiet">thêm: </span>bốn </ins>'
        assert f"Một {out}{came}ba." in page
        paper.refresh_from_db()
        assert (paper.body, paper.revisions.count()) == ("Một hai ba.\nCuối.", 4)

    def test_who_signs_and_which_figures_are_compared_too(self, cast: Cast) -> None:
        paper = signed_by(cast, drafted(cast))
        cast.client("dong").post(f"/van-ban/{paper.pk}/so-lieu/", {"stretch": "GD1", "as_of": "17/05/2022"})

        signed, frozen = (page_of(cast, "dong", f"/van-ban/{paper.pk}/ban-soan/?den={n}") for n in (2, 3))

        assert "thêm: </span>Đặng Quốc Đông</ins>" in signed
        assert "bỏ: </span>18/05/2022</del>" in frozen and "thêm: </span>17/05/2022</ins>" in frozen

    def test_shows_bold_words_and_names_of_fields_instead_of_their_marks(self, cast: Cast) -> None:
        paper, client = drafted(cast), cast.client("dong")
        for seen, body in ((1, "**Kết quả:** {hợp lệ}."), (2, "**Kết quả:** đạt {hợp lệ}.")):
            client.post(f"/van-ban/{paper.pk}/sua/", texts(paper, body=body, seen=seen))

        page = page_of(cast, "dong", f"/van-ban/{paper.pk}/ban-soan/?tu=2&den=3")

        assert "<b>Kết quả:</b>" in page and '<span class="field-name">hợp lệ</span>' in page
        assert "**" not in page and "{hợp lệ}" not in page

    def test_are_not_for_whoever_received_the_paper(self, cast: Cast) -> None:
        paper = issued(cast)

        assert cast.client("minh").get(f"/van-ban/{paper.pk}/").status_code == 200
        assert cast.client("minh").get(f"/van-ban/{paper.pk}/ban-soan/").status_code == 404

    @pytest.mark.parametrize("asked", ["?tu=99&den=1", "?tu=x&den=" + "9" * 30, "?page=7"])
    def test_whatever_is_asked_there_is_an_answer(self, cast: Cast, asked: str) -> None:
        assert cast.client("dong").get(f"/van-ban/{drafted(cast).pk}/ban-soan/{asked}").status_code == 200


class TestTheSignedCopy:
    def test_is_attached_shown_with_its_hash_and_reckoned_again(self, cast: Cast) -> None:
        paper, client = numbered(cast), cast.client("dong")
        at = f"/van-ban/{paper.pk}/"
        client.post(f"{at}ban-ky/", {"copy": SimpleUploadedFile("Bản ký.pdf", pdf())})

        assert sha256(pdf()).hexdigest() in page_of(cast, "dong", at)
        assert client.get(f"{at}ban-ky/tep/").content == pdf()
        whole = client.post(f"{at}ban-ky/kiem-tra/", follow=True).content.decode()
        store.remove(store.address(sha256(pdf()).hexdigest()))
        lost = client.post(f"{at}ban-ky/kiem-tra/", follow=True).content.decode()
        assert "còn nguyên: mã kiểm tra" in whole
        assert "không còn nguyên" in lost

    def test_the_page_says_that_the_signature_inside_was_not_looked_at(self, cast: Cast) -> None:
        paper, client = numbered(cast), cast.client("dong")
        before = page_of(cast, "dong", f"/van-ban/{paper.pk}/ban-ky/")
        client.post(f"/van-ban/{paper.pk}/ban-ky/", {"copy": SimpleUploadedFile("ban ky.pdf", pdf())})

        assert "Chữ ký số trong tệp chưa được kiểm tra ở đây" in before
        assert "Chữ ký số trong tệp chưa được kiểm tra ở đây" in page_of(cast, "dong", f"/van-ban/{paper.pk}/")

    def test_what_is_wrong_with_it_stands_at_its_box(self, cast: Cast) -> None:
        paper, client = numbered(cast), cast.client("dong")

        for sent, told in (
            ({}, "Chọn bản quét"),
            ({"copy": SimpleUploadedFile("x.pdf", b"")}, "Tệp này trống"),
            ({"copy": SimpleUploadedFile("x.pdf", b"MZ" * 50)}, "chương trình máy tính"),
        ):
            answer = client.post(f"/van-ban/{paper.pk}/ban-ky/", sent)
            assert answer.status_code == 422
            assert told in unescape(answer.content.decode())

    def test_without_it_the_reason_is_asked_for_and_the_day_stays(self, cast: Cast) -> None:
        paper = numbered(cast)

        answer = cast.client("dong").post(f"/van-ban/{paper.pk}/ban-hanh/", {"day": "18/05/2022"})

        page = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert "hoặc ghi lý do ban hành khi chưa có" in page and 'value="18/05/2022"' in page

    def test_is_read_by_whoever_received_the_paper_and_nobody_else(self, cast: Cast) -> None:
        paper = went_out(cast, copied(cast, numbered(cast)))
        address = f"/van-ban/{paper.pk}/ban-ky/tep/"

        assert [cast.client(login).get(address).status_code for login in ("minh", "mai", "lan")] == [200, 404, 404]


class TestReplacing:
    def test_leads_to_the_draft_of_the_new_paper_once(self, cast: Cast) -> None:
        paper, client = issued(cast), cast.client("dong")

        first, second = (client.post(f"/van-ban/{paper.pk}/thay-the/")["Location"] for _once in range(2))

        assert first == second == f"/van-ban/{OfficialPaper.objects.latest('pk').pk}/sua/"

    def test_whoever_has_the_old_one_reads_what_holds_now(self, cast: Cast) -> None:
        old = replaced(cast)
        new = old.replacements.get()

        assert 'đã được thay bằng <a href="' in page_of(cast, "thao", f"/van-ban/{old.pk}/")
        assert 'Thay cho văn bản <a href="' in page_of(cast, "thao", f"/van-ban/{new.pk}/")
        assert "Đã được thay thế" in page_of(cast, "thao", "/van-ban/LDLD-NINH-PHUOC/so-den/")


class TestArriving:
    def test_is_counted_in_the_navigation_and_entered_from_the_paper_itself(self, cast: Cast) -> None:
        paper, minh = issued(cast), cast.client("minh")
        delivery = Delivery.objects.get(paper=paper, unit=cast.unit("CD-KCN"))

        counted = [item.count for item in minh.get("/duyet/").context["nav"] if item.url == "/van-ban/"]
        page = page_of(cast, "minh", f"/van-ban/{paper.pk}/")
        assert "1 văn bản mới đến, chưa vào sổ." in page_of(cast, "minh", "/duyet/")
        receive(delivery, by=cast.actor("minh"), at=NOW)

        assert counted == [1]
        assert f"/van-ban/CD-KCN/so-den/{delivery.pk}/" in page
        assert [item.count for item in minh.get("/duyet/").context["nav"] if item.url == "/van-ban/"] == [0]


class TestFigures:
    def test_leave_as_numbers_with_where_they_come_from(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)
        paper = drafted(cast, "phase-report", stretch="GD1")

        answer = cast.client("dong").get(f"/van-ban/{paper.pk}/so-lieu.xlsx")

        figures, meaning = openpyxl.load_workbook(BytesIO(answer.getvalue())).worksheets
        head = [cell.value for cell in figures[1]]
        own = dict(zip(head, [cell.value for cell in figures[2]], strict=True))
        assert (own["Đơn vị"], own["Hợp lệ"], own["Chỉ tiêu"]) == ("LĐLĐ tỉnh Ninh Thuận", 3, 1000)
        assert float(own["Đạt"]) == 0.3
        assert figures.max_row == 2 + 3
        assert FrozenFigures.objects.get().sha256 in {cell.value for row in meaning.iter_rows() for cell in row}

    def test_of_a_period_say_what_came_in_it(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)
        paper = quarterly(cast, "quarter-report", "2022-Q2")

        answer = cast.client("dong").get(f"/van-ban/{paper.pk}/so-lieu.xlsx")

        figures = openpyxl.load_workbook(BytesIO(answer.getvalue())).worksheets[0]
        head, own, zones = ([cell.value for cell in row] for row in list(figures.iter_rows())[:3])
        told = dict(zip(head, own, strict=True))
        assert (told["Nộp trong kỳ"], told["Hợp lệ trong kỳ"], told["Hợp lệ kỳ trước"]) == (0, 3, 0)
        assert told["Chỉ tiêu của kỳ"] == 424
        assert float(told["Đạt chỉ tiêu của kỳ"]) == 0.7
        assert "Giá trị làm lợi trong kỳ" in told
        assert dict(zip(head, zones, strict=True))["Hợp lệ trong kỳ"] == 3

    def test_of_a_report_are_the_superior_s_too_and_nobody_s_below(self, cast: Cast) -> None:
        report, letter = reported(cast, "mai", "CS-MAY-TIEN-THUAN"), issued(cast)

        def status(login: str, paper: OfficialPaper) -> int:
            return cast.client(login).get(f"/van-ban/{paper.pk}/so-lieu.csv").status_code

        assert [status("minh", report), status("kim", report)] == [200, 404]
        assert [status("dong", letter), status("minh", letter)] == [200, 404]


class TestReports:
    ADDRESS = "/van-ban/CD-KCN/tong-hop/?mau=phase-report&chang=GD1"

    def test_who_has_sent_and_who_has_not_and_the_draft_from_them(self, cast: Cast) -> None:
        report, minh = reported(cast, "mai", "CS-MAY-TIEN-THUAN"), cast.client("minh")

        page = page_of(cast, "minh", self.ADDRESS)
        answer = minh.post(self.ADDRESS)

        assert "1 / 3 đơn vị đã gửi" in page and report.outgoing.line in page and page.count("chưa gửi") == 2
        paper = OfficialPaper.objects.latest("pk")
        assert answer["Location"] == f"/van-ban/{paper.pk}/sua/"
        assert "**CĐCS May Tiến Thuận:** Thêm máy dùng chung" in page_of(cast, "minh", f"/van-ban/{paper.pk}/sua/")

    def test_without_any_report_nothing_is_drafted(self, cast: Cast) -> None:
        answer = cast.client("minh").post(self.ADDRESS)

        assert answer.status_code == 422
        assert "Chưa có đơn vị trực thuộc nào gửi" in answer.content.decode()

    @pytest.mark.parametrize(("login", "code"), [("mai", "CS-MAY-TIEN-THUAN"), ("minh", "CD-KCN")])
    def test_whatever_is_asked_there_is_an_answer(self, cast: Cast, login: str, code: str) -> None:
        assert cast.client(login).get(f"/van-ban/{code}/tong-hop/?mau=x&chang=y").status_code == 200

    def test_those_who_have_not_sent_are_the_ones_to_be_reminded(self, cast: Cast) -> None:
        reported(cast, "mai", "CS-MAY-TIEN-THUAN")

        form = cast.client("minh").get(self.ADDRESS.replace("tong-hop", "loat")).context["form"]

        assert set(form.initial["units"]) == {"CS-HAEMIN", "CS-BQL-KCN"}

    def test_are_not_for_others(self, cast: Cast) -> None:
        assert cast.client("dong").get(self.ADDRESS).status_code == 404


class TestSeries:
    SENT = {"template": "reminder-each", "stretch": "GD1", "as_of": "18/05/2022", "units": list(BELOW)}

    def test_from_the_form_to_numbers_and_an_archive(self, cast: Cast) -> None:
        headed(cast)
        client = cast.client("dong")
        client.post(f"{HOME}loat/", self.SENT | {"signer": cast.person("dong").pk})
        work_off(NOW)
        at = f"/van-ban/loat/{Series.objects.get().pk}/"
        for task, named in (("soat", "check"), ("lay-so", "number")):
            client.post(at, {"viec": task, "da-thay": client.get(at).context["seals"][named]})
            work_off(NOW)

        page = page_of(cast, "dong", at)
        archive = ZipFile(BytesIO(client.get(f"{at}tat-ca.zip").getvalue()))

        assert "Ban hành 3 văn bản" in page and "03/LĐLĐ" in page
        names = archive.namelist()
        assert [name.split(" ", 1)[0] for name in names] == ["01-LĐLĐ", "02-LĐLĐ", "03-LĐLĐ"]
        assert "01-LĐLĐ LĐLĐ huyện Ninh Phước.pdf" in names and any("CĐ Các KCN" in name for name in names)
        assert archive.read(names[0]).startswith(b"%PDF-")

    def test_whoever_begins_it_is_proposed_to_sign(self, cast: Cast) -> None:
        form = cast.client("dong").get(f"{HOME}loat/").context["form"]

        assert form["signer"].value() == cast.person("dong").pk

    def test_its_letters_are_told_apart_in_the_list_and_lead_to_it(self, cast: Cast) -> None:
        series = made(cast)

        page = page_of(cast, "dong", HOME)

        assert "Gửi: CĐ Các KCN" in page and "Gửi: LĐLĐ huyện Ninh Phước" in page
        assert f'<a href="/van-ban/loat/{series.pk}/">cả loạt</a>' in page

    def test_what_is_missing_is_said_at_its_box(self, cast: Cast) -> None:
        answer = cast.client("dong").post(f"{HOME}loat/", self.SENT | {"units": [], "signer": ""})

        page = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert "Chọn ít nhất một đơn vị trực thuộc" in page and "Chọn người ký" in page

    def test_others_than_were_seen_are_left_alone(self, cast: Cast) -> None:
        series = made(cast)

        for sent in ({"viec": "soat", "da-thay": "khác"}, {"viec": "soat"}, {"viec": "la"}):
            cast.client("dong").post(f"/van-ban/loat/{series.pk}/", sent)
        work_off(NOW)

        assert {paper.state for paper in series.papers.all()} == {State.DRAFT}

    def test_whoever_began_it_reads_who_checks_it_instead_of_a_button(self, cast: Cast) -> None:
        series = made(cast)
        with_hung(cast)

        page = page_of(cast, "dong", f"/van-ban/loat/{series.pk}/")

        assert "Nhờ một cán bộ khác của đơn vị soát: Võ Văn Hùng" in page
        assert "Soát xong 3 văn bản" not in page

    def test_a_day_is_asked_for_before_all_are_issued(self, cast: Cast) -> None:
        series = made(cast)
        carried(cast, series, serial.CHECK)
        carried(cast, series, serial.NUMBER)

        answer = cast.client("dong").post(
            f"/van-ban/loat/{series.pk}/", {"viec": "ban-hanh", "da-thay": seal_of(series, serial.ISSUE), "day": ""}
        )

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Ghi ngày ký" in page and "Chưa có bản đã ký." in page

    def test_its_letters_ask_nothing_about_where_they_go(self, cast: Cast) -> None:
        [letter] = made(cast, units=("CD-KCN",)).papers.all()
        alone, sent = drafted(cast, "memorandum"), drafted(cast)

        asked = [
            "delivered" in cast.client("dong").get(f"/van-ban/{paper.pk}/sua/").context["form"].fields
            for paper in (letter, alone, sent)
        ]

        assert asked == [False, False, True]

    def test_is_for_its_own_union(self, cast: Cast) -> None:
        series = made(cast)

        for login in ("minh", "ha", "mai"):
            assert cast.client(login).get(f"/van-ban/loat/{series.pk}/").status_code == 404

    def test_its_page_costs_the_same_for_one_and_for_three(self, cast: Cast) -> None:
        asked = []
        for units in (("CD-KCN",), BELOW):
            series, client = made(cast, units=units), cast.client("dong")
            client.get(f"/van-ban/loat/{series.pk}/")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/van-ban/loat/{series.pk}/")
            asked.append(len(queries))

        assert asked[0] == asked[1]


def test_a_union_below_finds_no_series_of_the_province(cast: Cast) -> None:
    assert cast.client("minh").get(f"/van-ban/{PROVINCE}/loat/").status_code == 404
