"""Minutes of a council's sitting, from what was voted there."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.registry import actions
from sangkien.registry.sitting import OfSitting
from sangkien.registry.tests.test_kinds import in_pdf, laid
from sangkien.registry.tests.writing import PROVINCE
from sangkien.sittings.tests.holding import opened
from tests.cast import NOW, Cast


def test_minutes_tell_who_came_what_was_voted_and_of_a_secret_vote_the_numbers_alone(cast: Cast) -> None:
    said = in_pdf(laid(cast, "sitting-minutes"))

    assert "Phiên họp thứ 1 của Hội đồng thi đua, khen thưởng" in said
    assert "có 6 thành viên; 5 thành viên dự họp: Đặng Quốc Đông (Chủ tịch hội đồng); Lê Thị Thảo" in said
    assert "Vắng mặt: Trịnh Văn Quang (Ủy viên)." in said
    assert "1 nội dung được thông qua, 1 nội dung để lại phiên sau (phụ lục kèm theo)." in said
    assert "4 phiếu trong 5 thành viên không liên quan. Không biểu quyết vì có liên quan: Phạm Văn Minh." in said
    assert "Đồng ý: 3; Không đồng ý: 1" in said
    assert "Để lại: Chưa đủ tài liệu" in said


def test_minutes_are_of_a_sitting_that_is_over(cast: Cast) -> None:
    of = OfSitting(cast.programme, opened(cast))

    with pytest.raises(NotPossible, match="đã bế mạc"):
        actions.draft(cast.unit(PROVINCE), "sitting-minutes", of, by=cast.actor("dong"), at=NOW)
