"""The talk between the people of a dossier and the unions that handle it."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.review.models import Message
from sangkien.review.queries import unread_in, with_news
from sangkien.review.rules import MOST_AN_HOUR, TALK_DAYS
from sangkien.review.talking import answer, ask, mark_read
from tests.cast import NOW, Cast

DAY = timedelta(days=1)


def author(cast: Cast, login: str = "lan") -> Actor:
    """The person without a hat, as on one's own pages."""
    actor = cast.actor(login)
    return Actor(person=actor.person, on=actor.on)


def refusal(initiative: Initiative, text: str, *, by: Actor, days: int = 0) -> str:
    with pytest.raises(NotPossible) as no:
        ask(initiative, text, by=by, at=NOW + days * DAY)
    return no.value.problems[0].code


class TestTalking:
    def test_lan_asks_and_her_union_answers(self, cast: Cast) -> None:
        sent = cast.submitted()

        ask(sent, "Em chụp lại quyết định có được không ạ?", by=author(cast), at=NOW)
        answer(sent, "Được em nhé, chụp rõ cả trang.", by=cast.actor("mai"), at=NOW)

        assert [(said.by.username, said.unit and said.unit.code) for said in Message.objects.order_by("pk")] == [
            ("lan", None),
            ("mai", "CS-MAY-TIEN-THUAN"),
        ]

    def test_the_log_knows_that_it_was_said_and_not_what(self, cast: Cast) -> None:
        sent = cast.submitted()
        ask(sent, "Chuyện riêng của em", by=author(cast), at=NOW)

        line = Record.objects.get(verb="message.write")
        assert line.after == {"initiative": sent.code}

    def test_a_button_pressed_twice_says_it_once(self, cast: Cast) -> None:
        sent = cast.submitted()

        first, second = (ask(sent, "Vâng ạ", by=author(cast), at=NOW) for _time in range(2))

        assert first == second
        answer(sent, "Còn ảnh nữa em nhé", by=cast.actor("mai"), at=NOW)
        assert ask(sent, "Vâng ạ", by=author(cast), at=NOW) != first

    def test_the_reviewer_answers_too_and_strangers_do_neither(self, cast: Cast) -> None:
        confirmed = cast.confirmed()

        assert answer(confirmed, "Đang xem.", by=cast.actor("minh"), at=NOW).unit == cast.unit("CD-KCN")
        for login in ("thao", "kim", "dong", "ha"):
            with pytest.raises(NotAllowed):
                answer(confirmed, "Cho hỏi", by=cast.actor(login), at=NOW)
        with pytest.raises(NotAllowed):
            ask(confirmed, "Cho hỏi", by=author(cast, "hung"), at=NOW)

    def test_an_author_never_speaks_for_the_union(self, cast: Cast) -> None:
        mine = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),))

        with pytest.raises(NotAllowed):
            answer(mine, "Đồng ý", by=cast.actor("mai"), at=NOW)
        assert ask(mine, "Nhờ cấp trên xem giúp", by=author(cast, "mai"), at=NOW).unit is None

    def test_who_entered_it_for_a_colleague_may_do_both(self, cast: Cast) -> None:
        sent = cast.submitted(by="mai")

        assert ask(sent, "Em Lan nghỉ phép", by=author(cast, "mai"), at=NOW).unit is None
        assert answer(sent, "Đã nhận", by=cast.actor("mai"), at=NOW).unit == cast.unit("CS-MAY-TIEN-THUAN")


class TestWhatIsRefused:
    @pytest.mark.parametrize(("text", "code"), [("", "no_text"), (" \n ", "no_text"), ("a" * 2001, "text_long")])
    def test_nothing_and_too_much(self, cast: Cast, text: str, code: str) -> None:
        assert refusal(cast.submitted(), text, by=author(cast)) == code

    def test_more_than_anybody_reads_in_an_hour(self, cast: Cast) -> None:
        sent, lan = cast.submitted(), author(cast)
        for n in range(MOST_AN_HOUR):
            ask(sent, f"Tin {n}", by=lan, at=NOW)

        assert refusal(sent, "Tin nữa", by=lan) == "too_many"
        assert ask(sent, "Tin nữa", by=lan, at=NOW + timedelta(hours=1))
        assert answer(sent, "Bình tĩnh em nhé", by=cast.actor("mai"), at=NOW)

    def test_a_month_after_the_verdict_the_talk_is_over(self, cast: Cast) -> None:
        valid = cast.valid()

        assert ask(valid, "Em cảm ơn ạ", by=author(cast), at=NOW + TALK_DAYS * DAY)
        assert refusal(valid, "Khi nào có thưởng ạ?", by=author(cast), days=TALK_DAYS + 1) == "talk_closed"


class TestNews:
    def test_what_the_other_side_wrote_is_new_until_it_was_read(self, cast: Cast) -> None:
        sent = cast.submitted()
        ask(sent, "Em hỏi", by=author(cast), at=NOW)
        ask(sent, "Em hỏi thêm", by=author(cast), at=NOW)

        assert unread_in([sent.pk], cast.actor("mai")) == {sent.pk: 2}
        assert unread_in([sent.pk], author(cast)) == {}
        mark_read(sent, by=cast.actor("mai"))
        assert unread_in([sent.pk], cast.actor("mai")) == {}
        answer(sent, "Trả lời", by=cast.actor("mai"), at=NOW)
        assert unread_in([sent.pk], author(cast)) == {sent.pk: 1}

    def test_a_colleague_of_the_same_union_need_not_read_what_was_answered(self, cast: Cast) -> None:
        confirmed = cast.confirmed()
        answer(confirmed, "Đang xem", by=cast.actor("minh"), at=NOW)

        assert unread_in([confirmed.pk], cast.actor("yen")) == {}
        assert unread_in([confirmed.pk], cast.actor("mai")) == {confirmed.pk: 1}

    def test_lists_the_dossiers_of_a_hat_or_ones_own(self, cast: Cast) -> None:
        quiet, loud = cast.submitted(), cast.submitted()
        ask(loud, "Em hỏi", by=author(cast), at=NOW)
        answer(loud, "Trả lời", by=cast.actor("yen"), at=NOW)

        found = {login: list(with_news(cast.actor(login))) for login in ("mai", "yen", "thao", "dong")}
        assert found == {"mai": [loud], "yen": [loud], "thao": [], "dong": []}
        assert list(with_news(author(cast))) == [loud]
        assert quiet not in with_news(cast.actor("mai"))

    def test_an_old_verdict_brings_no_news(self, cast: Cast) -> None:
        valid = cast.valid()
        ask(valid, "Em cảm ơn", by=author(cast), at=NOW)

        later = cast.actor("minh", on=NOW.date() + (TALK_DAYS + 1) * DAY)
        assert list(with_news(cast.actor("minh"))) == [valid]
        assert list(with_news(later)) == []

    def test_having_read_nothing_leaves_no_mark(self, cast: Cast) -> None:
        sent = cast.submitted()
        mark_read(sent, by=cast.actor("mai"))
        ask(sent, "Em hỏi", by=author(cast), at=NOW)

        assert unread_in([sent.pk], cast.actor("mai")) == {sent.pk: 1}

    def test_counting_costs_one_query_for_two_and_for_twenty(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        sent = [cast.submitted() for _each in range(4)]
        for each in sent:
            ask(each, "Em hỏi", by=author(cast), at=NOW)
        lan = author(cast)

        for keys in ([sent[0].pk], [each.pk for each in sent]):
            with django_assert_num_queries(1):
                unread_in(keys, lan)
