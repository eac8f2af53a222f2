"""A round of the province over its three unions, at whatever step a test needs it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.grading import actions, voting
from sangkien.grading.actions import Asked
from sangkien.grading.models import Edition, Round, Sheet
from sangkien.grading.rules import Entered
from sangkien.grading.spec import CriteriaSpec
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.criteria import small
from sangkien.sittings import actions as sittings
from sangkien.sittings import keeping, meeting
from sangkien.sittings.models import Council, Matter, Office, Purpose, Sitting
from sangkien.statistics.stretches import stretches
from tests.cast import NOW, PASSWORD, TODAY, Cast

UNITS = ("CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC")
LATER = NOW + timedelta(days=30)
"""After the last day of appeals."""
SPEAKERS = {"CD-KCN": "minh", "CDN-GIAO-DUC": "tuan", "LDLD-NINH-PHUOC": "thao"}
PROVINCE = "LDLD-NINH-THUAN"


def criteria(cast: Cast, spec: CriteriaSpec | None = None) -> Edition:
    """The province's."""
    return actions.keep_criteria(cast.unit(PROVINCE), code="TD-2022", spec=spec or small(), by=None, at=NOW)


def asked(cast: Cast, **changes: Any) -> Asked:
    """What Đông asks for: all below the province, by the figures of today."""
    [first, *_others] = stretches(cast.programme, unit=cast.unit(PROVINCE), on=TODAY)
    told = {"name": "Xếp loại giai đoạn 1", "stretch": first, "as_of": TODAY}
    told |= {"self_until": TODAY + timedelta(days=10), "appeal_until": TODAY + timedelta(days=20)}
    return Asked(**told | {"edition": changes.pop("edition", None) or criteria(cast)} | changes)  # type: ignore[arg-type]


def opened(cast: Cast, *, at: datetime = NOW, **changes: Any) -> Round:
    """By Đông; Tuấn speaks for the teachers."""
    speaker(cast, "tuan", "Ngô Anh Tuấn", "+84912345031", "CDN-GIAO-DUC")
    cast.reviewer_of_the_province()
    return actions.open_round(cast.unit(PROVINCE), asked(cast, **changes), by=cast.actor("dong", on=day_of(at)), at=at)


def speaker(cast: Cast, login: str, name: str, phone: str, code: str, role: Role = Role.LEADER) -> Person:
    """Somebody with an office in a union, made once."""
    person = Person.objects.filter(username=login).first() or Person.objects.create_person(
        username=login, full_name=name, phone=phone, password=PASSWORD
    )
    if not person.appointments.exists():
        appoint(person, role=role, organisation=cast.unit(code), since=date(2021, 1, 1), by=None, at=NOW)
    return person


def sheet_of(one: Round, code: str) -> Sheet:
    return Sheet.objects.select_related("round").get(round=one, unit__code=code)


def entered(**points: float) -> dict[str, Entered]:
    """Typed with a word beside each: `cham_lo=12.5`."""
    return {code.replace("_", "-"): Entered(round(many * 100), "Báo cáo số 5") for code, many in points.items()}


ALL: dict[str, float] = {"cham_lo": 40, "bao_cao": 30, "moi": 1, "tru": 0}


def gave(cast: Cast, one: Round, stage: Stage, code: str, *, by: str, at: datetime = NOW, **points: float) -> None:
    actor = cast.actor(by, on=day_of(at))
    actions.score(sheet_of(one, code), stage, entered(**(points or ALL)), by=actor, at=at)


def moved(cast: Cast, one: Round, to: State, *, note: str = "", at: datetime = NOW, by: str = "dong") -> Round:
    return actions.move(one, to, note=note, by=cast.actor(by, on=day_of(at)), at=at)


def scored(cast: Cast, **changes: Any) -> Round:
    """All three have scored themselves."""
    one = opened(cast, **changes)
    for code, by in SPEAKERS.items():
        gave(cast, one, Stage.SELF, code, by=by)
    return one


