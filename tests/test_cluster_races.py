"""Two who rearrange clusters at once: one after the other, and neither gets an error of the database."""

from datetime import date

import pytest

from sangkien.clusters import actions
from sangkien.clusters.models import Cluster, Lead, Member
from tests.cast import NOW, Cast
from tests.test_races import at_once, kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]

DAY, LATER = date(2022, 1, 10), date(2022, 4, 1)


@pytest.fixture
def two(transactional_db: None, cast: Cast) -> tuple[Cluster, Cluster]:
    """Two clusters of the province, the zones in the first."""
    province = cast.unit("LDLD-NINH-THUAN")
    one, other = (actions.found(province, code=f"CUM-{n}", name=f"Cụm {n}", by=None, at=NOW) for n in (1, 2))
    actions.admit(one, cast.unit("CD-KCN"), since=DAY, by=None, at=NOW)
    return one, other


def test_a_union_leaves_for_another_cluster_while_its_old_one_gives_it_the_lead(
    cast: Cast, two: tuple[Cluster, Cluster]
) -> None:
    one, other = two
    zones = cast.unit("CD-KCN")

    came = at_once(
        lambda: actions.admit(other, zones, since=LATER, by=None, at=NOW),
        lambda: actions.hand_on(one, zones, since=LATER, by=None, at=NOW),
    )

    assert kinds(came) in ({"Member": 1, "NotPossible": 1}, {"Member": 1, "Lead": 1})
    assert [row.cluster for row in Member.objects.on(LATER)] == [other]
    assert not Lead.objects.on(LATER).exists()


def test_one_union_is_put_into_two_clusters_at_once(cast: Cast, two: tuple[Cluster, Cluster]) -> None:
    one, other = two
    teachers = cast.unit("CDN-GIAO-DUC")

    came = at_once(
        *(lambda into=into: actions.admit(into, teachers, since=DAY, by=None, at=NOW) for into in (one, other))
    )

    assert kinds(came) == {"Member": 1, "NotPossible": 1}
    assert Member.objects.on(DAY).filter(organisation=teachers).count() == 1


def test_a_cluster_is_founded_twice_at_once(cast: Cast, two: tuple[Cluster, Cluster]) -> None:
    province = cast.unit("LDLD-NINH-THUAN")

    came = at_once(*[lambda: actions.found(province, code="CUM-3", name="Cụm 3", by=None, at=NOW)] * 2)

    assert kinds(came) == {"Cluster": 1, "NotPossible": 1}
