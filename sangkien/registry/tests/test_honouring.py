"""A decision that honours: drafted from whom the union has passed, carried out once it is issued, and only once."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.honours import actions as honours
from sangkien.honours.models import Award, Nomination
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota, nominated, passed
from sangkien.registry import actions
from sangkien.registry.honouring import OfNominations, carry_out, honoured_by
from sangkien.registry.models import OfficialPaper
from sangkien.registry.tests.writing import PROVINCE, again, found_right, headed, signed_by, went_out
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def nomination(cast: Cast) -> Nomination:
    cast.valid()
    headed(cast)
    return passed(cast, nominated(cast, a_quota(cast)))


def drafted(cast: Cast, nomination: Nomination, template: str = "honours-decision") -> OfficialPaper:
    of = OfNominations(nomination.quota.round, TODAY)
    paper = actions.draft(cast.unit(PROVINCE), template, of, by=cast.actor("dong"), at=NOW)
    return found_right(cast, signed_by(cast, again(paper)))


def issued(cast: Cast, paper: OfficialPaper) -> OfficialPaper:
    actions.number(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)
    return went_out(cast, again(paper))


def test_lan_is_honoured_by_the_issued_decision_once(cast: Cast, nomination: Nomination) -> None:
    paper = issued(cast, drafted(cast, nomination))

    made = carry_out(paper, by=cast.actor("dong"), at=NOW)

    assert carry_out(paper, by=cast.actor("dong"), at=NOW) == made == honoured_by(paper)
    award = Award.objects.get()
    assert (award.nomination, award.number, award.signed_on) == (nomination, paper.outgoing.line, paper.day)
    assert list(Nomination.objects.honours()) == [nomination]


def test_nothing_happens_before_it_is_issued(cast: Cast, nomination: Nomination) -> None:
    with pytest.raises(NotPossible, match="đã ban hành"):
        carry_out(drafted(cast, nomination), by=cast.actor("dong"), at=NOW)

    assert not Award.objects.exists()


def test_who_is_no_longer_passed_keeps_it_from_its_number(cast: Cast, nomination: Nomination) -> None:
    paper = drafted(cast, nomination)
    honours.conclude(nomination, passed=False, reason="Có khiếu nại.", by=cast.actor("dong"), at=NOW)

    with pytest.raises(NotPossible, match="Nguyễn Thị Lan"):
        actions.number(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)


def test_a_union_proposes_by_a_paper_whom_it_nominated(cast: Cast) -> None:
    cast.valid()
    proposed = nominated(cast, a_quota(cast), by="minh")
    of = OfNominations(proposed.quota.round, TODAY)

    paper = actions.draft(cast.unit("CD-KCN"), "honours-proposal", of, by=cast.actor("minh"), at=NOW)

    assert paper.figures is not None
    assert [row["name"] for row in paper.figures.rows] == ["Nguyễn Thị Lan"]
    assert proposed.state == State.SENT and paper.receivers == [cast.unit(PROVINCE).pk]


def test_a_round_with_nobody_in_it_has_no_paper(cast: Cast) -> None:
    of = OfNominations(a_quota(cast).round, TODAY)

    with pytest.raises(NotPossible, match="chưa có đề nghị nào"):
        actions.draft(cast.unit(PROVINCE), "honours-decision", of, by=cast.actor("dong"), at=NOW)
