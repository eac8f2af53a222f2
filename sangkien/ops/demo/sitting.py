"""Councils of the demonstration that meet: the province's for emulation, and the initiative council of the education
union, which finds how far a teacher's work reaches."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.ops.demo.council import CHAIR, COUNCILLORS, SCHOOL, SECRETARY, SUPERIOR
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Workflow
from sangkien.scopes import actions as scopes
from sangkien.scopes.models import Level
from sangkien.sittings import actions, keeping, meeting
from sangkien.sittings.models import Council, Matter, Office, Purpose, Sitting
from sangkien.sittings.thresholds import MORE_THAN_HALF

PROVINCE = "LDLD-NINH-THUAN"
_SINCE = date(2022, 1, 5)
_FIRST = datetime(2022, 5, 25, 14, 0, tzinfo=VIETNAM)
_POINTS = {"NOVELTY": 30, "APPLICABILITY": 30, "ECONOMIC": 20, "SOCIAL": 20}
_OF_THE_PROVINCE = {
    "dong": Office.CHAIR,
    "phuoc.dq": Office.DEPUTY,
    "thao": Office.SECRETARY,
    "phong.tv": Office.MEMBER,
    "hang.pt": Office.MEMBER,
}
_OF_EDUCATION = {
    COUNCILLORS[0]: Office.CHAIR,
    SECRETARY: Office.SECRETARY,
    **dict.fromkeys(COUNCILLORS[1:], Office.MEMBER),
}
_SHEETS = ((26, 25, 12, 16), (24, 26, 14, 15), (27, 24, 13, 17), (25, 25, 15, 14))


def seat_council() -> None:
    """The province's council, and its first sitting."""
    province = _council(PROVINCE, Purpose.EMULATION, _OF_THE_PROVINCE, "Quyết định số 02/QĐ-LĐLĐ ngày 04/01/2022")
    first = opened(province, "thao", _OF_THE_PROVINCE, at=_FIRST)
    rules = _put(first, "Quy chế làm việc của hội đồng năm 2022", by="thao", at=_FIRST)
    decide(rules, dict.fromkeys(_OF_THE_PROVINCE, "AGREE"), by="thao", at=_FIRST)
    meeting.close_sitting(first, by=_actor("thao", _FIRST), at=_FIRST + timedelta(hours=1))


def meet(*, clock: datetime) -> None:
    """What the province's council votes on today, and what that of the education union has found."""
    now = clock - timedelta(minutes=20)
    today = opened(province_council(), "thao", ["dong", "thao", "phong.tv", "hang.pt"], at=now)
    _put(today, "Biểu dương các tập thể dẫn đầu Tháng Công nhân", by="thao", at=now)
    _put(today, "Đề nghị tặng Bằng khen đột xuất tháng 5", by="thao", at=now, secret=True)
    _reach()


def province_council() -> Council:
    """For emulation."""
    return Council.objects.get(unit__code=PROVINCE, purpose=Purpose.EMULATION)


def _reach() -> None:
    """The first dossier of the school that was found valid by the scores is found to reach its workplace."""
    at = _FIRST
    basis, adopting = "Hướng dẫn số 05/HD-LĐLĐ ngày 10/01/2022", Organisation.objects.get(code=PROVINCE)
    for level, enough in ((Level.BASE, 60), (Level.PROVINCE, 75)):
        scopes.adopt(adopting, level, points=_POINTS, enough=enough, basis=basis, since=_SINCE, by=None, at=at)
    decision = "Quyết định số 07/QĐ-CĐN ngày 05/01/2022"
    council = _council(SUPERIOR, Purpose.INITIATIVES, _OF_EDUCATION, decision)
    scored = Initiative.objects.filter(unit__code=SCHOOL, state=State.VALID, programme__workflow=Workflow.COUNCIL)
    dossier = scored.order_by("pk")[0]
    request = scopes.ask(dossier, Level.BASE, by=_actor(CHAIR, at, Role.GRASSROOTS_OFFICER), at=at)
    sitting = opened(council, SECRETARY, _OF_EDUCATION, at=at)
    matter = scopes.put_before(request, sitting, by=_actor(SECRETARY, at), at=at)
    for login, given in zip(_OF_EDUCATION, _SHEETS, strict=True):
        scopes.score(request, dict(zip(_POINTS, given, strict=True)), by=_actor(login, at), at=at)
    decide(matter, dict.fromkeys(_OF_EDUCATION, "AGREE"), by=SECRETARY, at=at)
    note = "Bộ thẻ dùng được ở mọi trường có môn hóa học."
    scopes.conclude(request, applied=True, replicable=True, note=note, by=_actor(SECRETARY, at), at=at)
    meeting.close_sitting(sitting, by=_actor(SECRETARY, at), at=at + timedelta(hours=2))


def _council(code: str, purpose: Purpose, members: Mapping[str, Office], decision: str) -> Council:
    unit = Organisation.objects.get(code=code)
    council = keeping.set_up(unit, purpose=purpose, decision=decision, since=_SINCE, by=None, at=_FIRST)
    for login, office in members.items():
        keeping.seat(council, _person(login), office=office, since=_SINCE, by=None, at=_FIRST)
    return council


def opened(council: Council, by: str, present: Mapping[str, Office] | list[str], *, at: datetime) -> Sitting:
    """The council meets that day, called three days before; these have come."""
    leads, day = _actor(by, at), day_of(at)
    said = {"hour": at.astimezone(VIETNAM).time().replace(second=0, microsecond=0), "place": "Phòng họp tầng 2"}
    sitting = meeting.plan(council, day=day, **said, by=leads, at=at - timedelta(days=3))  # type: ignore[arg-type]
    meeting.open_sitting(sitting, by=leads, at=at)
    for login in present:
        meeting.come(sitting, _person(login), by=leads, at=at)
    return sitting


def _put(sitting: Sitting, title: str, *, by: str, at: datetime, secret: bool = False) -> Matter:
    leads = _actor(by, at)
    return actions.put_on_agenda(sitting, title=title, secret=secret, threshold=MORE_THAN_HALF, by=leads, at=at)


def decide(matter: Matter, choices: Mapping[str, str], *, by: str, at: datetime) -> None:
    """These vote so, and the vote is closed."""
    for login, choice in choices.items():
        actions.cast(matter, choice, by=_actor(login, at), at=at)
    actions.close(matter, by=_actor(by, at), at=at)


def _person(login: str) -> Person:
    return Person.objects.get(username=login)


def _actor(login: str, at: datetime, role: Role | None = None) -> Actor:
    person, day = _person(login), day_of(at)
    hat = next((hat for hat in hats(person, on=day) if hat.role == role), None) if role else None
    return Actor(person=person, on=day, hat=hat)
