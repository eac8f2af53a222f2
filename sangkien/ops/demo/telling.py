"""Stories of the demonstration: some published, one at its hour tomorrow, one being checked, one being written; what
spread from one union to another, and what still waits for an answer. Every story tells what its dossier says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.numbers import format_dong_short
from sangkien.consents.actions import give
from sangkien.consents.models import Means, Purpose
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.spreading import actions as spreading
from sangkien.spreading.rules import Applied
from sangkien.stories import actions
from sangkien.stories.models import Story
from sangkien.stories.texts import Quote, Text

_TOLD, _WAITING = 8, 3
_AGO = timedelta(days=30)  # the first story is younger
_PURPOSES = (Purpose.STORY, Purpose.PUBLISH_NAME, Purpose.SHARE_CARD)
_THEMES = {  # of a field of the programme
    "safety_environment": "SAFETY",
    "administration": "SAVING",
    "community": "CARE",
    "union_work": "CARE",
}
_SERIES = "Người thợ nghĩ cách"

_LEADS = (
    "Từ một việc vướng hằng ngày, {name} tìm ra cách làm gọn hơn, làm lợi {value} mỗi năm.",
    "Cách làm của {name} giúp đồng nghiệp đỡ vất vả, và làm lợi {value} mỗi năm.",
    "Điều {name} thấy chưa ổn thì nay đã ổn. Mỗi năm làm lợi {value}.",
)
_BEGINNINGS = (
    "Chuyện bắt đầu từ một việc lặp đi lặp lại mỗi ngày.",
    "Ai làm ở đây lâu cũng quen với cách cũ, quen đến mức không thấy bất tiện nữa.",
    "Không ai giao việc này. Chỉ là thấy vướng thì tìm cách gỡ.",
    "Ý nghĩ đến vào cuối một ca làm dài.",
)
_TRIALS = (
    "Lần thử đầu chưa được như ý. Sửa lại hai lần, nhờ anh em bảo trì xem giúp, đến lần thứ ba mới dùng được.",
    "Mẫu đầu tiên làm bằng vật liệu thừa trong xưởng, dùng thử một tuần rồi mới làm bản chắc chắn.",
    "Trước khi đề nghị áp dụng, cả tổ thử cùng nhau và ghi lại từng ngày.",
)
_SAID = (
    "Tôi chỉ muốn người làm sau đỡ vất vả hơn mình.",
    "Nhỏ thôi, nhưng ngày nào cũng đỡ được một chút.",
    "Lúc đầu tôi ngại gửi vì thấy không có gì to tát. Gửi rồi mới biết nhiều nơi cũng cần.",
    "Làm được cái này, tôi mới tin mình còn làm được cái khác.",
)
_HEARD = (
    ("Giờ người mới vào cũng làm được ngay.", "Tổ trưởng"),
    ("Chúng tôi áp dụng cho cả bộ phận.", "Quản đốc phân xưởng"),
    ("Việc nhỏ mà đúng chỗ thì ai cũng thấy.", "Chủ tịch công đoàn cơ sở"),
)


def tell_stories(*, clock: datetime) -> None:
    """Everything of the story desk, and of what spread."""
    rng = Random("câu chuyện")
    chosen = list(_worth_telling(_TOLD + _WAITING, clock))
    for nth, initiative in enumerate(chosen[:_TOLD]):
        at = clock - timedelta(days=3 * (_TOLD - nth), hours=nth)
        _published(_written(initiative, rng, nth, at=at), at=at, by=_leader(at))
    for nth, initiative in enumerate(chosen[_TOLD:]):
        _left_at(nth, _written(initiative, rng, _TOLD + nth, at=clock), clock)
    _spread(chosen[:3], clock)


def _worth_telling(several: int, clock: datetime) -> Iterator[Initiative]:
    """Public initiatives of as many unions, recognised before the first story, each with somebody who writes and
    somebody else who looks."""
    begun = clock - _AGO
    public = Initiative.objects.public().filter(restricted=False, benefit_vnd__isnull=False, closed_at__lt=begun)
    seen: set[int] = set()
    for one in public.order_by("-benefit_vnd", "pk").prefetch_related("authors")[:400]:
        if one.unit_id not in seen and _is_fit(one) and _has_hands(one, begun) and _has_hands(one, clock):
            seen.add(one.unit_id)
            yield one
        if len(seen) == several:
            return


def _is_fit(one: Initiative) -> bool:
    return bool(one.before and one.after) and len(one.credited) <= 2 and len(one.title) <= 90


def _has_hands(one: Initiative, at: datetime) -> bool:
    chair, checker = _hat(one.unit_id, Role.GRASSROOTS_OFFICER, at), _hat(one.superior_id, Role.REVIEWER, at)
    return chair is not None and checker is not None and chair.person_id != checker.person_id


def _written(initiative: Initiative, rng: Random, nth: int, *, at: datetime) -> Story:
    chair = _who(initiative.unit_id, Role.GRASSROOTS_OFFICER, at)
    story = actions.start(initiative, by=chair, at=at)
    series = _SERIES if nth % 4 == 0 else ""
    actions.write(story, _text(initiative, rng), theme=_theme(initiative), series=series, by=chair, at=at)
    actions.hand_on(story, by=chair, at=at)
    return Story.objects.get(pk=story.pk)


def _theme(initiative: Initiative) -> str:
    return _THEMES.get(initiative.field.code if initiative.field else "", "PRODUCTIVITY")


def _text(initiative: Initiative, rng: Random) -> Text:
    author = initiative.credited[0]
    value = format_dong_short(initiative.benefit_vnd or 0)
    body = "\n\n".join(
        [
            rng.choice(_BEGINNINGS),
            f"## Trước đây\n\n{initiative.before}",
            f"## Bây giờ\n\n{initiative.after}",
            f"{rng.choice(_TRIALS)} Người nghĩ ra cách làm ấy là {author.full_name}.",
            f"Một năm, cách làm này làm lợi khoảng **{value}**.",
        ]
    )
    heard, role = rng.choice(_HEARD)
    quotes = (Quote(rng.choice(_SAID), who=1), Quote(heard, role=role))
    lead = rng.choice(_LEADS).format(name=author.full_name, value=value)
    return Text(initiative.title, lead, body, quotes)


def _agree(initiative: Initiative, *, at: datetime) -> None:
    for author in initiative.credited:
        for purpose in _PURPOSES:
            means = Means.PAGE if author.person_id else Means.LINK
            give(initiative, mark_of(author), purpose, means, by=_account(author), at=at)


def _account(author: Author) -> Person | None:
    return author.person if author.person_id else None


def _published(story: Story, *, at: datetime, by: Actor) -> None:
    _agree(story.initiative, at=at)
    actions.check(story, by=_checker(story, at), at=at)
    actions.publish(story, by=by, at=at)


def _left_at(nth: int, story: Story, clock: datetime) -> None:
    """The first is scheduled, the second waits for consents, the third went back to its writer."""
    if nth == 0:
        _agree(story.initiative, at=clock)
        actions.check(story, by=_checker(story, clock), at=clock)
        actions.schedule(story, clock + timedelta(days=1), by=_leader(clock), at=clock)
    if nth == 2:
        note = "Hỏi lại ai đã đo con số này, và thêm một lời của đồng nghiệp."
        actions.send_back(story, note, by=_checker(story, clock), at=clock)


def _spread(chosen: list[Initiative], clock: datetime) -> None:
    """Of three wishes one was fulfilled, one agreed to, one waits."""
    askers = [one.unit_id for one in chosen[1:]] + [chosen[0].unit_id] if len(chosen) == 3 else []
    for nth, (initiative, unit) in enumerate(zip(chosen, askers, strict=False)):
        asker = _who(unit, Role.GRASSROOTS_OFFICER, clock)
        contact = f"{asker.somebody.full_name}, chủ tịch công đoàn cơ sở"
        at = clock - timedelta(days=9 - nth)
        wish = spreading.ask(initiative, where="Bộ phận có công việc tương tự", contact=contact, by=asker, at=at)
        if nth < 2:
            owner = _who(initiative.unit_id, Role.GRASSROOTS_OFFICER, clock)
            spreading.answer(wish, "Mời sang xem tận nơi, chiều thứ Năm.", agrees=True, by=owner, at=at)
        if nth == 0:
            half = (initiative.benefit_vnd or 0) // 2
            came = Applied(applied_on=day_of(at), effect="Áp dụng cho một bộ phận, đang theo dõi", benefit_vnd=half)
            spreading.adopt(wish, came, proof=None, by=asker, at=at)


def _checker(story: Story, at: datetime) -> Actor:
    return _who(story.initiative.superior_id, Role.REVIEWER, at)


def _leader(at: datetime) -> Actor:
    person, on = Person.objects.get(username="dong"), day_of(at)
    hat = Appointment.objects.on(on).select_related("organisation").get(person=person, role=Role.LEADER)
    return Actor(person, on, hat)


def _who(unit: int, role: Role, at: datetime) -> Actor:
    hat = _hat(unit, role, at)
    assert hat is not None, (unit, role)
    return Actor(hat.person, day_of(at), hat)


def _hat(unit: int, role: Role, at: datetime) -> Appointment | None:
    held = Appointment.objects.on(day_of(at)).select_related("person", "organisation")
    return held.filter(organisation=unit, role=role).order_by("pk").first()
