"""The published case of the quarterly praise, recomputed: who leads a cluster, and who does not for all its
initiatives.

Lâm Đồng led the cluster of ten provinces of Nam Trung Bộ and Tây Nguyên with 8.871 initiatives against a target of
2.500, Ninh Thuận had 1.396 against 1.000; Quảng Ninh had reached just its 3.500 (published 11/05 to 31/05/2022).
"""

from datetime import date

from sangkien.clusters.actions import admit, found, set_quarter_targets
from sangkien.counting.models import Entry, Measure
from sangkien.honours.models import Quota
from sangkien.honours.queries import assessed_units
from sangkien.honours.tests.honouring import opened, with_terms
from sangkien.organisations.actions import create_organisation
from sangkien.organisations.models import Organisation, UnitKind
from tests.cast import LONG_AGO, NOW, Cast

PRAISE = "bieu-duong-quy"
QUARTER = {"first_day": date(2022, 4, 1), "last_day": date(2022, 6, 30)}
PUBLISHED = {  # valid initiatives, target
    "LDLD-LAM-DONG": (8_871, 2_500),
    "LDLD-NINH-THUAN": (1_396, 1_000),
    "LDLD-QUANG-NINH": (3_500, 3_500),
}


def province(cast: Cast, code: str, name: str) -> Organisation:
    kind = UnitKind.objects.get(code="PROVINCIAL")
    return create_organisation(
        code=code, kind=kind, name=name, parent=cast.unit("TLD"), since=LONG_AGO, by=None, at=NOW
    )


def the_case(cast: Cast) -> Quota:
    province(cast, "LDLD-LAM-DONG", "Liên đoàn Lao động tỉnh Lâm Đồng")
    province(cast, "LDLD-QUANG-NINH", "Liên đoàn Lao động tỉnh Quảng Ninh")
    top = cast.unit("TLD")
    south = found(top, code="NTB-TN", name="Cụm Nam Trung Bộ và Tây Nguyên", by=None, at=NOW)
    north = found(top, code="DB", name="Cụm Đông Bắc", by=None, at=NOW)
    for code, cluster in [("LDLD-LAM-DONG", south), ("LDLD-NINH-THUAN", south), ("LDLD-QUANG-NINH", north)]:
        admit(cluster, cast.unit(code), since=date(2022, 1, 1), by=None, at=NOW)
    for code, (reached, _target) in PUBLISHED.items():
        chain = list(cast.chain(code))
        said = {"programme": cast.programme, "phase": cast.phase, "unit_id": chain[0], "chain": chain, "count": 1}
        rows = [Entry(**said, day=date(2022, 5, 2), measure=Measure.VALID, initiative_id=n) for n in range(reached)]
        Entry.objects.bulk_create(rows)
    targets = {cast.unit(code): target for code, (_reached, target) in PUBLISHED.items()}
    asked = {"programme": cast.programme, "year": 2022, "number": 2}
    set_quarter_targets(targets, **asked, decision="46/HD-TLĐ", by=None, at=NOW)
    with_terms(cast, form=PRAISE, unit="TLD", lines=[[{"measure": "QUARTER"}]])
    return opened(cast, unit="TLD", most={PRAISE: 10}, **QUARTER).quotas.get()


def test_lam_dong_is_praised_and_who_only_reached_its_target_is_not(cast: Cast) -> None:
    told = {one.subject.unit.code: (one.fits, one.reasons[0].found) for one in assessed_units(the_case(cast))}

    assert told == {
        "LDLD-LAM-DONG": (True, 8_871),
        "LDLD-NINH-THUAN": (False, 1_396),
        "LDLD-QUANG-NINH": (False, 3_500),
    }


def test_a_round_of_other_days_than_a_quarter_praises_nobody(cast: Cast) -> None:
    with_terms(cast, form=PRAISE, unit="TLD", lines=[[{"measure": "QUARTER"}]])
    quota = opened(cast, unit="TLD", most={PRAISE: 10}).quotas.get()

    assert {one.reasons[0].words for one in assessed_units(quota)} == {"đợt xét không trọn một quý"}
