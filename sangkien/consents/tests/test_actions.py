"""What an author agrees to is their word, and they may take it back at any time."""

from dataclasses import replace

import pytest

from sangkien.accounts.actions import vouch
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.consents.actions import give, say
from sangkien.consents.models import Consent, Means, Purpose
from sangkien.consents.queries import agreeing, holds, may_be_named
from sangkien.consents.rules import own_author
from sangkien.consents.words import purposes, words_of
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Event, Initiative
from tests.cast import NOW, Cast

LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000)
HUNG = AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=5_000)
NAME = Purpose.PUBLISH_NAME


def named(initiative: Initiative) -> list[str]:
    again = Initiative.objects.get(pk=initiative.pk)
    return [author.full_name for author in may_be_named([again])[again.pk]]


class TestTheAuthor:
    def test_may_agree_later(self, cast: Cast) -> None:
        dossier = cast.submitted()

        say(dossier, NAME, agrees=True, by=cast.actor("lan"), at=NOW)

        assert named(dossier) == ["Nguyễn Thị Lan"]

    @pytest.mark.parametrize("state", ["submitted", "confirmed", "returned", "valid"])
    def test_may_take_back_in_any_state_what_was_said_with_the_dossier(self, cast: Cast, state: str) -> None:
        dossier = getattr(cast, state)(publish_name=True)
        assert named(dossier) == ["Nguyễn Thị Lan"]

        say(dossier, NAME, agrees=False, by=cast.actor("lan"), at=NOW)

        assert named(dossier) == []
        given, ending = Consent.objects.order_by("pk")
        assert (given.means, given.by, given.at) == ("FORM", cast.person("lan"), dossier.submitted_at)
        assert (ending.withdraws, ending.means) == (given, "PAGE")

    def test_may_agree_again_after_that(self, cast: Cast) -> None:
        dossier = cast.valid(publish_name=True)
        say(dossier, NAME, agrees=False, by=cast.actor("lan"), at=NOW)

        say(dossier, NAME, agrees=True, by=cast.actor("lan"), at=NOW)

        assert named(dossier) == ["Nguyễn Thị Lan"]

    def test_leaves_one_line_in_the_log_however_often_it_is_said(self, cast: Cast) -> None:
        dossier = cast.valid()

        for _press in range(2):
            say(dossier, Purpose.STORY, agrees=True, by=cast.actor("lan"), at=NOW)

        line = Record.objects.get(verb="consent.give")
        assert (line.by_id, line.at, line.after) == (cast.person("lan").pk, NOW, {"purpose": "STORY", "means": "PAGE"})

    def test_takes_no_step_of_the_review(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        steps = Event.objects.count()

        say(dossier, NAME, agrees=True, by=cast.actor("lan"), at=NOW)

        assert (cast.again(dossier).version, Event.objects.count()) == (dossier.version, steps)

    def test_is_asked_for_each_purpose_on_its_own(self, cast: Cast) -> None:
        dossier = cast.valid()

        say(dossier, Purpose.STORY, agrees=True, by=cast.actor("lan"), at=NOW)

        author = dossier.credited[0]
        assert [purpose for purpose in Purpose if holds(author, purpose)] == [Purpose.STORY]
        assert agreeing([dossier.pk], Purpose.STORY) == {dossier.pk: {LAN.phone}}
        assert agreeing([dossier.pk], Purpose.PHOTO) == {}


class TestACoAuthor:
    def test_speaks_for_themselves_and_nobody_else(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.submitted(authors=(LAN, HUNG), publish_name=True)

        say(dossier, NAME, agrees=False, by=cast.actor("hung"), at=NOW)
        assert named(dossier) == ["Nguyễn Thị Lan"]
        say(dossier, NAME, agrees=True, by=cast.actor("hung"), at=NOW)
        assert named(dossier) == ["Nguyễn Thị Lan", "Võ Văn Hùng"]


class TestOthers:
    @pytest.mark.parametrize("login", ["hung", "mai", "minh", "dong", "ha"])
    @pytest.mark.parametrize("agrees", [True, False])
    def test_have_no_say(self, cast: Cast, login: str, agrees: bool) -> None:
        dossier = cast.submitted(publish_name=not agrees)

        with pytest.raises(NotAllowed):
            say(dossier, NAME, agrees=agrees, by=cast.actor(login), at=NOW)

        assert not Consent.objects.exists()


class TestAHelper:
    """Who entered the dossier of somebody else."""

    def test_cannot_agree_in_the_authors_place(self, cast: Cast) -> None:
        dossier = cast.submitted(by="mai", authors=(replace(LAN, share=10_000),))

        with pytest.raises(NotPossible) as no:
            say(dossier, NAME, agrees=True, by=cast.actor("mai"), at=NOW)

        assert [problem.code for problem in no.value.problems] == ["authors_decide"]

    def test_may_take_a_name_off_the_public_page(self, cast: Cast) -> None:
        dossier = cast.submitted(by="mai", authors=(replace(LAN, share=10_000),))
        give(dossier, LAN.phone, NAME, Means.LINK, by=None, at=NOW)
        assert named(dossier) == ["Nguyễn Thị Lan"]

        say(dossier, NAME, agrees=False, by=cast.actor("mai"), at=NOW)

        assert named(dossier) == []
        assert Consent.objects.get(withdraws__isnull=False).means == "WORD"


class TestWhoIsAnAuthor:
    @pytest.mark.parametrize(
        ("author", "agrees"),
        [
            (AuthorEntry(full_name="Lan", phone="+84912345001"), True),
            (AuthorEntry(full_name="NGUYỄN THỊ LAN"), True),
            (AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345009"), False),
            (AuthorEntry(full_name="Nguyễn Thị Lành"), False),
        ],
        ids=["the same number", "the same name without a number", "a namesake's number", "another name"],
    )
    def test_is_known_by_the_number_or_without_one_by_the_name(
        self, cast: Cast, author: AuthorEntry, agrees: bool
    ) -> None:
        assert bool(own_author(cast.submitted(authors=(author,)), cast.person("lan"))) is agrees

    def test_is_known_by_the_account_under_an_older_number(self, cast: Cast) -> None:
        lan = cast.person("lan")
        vouch(lan, by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.submitted()
        type(lan).objects.filter(pk=lan.pk).update(phone="+84999999999")

        assert own_author(dossier, cast.person("lan"))


def test_every_purpose_has_its_words_in_both_languages() -> None:
    assert list(purposes()) == list(Purpose)
    for words in purposes().values():
        assert set(words.name) == {"vi", "en"}
        assert all(set(said) == {"vi", "en"} for said in words.versions.values())
    assert words_of(Purpose.STORY).startswith("Tôi đồng ý")
