"""Who knows what is inside a union, and when a phone may be sent a code or come in by one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import OneTimeCode, Person, Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.accounts.queries import hats
from sangkien.base.phones import is_mobile_here
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation

# That a union exists, its name, kind and place in the tree are public. What is inside it is known to every hat of
# its own union and of those above it; no hat knows a neighbour's.
SEE_INSIDE = Permission(
    "organisation.inside",
    gettext_lazy("xem số đoàn viên, người phụ trách và cách liên hệ của đơn vị"),
    [Rule(role=role, over="pk") for role in Role],
)


def seen_inside(actor: Actor, units: Iterable[int]) -> set[int]:
    """Of these unions (keys) those into which the actor sees. One query; none for who wears no hat."""
    if not actor.holds(*Role):
        return set()
    seen = actor.among(SEE_INSIDE, Organisation.objects.filter(pk__in=units))
    return set(seen.values_list("pk", flat=True))


# Codes. Each one costs money and rings somebody's phone.
PAUSE = timedelta(seconds=60)
A_DAY = timedelta(days=1)
MOST_A_DAY = 5  # to one phone
# Whoever asks for another's number five times must not keep its owner out for a day: a network that has not asked
# for it that day still gets a code, up to this many.
MOST_A_DAY_FROM_ANYWHERE = 10


def no_code(phone: str, *, address_mark: str, at: datetime) -> Problem | None:
    """What keeps a code from being sent now; the same whether or not the number has an account."""
    if not is_mobile_here(phone):
        text = _("Mã chỉ gửi được tới số di động của Việt Nam. Số khác thì anh/chị dùng mật khẩu nhé")
        return Problem(code="not_mobile", field="phone", text=text)
    if settings.DEMO_CLOCK:
        return None  # nothing is sent there, and in the evening its clock stands still
    if wait := seconds_to_wait(phone, at=at):
        text = _("Mã vừa được gửi tới số này. Anh/chị chờ thêm %(n)s giây rồi hãy lấy mã khác.") % {"n": wait}
        return Problem(code="code_just_sent", text=text)
    today = OneTimeCode.objects.filter(phone=phone, made_at__gt=at - A_DAY)
    sent = list(today.values_list("address_mark", flat=True))
    if len(sent) >= (MOST_A_DAY if address_mark in sent else MOST_A_DAY_FROM_ANYWHERE):
        text = _("Hôm nay số này đã nhận đủ số mã được gửi trong ngày.")
        return Problem(code="codes_to_the_phone", field="phone", text=text)
    last_hour = OneTimeCode.objects.filter(made_at__gt=at - timedelta(hours=1))
    if (
        last_hour.filter(address_mark=address_mark).count() >= settings.CODES_PER_ADDRESS
        or last_hour.count() >= settings.CODES_PER_HOUR
    ):
        text = _("Lúc này có quá nhiều người lấy mã. Anh/chị thử lại sau ít phút nhé.")
        return Problem(code="codes_in_the_hour", text=text)
    return None


def seconds_to_wait(phone: str, *, at: datetime) -> int:
    """How long until another code may be sent to the phone; 0 when it may be now."""
    last = None if settings.DEMO_CLOCK else OneTimeCode.objects.filter(phone=phone).order_by("-made_at").first()
    left = last.made_at + PAUSE - at if last else timedelta()
    return max(0, -(-left // timedelta(seconds=1)))


def wrong_code(left: int) -> Problem:
    """What to say of a code that opens nothing: how many tries are `left`, or that a new one is needed."""
    if left:
        text = _("Mã này chưa khớp. Anh/chị xem lại tin nhắn mới nhất; còn gõ được %(n)s lần.") % {"n": left}
        return Problem(code="wrong_code", field="code", text=text)
    text = _("Mã này không dùng được nữa. Anh/chị bấm “Gửi lại mã” để nhận mã mới.")
    return Problem(code="no_open_code", field="code", text=text)


def not_by_code(person: Person, *, on: date) -> Problem | None:
    """Why this account is not opened by a code alone: an office decides on other people's work."""
    if not person.is_active:
        text = _("Tài khoản của số này đang tạm ngừng. Anh/chị hỏi cán bộ công đoàn giúp.")
        return Problem(code="closed_account", text=text)
    if hats(person, on=on):
        text = _("Số này thuộc tài khoản của cán bộ công đoàn, nên cần đăng nhập bằng mật khẩu.")
        return Problem(code="needs_password", text=text)
    return None
