"""Every author other than the one who sent the dossier is asked, once, a moment later."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.audit.models import Record
from sangkien.confirmations.asking import MOST_TO_A_PHONE, SETTLED_AFTER, ask_authors
from sangkien.confirmations.models import AskedUpTo, AuthorLink
from sangkien.confirmations.tests.asking import HUNG, LAN, THREE, TU, together
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Event, Initiative
from sangkien.notices.actions import deliver
from sangkien.notices.models import Notice
from tests.cast import NOW, Cast


def marks(initiative: Initiative) -> set[str]:
    return set(AuthorLink.objects.filter(initiative=initiative).values_list("mark", flat=True))


def test_each_co_author_is_asked_and_the_sender_is_not(cast: Cast) -> None:
    initiative = cast.submitted(authors=THREE)

    ask_authors(at=NOW)

    assert marks(initiative) == {"+84912345002", "le van tu"}
    assert Record.objects.filter(verb="author_link.make").count() == 2


def test_of_a_helpers_dossier_every_author_is_asked(cast: Cast) -> None:
    initiative = cast.submitted(by="mai", authors=THREE)

    ask_authors(at=NOW)

    assert marks(initiative) == {"+84912345001", "+84912345002", "le van tu"}


def test_a_lone_author_is_asked_nothing(cast: Cast) -> None:
    cast.submitted()

    ask_authors(at=NOW)

    assert not AuthorLink.objects.exists()


def test_a_sender_without_a_number_is_known_by_name(cast: Cast) -> None:
    initiative = cast.submitted(authors=(AuthorEntry(full_name="Nguyễn Thị Lan"),))

    ask_authors(at=NOW)

    assert marks(initiative) == set()


def test_asking_again_asks_nobody_twice(cast: Cast) -> None:
    initiative = together(cast)

    ask_authors(at=NOW)
    ask_authors(at=NOW + SETTLED_AFTER * 2)
    ask_authors(at=NOW + SETTLED_AFTER * 3)

    assert AuthorLink.objects.filter(initiative=initiative).count() == 2


def test_a_completion_asks_the_new_author_only(cast: Cast) -> None:
    initiative = cast.returned(authors=(LAN, AuthorEntry(full_name="Võ Văn Hùng", phone=HUNG.phone, share=5_000)))
    ask_authors(at=NOW)
    draft = actions.start_correction(initiative, by=cast.actor("lan"), at=NOW)

    actions.resubmit(draft, cast.content(authors=THREE), by=cast.actor("lan"), at=NOW)
    ask_authors(at=NOW)

    versions = dict(AuthorLink.objects.filter(initiative=initiative).values_list("mark", "version"))
    assert versions == {"+84912345002": 3, "le van tu": 4}


def test_those_with_a_phone_get_a_message(cast: Cast) -> None:
    initiative = cast.submitted(authors=THREE)

    ask_authors(at=NOW, address=lambda link: f"https://sangkien.example/xn/{link.token}/")

    notice = Notice.objects.get()
    link = AuthorLink.objects.get(mark="+84912345002")
    assert (notice.kind, notice.to) == ("author_asked", "+84912345002")
    assert notice.params == {
        "name": "Nguyễn Thị Lan",
        "dossier": initiative.code,
        "link": f"https://sangkien.example/xn/{link.token}/",
    }


def by_link(link: AuthorLink) -> str:
    return f"https://sangkien.example/xn/{link.token}/"


def test_the_link_is_forgotten_once_it_was_sent(cast: Cast, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEBUG = True
    cast.submitted(authors=THREE)
    ask_authors(at=NOW, address=by_link)

    deliver(at=NOW)

    assert by_link(AuthorLink.objects.get(mark=HUNG.phone)) in capsys.readouterr().err
    assert Notice.objects.get().params == {}


class TestAMessage:
    def told(self) -> list[str]:
        return sorted(Notice.objects.filter(kind="author_asked").values_list("to", flat=True))

    @pytest.mark.parametrize("phone", ["+842513822299", "+447911123456"])
    def test_goes_only_to_a_mobile_number_of_vietnam(self, cast: Cast, phone: str) -> None:
        initiative = cast.submitted(authors=(LAN, replace(HUNG, phone=phone, share=5_000)))

        ask_authors(at=NOW, address=by_link)

        assert (marks(initiative), self.told()) == ({phone}, [])

    def test_goes_so_often_a_day_to_one_number(self, cast: Cast) -> None:
        for _n in range(MOST_TO_A_PHONE + 1):
            cast.submitted(authors=THREE)
        ask_authors(at=NOW, address=by_link)
        assert self.told() == [HUNG.phone] * MOST_TO_A_PHONE

        cast.submitted(authors=THREE)
        ask_authors(at=NOW + timedelta(hours=23), address=by_link)
        assert len(self.told()) == MOST_TO_A_PHONE
        cast.submitted(authors=THREE)
        ask_authors(at=NOW + timedelta(days=1, hours=1), address=by_link)
        assert len(self.told()) == MOST_TO_A_PHONE + 1

    def test_is_written_so_often_a_day_for_one_sender(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.confirmations.asking.MOST_OF_A_SENDER", 2)
        for n in range(2):
            cast.submitted(authors=(LAN, replace(HUNG, phone=f"+8491234510{n}", share=5_000)))
            ask_authors(at=NOW, address=by_link)

        cast.submitted(authors=(LAN, replace(HUNG, phone="+84912345199", share=5_000)))
        cast.submitted(by="mai", authors=(replace(HUNG, phone="+84912345198", share=10_000),))
        ask_authors(at=NOW, address=by_link)

        assert self.told() == ["+84912345100", "+84912345101", "+84912345198"]
        assert AuthorLink.objects.count() == 4


def test_a_decided_or_made_up_dossier_asks_nobody(cast: Cast) -> None:
    cast.valid(authors=THREE)
    draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)
    actions.submit(draft, cast.content(authors=THREE), by=cast.actor("lan"), at=NOW, made=True)

    ask_authors(at=NOW)

    assert not AuthorLink.objects.exists()


class TestTheMark:
    def reached(self) -> int | None:
        return AskedUpTo.objects.get().event_id

    def test_waits_until_no_late_step_can_come_before_it(self, cast: Cast) -> None:
        cast.submitted()

        ask_authors(at=NOW + timedelta(seconds=1))
        assert self.reached() is None
        ask_authors(at=NOW + SETTLED_AFTER)

        assert self.reached() == Event.objects.latest("pk").pk

    def test_a_step_that_came_late_is_found(self, cast: Cast) -> None:
        cast.submitted()
        ask_authors(at=NOW)

        initiative = cast.submitted(authors=(LAN, HUNG, TU))
        ask_authors(at=NOW)

        assert len(marks(initiative)) == 2

    def test_there_is_nothing_to_do_twice(self, cast: Cast) -> None:
        cast.submitted(authors=THREE)

        assert ask_authors(at=NOW + SETTLED_AFTER) > 0
        assert ask_authors(at=NOW + SETTLED_AFTER) == 0


def test_many_dossiers_cost_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask_authors(at=NOW)
    for _n in range(4):
        cast.submitted(authors=THREE)

    with django_assert_num_queries(10):  # the transaction's two and eight more
        ask_authors(at=NOW)
