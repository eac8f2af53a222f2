"""Reasons reach people complete and in their language."""

import dataclasses

import pytest
from django.utils.translation import gettext_lazy

from sangkien.base.problems import NotAllowed, NotPossible, NotUnderstood, Problem, Stale

NO_VALUE = Problem("benefit", "Chưa ghi giá trị làm lợi", field="benefit", source="CV giai đoạn 2, mục 3")
NO_UNION = Problem("receiver", "Chưa chọn công đoàn cấp trên trực tiếp")


class TestProblem:
    def test_cannot_be_changed_once_said(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            NO_VALUE.text = "khác"

    def test_needs_neither_field_nor_source(self) -> None:
        assert (NO_UNION.field, NO_UNION.source) == ("", "")


class TestNotPossible:
    def test_carries_all_reasons_at_once(self) -> None:
        no = NotPossible([NO_VALUE, NO_UNION])

        assert no.problems == (NO_VALUE, NO_UNION)
        assert str(no) == "Chưa ghi giá trị làm lợi; Chưa chọn công đoàn cấp trên trực tiếp"

    def test_refuses_to_be_raised_without_a_reason(self) -> None:
        with pytest.raises(ValueError, match="without a reason"):
            NotPossible([])


class TestStale:
    def test_is_caught_wherever_not_possible_is(self) -> None:
        with pytest.raises(NotPossible) as caught:
            raise Stale

        assert [problem.code for problem in caught.value.problems] == ["stale"]
        assert "bản mới nhất" in caught.value.problems[0].text

    def test_may_say_more_precisely_what_happened(self) -> None:
        assert Stale([NO_UNION]).problems == (NO_UNION,)


def test_not_allowed_names_what_was_refused() -> None:
    assert NotAllowed("Xem sáng kiến").what == "Xem sáng kiến"


def test_not_understood_keeps_a_lazy_sentence_until_it_is_shown() -> None:
    no = NotUnderstood("empty", gettext_lazy("Ghi ngày"))

    assert isinstance(no, ValueError)
    assert (str(no), no.text) == ("empty", "Ghi ngày")
