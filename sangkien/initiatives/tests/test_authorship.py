"""Dossiers that name a number become the person's whose number is proven, and nobody else's."""

import pytest

from sangkien.accounts.actions import vouch
from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed
from sangkien.initiatives.authorship import take_up
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from tests.cast import NOW, TODAY, Cast


def entered_for_hung(cast: Cast) -> Initiative:
    """Mai, who chairs the union, has entered it before anybody had proven Hùng's number."""
    both = (
        AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=6000),
        AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=4000),
    )
    return cast.submitted(by="mai", authors=both)


def test_a_proven_number_finds_what_was_sent_before(cast: Cast) -> None:
    initiative = entered_for_hung(cast)
    vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
    assert not cast.actor("hung").may(SEE, initiative)

    assert take_up(by=cast.actor("hung"), at=NOW) == 1

    assert cast.actor("hung").may(SEE, initiative)
    assert not cast.actor("lan").may(SEE, initiative)
    assert Record.objects.get(verb="author.take_up").by_id == cast.person("hung").pk


def test_a_second_time_finds_nothing_more(cast: Cast) -> None:
    entered_for_hung(cast)
    vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)

    assert [take_up(by=cast.actor("hung"), at=NOW) for _ in range(2)] == [1, 0]


def test_a_number_that_nobody_has_proven_finds_nothing(cast: Cast) -> None:
    initiative = entered_for_hung(cast)

    assert take_up(by=cast.actor("hung"), at=NOW) == 0
    assert not cast.actor("hung").may(SEE, initiative)


def test_nobody_takes_up_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take_up(by=Actor(person=None, on=TODAY), at=NOW)
