"""Certificates of honours: of a person by her proven number, of a collective by its officers' word, as long as they
stand."""

import pytest

from sangkien.accounts.models import Person
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.certificates import actions, queries
from sangkien.certificates.content import Source
from sangkien.certificates.models import Certificate, SpelledName
from sangkien.certificates.tests.giving import OF_HONOURS, PROVINCE, asked, given, of_lans_honour
from sangkien.honours.assessing import Subject
from sangkien.honours.models import Award
from sangkien.honours.tests.honouring import COLLECTIVE, a_quota, awarded, honoured, nominated, passed, revoked
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def test_lan_gets_a_certificate_that_says_what_she_was_honoured_with_and_by_which_decision(cast: Cast) -> None:
    one = of_lans_honour(cast, honoured(cast))

    says = one.says
    assert (says.name, says.workplace) == ("Nguyễn Thị Lan", "Công đoàn cơ sở Công ty TNHH May Tiến Thuận")
    assert (says.heading, says.work) == ("Giấy chứng nhận khen thưởng", cast.programme.name)
    assert says.deed == "được tặng Bằng khen vì thành tích trong chương trình"
    assert says.basis == (
        "Khen thưởng theo Quyết định số 15/QĐ-LĐLĐ ngày 18/05/2022 của Liên đoàn Lao động tỉnh Ninh Thuận."
    )
    assert (one.person, says.reference) == (cast.person("lan"), "Khen thưởng giai đoạn 1")


def test_a_collective_gets_one_in_the_name_that_its_own_officers_wrote_down(cast: Cast) -> None:
    award = _of_the_factory(cast)
    with pytest.raises(NotPossible, match="Chưa xác nhận cách viết tên: Công đoàn cơ sở Công ty TNHH May Tiến Thuận"):
        asked(cast, [award.pk], source=Source.HONOUR)

    name, mai = "Công đoàn cơ sở Công ty TNHH May TIẾN THUẬN", cast.actor("mai")
    actions.write_down_name(OF_HONOURS, award, name, note="biên bản ngày 18/05", by=mai, at=NOW)
    [one] = given(cast, [award.pk], source=Source.HONOUR)

    assert (one.name, one.says.name, one.says.workplace, one.person) == (name, name, "", None)


def test_nobody_but_her_confirms_it_and_a_number_that_is_not_proven_is_nobodys(cast: Cast) -> None:
    award = honoured(cast)

    Person.objects.filter(username="lan").update(vouched_at=None)
    for login in ("lan", "hung"):
        with pytest.raises(NotAllowed):
            actions.confirm_name(OF_HONOURS, award, "Nguyễn Thị Lan", by=cast.actor(login), at=NOW)

    assert not SpelledName.objects.exists()


def test_a_revoked_honour_certifies_nothing_and_the_page_says_so(cast: Cast) -> None:
    award = honoured(cast)
    one = of_lans_honour(cast, award)
    assert queries.subject_stands(one)

    revoked(cast, award)

    assert not queries.subject_stands(one)
    assert not OF_HONOURS.entitled(cast.unit(PROVINCE), TODAY).exists()
    with pytest.raises(NotPossible, match="Không còn đủ điều kiện"):
        asked(cast, [award.pk], source=Source.HONOUR)
    assert Certificate.objects.count() == 1


def test_only_the_union_that_honoured_gives_it(cast: Cast) -> None:
    honoured(cast)

    entitled = {code: OF_HONOURS.entitled(cast.unit(code), TODAY).count() for code in (PROVINCE, "TLD", "CD-KCN")}

    assert entitled == {PROVINCE: 1, "TLD": 0, "CD-KCN": 0}


def _of_the_factory(cast: Cast) -> Award:
    cast.valid()
    factory = Subject(cast.unit("CS-MAY-TIEN-THUAN"))
    return awarded(cast, passed(cast, nominated(cast, a_quota(cast, form=COLLECTIVE), factory, by="minh")))
