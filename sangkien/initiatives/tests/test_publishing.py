"""Whether the authors' names are shown to everybody: their word, and they may change it at any time."""

from dataclasses import replace

import pytest

from sangkien.accounts.actions import vouch
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.publishing import can_agree, set_publishing
from tests.cast import NOW, Cast

VERB = "initiative.publish_name"
LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000)
HUNG = AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=5_000)


def log() -> list[Record]:
    return list(Record.objects.filter(verb=VERB).order_by("pk"))


class TestTheAuthor:
    def test_may_agree_later(self, cast: Cast) -> None:
        set_publishing(cast.submitted(), publish=True, by=cast.actor("lan"), at=NOW)

        assert Initiative.objects.get().publish_name is True

    @pytest.mark.parametrize("state", ["submitted", "confirmed", "returned", "valid"])
    def test_may_take_it_back_in_any_state(self, cast: Cast, state: str) -> None:
        dossier = getattr(cast, state)(publish_name=True)

        set_publishing(dossier, publish=False, by=cast.actor("lan"), at=NOW)

        assert cast.again(dossier).publish_name is False

    def test_leaves_one_line_in_the_log(self, cast: Cast) -> None:
        dossier = cast.valid()

        set_publishing(dossier, publish=True, by=cast.actor("lan"), at=NOW)

        (line,) = log()
        assert (line.by_id, line.at, line.target_id) == (cast.person("lan").pk, NOW, str(dossier.pk))
        assert (line.before, line.after) == ({"publish_name": False}, {"publish_name": True})

    def test_saying_the_same_again_changes_nothing(self, cast: Cast) -> None:
        dossier = cast.submitted(publish_name=True)

        set_publishing(dossier, publish=True, by=cast.actor("lan"), at=NOW)

        assert log() == []

    def test_takes_no_step_of_the_review(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        steps = Event.objects.count()

        changed = set_publishing(dossier, publish=True, by=cast.actor("lan"), at=NOW)

        assert (changed.version, changed.state) == (dossier.version, dossier.state)
        assert Event.objects.count() == steps

    def test_overwrites_nothing_that_changed_meanwhile(self, cast: Cast) -> None:
        dossier = cast.submitted()
        Initiative.objects.filter(pk=dossier.pk).update(title="Một tên khác hẳn tên đã gửi")

        set_publishing(dossier, publish=True, by=cast.actor("lan"), at=NOW)

        assert cast.again(dossier).title == "Một tên khác hẳn tên đã gửi"


class TestACoAuthor:
    def test_may_take_it_back_for_all(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.submitted(authors=(LAN, HUNG), publish_name=True)

        set_publishing(dossier, publish=False, by=cast.actor("hung"), at=NOW)

        assert cast.again(dossier).publish_name is False


class TestOthers:
    @pytest.mark.parametrize("login", ["hung", "mai", "minh", "dong", "ha"])
    @pytest.mark.parametrize("publish", [True, False])
    def test_have_no_say(self, cast: Cast, login: str, publish: bool) -> None:
        dossier = cast.submitted(publish_name=not publish)

        with pytest.raises(NotAllowed):
            set_publishing(dossier, publish=publish, by=cast.actor(login), at=NOW)

        assert cast.again(dossier).publish_name is not publish


class TestAHelper:
    """Who entered the dossier of somebody else."""

    def entered(self, cast: Cast, *, publish_name: bool) -> Initiative:
        return cast.submitted(by="mai", authors=(replace(LAN, share=10_000),), publish_name=publish_name)

    def test_cannot_agree_in_the_authors_place(self, cast: Cast) -> None:
        dossier = self.entered(cast, publish_name=False)

        with pytest.raises(NotPossible) as no:
            set_publishing(dossier, publish=True, by=cast.actor("mai"), at=NOW)

        assert [problem.code for problem in no.value.problems] == ["authors_decide"]
        assert cast.again(dossier).publish_name is False

    def test_may_take_a_name_off_the_public_page(self, cast: Cast) -> None:
        dossier = self.entered(cast, publish_name=True)

        set_publishing(dossier, publish=False, by=cast.actor("mai"), at=NOW)

        assert cast.again(dossier).publish_name is False


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
        assert can_agree(cast.submitted(authors=(author,)), cast.person("lan")) is agrees

    def test_is_known_by_the_account_under_an_older_number(self, cast: Cast) -> None:
        lan = cast.person("lan")
        vouch(lan, by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.submitted()
        type(lan).objects.filter(pk=lan.pk).update(phone="+84999999999")

        assert can_agree(dossier, cast.person("lan"))
