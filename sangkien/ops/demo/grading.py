"""The province grades its unions in the demonstration: one round whose result is told, with an appeal that waits, and
one in which the unions of a cluster score themselves."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.clusters.models import Cluster
from sangkien.grading import actions, voting
from sangkien.grading.actions import Asked
from sangkien.grading.models import Round, Sheet
from sangkien.grading.rules import SPEAKING, Entered
from sangkien.grading.spec import EXAMPLE, Line, read_text
from sangkien.grading.states import Stage, State
from sangkien.ops.demo.sitting import decide, opened, province_council
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.sittings import meeting
from sangkien.statistics.stretches import whole_stretch_on

PROVINCE, LEADER, DEPUTY = "LDLD-NINH-THUAN", "dong", "phuoc.dq"
APPELLANT = ("CD-KCN", "minh")
_BEGINS = datetime(2022, 5, 30, 9, 30, tzinfo=VIETNAM)
_SEED = 55


def grade(programme: Programme) -> None:
    """Criteria, a round up to its appeals, and one that has only begun."""
    spec, province = read_text(EXAMPLE.read_bytes()), Organisation.objects.get(code=PROVINCE)
    edition = actions.keep_criteria(province, code="TIEU-CHI-2022", spec=spec, by=None, at=_BEGINS)
    stretch = whole_stretch_on(programme, unit=province, on=day_of(_BEGINS))
    asked = Asked(
        name="Xếp loại thi đua đợt cao điểm giai đoạn 1",
        edition=edition,
        stretch=stretch,
        as_of=date(2022, 5, 29),
        self_until=date(2022, 5, 30),
        appeal_until=date(2022, 6, 10),
    )
    _play(actions.open_round(province, asked, by=_actor(LEADER), at=_BEGINS))
    begun = Asked(
        name="Xếp loại thi đua khối ngành và khu công nghiệp",
        edition=edition,
        stretch=stretch,
        as_of=date(2022, 5, 29),
        self_until=date(2022, 6, 15),
        appeal_until=date(2022, 6, 30),
        cluster=Cluster.objects.get(code="KHOI-NGANH-KCN"),
    )
    actions.open_round(province, begun, by=_actor(LEADER), at=_BEGINS)


def _play(one: Round) -> None:
    at, rng = _BEGINS + timedelta(hours=1), Random(_SEED)
    sheets = list(Sheet.objects.filter(round=one).select_related("round__edition", "unit").order_by("unit__code"))
    own = {sheet.pk: dict(_claimed(sheet, rng)) for sheet in sheets}
    for sheet in sheets:
        actions.score(sheet, Stage.SELF, own[sheet.pk], by=_speaker(sheet.unit), at=at)
    actions.move(one, State.REVIEW, note="", by=_actor(LEADER), at=at)
    for sheet in sheets:
        looked_at = {code: _looked_at(code, claimed, rng) for code, claimed in own[sheet.pk].items()}
        actions.score(sheet, Stage.SUPERIOR, looked_at, by=_actor(DEPUTY), at=at + timedelta(hours=4))
    at += timedelta(days=1, minutes=-30)
    actions.move(one, State.COUNCIL, note="", by=_actor(LEADER), at=at)
    actions.agree(one, by=_actor(LEADER), at=at)
    _vote(one, at=at)
    actions.move(one, State.APPEAL, note="", by=_actor(LEADER), at=at)
    code, _login = APPELLANT
    sheet = next(sheet for sheet in sheets if sheet.unit.code == code)
    text = "Đơn vị đã gửi đủ tin, bài tuyên truyền trong Tháng Công nhân; đề nghị xem lại điểm dòng này."
    actions.appeal(sheet, line="tuyen-truyen", text=text, by=_speaker(sheet.unit), at=at + timedelta(hours=3))


def _vote(one: Round, *, at: datetime) -> None:
    """The leaders alone: who else sits on the council speaks for a union that is graded."""
    sitting = opened(province_council(), LEADER, [LEADER, DEPUTY, "thao", "phong.tv"], at=at)
    matter = voting.table(one, sitting, by=_actor(LEADER), at=at)
    decide(matter, dict.fromkeys([LEADER, DEPUTY], "AGREE"), by=LEADER, at=at)
    meeting.close_sitting(sitting, by=_actor(LEADER), at=at + timedelta(minutes=30))


def _claimed(sheet: Sheet, rng: Random) -> Iterator[tuple[str, Entered]]:
    """What a union gives itself: most of what there is, in halves of a point; of deductions none."""
    for line in sheet.round.spec.by_hand:
        points = _most_of(line, rng)
        yield line.code, Entered(points, "Báo cáo 5 tháng đầu năm, phụ lục kèm theo" if points else "")


def _most_of(line: Line, rng: Random) -> int:
    if line.kind != "CRITERION":
        return 0
    return line.points - 50 * rng.randrange(line.points // 200 + 1)


def _looked_at(code: str, claimed: Entered, rng: Random) -> Entered:
    """What the superior gives: in two of ten lines a point less, and then why."""
    points = claimed.points or 0
    if points < 2_00 or (rng.random() > 0.2 and code != "tuyen-truyen"):
        return Entered(points)
    return Entered(points - 1_00, "Minh chứng chưa đủ cho phần này")


def _speaker(unit: Organisation) -> Actor:
    on = day_of(_BEGINS)
    login = APPELLANT[1] if unit.code == APPELLANT[0] else None
    people = Person.objects.filter(appointments__organisation=unit, appointments__role__in=SPEAKING)
    person = people.filter(username=login).first() if login else people.order_by("pk").first()
    assert person is not None
    hat = next(hat for hat in hats(person, on=on) if hat.organisation_id == unit.pk and hat.role in SPEAKING)
    return Actor(person=person, on=on, hat=hat)


def _actor(login: str) -> Actor:
    person, on = Person.objects.get(username=login), day_of(_BEGINS)
    return Actor(person=person, on=on, hat=next(hat for hat in hats(person, on=on) if hat.role == Role.LEADER))
