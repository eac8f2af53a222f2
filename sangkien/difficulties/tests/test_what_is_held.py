"""What the database refuses, what signs see, and what is masked."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.difficulties import handling
from sangkien.difficulties.clock import clock
from sangkien.difficulties.models import Difficulty, Handover, Lesson, Reply, ReplyKind, Verdict
from sangkien.difficulties.signs import masked, signs_in
from sangkien.difficulties.states import NEXT, State
from sangkien.difficulties.tests.asking import told
from tests.cast import NOW, Cast


class TestSigns:
    def test_with_marks_or_without(self) -> None:
        assert signs_in("Có người ĐE DỌA tôi") == signs_in("co nguoi de doa toi") == ["DANGER"]

    def test_a_part_of_a_word_is_no_sign(self) -> None:
        assert signs_in("Chúng tôi giặt giẻ lau sau giờ làm") == []

    def test_links(self) -> None:
        assert signs_in("Vào xem https://mua.vn nhé") == ["LINKS"]


class TestMasking:
    @pytest.mark.parametrize(
        "text",
        ["gọi 0912 345 678", "gọi +84912345678", "thẻ 058190001234", "viết tam.le@gmail.com", "tôi là Lê Văn Tâm"],
    )
    def test_what_belongs_to_a_person_is_hidden(self, text: str) -> None:
        assert masked(text, names=["Lê Văn Tâm"]).endswith(" •••")

    @pytest.mark.parametrize(
        "text", ["làm lợi 540.000.000 đồng", "hồ sơ SK-2022-000871", "quyết định 41/QĐ-TT ngày 12/04/2022", "năm 2022"]
    )
    def test_what_belongs_to_the_matter_stays(self, text: str) -> None:
        assert masked(text) == text


def test_every_state_has_its_arrows() -> None:
    assert set(NEXT) == set(State)


def test_every_level_has_days() -> None:
    assert [clock().days_of(rank) for rank in (1, 2, 3, 4, 9)] == [7, 5, 3, 2, 2]


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"text": "Lời khác"}, "a_difficulty_moves_along_its_arrows"),
            ({"state": "CLOSED"}, "a_difficulty_moves_along_its_arrows"),
            ({"full_name": ""}, "a_difficulty_moves_along_its_arrows"),
            ({"due_on": None}, "what_lies_on_a_desk_has_a_last_day"),
        ],
    )
    def test_a_change_that_is_none(self, cast: Cast, change: dict[str, Any], name: str) -> None:
        one = told(cast)

        with pytest.raises(IntegrityError) as no, transaction.atomic():
            Difficulty.objects.filter(pk=one.pk).update(**change)
        assert _name_of(no.value) == name

    def test_removing_one(self, cast: Cast) -> None:
        one = told(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Difficulty.objects.filter(pk=one.pk).delete()

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"unit": "CS-MAY-TIEN-THUAN"}, "the_unit_stands_first_in_its_chain"),
            ({"phone": ""}, "an_asker_without_an_account_leaves_a_phone"),
            ({"parties": []}, "somebody_asks"),
            ({"state": "NONE"}, "difficulty_state_is_known"),
            ({"text": ""}, "a_difficulty_says_something"),
        ],
    )
    def test_one_that_is_not_whole(self, cast: Cast, change: dict[str, Any], name: str) -> None:
        one = told(cast)
        one.pk, one.key, one.code = None, "00000000-0000-0000-0000-000000000002", "KK-ZZZZZZ"
        for field, value in change.items():
            setattr(one, field, cast.unit(value) if field == "unit" else value)

        with pytest.raises(IntegrityError) as no, transaction.atomic():
            one.save(force_insert=True)
        assert _name_of(no.value) == name

    def test_an_answer_by_who_asked(self, cast: Cast) -> None:
        one = told(cast, login="kim")

        with pytest.raises(IntegrityError) as no, transaction.atomic():
            _reply(one, cast, "kim")
        assert _name_of(no.value) == "nobody_settles_their_own_difficulty"

    def test_a_handover_to_the_same_union_or_without_a_reason(self, cast: Cast) -> None:
        one = told(cast)
        given = {"difficulty": one, "desk": one.desk, "since": NOW, "at": NOW, "by": cast.person("kim")}

        for change, name in [
            ({"to": one.desk, "reason": "x"}, "a_handover_goes_to_another_union"),
            ({"to": cast.unit("CD-KCN"), "reason": ""}, "whoever_hands_over_says_why"),
        ]:
            with pytest.raises(IntegrityError) as no, transaction.atomic():
                Handover.objects.create(**given | change)
            assert _name_of(no.value) == name

    def test_a_verdict_or_a_lesson_about_what_is_no_answer(self, cast: Cast) -> None:
        one = told(cast)
        note = _reply(one, cast, "mai")

        with pytest.raises(IntegrityError) as no, transaction.atomic():
            Verdict.objects.create(reply=note, helped=True, at=NOW)
        assert _name_of(no.value) == "only_answers_are_judged_and_taught"

    def test_changing_what_was_said(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, "Anh gửi lại nhé, đã sửa", seen=1, by=cast.actor("kim"), at=NOW)

        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(text="Khác")
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.all().delete()
        assert not Lesson.objects.exists()


def _reply(one: Difficulty, cast: Cast, login: str) -> Reply:
    given = {"kind": ReplyKind.NOTE, "text": "Ghi chú", "by": cast.person(login), "desk": one.desk, "since": NOW}
    return Reply.objects.create(difficulty=one, at=NOW, **given)


def _name_of(no: Exception) -> str:
    return str(no.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # of the driver
