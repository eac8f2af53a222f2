"""What unions are told of a round, and when."""

from collections import Counter
from datetime import datetime, timedelta

from sangkien.grading import actions
from sangkien.grading.states import Stage, State
from sangkien.grading.telling import remind_due
from sangkien.grading.tests.holding import LATER, gave, locked, moved, opened, reviewed, sheet_of, somebody_else, told
from sangkien.notices.models import Notice
from sangkien.notices.wording import message
from tests.cast import NOW, Cast

MINH, THAO = "+84912345005", "+84912345007"


def heard(kind: str, to: str = MINH) -> str:
    """The message of the kind, as the person reads it."""
    [notice] = Notice.objects.filter(kind=kind, to=to)
    return message(notice.key, kind, to=to, params=notice.params, language="vi").text


def test_unions_hear_when_a_round_opens_is_told_and_locked(cast: Cast) -> None:
    one = locked(cast)

    assert Counter(Notice.objects.filter(kind__startswith="grading").values_list("kind", flat=True)) == Counter(
        # Minh, Yến, Tuấn and Thảo speak for their unions
        {"grading_opened": 4, "grading_told": 4, "grading_final": 4}
    )
    assert heard("grading_opened").startswith("LĐLĐ tỉnh Ninh Thuận đã mở đợt xếp loại thi đua.")
    assert "khiếu nại đến hết ngày 07/06/2022" in heard("grading_told")
    assert one.state == State.LOCKED


def test_a_round_that_goes_back_says_why(cast: Cast) -> None:
    moved(cast, reviewed(cast), State.SELF, note="Bổ sung minh chứng")

    assert "xem lại bảng điểm tự chấm: Bổ sung minh chứng." in heard("grading_returned")


def test_an_answer_is_told_to_who_appealed(cast: Cast) -> None:
    one = told(cast)
    asked = actions.appeal(sheet_of(one, "CD-KCN"), line="cham-lo", text="Đủ", by=cast.actor("minh"), at=NOW)

    actions.answer(asked, upheld=False, points=None, reason="Chưa đủ.", by=somebody_else(cast), at=NOW)

    assert "về tiêu chí “Chăm lo đoàn viên” đã được trả lời" in heard("grading_answered")
    assert not Notice.objects.filter(kind="grading_answered", to=THAO).exists()


class TestDue:
    def test_who_has_not_scored_is_reminded_once_in_the_last_two_working_days(self, cast: Cast) -> None:
        one = opened(cast)  # until Saturday 28/5/2022
        gave(cast, one, Stage.SELF, "LDLD-NINH-PHUOC", by="thao")

        assert [remind_due(at=at) for at in mornings(24, 29)] == [0, 0, 1, 0, 0, 0]

        assert "còn 4 tiêu chí chưa tự chấm, hạn cuối là ngày 28/05/2022" in heard("grading_due")
        assert not Notice.objects.filter(kind="grading_due", to=THAO).exists()

    def test_again_when_it_is_with_them_once_more(self, cast: Cast) -> None:
        one = opened(cast)
        for at in mornings(24, 27):
            remind_due(at=at)
        moved(cast, moved(cast, one, State.REVIEW, at=LATER), State.SELF, note="Bổ sung")

        assert remind_due(at=mornings(27, 27)[0]) == 1


def mornings(first: int, last: int) -> list[datetime]:
    """Of these days of May 2022."""
    return [NOW + timedelta(days=day - NOW.day) for day in range(first, last + 1)]
