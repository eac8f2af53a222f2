"""Every list and board leaves as a file, in every form; a table that does not says why."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import sangkien.web
from sangkien.web.board.silent import CHOICES
from sangkien.web.data import lists
from sangkien.web.data.answering import FORMS
from tests.cast import Cast

TEMPLATES = Path(sangkien.web.__file__).parent / "templates"

# Tables and lists that are no file of their own, and why.
NO_FILE = {
    "board/focus.html": "its figures are rows of the board's files",
    "certificates/batch.html": "the certificates of one go, which leave together as PDF; all of a union are a file",
    "certificates/mine.html": "one's own few certificates, each a file",
    "confirmations/on_review.html": "what a few people said of one dossier",
    "councils/list.html": "what is still to be scored, blind until told; what came of it is in the queue's file",
    "councils/panel.html": "the sheets of one dossier, blind until told",
    "desks/my_work.html": "one's own figures of a month, three numbers; the desk's are a file",
    "difficulties/figures.html": "a few numbers of each month, which leave with the month's report",
    "directory/alike.html": "pairs to be told apart one by one",
    "directory/apart.html": "pairs that were told apart, to be taken back one by one",
    "directory/pair.html": "two unions beside each other",
    "evidence/inspection.html": "the results of one inspection, which is published whole as JSON",
    "gallery/dossier.html": "the gallery shows components, not data",
    "gallery/figures.html": "the gallery shows components, not data",
    "gallery/small.html": "the gallery shows components, not data",
    "gatherings/update_day.html": "the turnout of one day; the list of days is a file",
    "grading/criteria.html": "one edition of criteria, which is a file in YAML",
    "guidance/articles.html": "articles to be read, each of which is printed by itself",
    "honours/candidates.html": "why and why not, candidate by candidate, as of today; what was proposed is a file",
    "honours/list.html": "part of honours/history.html and honours/public.html, which are files",
    "honours/terms.html": "the terms of a few forms",
    "intake/rows.html": "the officer's own file is given back with a column for what is wrong",
    "intake/sheet.html": "the first rows of the officer's own file",
    "intake/wordings.html": "what is said of the wordings of the officer's own file",
    "intake/settled.html": "part of intake/rows.html",
    "intake/table.html": "what was understood of the officer's own file",
    "intake/troubles.html": "part of the file that is given back, for paper",
    "organisations/rows.html": "part of organisations/list.html, which is a file",
    "programmes/differences.html": "two versions of one programme",
    "programmes/list.html": "each programme is a file of its own, in YAML",
    "programmes/stretches.html": "a union's few stretches of a year",
    "programmes/versions.html": "the versions of one programme, each a file in YAML",
    "public/stages.html": "the phases of a programme; its figures are open data",
    "recognition/several.html": "what is picked on it becomes a decision's papers",
    "reforms/lines.html": "the typing of one decision",
    "reforms/offices.html": "the typing of one decision",
    "reforms/preview.html": "what one decision would do, before it is made",
    "reforms/told.html": "what one decision did",
    "registry/series.html": "papers, which leave together as PDF",
    "registry/sheet.html": "a paper, which is a file in DOCX and PDF",
    "registry/versions.html": "the versions of one paper's words",
    "review/comparison.html": "two dossiers beside each other",
    "review/parts/changed.html": "what changed in one dossier",
    "review/parts/key_table.html": "the keys of a page",
    "review/parts/people.html": "the authors of one dossier",
    "review/parts/rows.html": "part of review/queue.html, which is a file",
    "sittings/roll.html": "the roll of one sitting; what was decided stands beside it",
    "standings/cluster.html": "the members of one cluster; all clusters are a file",
    "standings/differences.html": "two frozen tables beside each other, each a file",
    "standings/sheet.html": "part of standings/standing.html, which is a file",
    "steering/preview.html": "what is about to be launched",
    "steering/table.html": "the typing of one decision",
    "stories/choose.html": "one is picked from it; the public list of initiatives is a file",
    "targets/decision.html": "a decision, whose annex is a workbook",
    "targets/decisions.html": "decisions, each with its annex as a workbook",
    "targets/preview.html": "what is about to be decided",
    "targets/quarters.html": "the typing of one quarter's targets",
    "targets/stage.html": "part of targets/targets.html, which is a file",
    "targets/table.html": "the typing of one decision",
    "workdays/days.html": "the law's days of one year",
}

# Who takes which list.
LISTS = {
    "/ban-viec/cho-nguoi": "minh",
    "/ban-viec/qua-han": "minh",
    "/ban-viec/so-lieu": "minh",
    "/bang/CD-KCN/chua-gui": "minh",
    "/bang/CD-KCN/so-lieu": "minh",
    "/chi-tieu/CD-KCN/chi-tieu": "minh",
    "/cau-chuyen": "",
    "/co-so/nhap-thay/so": "mai",
    "/cum-thi-dua": "dong",
    "/danh-gia-lai/den-han": "mai",
    "/duyet/danh-sach": "minh",
    "/duyet/gui-muon": "minh",
    "/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/da-cap": "dong",
    "/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/du-dieu-kien": "dong",
    "/hau-kiem": "",
    "/hoi-dong/danh-sach": "dong",
    "/khen-thuong/danh-sach": "",
    "/khen-thuong/dot-xet": "dong",
    "/khen-thuong/lich-su": "mai",
    "/ngay-hoi": "minh",
    "/nhap-excel/danh-sach": "mai",
    "/nhan-rong": "mai",
    "/pham-vi/danh-sach": "dong",
    "/pham-vi/tieu-chi": "dong",
    "/thu-lao/so": "mai",
    "/truyen-thong": "mai",
    "/to-chuc/CD-KCN/truc-thuoc": "",
    "/to-chuc/sap-xep/danh-sach": "ha",
    "/toi/dong-y": "lan",
    "/toi/sang-kien": "lan",
    "/van-ban/CS-MAY-TIEN-THUAN/so-den": "mai",
    "/van-ban/CS-MAY-TIEN-THUAN/so-di": "mai",
    "/van-ban/CS-MAY-TIEN-THUAN/van-ban": "mai",
    "/van-ban/LDLD-NINH-THUAN/tong-hop": "dong",
    "/viec/danh-sach": "mai",
    "/vuong-mac/danh-sach": "mai",
    "/xep-hang/LDLD-NINH-THUAN/da-chot": "dong",
    "/xep-loai/danh-sach": "dong",
    "/xep-loai/tieu-chi": "dong",
    "/yeu-cau": "minh",
}


def taken(client: Client, address: str, **asked: str) -> list[dict[str, Any]]:
    """The lines of a list."""
    return json.loads(client.get(f"{address}.json", asked).getvalue())["rows"]  # type: ignore[no-any-return]  # JSON


def test_every_page_with_a_table_gives_it_as_a_file_or_says_why_not() -> None:
    pages = {str(page.relative_to(TEMPLATES)): page.read_text("utf-8") for page in TEMPLATES.rglob("*.html")}
    listing = {name for name, text in pages.items() if "<table" in text or "{% pagination" in text}

    assert {name for name in listing if "{% take " not in pages[name]} == set(NO_FILE)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize(("address", "who"), LISTS.items())
def test_each_list_is_a_file_in_every_form(cast: Cast, address: str, who: str, ending: str) -> None:
    cast.valid()

    answer = cast.client(who).get(f"{address}.{ending}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer.getvalue()


@pytest.mark.django_db
class TestALineIsWhatThePageShows:
    def test_my_own_dossiers(self, cast: Cast) -> None:
        one = cast.submitted()

        [row] = taken(cast.client("lan"), "/toi/sang-kien")

        assert (row["code"], row["title"], row["state"]) == (one.code, one.title, one.get_state_display())
        assert row["benefit_vnd"] == one.benefit_vnd

    def test_nobody_takes_anothers(self, cast: Cast) -> None:
        cast.submitted()

        assert taken(cast.client("minh"), "/toi/sang-kien") == []

    def test_the_unions_below_with_members_only_for_who_sees_into_them(self, cast: Cast) -> None:
        theirs, anybodys = (taken(cast.client(who), "/to-chuc/CD-KCN/truc-thuoc") for who in ("minh", ""))

        assert [row["code"] for row in theirs] == [row["code"] for row in anybodys]
        assert "CS-MAY-TIEN-THUAN" in {row["code"] for row in theirs}
        assert any(row["members"] for row in theirs)
        assert not any(row["members"] for row in anybodys)

    def test_silent_units_as_they_were_asked_for(self, cast: Cast) -> None:
        cast.submitted()

        all_silent = taken(cast.client("minh"), "/bang/CD-KCN/chua-gui")
        never = taken(cast.client("minh"), "/bang/CD-KCN/chua-gui", loai="chua")

        assert "CS-MAY-TIEN-THUAN" not in {row["unit"] for row in all_silent}
        assert all(row["last_on"] is None for row in never)

    @pytest.mark.parametrize("days", CHOICES)
    def test_units_silent_for_as_long_as_their_page_offers(self, cast: Cast, days: int) -> None:
        assert taken(cast.client("minh"), "/bang/CD-KCN/chua-gui", **{"so-ngay": str(days)})

    def test_numbers_are_numbers_and_days_are_days(self, cast: Cast) -> None:
        one = cast.submitted(title="=HYPERLINK(1) cho chuyền may")

        book = openpyxl.load_workbook(io.BytesIO(cast.client("lan").get("/toi/sang-kien.xlsx").getvalue()))

        sheet = book.worksheets[0]
        cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
        assert cells["Giá trị làm lợi"].value == one.benefit_vnd
        assert (cells["Tên sáng kiến"].data_type, cells["Gửi lúc"].data_type) == ("s", "d")
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F2")

    def test_all_pages_of_it_at_the_cost_of_a_few_queries(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        client = cast.client("lan")

        def cost() -> tuple[int, int]:
            with CaptureQueriesContext(connection) as asked:
                return len(taken(client, "/toi/sang-kien")), len(asked)

        cast.submitted(title="Cải tiến số 0 của chuyền may")
        one, few = cost()
        for n in range(1, 30):
            cast.submitted(title=f"Cải tiến số {n} của chuyền may")

        assert (one, cost()) == (1, (30, few))
        monkeypatch.setattr(lists, "AT_ONCE", 7)
        rows = taken(client, "/toi/sang-kien")
        assert len({row["code"] for row in rows}) == 30