def reviewed(cast: Cast, **changes: Any) -> Round:
    """Ngọc has scored all three as the superior, and has other points for the zones."""
    one = moved(cast, scored(cast, **changes), State.REVIEW)
    for code in UNITS:
        gave(cast, one, Stage.SUPERIOR, code, by="ngoc", **ALL | ({"cham_lo": 35} if code == "CD-KCN" else {}))
    return one


def at_the_council(cast: Cast, **changes: Any) -> Round:
    return moved(cast, reviewed(cast, **changes), State.COUNCIL)


def proposed(cast: Cast, **changes: Any) -> Round:
    """The council is to vote on what the superior gave."""
    one = at_the_council(cast, **changes)
    actions.agree(one, by=cast.actor("dong"), at=NOW)
    return one


SEATED = {
    "dong": Office.CHAIR,
    "ngoc": Office.SECRETARY,
    "ha": Office.MEMBER,
    "minh": Office.MEMBER,
    "thao": Office.MEMBER,
}
VOICES = ("dong", "ngoc", "ha")
"""Who sits on the council and has no office in a union that is graded; Minh and Thảo do."""


def council(cast: Cast) -> Council:
    """The province's for emulation, set up once."""
    if found := Council.objects.filter(unit__code=PROVINCE, purpose=Purpose.EMULATION).first():
        return found
    cast.reviewer_of_the_province()
    since, decision = date(2022, 1, 1), "Quyết định số 08/QĐ-LĐLĐ ngày 01/01/2022"
    told = {"purpose": Purpose.EMULATION, "decision": decision, "since": since}
    made = keeping.set_up(cast.unit(PROVINCE), **told, by=None, at=NOW)  # type: ignore[arg-type]
    for login, office in SEATED.items():
        keeping.seat(made, cast.person(login), office=office, since=since, by=None, at=NOW)
    return made


def sitting(cast: Cast, *, present: Iterable[str] = tuple(SEATED)) -> Sitting:
    """Of that council, today and under way: these have come."""
    of, leads = council(cast), cast.actor("ngoc")
    made = meeting.plan(of, day=TODAY, place="Phòng họp số 2", by=leads, at=NOW)
    meeting.open_sitting(made, by=leads, at=NOW)
    for login in present:
        meeting.come(made, cast.person(login), by=leads, at=NOW)
    return made


def voted(cast: Cast, matter: Matter, choice: str = "AGREE", *, voices: Iterable[str] = VOICES) -> None:
    """All of these vote so, and Đông closes the vote."""
    for login in voices:
        sittings.cast(matter, choice, by=cast.actor(login), at=NOW)
    sittings.close(matter, by=cast.actor("dong"), at=NOW)


def tabled(cast: Cast, one: Round, on: Sitting | None = None, **how: Any) -> Matter:
    """Ngọc, the secretary, puts the list on the agenda."""
    return voting.table(one, on or sitting(cast), by=cast.actor("ngoc"), at=NOW, **how)


def apart(cast: Cast, one: Round, code: str, on: Sitting) -> Matter:
    """The council is to vote on the union by itself."""
    return voting.set_apart(sheet_of(one, code), on, by=cast.actor("ngoc"), at=NOW)


def told(cast: Cast, **changes: Any) -> Round:
    """The council agrees, and the result is told."""
    one = proposed(cast, **changes)
    voted(cast, tabled(cast, one))
    return moved(cast, one, State.APPEAL)


def locked(cast: Cast, **changes: Any) -> Round:
    return moved(cast, told(cast, **changes), State.LOCKED, at=LATER)


def somebody_else(cast: Cast) -> Actor:
    """Vân leads the Confederation: above whoever graded."""
    speaker(cast, "van", "Đỗ Hồng Vân", "+84912345032", "TLD")
    return cast.actor("van")
