"""The province's council for emulation: Đông in the chair, Thảo its secretary; Minh, Yến, Hoa and Quang are members."""

from collections.abc import Iterable
from typing import Any

from sangkien.sittings import actions, keeping, meeting
from sangkien.sittings.models import Council, Matter, Office, Purpose, Sitting
from sangkien.sittings.thresholds import MORE_THAN_HALF, TWO_THIRDS, Threshold
from tests.cast import NOW, TODAY, Cast

SEATED = {
    "dong": Office.CHAIR,
    "thao": Office.SECRETARY,
    "minh": Office.MEMBER,
    "yen": Office.MEMBER,
    "hoa": Office.MEMBER,
    "quang": Office.MEMBER,
}


def council(cast: Cast, *, purpose: Purpose = Purpose.EMULATION, unit: str = "LDLD-NINH-THUAN") -> Council:
    """Set up on the first day of 2022."""
    since = TODAY.replace(month=1, day=1)
    decision = "Quyết định số 08/QĐ-LĐLĐ ngày 01/01/2022"
    found = keeping.set_up(cast.unit(unit), purpose=purpose, decision=decision, since=since, by=None, at=NOW)
    for login, office in SEATED.items():
        keeping.seat(found, cast.person(login), office=office, since=since, by=None, at=NOW)
    return found


def planned(cast: Cast, of: Council | None = None) -> Sitting:
    """A sitting of today, called by Thảo."""
    return meeting.plan(of or council(cast), day=TODAY, place="Phòng họp số 2", by=cast.actor("thao"), at=NOW)


def opened(cast: Cast, of: Council | None = None, *, present: Iterable[str] = tuple(SEATED)) -> Sitting:
    """The same, opened by Thảo; these have come."""
    sitting = meeting.open_sitting(planned(cast, of), by=cast.actor("thao"), at=NOW)
    for login in present:
        meeting.come(sitting, cast.person(login), by=cast.actor("thao"), at=NOW)
    return sitting


def put(cast: Cast, on: Sitting, *, threshold: Threshold = TWO_THIRDS, **given: Any) -> Matter:
    """A matter that Thảo puts on the agenda."""
    said = {"title": "Tặng Bằng khen cho chị Nguyễn Thị Lan", "kind": "nomination", "key": "1"} | given
    return actions.put_on_agenda(on, threshold=threshold, by=cast.actor("thao"), at=NOW, **said)


def vote(cast: Cast, matter: Matter, **choices: str) -> None:
    """Everybody votes, in this order."""
    for login, choice in choices.items():
        actions.cast(matter, choice, by=cast.actor(login), at=NOW)


ALL_AGREE = dict.fromkeys(SEATED, "AGREE")


def sat(cast: Cast) -> Sitting:
    """A whole sitting without Quang: one matter agreed to in secret, from which Minh keeps out, and one put off."""
    present = [login for login in SEATED if login != "quang"]
    sitting = opened(cast, present=present)
    secret, later = (
        put(cast, sitting, secret=True, threshold=MORE_THAN_HALF),
        put(cast, sitting, title="Quy chế làm việc", kind="", key=""),
    )
    actions.recuse(secret, cast.person("minh"), reason="Vợ được đề nghị", by=cast.actor("minh"), at=NOW)
    vote(cast, secret, dong="AGREE", thao="AGREE", yen="AGREE", hoa="DISAGREE")
    actions.close(secret, by=cast.actor("dong"), at=NOW)
    actions.put_off(later, reason="Chưa đủ tài liệu", by=cast.actor("thao"), at=NOW)
    return meeting.close_sitting(sitting, by=cast.actor("thao"), at=NOW)
