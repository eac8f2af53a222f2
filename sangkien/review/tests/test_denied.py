"""What its authors deny is not found valid over their heads."""

from datetime import timedelta

import pytest

from sangkien.base.problems import NotPossible
from sangkien.confirmations.actions import answer
from sangkien.confirmations.models import AuthorLink, Said
from sangkien.confirmations.rules import AuthorSays
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.states import State
from sangkien.review import actions, again
from sangkien.review.actions import Reason
from tests.cast import NOW, Cast

TWO = (AuthorEntry(full_name="Trần Văn Tú", share=6_000), AuthorEntry(full_name="Lê Thị Hoa", share=4_000))


def denies(dossier: Initiative, place: int) -> None:
    mark = mark_of(dossier.credited[place])
    link = AuthorLink.objects.create(
        initiative=dossier, mark=mark, version=1, made_at=NOW, expires_at=NOW + timedelta(days=30)
    )
    answer(link, AuthorSays(said=Said.DENIED), address="127.0.0.1", at=NOW)


def test_what_all_its_authors_deny_cannot_be_found_valid(cast: Cast) -> None:
    dossier = cast.submitted(by="mai", authors=TWO)
    denies(dossier, 0)
    denies(dossier, 1)

    with pytest.raises(NotPossible) as no:
        actions.validate(dossier, seen=1, by=cast.actor("minh"), at=NOW)

    assert [problem.code for problem in no.value.problems] == ["denied"]


def test_nor_is_a_refusal_of_it_corrected_to_valid(cast: Cast) -> None:
    dossier = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Văn Tú"),))
    denies(dossier, 0)
    protected = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]
    actions.refuse(dossier, reasons=protected, seen=1, by=cast.actor("minh"), at=NOW)
    dossier = cast.told(dossier)

    with pytest.raises(NotPossible) as no:
        again.correct(dossier, to=State.VALID, note="Xem lại.", seen=dossier.version, by=cast.actor("yen"), at=NOW)

    assert [problem.code for problem in no.value.problems] == ["denied"]


def test_it_goes_back_to_be_put_right(cast: Cast) -> None:
    dossier = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Văn Tú"),))
    denies(dossier, 0)
    reasons = [Reason("author_missing", "Anh/chị xem lại tên tác giả.", "authors")]

    actions.send_back(dossier, reasons=reasons, seen=1, by=cast.actor("minh"), at=NOW)

    assert cast.again(dossier).state == State.RETURNED


def test_one_of_two_who_denies_is_for_the_reviewer_to_weigh(cast: Cast) -> None:
    dossier = cast.submitted(by="mai", authors=TWO)
    denies(dossier, 1)

    actions.validate(dossier, seen=1, by=cast.actor("minh"), at=NOW)

    assert cast.again(dossier).state == State.VALID
