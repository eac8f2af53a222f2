"""What the database refuses about clusters, whoever asks."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.clusters.models import Cluster, Lead, Member, QuarterTarget
from tests.cast import NOW, Cast
from tests.refused import refused, untried

SINCE = DateRange(date(2022, 1, 1), None)
TRIED = {
    "a_cluster_has_a_name",
    "cluster_code_is_upper_case_ascii",
    "clusters_of_a_union_have_names_of_their_own",
    "membership_lasts_at_least_a_day",
    "membership_begins_on_a_day",
    "a_union_is_in_one_cluster_of_a_level_on_any_day",
    "lead_lasts_at_least_a_day",
    "lead_begins_on_a_day",
    "one_lead_of_a_cluster_on_any_day",
    "a_union_has_one_target_a_quarter",
    "a_year_has_four_quarters",
    "a_quarters_target_names_its_decision",
    "a_cluster_is_led_by_one_of_its_members",
    "a_member_that_leads_stays",
}


def cluster(cast: Cast, code: str = "CUM-1", **changes: str) -> Cluster:
    return Cluster.objects.create(**{"organiser": cast.unit("LDLD-NINH-THUAN"), "code": code, "name": code} | changes)


def member(cast: Cast, of: Cluster, **changes: object) -> Member:
    kept = {"cluster": of, "organiser": of.organiser, "organisation": cast.unit("CD-KCN"), "valid": SINCE}
    return Member.objects.create(**kept | changes)


def test_a_cluster_has_a_name_and_a_code_of_its_own(cast: Cast) -> None:
    cluster(cast)
    with refused("a_cluster_has_a_name"):
        cluster(cast, "CUM-2", name="")
    with refused("cluster_code_is_upper_case_ascii"):
        cluster(cast, "cụm")
    with refused("clusters_of_a_union_have_names_of_their_own"):
        cluster(cast, "CUM-2", name="CUM-1")


def test_a_union_is_in_one_cluster_of_a_level_on_any_day(cast: Cast) -> None:
    one, two = cluster(cast), cluster(cast, "CUM-2")
    member(cast, one)
    with refused("a_union_is_in_one_cluster_of_a_level_on_any_day"):
        member(cast, two)
    with refused("a_membership_is_at_the_level_of_its_cluster"):
        member(cast, two, organiser=cast.unit("TLD"))


def test_memberships_have_days(cast: Cast) -> None:
    one = cluster(cast)
    with refused("membership_lasts_at_least_a_day"):
        member(cast, one, valid=DateRange(empty=True))
    with refused("membership_begins_on_a_day"):
        member(cast, one, valid=DateRange(None, date(2022, 1, 1)))


def test_a_cluster_is_led_by_one_member_at_a_time(cast: Cast) -> None:
    one = cluster(cast)
    stays = member(cast, one)
    with refused("a_cluster_is_led_by_one_of_its_members"):
        Lead.objects.create(cluster=one, organisation=cast.unit("CDN-GIAO-DUC"), valid=SINCE)
    with refused("lead_lasts_at_least_a_day"):
        Lead.objects.create(cluster=one, organisation=cast.unit("CD-KCN"), valid=DateRange(empty=True))
    with refused("lead_begins_on_a_day"):
        Lead.objects.create(cluster=one, organisation=cast.unit("CD-KCN"), valid=DateRange(None, None))
    Lead.objects.create(cluster=one, organisation=cast.unit("CD-KCN"), valid=SINCE)
    with refused("one_lead_of_a_cluster_on_any_day"):
        Lead.objects.create(cluster=one, organisation=cast.unit("CD-KCN"), valid=SINCE)
    with refused("a_cluster_is_led_by_one_of_its_members"):  # a_member_that_leads_stays
        stays.delete()


def test_a_quarters_target_is_one_of_four_and_has_its_paper(cast: Cast) -> None:
    told = {"organisation": cast.unit("CD-KCN"), "programme": cast.programme, "year": 2022, "value": 1, "at": NOW}
    QuarterTarget.objects.create(**told, number=1, decision="12/QĐ")
    with refused("a_union_has_one_target_a_quarter"):
        QuarterTarget.objects.create(**told, number=1, decision="13/QĐ")
    with refused("a_year_has_four_quarters"):
        QuarterTarget.objects.create(**told, number=5, decision="12/QĐ")
    with refused("a_quarters_target_names_its_decision"):
        QuarterTarget.objects.create(**told, number=2, decision="")


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("clusters", TRIED) == set()
