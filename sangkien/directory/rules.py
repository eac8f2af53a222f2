"""Who may see and answer a request for a workplace, who may tell units apart, and what must be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.base.problems import Problem
from sangkien.directory.models import WorkplaceRequest
from sangkien.initiatives.models import Draft
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import direct_superior
from sangkien.organisations.rules import compact_tax_code
from sangkien.programmes.models import Programme

ANSWERING = (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
COMPARING = (Role.LEADER, Role.ADMINISTRATOR)
LONGEST_NAME, LONGEST_PERSON, LONGEST_NOTE = 250, 120, 1_000

_ASKER = [
    Rule(own="asked_by"),
    Rule(own="draft__person"),
    Rule(bearer="draft__key", when=Q(draft__person=None)),
]

SEE_OWN = Permission("request.see_own", gettext_lazy("xem yêu cầu mình đã gửi"), _ASKER)
SEE = Permission(
    "request.see",
    gettext_lazy("xem yêu cầu bổ sung nơi làm việc"),
    [Rule(role=role, over="responsible") for role in ANSWERING],
)
ANSWER = Permission(
    "request.answer",
    gettext_lazy("trả lời yêu cầu bổ sung nơi làm việc"),
    [
        Rule(
            role=role,
            over="responsible",
            not_own=("asked_by", "draft__person"),
            not_party="parties",
            when=Q(answer__isnull=True),
        )
        for role in ANSWERING
    ],
)
COMPARE = Permission(
    "unit.compare",
    gettext_lazy("đối chiếu đơn vị có thể trùng"),
    [Rule(role=role, over="pk") for role in COMPARING],
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says of a workplace that they miss, clean and read: `phone` as E.164 or empty.

    `near` is the union of their place as far as they know it."""

    workplace: str
    place: str
    tax_code: str = ""
    full_name: str = ""
    phone: str = ""
    note: str = ""
    near: Organisation | None = None


def missing_to_ask(asked: Asked, *, by: Actor) -> list[Problem]:
    """Everything that keeps the request from being sent, each tied to a field. Whoever is signed in is known."""
    return [*_the_workplace(asked), *_the_asker(asked, signed_in=by.person is not None)]


def _the_workplace(asked: Asked) -> Iterator[Problem]:
    if not any(c.isalpha() for c in asked.workplace):
        yield Problem(code="no_workplace_name", field="workplace", text=_("Ghi tên nơi anh/chị làm việc"))
    if not asked.place:
        yield Problem(code="no_place", field="place", text=_("Ghi xã, phường hoặc huyện nơi anh/chị làm việc"))
    if asked.tax_code and compact_tax_code(asked.tax_code) is None:
        text = _("Mã số thuế gồm 10 hoặc 13 chữ số; anh/chị xem lại từng số, hoặc để trống")
        yield Problem(code="bad_tax_code", field="tax_code", text=text)


def _the_asker(asked: Asked, *, signed_in: bool) -> Iterator[Problem]:
    if signed_in:
        return
    if not any(c.isalpha() for c in asked.full_name):
        yield Problem(code="no_name", field="full_name", text=_("Ghi họ và tên để công đoàn biết ai đang hỏi"))
    if not asked.phone:
        text = _("Ghi số điện thoại để công đoàn gọi lại khi cần, ví dụ 0912 345 678")
        yield Problem(code="no_phone", field="phone", text=text)


def responsible_for(near: Organisation | None, programme: Programme, *, on: date) -> Organisation:
    """Who answers: the named union if it reviews that day, else the nearest above it that does; where nobody is
    known, the programme's owner, whose administrators answer. Three queries at most."""
    if near is None:
        return programme.owner
    if near.classifications.filter(valid__contains=on, kind__reviews=True).exists() and _exists(near, on):
        return near
    return direct_superior(near, on) or programme.owner


def without_reason(reason: str) -> list[Problem]:
    """A refusal says why, so that the worker knows what to do."""
    if not any(c.isalpha() for c in reason):
        return [Problem(code="no_reason", field="reason", text=_("Ghi lý do để người hỏi biết cần làm gì."))]
    if len(reason) > LONGEST_NOTE:
        return [Problem(code="text_long", field="reason", text=_("Lý do dài quá, anh/chị viết gọn lại nhé."))]
    return []


def not_a_place_to_send_to(unit: Organisation | None, *, on: date) -> list[Problem]:
    """A request is answered with a union that takes dossiers that day and has somebody to decide on them."""
    takes = unit is not None and unit.classifications.filter(valid__contains=on, kind__takes_dossiers=True).exists()
    if unit is not None and takes and direct_superior(unit, on) is not None:
        return []
    text = _("Chọn một công đoàn cơ sở đang hoạt động.")
    return [Problem(code="no_such_unit", field="unit", text=text)]


def outside_the_office(parent: Organisation | None, *, by: Actor) -> list[Problem]:
    """A new unit hangs under the officer's own union or under one below it."""
    if parent and Organisation.objects.under(by.office, on=by.on).filter(pk=parent.pk).exists():
        return []
    text = _("Chọn công đoàn cấp trên trong phạm vi của đơn vị anh/chị.")
    return [Problem(code="outside_the_office", field="parent", text=text)]


def needs_no_workplace(draft: Draft) -> list[Problem]:
    """A dossier that is sent has its union."""
    if draft.sent_at is None:
        return []
    return [Problem(code="already_sent", text=_("Bài này đã được gửi, nên không cần thêm nơi làm việc nữa."))]


def one_and_the_same() -> Problem:
    """The sentence for a unit that is held against itself."""
    return Problem(code="one_unit", text=_("Chọn hai đơn vị khác nhau."))


def already_asked() -> Problem:
    """The sentence for a second request while the first is still open."""
    text = _("Yêu cầu trước của anh/chị đang chờ công đoàn trả lời, nên chưa cần gửi thêm.")
    return Problem(code="already_asked", text=text)


def answered_meanwhile(request: WorkplaceRequest) -> Problem:
    """The sentence for the second of two officers."""
    text = _("Trong lúc anh/chị xem, %(who)s đã trả lời yêu cầu này.") % {"who": request.answer.by.full_name}
    return Problem(code="stale", text=text)


def _exists(unit: Organisation, on: date) -> bool:
    return unit.placements.filter(valid__contains=on).exists()
