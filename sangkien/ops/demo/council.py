"""A second programme of the demonstration, small: five dossiers of a school, and the council that scores them.

The people are those of the register; three teachers of another school are given a seat on the council.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.councils.actions import score
from sangkien.counting.actions import fold
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.ops.programme_file import load_programme, read
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.review import actions as review
from sangkien.review.telling import tell

SCHOOL, CHAIR = "CS-THPT-BAN-MAI", "man.tn"
SUPERIOR, SECRETARY = "CDN-GIAO-DUC", "cuc.dtt"
COUNCILLORS = ("tuyet.tt", "tam.nt", "thai.tt")
_SEATED = date(2022, 5, 1)
_BEGINS = datetime(2022, 5, 17, 8, 30, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Plan:
    """One dossier: who wrote it and what, and what each councillor gave (novelty, use, spread), in their order."""

    author: str
    title: str
    before: str
    after: str
    effect: str
    sheets: tuple[tuple[int, int, int], ...] = ()
    concluded: bool = False


PLANS = (
    Plan(
        author="lien.nt",
        title="Bộ thẻ gấp giúp học sinh tự kiểm tra công thức hóa học",
        before="Học sinh hỏi lại công thức ở mỗi tiết, mất chừng mười phút.",
        after="Mỗi nhóm có một bộ thẻ gấp, tự dò kết quả rồi mới hỏi thầy cô.",
        effect="Mỗi tiết dành thêm được tám phút cho bài tập.",
        sheets=((24, 33, 26), (22, 30, 24), (26, 31, 27)),
        concluded=True,
    ),
    Plan(
        author="dieu.pt",
        title="Bảng màu theo dõi việc trả sách của thư viện trường",
        before="Cuối tháng mới biết lớp nào chưa trả sách.",
        after="Mỗi lớp một dải màu trên bảng, quá hạn thì lật sang màu đỏ.",
        effect="Số sách trả muộn giảm một nửa trong học kỳ.",
        sheets=((12, 20, 15), (14, 24, 18)),
        concluded=True,
    ),
    Plan(
        author="giang.lt",
        title="Giá treo ống nghiệm bằng vật liệu tái chế cho phòng thực hành",
        before="Ống nghiệm xếp trong khay, hay đổ vỡ khi rửa.",
        after="Giá treo làm từ chai nhựa cũ, rửa xong treo khô tại chỗ.",
        effect="Cả năm không vỡ ống nào khi rửa.",
        sheets=((20, 32, 22), (23, 30, 25)),
    ),
    Plan(
        author="hue.vt",
        title="Sơ đồ chỗ ngồi giúp giáo viên mới nhớ tên học sinh trong một tuần",
        before="Giáo viên nhận lớp giữa năm mất cả tháng để nhớ tên.",
        after="Sơ đồ có ảnh và cách gọi thân mật, in trên một mặt giấy.",
        effect="Nhớ tên cả lớp sau năm ngày.",
        sheets=((15, 28, 24),),
    ),
    Plan(
        author="tuan.th",
        title="Chuông báo chuyển tiết dùng đèn cho phòng học gần bệnh xá",
        before="Chuông reo to làm phiền người bệnh ở bệnh xá bên cạnh.",
        after="Dãy đèn nháy ở hành lang thay tiếng chuông của bốn phòng học.",
        effect="Bệnh xá không còn phản ánh tiếng ồn.",
    ),
)


def score_some() -> Programme:
    """The programme, its council, and what has been sent, scored and concluded by the end of the month."""
    file = files("sangkien.programmes").joinpath("catalogue", "vi-du-hoi-dong.yaml")
    programme = load_programme(read(Path(str(file))), by=None, at=_BEGINS)
    superior = Organisation.objects.get(code=SUPERIOR)
    for login in COUNCILLORS:
        person = Person.objects.get(username=login)
        appoint(person, role=Role.COUNCILLOR, organisation=superior, since=_SEATED, by=None, at=_BEGINS)
    for number, plan in enumerate(PLANS):
        _play(programme, plan, at=_BEGINS + timedelta(days=number))
    while fold():
        pass
    return programme


def _play(programme: Programme, plan: Plan, *, at: datetime) -> None:
    author = _actor(plan.author, at)
    draft = actions.start_draft(programme, by=author, at=at)
    dossier = actions.submit(draft, _content(plan, author), by=author, at=at, made=True)
    at += timedelta(hours=5)
    review.confirm(dossier, seen=1, by=_actor(CHAIR, at, Role.GRASSROOTS_OFFICER), at=at)
    for login, given in zip(COUNCILLORS, plan.sheets, strict=False):
        at += timedelta(hours=20)
        points = dict(zip(("novelty", "use", "spread"), given, strict=True))
        score(dossier, points, seen=2, by=_actor(login, at, Role.COUNCILLOR), at=at)
    if plan.concluded:
        at += timedelta(hours=3)
        review.conclude(dossier, seen=2, by=_actor(SECRETARY, at, Role.REVIEWER), at=at)
        tell(at=Initiative.objects.get(pk=dossier.pk).untold.until)


def _actor(login: str, at: datetime, role: Role | None = None) -> Actor:
    person, day = Person.objects.get(username=login), day_of(at)
    hat = next(hat for hat in hats(person, on=day) if hat.role == role) if role else None
    return Actor(person=person, on=day, hat=hat)


def _content(plan: Plan, author: Actor) -> Content:
    person = author.somebody
    return Content(
        unit=Organisation.objects.get(code=SCHOOL).pk,
        title=plan.title,
        authors=(AuthorEntry(full_name=person.full_name, phone=person.phone or "", job="TECHNICAL"),),
        kind="technical",
        field="office",
        before=plan.before,
        after=plan.after,
        effect=plan.effect,
        applied_on=date(2022, 3, 1),
        benefit_kind="NOT_COMPUTABLE",
        effects=("quality",),
        recognition=Recognition(form="not_yet"),
    )
