"""Numbers of the registers, taken by many at once: no gap, no double, whatever fails in between."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from sangkien.base.problems import NotPossible, Stale
from sangkien.registry import actions, registering, replacing
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Delivery, Incoming, OfficialPaper, Outgoing
from sangkien.registry.rules import Received
from sangkien.registry.states import State
from sangkien.registry.tests.writing import PROVINCE, UNSIGNED, checked, headed, issued, numbered
from tests.cast import NOW, TODAY, Cast
from tests.test_races import at_once, kinds, times

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
MANY = 16


@pytest.fixture
def office(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written; the province has its heading."""
    headed(cast)
    return cast


def numbers(**which: Any) -> list[int]:
    return list(Outgoing.objects.filter(**which).order_by("number").values_list("number", flat=True))


def test_sixteen_issuers_at_once_get_sixteen_numbers_without_a_gap(office: Cast) -> None:
    dong = office.actor("dong")
    drafts = [checked(office) for _one in range(MANY)]

    def issue(paper: OfficialPaper) -> OfficialPaper:
        actions.number(paper, seen=paper.version, by=dong, at=NOW)
        return actions.issue(paper, day=TODAY, unsigned=UNSIGNED, by=dong, at=NOW)

    done = at_once(*[partial(issue, paper) for paper in drafts])

    assert {paper.state for paper in done} == {State.ISSUED}
    assert numbers(kind=Kind.CV) == list(range(1, MANY + 1))


def test_what_is_rolled_back_leaves_no_gap(office: Cast) -> None:
    province, dong = office.unit(PROVINCE), office.actor("dong")

    def taken(*, fails: bool) -> None:
        with transaction.atomic():
            registering.reserve(province, Kind.QD, subject="Khen thưởng", by=dong, at=NOW)
            if fails:
                raise RuntimeError("the machine fails between number and paper")

    def safely(doing: Callable[[], None]) -> str:
        try:
            doing()
        except RuntimeError:
            return "failed"
        return "kept"

    done = at_once(*[partial(safely, partial(taken, fails=place % 3 == 0)) for place in range(15)])

    assert done.count("kept") == 10
    assert numbers(kind=Kind.QD) == list(range(1, 11))


def test_kinds_and_unions_do_not_wait_for_each_other_and_count_apart(office: Cast) -> None:
    province, dong = office.unit(PROVINCE), office.actor("dong")
    doings = [
        partial(registering.reserve, province, kind, subject="…", by=dong, at=NOW)
        for kind in (Kind.CV, Kind.QD, Kind.TB, Kind.KH)
        for _one in range(4)
    ]

    at_once(*doings)

    assert [numbers(kind=kind) for kind in (Kind.CV, Kind.QD, Kind.TB, Kind.KH)] == [[1, 2, 3, 4]] * 4


def test_one_draft_numbered_by_many_has_one_number(office: Cast) -> None:
    paper, dong = checked(office), office.actor("dong")

    done = times(8, lambda: actions.number(paper, seen=paper.version, by=dong, at=NOW))

    assert kinds(done)["Outgoing"] == 1
    assert all(isinstance(one, Outgoing | NotPossible | Stale) for one in done)
    assert numbers() == [1]


def test_a_paper_is_issued_or_cancelled_never_both(office: Cast) -> None:
    paper, dong = numbered(office), office.actor("dong")

    done = at_once(
        lambda: actions.issue(paper, day=TODAY, unsigned=UNSIGNED, by=dong, at=NOW),
        lambda: actions.cancel(paper, reason="Không dùng nữa", by=dong, at=NOW),
    )

    assert kinds(done) == {"OfficialPaper": 1, "NotPossible": 1}
    paper.refresh_from_db()
    assert (paper.state, paper.outgoing.state) in [("ISSUED", "ISSUED"), ("CANCELLED", "CANCELLED")]


def test_a_paper_that_many_want_to_replace_is_replaced_by_one(office: Cast) -> None:
    paper, dong = issued(office), office.actor("dong")

    drafts = at_once(*[lambda: replacing.replace(paper, by=dong, at=NOW)] * 8)

    assert len({draft.pk for draft in drafts}) == 1


def test_papers_that_come_at_once_are_entered_without_a_gap_and_each_once(office: Cast) -> None:
    issued(office)
    zones, minh = office.unit("CD-KCN"), office.actor("minh")
    delivery = Delivery.objects.get(unit=zones)
    came = Received("Ban Quản lý các KCN", "V/v phối hợp", TODAY)

    at_once(
        *[lambda: registering.receive(delivery, by=minh, at=NOW)] * 4,
        *[lambda: registering.enter(zones, came, by=minh, at=NOW)] * 8,
    )

    entered = Incoming.objects.filter(unit=zones).order_by("number")
    assert list(entered.values_list("number", flat=True)) == list(range(1, 10))
    assert entered.filter(delivery=delivery).count() == 1
