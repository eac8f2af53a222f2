"""Where the union has a council, that votes on nominations, and nobody else passes any."""

import pytest

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.honours import actions
from sangkien.honours.models import Nomination
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota, nominated
from sangkien.honours.voting import conclude_by_vote, put
from sangkien.sittings import actions as sittings
from sangkien.sittings import keeping
from sangkien.sittings.models import Matter, Office, Purpose, Sitting
from sangkien.sittings.tests.holding import SEATED, council, opened
from tests.cast import NOW, Cast


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    return opened(cast)


@pytest.fixture
def nomination(cast: Cast, sitting: Sitting) -> Nomination:
    cast.valid()
    return nominated(cast, a_quota(cast, most=1))


def on_the_agenda(cast: Cast, nomination: Nomination, sitting: Sitting) -> Matter:
    return put(nomination, sitting, by=cast.actor("thao"), at=NOW)


def voted(cast: Cast, matter: Matter, choice: str = "AGREE", *, by: tuple[str, ...] = tuple(SEATED)) -> None:
    for login in by:
        sittings.cast(matter, choice, by=cast.actor(login), at=NOW)
    sittings.close(matter, by=cast.actor("thao"), at=NOW)


def followed(cast: Cast, nomination: Nomination) -> str:
    conclude_by_vote(nomination, by=cast.actor("dong"), at=NOW)
    nomination.refresh_from_db()
    return nomination.state


@pytest.mark.parametrize(("choice", "state"), [("AGREE", State.PASSED), ("DISAGREE", State.REFUSED)])
def test_the_nomination_follows_the_vote(
    cast: Cast, sitting: Sitting, nomination: Nomination, choice: str, state: State
) -> None:
    voted(cast, on_the_agenda(cast, nomination, sitting), choice)

    assert followed(cast, nomination) == state


def test_without_a_quorum_nothing_is_decided(cast: Cast, sitting: Sitting, nomination: Nomination) -> None:
    matter = on_the_agenda(cast, nomination, sitting)

    with pytest.raises(NotPossible, match="Mới có 2 phiếu"):
        voted(cast, matter, by=("dong", "thao"))
    with pytest.raises(NotPossible, match="Hội đồng chưa biểu quyết"):
        followed(cast, nomination)
    with pytest.raises(NotPossible, match="do hội đồng biểu quyết"):
        actions.conclude(nomination, passed=True, by=cast.actor("dong"), at=NOW)

    assert nomination.state == State.SENT and not nomination.conclusions.exists()


def test_who_is_nominated_has_no_voice(cast: Cast, sitting: Sitting, nomination: Nomination) -> None:
    """Lan sits on the council too, by mistake or not."""
    since = sitting.council.valid.lower
    keeping.seat(sitting.council, cast.person("lan"), office=Office.MEMBER, since=since, by=None, at=NOW)
    matter = on_the_agenda(cast, nomination, sitting)

    with pytest.raises(NotAllowed):
        sittings.cast(matter, "AGREE", by=cast.actor("lan"), at=NOW)


def test_only_the_council_of_the_union_that_considers(cast: Cast, sitting: Sitting, nomination: Nomination) -> None:
    other = opened(cast, council(cast, purpose=Purpose.INITIATIVES))

    with pytest.raises(NotPossible, match="hội đồng thi đua, khen thưởng của đơn vị mở đợt xét"):
        on_the_agenda(cast, nomination, other)
