"""A difficulty travels up the unions, and an answer comes back down."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.difficulties import handling
from sangkien.difficulties.actions import ask, judge, say_more
from sangkien.difficulties.clock import clock
from sangkien.difficulties.models import Difficulty, Handover, ReplyKind
from sangkien.difficulties.queries import alike, at_the_desk, counts, found_by_code, listed, own
from sangkien.difficulties.rules import Asked
from sangkien.difficulties.states import State
from sangkien.difficulties.tests.asking import TOLD, again, stranger, told
from sangkien.difficulties.watching import watch
from sangkien.guidance.queries import find
from sangkien.guidance.rules import Written
from sangkien.notices.models import Notice
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
WHY = "Cần LĐLĐ tỉnh làm việc với công ty"
ANSWER = "Anh gửi ở dạng có bí mật công nghệ: chỉ cần tên và hiệu quả, không cần ảnh máy."


def test_a_difficulty_from_an_fdi_firm_goes_to_the_province_and_back_and_becomes_an_article(cast: Cast) -> None:
    """The sentence of the letter: difficulties are told upward in time, those of FDI firms above all, and remedied."""
    one = told(cast)
    assert (one.state, one.desk, one.foreign) == (State.RECEIVED, cast.unit("CS-HAEMIN"), True)

    handling.hand_up(one, WHY, seen=1, by=cast.actor("kim"), at=NOW)
    handling.hand_up(one, WHY, seen=2, by=cast.actor("minh"), at=NOW)
    assert (again(one).state, again(one).desk) == (State.WITH_UPPER, cast.unit("LDLD-NINH-THUAN"))

    reply = handling.answer(one, ANSWER, seen=3, by=cast.actor("dong"), at=NOW)
    written = Written(title="Nhà máy không cho chụp ảnh", body=ANSWER, topics=("fdi", "cong-nhan"))
    article = handling.make_a_lesson(reply, written, by=cast.actor("dong"), at=NOW)
    judge(again(one), helped=True, by=stranger(one), at=NOW)

    assert again(one).state == State.CLOSED
    assert find("không cho chụp ảnh", topic="fdi").get().article == article
    told_in_phase = counts(cast.unit("LDLD-NINH-THUAN"), cast.programme, date(2022, 1, 8), TODAY, at=NOW)
    assert (told_in_phase.received, told_in_phase.answered, told_in_phase.in_time) == (1, 1, 1)
    assert (told_in_phase.waiting, told_in_phase.foreign, told_in_phase.handed_up, told_in_phase.lessons) == (
        0,
        1,
        1,
        1,
    )
    assert told_in_phase.kinds == {"fdi": 1}


class TestAsking:
    def test_the_same_form_sent_twice_is_one(self, cast: Cast) -> None:
        one = told(cast)

        assert told(cast, key=one.key) == one
        assert Notice.objects.filter(kind="difficulty_came").count() == 1

    def test_other_words_on_a_form_that_was_sent_are_refused(self, cast: Cast) -> None:
        one = told(cast)

        with pytest.raises(NotPossible) as no:
            told(cast, key=one.key, text="Một chuyện hoàn toàn khác hẳn")
        assert no.value.problems[0].code == "key_used"

    def test_everything_that_is_missing_is_said_at_once(self, cast: Cast) -> None:
        empty = Asked(key=uuid4(), kind="", text="?")

        with pytest.raises(NotPossible) as no:
            ask(empty, programme=cast.programme, by=Actor(person=None, on=TODAY), address="", at=NOW)
        assert {p.field for p in no.value.problems} == {"kind", "text", "unit", "full_name", "phone"}

    def test_a_union_without_officers_leaves_it_to_the_one_above(self, cast: Cast) -> None:
        assert told(cast, unit="CS-THPT-AN-PHUOC").desk.code == "LDLD-NINH-THUAN"

    def test_a_person_may_ask_five_times_a_day(self, cast: Cast) -> None:
        for n in range(clock().limits.person):
            told(cast, text=f"{TOLD}, lần thứ {n}")

        with pytest.raises(NotPossible) as no:
            told(cast)
        assert no.value.problems[0].code == "too_many"
        told(cast, at=NOW + timedelta(days=1))

    def test_an_address_is_counted_for_a_day_and_then_forgotten(self, cast: Cast, monkeypatch: Any) -> None:
        few = clock().model_copy(update={"limits": clock().limits.model_copy(update={"address": 1})})
        monkeypatch.setattr("sangkien.difficulties.rules.clock", lambda: few)
        one = told(cast)

        with pytest.raises(NotPossible) as no:
            told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh")
        assert no.value.problems[0].code == "too_many_from_here"
        told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", at=NOW + timedelta(days=2))
        assert again(one).address_mark == ""

    def test_threats_are_marked_and_nothing_is_lost(self, cast: Cast) -> None:
        one = told(cast, text="Tổ trưởng đe dọa đuổi việc tôi nếu gửi sáng kiến")
        calm = told(cast)

        assert one.signs == ["DANGER"]
        assert list(at_the_desk(cast.actor("kim"))) == [one, calm]

    def test_the_same_words_from_many_phones_are_marked(self, cast: Cast) -> None:
        *_others, last = [told(cast, phone=f"+8491234509{n}", full_name=f"Người {n}") for n in range(3)]

        assert last.signs == ["REPEATED"]


class TestTheClock:
    def test_what_nobody_answers_goes_up_one_level_each_time(self, cast: Cast) -> None:
        one = told(cast)
        assert one.due_on == date(2022, 5, 20)  # two working days at a grassroots union

        assert watch(at=_on(20)) == 0
        assert watch(at=_on(21)) == 1
        assert (again(one).desk.code, again(one).due_on) == ("CD-KCN", date(2022, 5, 25))
        assert watch(at=_on(26)) == 1
        assert again(one).desk.code == "LDLD-NINH-THUAN"
        assert Handover.objects.filter(by=None).count() == 2

    def test_at_the_top_it_stays_and_does_not_hinder_others(self, cast: Cast) -> None:
        one = told(cast)
        for days in (3, 8, 16):
            watch(at=NOW + timedelta(days=days))
        assert again(one).desk.code == "TLD"
        late = NOW + timedelta(days=60)
        assert watch(at=late) == 0

    def test_an_answer_of_which_nobody_speaks_is_settled(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

        assert watch(at=NOW + timedelta(days=30)) == 1
        assert again(one).state == State.CLOSED

    def test_while_who_asked_is_waited_for_no_day_is_counted(self, cast: Cast) -> None:
        one = told(cast)
        handling.ask_back(one, "Anh làm ở chuyền nào?", seen=1, by=cast.actor("kim"), at=NOW)

        assert watch(at=NOW + timedelta(days=30)) == 0
        say_more(again(one), "Tôi làm ở chuyền 7", by=stranger(one), at=NOW)
        assert (again(one).state, again(one).due_on) == (State.RECEIVED, date(2022, 5, 20))


class TestHandling:
    def test_the_desk_and_nobody_else_answers(self, cast: Cast) -> None:
        one = told(cast)

        for login in ("mai", "minh", "dong", "lan"):
            with pytest.raises(NotAllowed):
                handling.answer(one, ANSWER, seen=1, by=cast.actor(login), at=NOW)

    def test_nobody_answers_what_they_asked(self, cast: Cast) -> None:
        one = told(cast, login="kim")

        with pytest.raises(NotAllowed):
            handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

    def test_two_officers_at_once_answer_once(self, cast: Cast) -> None:
        one = told(cast)
        handling.ask_back(one, "Anh làm ở chuyền nào?", seen=1, by=cast.actor("kim"), at=NOW)

        with pytest.raises(Stale):
            handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

    def test_it_is_handed_back_down_with_a_word(self, cast: Cast) -> None:
        one = told(cast)
        handling.hand_up(one, WHY, seen=1, by=cast.actor("kim"), at=NOW)
        handling.hand_down(one, "Chị Kim trả lời giúp", seen=2, by=cast.actor("minh"), at=NOW)

        assert (again(one).state, again(one).desk.code) == (State.RECEIVED, "CS-HAEMIN")
        with pytest.raises(NotPossible):
            handling.hand_down(one, "x y z", seen=3, by=cast.actor("kim"), at=NOW)

    def test_above_the_root_there_is_nobody(self, cast: Cast) -> None:
        one = told(cast, unit="TLD")

        with pytest.raises(NotPossible) as no:
            handling.hand_up(one, WHY, seen=1, by=cast.actor("ha"), at=NOW)
        assert no.value.problems[0].code == "nobody_above"

    def test_similar_ones_are_answered_together(self, cast: Cast) -> None:
        one = told(cast)
        two = told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text=f"{TOLD} bây giờ")
        kim = cast.actor("kim")
        assert alike(two, kim) == [one]

        handling.group(two, one, seen=1, by=kim, at=NOW)
        handling.answer(one, ANSWER, seen=1, by=kim, at=NOW)

        assert again(two).state == State.ANSWERED
        assert two.replies.get().copied == one.replies.get()
        assert Notice.objects.filter(kind="difficulty_answered").count() == 2

    def test_what_was_grouped_wrongly_stands_by_itself_again(self, cast: Cast) -> None:
        one, two = told(cast), told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text=f"{TOLD} hôm nay")
        handling.group(two, one, seen=1, by=cast.actor("kim"), at=NOW)
        handling.stand_alone(two, seen=2, by=cast.actor("kim"), at=NOW)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

        assert again(two).state == State.RECEIVED

    def test_grouped_ones_go_up_with_their_leading_one(self, cast: Cast) -> None:
        one, two = told(cast), told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text=f"{TOLD} hôm nay")
        handling.group(two, one, seen=1, by=cast.actor("kim"), at=NOW)
        handling.hand_up(one, WHY, seen=1, by=cast.actor("kim"), at=NOW)
        handling.answer(one, ANSWER, seen=2, by=cast.actor("minh"), at=NOW)

        assert (again(two).state, again(two).desk.code) == (State.ANSWERED, "CD-KCN")

    def test_a_chain_of_groups_is_not_made(self, cast: Cast) -> None:
        one, two = told(cast), told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text=f"{TOLD} hôm nay")
        handling.group(two, one, seen=1, by=cast.actor("kim"), at=NOW)
        three = told(cast, phone="+84912345092", full_name="Hồ Văn Ba", text=f"{TOLD} mãi")

        with pytest.raises(NotPossible):
            handling.group(three, two, seen=1, by=cast.actor("kim"), at=NOW)
        with pytest.raises(NotPossible):
            handling.group(one, three, seen=1, by=cast.actor("kim"), at=NOW)

    def test_what_is_set_aside_stays_and_may_be_taken_up(self, cast: Cast) -> None:
        one = told(cast, text="Mua điện thoại giá rẻ tại www.giare.com ngay hôm nay")
        handling.set_aside(one, "Đây là quảng cáo", seen=1, by=cast.actor("kim"), at=NOW)
        assert again(one).state == State.ASIDE

        handling.take_up(one, "Xem lại theo yêu cầu", seen=2, by=cast.actor("kim"), at=NOW)
        assert (again(one).state, again(one).signs) == (State.RECEIVED, ["LINKS"])

    def test_a_note_is_for_officers(self, cast: Cast) -> None:
        one = told(cast)
        handling.note(one, "Đã gọi cho anh Tâm", by=cast.actor("kim"), at=NOW)

        assert again(one).version == 1
        assert one.replies.get().kind == ReplyKind.NOTE

    def test_an_answer_becomes_an_article_once(self, cast: Cast) -> None:
        one = told(cast)
        handling.hand_up(one, WHY, seen=1, by=cast.actor("kim"), at=NOW)
        reply = handling.answer(one, ANSWER, seen=2, by=cast.actor("minh"), at=NOW)
        written = Written(title="Nhà máy không cho chụp ảnh", body=ANSWER, topics=("fdi",))
        handling.make_a_lesson(reply, written, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible):
            handling.make_a_lesson(reply, written, by=cast.actor("minh"), at=NOW)


class TestWhoAsked:
    def test_what_did_not_help_is_open_again_at_the_desk_that_answered(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)
        judge(again(one), helped=False, text="Vẫn chưa gửi được", by=stranger(one), at=NOW)

        assert (again(one).state, again(one).desk.code) == (State.REOPENED, "CS-HAEMIN")
        handling.hand_up(again(one), WHY, seen=3, by=cast.actor("kim"), at=NOW)
        assert again(one).state == State.WITH_UPPER

    def test_what_did_not_help_is_told_why(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

        with pytest.raises(NotPossible):
            judge(again(one), helped=False, by=stranger(one), at=NOW)

    def test_one_verdict_for_each_answer(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)
        judge(again(one), helped=True, by=stranger(one), at=NOW)

        with pytest.raises(NotPossible) as no:
            judge(again(one), helped=True, by=stranger(one), at=NOW)
        assert no.value.problems[0].code == "judged"

    def test_after_two_months_a_new_one_is_asked(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

        with pytest.raises(NotPossible) as no:
            judge(again(one), helped=False, text="Chưa", by=stranger(one), at=NOW + timedelta(days=61))
        assert no.value.problems[0].code == "too_late"

    def test_nobody_else_judges_or_says_more(self, cast: Cast) -> None:
        one, nobody = told(cast), Actor(person=None, on=TODAY)

        with pytest.raises(NotAllowed):
            say_more(one, "Tôi là người khác", by=nobody, at=NOW)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW)
        with pytest.raises(NotAllowed):
            judge(again(one), helped=True, by=nobody, at=NOW)

    def test_it_is_found_by_its_code_and_the_end_of_the_number(self, cast: Cast) -> None:
        one = told(cast)

        assert found_by_code(one.code, "5090") == one
        assert found_by_code(one.code, "0000") is None
        assert list(own(stranger(one))) == [one]


class TestFigures:
    def test_what_was_late_is_answered_and_not_in_time(self, cast: Cast) -> None:
        one = told(cast)
        Difficulty.objects.filter(pk=one.pk).update(due_on=date(2022, 5, 17))
        handling.answer(again(one), ANSWER, seen=1, by=cast.actor("kim"), at=NOW)

        found = counts(cast.unit("CS-HAEMIN"), cast.programme, date(2022, 1, 8), TODAY, at=NOW)
        assert (found.answered, found.in_time) == (1, 0)

    def test_a_day_that_was_told_stays_told(self, cast: Cast) -> None:
        one = told(cast)
        handling.answer(one, ANSWER, seen=1, by=cast.actor("kim"), at=NOW + timedelta(days=1))

        that_day = counts(cast.unit("CD-KCN"), cast.programme, date(2022, 1, 8), TODAY, at=NOW + timedelta(days=9))
        assert (that_day.received, that_day.answered, that_day.waiting) == (1, 0, 1)
        assert listed(cast.unit("CD-KCN"), cast.programme, TODAY, TODAY, at=NOW) == [one]

    def test_neighbours_do_not_count(self, cast: Cast) -> None:
        told(cast)

        assert counts(cast.unit("CS-MAY-TIEN-THUAN"), cast.programme, TODAY, TODAY, at=NOW).received == 0


def _on(day: int) -> datetime:
    return datetime(2022, 5, day, 9, 0, tzinfo=VIETNAM)
