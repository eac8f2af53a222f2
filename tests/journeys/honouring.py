"""Fills an empty database with a province that has graded its unions and proposes many people:
`python -m tests.journeys.honouring 20`; `… names`: those who were honoured have signed how they are spelled.

Everything goes through the verbs of the product, so what the database refuses is refused here too.
"""

import os
import sys
from datetime import date, datetime

import django

WORDS = "Giữ sạch nơi làm việc suốt đợt cao điểm."


def _prepare(many: int) -> None:
    """The phase frozen, its unions graded by it, Lan and so many others proposed; all but Lan are honoured, and the
    council has agreed on her."""
    from sangkien.base.days import VIETNAM
    from sangkien.grading.models import Result
    from sangkien.grading.tests import holding as grading
    from sangkien.honours import actions, awarding, voting
    from sangkien.honours.assessing import Subject
    from sangkien.honours.tests import honouring as honours
    from sangkien.ops.demo.load import PASSWORD
    from sangkien.registry.tests.writing import headed
    from sangkien.sittings import actions as sittings
    from sangkien.sittings.tests import holding as council
    from sangkien.standings.tests.test_snapshots import frozen
    from tests import cast as people

    people.PASSWORD = PASSWORD
    cast = people.seed()
    headed(cast)
    cast.valid()
    frozen(cast, at=datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM))
    grading.locked(cast)
    grades = sorted(set(Result.objects.values_list("grade_name", flat=True)))
    honours.with_terms(cast, form=honours.COLLECTIVE, lines=[[{"measure": "GRADE", "among": grades}]])
    honours.with_terms(
        cast, lines=[[{"measure": "INITIATIVES", "least": 1}, {"measure": "STATED", "among": ["Tham gia đủ đợt"]}]]
    )
    most = {honours.COLLECTIVE: 1, honours.PERSON: many}
    of = honours.opened(cast, most=most, closes_on=date(2022, 6, 30))
    quota = of.quotas.select_related("terms", "round__unit", "round__programme").get(form_code=honours.PERSON)
    dong, factory = cast.actor("dong"), cast.unit("CS-MAY-TIEN-THUAN")
    crowd = []
    for n in range(1, many):
        subject = Subject(factory, f"+8491{n:07}", f"Người Thợ {_in_letters(n)}")
        one = actions.nominate(quota, subject, achievement=WORDS, by=cast.actor("mai"), at=people.NOW)
        actions.conclude(one, passed=True, by=dong, at=people.NOW)
        crowd.append(one)
    awarding.award(crowd, number="15/QĐ-LĐLĐ", signed_on=people.TODAY, by=dong, at=people.NOW)
    lan = honours.nominated(cast, quota)
    matter = voting.put(lan, council.opened(cast), by=cast.actor("thao"), at=people.NOW)
    for login in council.SEATED:
        sittings.cast(matter, "AGREE", by=cast.actor(login), at=people.NOW)
    sittings.close(matter, by=cast.actor("thao"), at=people.NOW)


def _in_letters(n: int) -> str:
    """A name is no number."""
    return "".join("ABCDEFGHIJ"[int(digit)] for digit in str(n))


def _names() -> None:
    """Mai writes down what they signed; Lan says so herself."""
    from sangkien.certificates.actions import write_down_name
    from sangkien.certificates.of_honours import HONOURS
    from tests.cast import NOW, Cast

    cast = Cast()
    for award in HONOURS.standing().exclude(recorded="Nguyễn Thị Lan"):
        write_down_name(HONOURS, award, award.recorded, note="phiếu ký ngày 20/06", by=cast.actor("mai"), at=NOW)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
    django.setup()
    _names() if sys.argv[1] == "names" else _prepare(int(sys.argv[1]))
