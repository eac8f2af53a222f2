"""What a programme's file asks for is what its form asks for: papers, limits, words; each dossier keeps its edition."""

import html
from datetime import datetime
from typing import Any

import pytest

from sangkien.base.days import VIETNAM
from sangkien.initiatives import actions
from sangkien.initiatives.content import PaperEntry
from sangkien.initiatives.models import Initiative, Paper
from sangkien.programmes.actions import configure
from sangkien.programmes.history import changes
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec, read
from sangkien.review.actions import Reason, send_back
from sangkien.web.submit.answers import content_of
from sangkien.web.submit.sheet import Sheet
from sangkien.web.tests.submitting import Worker, form_of, lines, photo, set_clock
from tests.cast import CATALOGUE, NOW, Cast

IN_2026 = datetime(2026, 6, 1, 9, 0, tzinfo=VIETNAM)
MINUTES = {
    "code": "minutes",
    "name": {"vi": "Biên bản họp hội đồng", "en": "Minutes of the council"},
    "required": True,
    "when": ["recognition_decision"],
}


@pytest.fixture
def yearly(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Lan at the form of the yearly movement."""
    set_clock(monkeypatch, IN_2026)
    configure(read(CATALOGUE / "ldst.yaml"), by=None, at=IN_2026)
    worker = Worker(cast, "lan").fills_in()
    worker.types("tac-gia", extra_training="worker")
    worker.types("thay-doi", field="industry", kind=None)
    worker.types("loi-ich", effects=["safety"])
    return worker


class TestPapers:
    def test_a_required_paper_is_asked_for_kept_and_goes_with_the_dossier(self, yearly: Worker, cast: Cast) -> None:
        without = yearly.types("cong-nhan", recognition_form="council")
        given = yearly.types("cong-nhan", recognition_form="council", paper_value_confirmed=photo("xac-nhan.jpg"))
        yearly.sends()

        paper = Paper.objects.get()
        page = html.unescape(yearly.client.get(f"/toi/ho-so/{paper.initiative.code}/").content.decode())
        assert lines(without) == {"#id_paper_value_confirmed": "Gửi kèm: Xác nhận giá trị làm lợi của đơn vị"}
        assert given.status_code == 303
        assert (paper.code, paper.file.name) == ("value_confirmed", "xac-nhan.jpg")
        assert "xac-nhan.jpg" in page

    def test_the_reviewer_opens_it_and_a_stranger_does_not(self, yearly: Worker, cast: Cast) -> None:
        yearly.types("cong-nhan", recognition_form="council", paper_value_confirmed=photo("xac-nhan.jpg"))
        yearly.sends()
        initiative, paper = Initiative.objects.get(), Paper.objects.get()
        address = f"/tep/{paper.file_id}/"

        page = cast.client("yen").get(f"/duyet/{initiative.code}/").content.decode()
        answers = [cast.client(who).get(address).status_code for who in ("yen", "lan", "hung", "thao")]

        assert address in page
        assert answers == [200, 200, 404, 404]

    def test_it_can_be_taken_back_and_the_check_page_names_it(self, yearly: Worker) -> None:
        yearly.types("cong-nhan", recognition_form="council", paper_drawings=photo("ban-ve.jpg"))
        check = yearly.opens("kiem-tra").content.decode()
        yearly.types("cong-nhan", recognition_form="council", go="drop-paper_drawings")

        assert "ban-ve.jpg" in check
        assert form_of(yearly, "cong-nhan").kept_files == {}

    def test_the_programme_says_how_large_a_file_may_be(self, yearly: Worker) -> None:
        large = photo("lon.jpg")
        large.seek(0, 2)
        large.write(b"\0" * 10_000_000)
        large.seek(0)

        answer = yearly.types("cong-nhan", recognition_form="council", paper_value_confirmed=large)

        assert "Tệp lớn hơn 10 MB" in lines(answer)["#id_paper_value_confirmed"]
        assert "không quá 10 MB" in yearly.opens("cong-nhan").content.decode()

    def test_a_paper_that_goes_with_one_form_of_recognition_only(self, cast: Cast) -> None:
        configure(_asking_for(MINUTES), by=None, at=NOW)
        worker = Worker(cast, "lan").fills_in()

        needed = worker.types("cong-nhan")
        page = html.unescape(worker.opens("cong-nhan").content.decode())
        not_needed = worker.types("cong-nhan", recognition_form="not_yet")

        assert list(lines(needed)) == ["#id_paper_minutes"]
        assert "Dành cho: Quyết định công nhận sáng kiến." in page
        assert not_needed.status_code == 303

    def test_a_correction_starts_from_the_papers(self, cast: Cast) -> None:
        configure(_asking_for(MINUTES), by=None, at=NOW)
        worker = Worker(cast, "lan").fills_in()
        worker.types("cong-nhan", paper_minutes=photo("bien-ban.jpg"))
        worker.sends()
        initiative, paper = Initiative.objects.get(), Paper.objects.get()
        send_back(initiative, reasons=[Reason("other", "Ghi rõ.")], seen=1, by=cast.actor("mai"), at=NOW)

        draft = actions.start_correction(cast.told(initiative), by=cast.actor("lan"), at=NOW)
        content = content_of(Sheet(draft, NOW.date()))

        assert content.papers == (PaperEntry(code="minutes", file=paper.file_id),)


class TestWords:
    def test_the_programmes_own_words_stand_where_it_gives_some(self, yearly: Worker) -> None:
        start = html.unescape(yearly.client.get("/gui/").content.decode())
        check = html.unescape(yearly.opens("kiem-tra").content.decode())
        yearly.types("cong-nhan", recognition_form="council", paper_value_confirmed=photo())
        yearly.sends()
        receipt = html.unescape(yearly.client.get(f"/gui/bien-nhan/{Initiative.objects.get().code}/").content.decode())

        assert "Kể một giải pháp đã mang lại giá trị rõ ràng." in start
        assert "Tôi đồng ý cho đăng tên tôi cùng giải pháp nếu được xét tặng" in check
        assert "Kết quả xét tặng được công bố vào dịp sơ kết, tổng kết phong trào." in receipt

    def test_the_common_words_everywhere_else(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, NOW)

        assert "Kể một cải tiến anh/chị đã làm" in cast.client().get("/gui/").content.decode()

    def test_the_programmes_page_tells_what_it_asks_for(self, yearly: Worker) -> None:
        page = html.unescape(yearly.client.get("/chuong-trinh/LDST-2026/").content.decode())

        assert "Xác nhận giá trị làm lợi của đơn vị" in page
        assert "máy chủ vẫn nhận trong 24 giờ sau đó" in page
        assert "gián đoạn quá" not in page


class TestEditions:
    def test_a_dossier_is_completed_under_the_edition_it_was_begun_under(self, cast: Cast) -> None:
        returned = cast.returned()
        configure(_asking_for(MINUTES), by=None, at=NOW)
        draft = actions.start_correction(returned, by=cast.actor("lan"), at=NOW)
        old, new = (Worker(cast, "lan").draft.edition.number, draft.edition.number)

        again = actions.resubmit(draft, cast.content(title="Đồ gá may túi, đã bổ sung"), by=cast.actor("lan"), at=NOW)

        assert (old, new) == (2, 1)
        assert again.edition.number == 1
        with pytest.raises(actions.NotPossible, match="Biên bản họp hội đồng"):
            cast.submitted(by="hung")

    def test_what_changed_is_told_in_the_words_of_the_file(self, cast: Cast) -> None:
        file = _asking_for(MINUTES, form={"kind": "optional"}, limits={"photos": 3}, confirm_above=7)
        configure(file, by=None, at=NOW)
        configure(_asking_for(), by=None, at=NOW)

        told = [(edition.number, changed) for edition, changed in changes(Programme.objects.get(code="CT1TSK"))]

        assert told == [
            (1, []),
            (
                2,
                [
                    "~ confirm_above: 10000000000 → 7",
                    "~ form.kind: required → optional",
                    "~ limits.photos: 10 → 3",
                    "+ papers.minutes",
                ],
            ),
            (
                3,
                [
                    "~ confirm_above: 7 → 10000000000",
                    "~ form.kind: optional → required",
                    "~ limits.photos: 3 → 10",
                    "- papers.minutes",
                ],
            ),
        ]


def _asking_for(*papers: dict[str, Any], **changes: Any) -> ProgrammeSpec:
    said = read(CATALOGUE / "ct1tsk.yaml").model_dump(by_alias=True, exclude_none=True)
    return ProgrammeSpec.model_validate(said | {"papers": list(papers)} | changes)
