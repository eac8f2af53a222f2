"""The verbs as an officer meets them: which are open now, and if none is, why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission
from sangkien.base.problems import Problem
from sangkien.councils.queries import tally
from sangkien.councils.rules import is_scored
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review.rules import (
    CONCLUDE,
    CONFIRM,
    CORRECT,
    DECIDE,
    ENDORSE,
    HAND_BACK,
    REROUTE,
    RETURN,
    UNDO,
    keeps_from_concluding,
    keeps_from_valid,
    must_be_endorsed,
    too_early_to_confirm,
)


class Task(StrEnum):
    """A verb, by the last part of its address."""

    CONFIRM = "xac-nhan"
    ENDORSE = "de-nghi"
    CONCLUDE = "ket-luan"
    VALIDATE = "hop-le"
    SEND_BACK = "tra-lai"
    REFUSE = "khong-du-dieu-kien"
    DUPLICATE = "trung"
    REROUTE = "chuyen"
    HAND_BACK = "chuyen-ve"
    CORRECT = "dinh-chinh"
    UNDO = "hoan-tac"


@dataclass(frozen=True)
class Way:
    """How a verb is offered. `short` on its button, `says` what it does, `at_once`: it asks nothing more."""

    task: Task
    short: str | Promise
    label: str | Promise
    says: str | Promise
    permission: Permission
    name: str
    look: str = "btn-second"
    at_once: bool = False

    @property
    def key(self) -> str:
        """The key that presses its button."""
        return KEYS.get(self.task, "")

    def url(self, initiative: Initiative) -> str:
        """Where it is posted to."""
        return reverse(self.name, args=[initiative.code])


WAYS: Mapping[Task, Way] = {
    way.task: way
    for way in [
        Way(
            Task.CONFIRM,
            gettext_lazy("Xác nhận"),
            gettext_lazy("Xác nhận"),
            gettext_lazy("Tác giả là người của đơn vị và sáng kiến đã làm tại đây. Cấp trên trực tiếp sẽ thẩm định."),
            CONFIRM,
            "confirm",
            look="",
            at_once=True,
        ),
        Way(
            Task.ENDORSE,
            gettext_lazy("Đề nghị công nhận"),
            gettext_lazy("Đề nghị công nhận"),
            gettext_lazy("Hồ sơ đủ điều kiện, công đoàn cấp trên kết luận."),
            ENDORSE,
            "endorse",
            look="",
            at_once=True,
        ),
        Way(
            Task.CONCLUDE,
            gettext_lazy("Kết luận theo điểm"),
            gettext_lazy("Kết luận theo điểm"),
            gettext_lazy("Hội đồng đủ phiếu; điểm trung bình đạt mức thì hợp lệ, chưa đạt thì không đủ điều kiện."),
            CONCLUDE,
            "conclude",
            look="",
            at_once=True,
        ),
        Way(
            Task.VALIDATE,
            gettext_lazy("Hợp lệ"),
            gettext_lazy("Hợp lệ"),
            gettext_lazy("Hồ sơ đủ điều kiện và được tính vào chỉ tiêu từ hôm nay."),
            DECIDE,
            "validate",
            look="",
            at_once=True,
        ),
        Way(
            Task.SEND_BACK,
            gettext_lazy("Trả lại"),
            gettext_lazy("Trả lại để bổ sung"),
            gettext_lazy("Nói một lần tất cả những điều tác giả cần bổ sung."),
            RETURN,
            "send-back",
        ),
        Way(
            Task.REFUSE,
            gettext_lazy("Không đủ điều kiện"),
            gettext_lazy("Không đủ điều kiện"),
            gettext_lazy("Hồ sơ không thuộc chương trình, kèm lý do để tác giả hiểu."),
            DECIDE,
            "refuse",
            look="btn-danger",
        ),
        Way(
            Task.REROUTE,
            gettext_lazy("Chuyển đơn vị"),
            gettext_lazy("Chuyển đúng đơn vị"),
            gettext_lazy("Tác giả thuộc một công đoàn cơ sở khác."),
            REROUTE,
            "reroute",
        ),
        Way(
            Task.DUPLICATE,
            gettext_lazy("Trùng hồ sơ"),
            gettext_lazy("Trùng hồ sơ khác"),
            gettext_lazy("Sáng kiến này đã có trong một hồ sơ khác."),
            DECIDE,
            "mark-duplicate",
        ),
        Way(
            Task.HAND_BACK,
            gettext_lazy("Chuyển về"),
            gettext_lazy("Chuyển về nơi đã xem"),
            gettext_lazy("Nơi đã chuyển lên xem tiếp, theo ý kiến anh/chị ghi dưới đây."),
            HAND_BACK,
            "hand-back",
        ),
        Way(
            Task.CORRECT,
            gettext_lazy("Đính chính"),
            gettext_lazy("Đính chính kết luận"),
            gettext_lazy("Thay kết luận đã báo bằng một kết luận khác. Tác giả được báo cùng lý do."),
            CORRECT,
            "correct",
        ),
        Way(
            Task.UNDO,
            gettext_lazy("Hoàn tác"),
            gettext_lazy("Hoàn tác kết luận"),
            gettext_lazy("Hồ sơ trở lại như trước kết luận. Tác giả chưa được báo nên không biết."),
            UNDO,
            "undo",
            look="btn-second",
            at_once=True,
        ),
    ]
}


# The key that stands for a verb. A digit: typing tools for Vietnamese change letters that are typed twice in a row.
KEYS: Mapping[Task, str] = {
    Task.CONFIRM: "1",
    Task.ENDORSE: "1",
    Task.CONCLUDE: "1",
    Task.VALIDATE: "1",
    Task.SEND_BACK: "2",
    Task.REFUSE: "3",
    Task.REROUTE: "4",
    Task.DUPLICATE: "5",
}


def open_to(actor: Actor, initiative: Initiative) -> list[Way]:
    """What the actor may do now; each permission is asked once."""
    asked: dict[str, bool] = {}
    for way in WAYS.values():
        if way.permission.name not in asked:
            asked[way.permission.name] = actor.may(way.permission, initiative)
    allowed = [way for way in WAYS.values() if asked[way.permission.name]]
    if asked[CONCLUDE.name]:
        return [way for way in allowed if way.task != Task.VALIDATE]
    if asked[ENDORSE.name]:
        first = must_be_endorsed(initiative, desk=initiative.desk_id, on=actor.on)
        other = Task.VALIDATE if first else Task.ENDORSE
        return [way for way in allowed if way.task != other]
    return allowed


def hindrance(ways: list[Way], initiative: Initiative, actor: Actor) -> list[Problem]:
    """What keeps a dossier from being confirmed or found valid, said before the button is pressed."""
    tasks = {way.task for way in ways}
    if Task.CONFIRM in tasks:
        return too_early_to_confirm(initiative, by=actor, on=actor.on)
    if Task.CONCLUDE in tasks:
        return keeps_from_concluding(initiative, tally(initiative))
    return keeps_from_valid(initiative) if tasks & {Task.VALIDATE, Task.ENDORSE} else []


def why_not(actor: Actor, initiative: Initiative) -> str:
    """Why an officer who sees the dossier may settle nothing: a sentence, or nothing when it is settled."""
    if own := _own_part(actor, initiative):
        return own
    if initiative.state == State.RETURNED:
        return _("Hồ sơ đang ở chỗ tác giả để bổ sung. Gửi lại xong, hồ sơ sẽ trở về hàng đợi.")
    if is_scored(initiative):
        return _("Hồ sơ đang chờ hội đồng của công đoàn cấp trên trực tiếp chấm điểm.")
    if initiative.state == State.REVIEWING:
        return _("Hồ sơ đang chờ công đoàn cấp trên trực tiếp thẩm định.")
    if initiative.state == State.SUBMITTED:
        return _("Hồ sơ đang chờ công đoàn cơ sở xác nhận.")
    return ""


def _own_part(actor: Actor, initiative: Initiative) -> str:
    """What the actor has to do with a dossier that would otherwise be theirs to settle."""
    if not any(actor.may(_impartial(permission), initiative) for permission in (CONFIRM, DECIDE)):
        return ""
    person = actor.person
    if person and _is_author(initiative, person.pk, person.phone):
        return _("Anh/chị là tác giả của sáng kiến này, nên một đồng nghiệp khác sẽ xem xét và kết luận.")
    if person and initiative.entered_by_id == person.pk:
        return _("Anh/chị đã nhập hồ sơ này, nên một đồng nghiệp khác sẽ xem xét và kết luận.")
    if person and initiative.sheets.filter(by=person).exists():
        return _("Anh/chị đã chấm điểm hồ sơ này, nên một đồng nghiệp khác sẽ kết luận.")
    if person and initiative.judged_by_id == person.pk:
        return _("Anh/chị đã kết luận về hồ sơ này, nên một người khác sẽ xem lại.")
    return _("Anh/chị đã xác nhận hồ sơ này thay công đoàn cơ sở, nên một đồng nghiệp khác sẽ thẩm định.")


def _impartial(permission: Permission) -> Permission:
    """The same permission, forgetting who wrote, entered and confirmed."""
    return replace(permission, rules=[replace(rule, not_own=(), not_party="") for rule in permission.rules])


def _is_author(initiative: Initiative, person: int, phone: str | None) -> bool:
    return any(author.person_id == person or (phone and author.phone == phone) for author in initiative.credited)


def oversees(actor: Actor) -> bool:
    """Does the hat read without settling?"""
    return actor.holds(Role.LEADER, Role.ADMINISTRATOR)
