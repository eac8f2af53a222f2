"""A dossier's history in sentences."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Appointment, Role
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import UnitName
from sangkien.review import actions as review
from sangkien.web.history import HistoryLine, history
from tests.cast import LONG_AGO, NOW, Cast


def told(initiative: Initiative, *, for_officers: bool = False) -> list[tuple[str, str]]:
    return [(line.text, line.who) for line in history(initiative, for_officers=for_officers)]


class TestHistory:
    def test_tells_a_worker_what_happened_and_which_union_did_it(self, cast: Cast) -> None:
        assert told(cast.valid()) == [
            ("Đã gửi hồ sơ", "Nguyễn Thị Lan"),
            ("Công đoàn cơ sở đã xác nhận", "Cán bộ công đoàn cơ sở, CĐCS May Tiến Thuận"),
            ("Đã công nhận, được tính vào chỉ tiêu", "Cán bộ thẩm định, CĐ Các KCN"),
        ]

    def test_tells_officers_who_it_was(self, cast: Cast) -> None:
        assert [who for _text, who in told(cast.valid(), for_officers=True)] == [
            "Nguyễn Thị Lan",
            "Trần Thị Mai, CĐCS May Tiến Thuận",
            "Phạm Văn Minh, CĐ Các KCN",
        ]

    def test_a_return_carries_its_reasons_and_note(self, cast: Cast) -> None:
        confirmed = cast.confirmed()
        reasons = [
            review.Reason("recognition_unclear", "Ghi lại số quyết định.", "recognition_number"),
            review.Reason("benefit_unexplained", "Ghi cách tính.", "benefit_vnd"),
        ]
        review.send_back(confirmed, reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW, note="Sắp xong rồi.")
        confirmed = cast.told(confirmed)

        last = history(confirmed, for_officers=False)[-1]

        assert last.text == "Đề nghị bổ sung 2 mục"
        assert last.reasons == ("Ghi lại số quyết định.", "Ghi cách tính.")
        assert last.said == "1. Ghi lại số quyết định.\n2. Ghi cách tính.\nSắp xong rồi."

    def test_a_completion_says_what_was_changed(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan")
        draft = actions.start_correction(returned, by=lan, at=NOW)
        actions.resubmit(draft, cast.content(benefit_method="1.000 túi", before="Giữ bằng tay."), by=lan, at=NOW)

        last = history(returned, for_officers=False)[-1]

        assert last.text == "Đã bổ sung và gửi lại"
        assert last.note == "Đã sửa: cách làm trước đây, cách tính giá trị làm lợi"

    def test_a_duplicate_names_the_other_record(self, cast: Cast) -> None:
        original, double = cast.valid(), cast.confirmed()
        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)

        assert told(cast.told(double))[-1][0] == f"Đã gộp vào hồ sơ {original.code}"

    def test_a_rerouting_names_the_union_it_went_to(self, cast: Cast) -> None:
        sent = cast.submitted()
        review.reroute(sent, to=cast.unit("CS-HAEMIN"), seen=1, by=cast.actor("mai"), at=NOW)

        assert told(sent)[-1][0] == "Chuyển hồ sơ sang đúng đơn vị: CĐCS Haemin Vina"

    def test_withdrawing_and_refusing_are_said_plainly(self, cast: Cast) -> None:
        withdrawn, refused = cast.submitted(), cast.refused()
        actions.withdraw(withdrawn, seen=1, by=cast.actor("lan"), at=NOW)

        assert told(withdrawn)[-1][0] == "Đã rút hồ sơ, hồ sơ không còn được tính"
        assert told(refused)[-1][0] == "Không công nhận, vì chưa đủ điều kiện của chương trình"

    def test_a_superior_that_confirms_is_not_taken_for_the_grassroots_union(self, cast: Cast) -> None:
        sent = cast.confirmed_in_its_place(by="yen")

        assert told(sent)[-1][0] == "Công đoàn cấp trên đã xác nhận thay công đoàn cơ sở"

    def test_what_a_union_entered_for_a_worker_is_told_so(self, cast: Cast) -> None:
        assert told(cast.submitted(by="mai"))[0] == (
            "Công đoàn nhập giúp, hồ sơ chuyển thẳng lên cấp trên thẩm định",
            "Cán bộ công đoàn cơ sở, CĐCS May Tiến Thuận",
        )

    def test_a_union_is_called_as_it_was_called_on_that_day(self, cast: Cast) -> None:
        confirmed = cast.confirmed()
        later = NOW.date().replace(year=2025)
        UnitName.objects.filter(organisation=confirmed.unit).update(valid=(LONG_AGO, later))
        UnitName.objects.create(
            organisation=confirmed.unit, name="Tên mới", short_name="CĐCS Tên mới", folded="", valid=(later, None)
        )

        assert told(confirmed)[1][1] == "Cán bộ công đoàn cơ sở, CĐCS May Tiến Thuận"

    def test_a_hat_that_was_put_down_since_is_still_known(self, cast: Cast) -> None:
        confirmed = cast.confirmed()
        mai, day = cast.person("mai"), NOW.date().replace(month=6)
        Appointment.objects.filter(person=mai).update(valid=(LONG_AGO, day))
        appoint(mai, role=Role.REVIEWER, organisation=confirmed.unit, since=day, by=None, at=NOW)

        assert told(confirmed)[1][1].startswith("Cán bộ công đoàn cơ sở")

    def test_costs_as_many_queries_however_long_it_is(self, cast: Cast) -> None:
        short, long = cast.confirmed(), cast.returned()
        lan = cast.actor("lan")
        actions.resubmit(actions.start_correction(long, by=lan, at=NOW), cast.content(before="Khác"), by=lan, at=NOW)
        again = cast.again(long)
        review.reroute(again, to=cast.unit("CS-HAEMIN"), seen=again.version, by=cast.actor("mai"), at=NOW)

        assert (_cost(short), _cost(long)) == (4, 4)


class TestHistoryLine:
    def test_one_reason_needs_no_number(self) -> None:
        assert HistoryLine(at=NOW, text="", who="", reasons=("Ghi cách tính.",)).said == "Ghi cách tính."

    def test_with_nothing_said_says_nothing(self) -> None:
        assert HistoryLine(at=NOW, text="", who="").said == ""


def _cost(initiative: Initiative) -> int:
    with CaptureQueriesContext(connection) as asked:
        history(initiative, for_officers=False)
    return len(asked)
