"""The province honours: Đông sets terms and opens a round, Mai proposes Lan."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sangkien.honours import actions, awarding, revoking
from sangkien.honours.assessing import Subject
from sangkien.honours.models import Award, Nomination, Quota, Revocation, Round
from sangkien.honours.planning import Plan
from sangkien.initiatives.content import AuthorEntry
from tests.cast import NOW, TODAY, Cast

PERSON, COLLECTIVE = "bang-khen-tinh-ca-nhan", "bang-khen-tinh-tap-the"
ONE = [[{"measure": "INITIATIVES", "least": 1}]]
BY = {"LDLD-NINH-THUAN": "dong", "TLD": "ha", "CS-MAY-TIEN-THUAN": "mai", "CD-KCN": "minh"}


def with_terms(
    cast: Cast, *, form: str = PERSON, unit: str = "LDLD-NINH-THUAN", since: date = date(2022, 1, 1), **said: Any
) -> None:
    """The union asks for one initiative, or for what is said."""
    said = {"lines": ONE, "regulation": "Quy chế khen thưởng số 12/QC-LĐLĐ"} | said
    actions.set_terms(cast.unit(unit), form, said.pop("lines"), **said, since=since, by=cast.actor(BY[unit]), at=NOW)


def plan(**changes: Any) -> Plan:
    said = {
        "title": "Khen thưởng giai đoạn 1",
        "first_day": date(2022, 1, 8),
        "last_day": date(2022, 5, 31),
        "opens_on": TODAY,
        "closes_on": TODAY + timedelta(days=30),
        "most": {PERSON: 2},
    }
    return Plan(**said | changes)


def opened(cast: Cast, *, unit: str = "LDLD-NINH-THUAN", **changes: Any) -> Round:
    return actions.open_round(
        cast.unit(unit), plan(**changes), programme=cast.programme, by=cast.actor(BY[unit]), at=NOW
    )


def a_quota(cast: Cast, form: str = PERSON, *, most: int = 2, lines: Sequence[Any] = ONE, **changes: Any) -> Quota:
    """Of the province's round."""
    with_terms(cast, form=form, lines=lines)
    return opened(cast, most={form: most}, **changes).quotas.get()


def lan(cast: Cast) -> Subject:
    return Subject(cast.unit("CS-MAY-TIEN-THUAN"), "+84912345001", "Nguyễn Thị Lan")


def somebody(cast: Cast, number: int) -> Subject:
    """A colleague of hers with one initiative."""
    phone, name = f"+8491100000{number}", f"Đỗ Thị Mơ {'ABCDEFGHIJ'[number]}"
    cast.valid(authors=(AuthorEntry(full_name=name, phone=phone, job="DIRECT"),))
    return Subject(cast.unit("CS-MAY-TIEN-THUAN"), phone, name)


def nominated(cast: Cast, quota: Quota, subject: Subject | None = None, *, by: str = "mai", **said: Any) -> Nomination:
    said = {"achievement": "Cải tiến đồ gá, giảm một nửa thời gian may túi."} | said
    return actions.nominate(quota, subject or lan(cast), **said, by=cast.actor(by), at=NOW)


def passed(cast: Cast, nomination: Nomination, *, by: str = "dong") -> Nomination:
    actions.conclude(nomination, passed=True, by=cast.actor(by), at=NOW)
    nomination.refresh_from_db()
    return nomination


def awarded(cast: Cast, nomination: Nomination, *, by: str = "dong") -> Award:
    [made] = awarding.award([nomination], number="15/QĐ-LĐLĐ", signed_on=TODAY, by=cast.actor(by), at=NOW)
    nomination.refresh_from_db()
    return made


def honoured(cast: Cast) -> Award:
    """Lan, by the province."""
    cast.valid()
    return awarded(cast, passed(cast, nominated(cast, a_quota(cast))))


def revoked(cast: Cast, award: Award | None = None) -> Revocation:
    return revoking.revoke(
        award or honoured(cast),
        reason="Kê khai sai thành tích.",
        number="20/QĐ-LĐLĐ",
        signed_on=TODAY,
        by=cast.actor("dong"),
        at=NOW,
    )
