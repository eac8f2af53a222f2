"""Việc cần làm hôm nay: what waits, each with the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.evidence.queries import due_for
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.statistics.boards import Board
from sangkien.statistics.figures import Figures
from sangkien.statistics.work import Work, silent, work
from sangkien.web.templatetags.components import number

_MOST_NAMES = 3
_MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Task:
    """One thing to do: how many, what, a word more, where."""

    count: int
    label: str
    note: str
    url: str
    tone: str = ""


def todo(actor: Actor, board: Board) -> list[Task]:
    """What is to do today, the most urgent first; nothing that has no count."""
    waits = work(actor, board.unit, programme=board.stretch.programme)
    quiet = silent([line.figures for line in board.lines]) if board.stretch.runs_on(board.as_of) else []
    tasks = [
        _late(waits, actor, board.unit),
        _waiting(waits, actor, board.unit),
        _returned(waits, actor, board.unit),
        _due(actor, board.unit),
        _silent(quiet, board.unit),
    ]
    return [task for task in tasks if task.count]


def _late(waits: Work, actor: Actor, unit: Organisation) -> Task:
    note = _("Lâu nhất đã chờ %(n)s ngày") % {"n": number(_age(waits, actor.on))} if waits.oldest else ""
    return Task(waits.late, _("Hồ sơ quá hạn trả lời"), note, _queue(actor, unit, tre="1"), "red")


def _age(waits: Work, on: date) -> int:
    return (on - day_of(waits.oldest)).days if waits.oldest else 0


def _waiting(waits: Work, actor: Actor, unit: Organisation) -> Task:
    note = _("%(n)s chờ cơ sở xác nhận, %(m)s chờ thẩm định") % {
        "n": number(waits.confirming),
        "m": number(waits.deciding),
    }
    return Task(waits.waiting, _("Hồ sơ đang chờ công đoàn"), note, _queue(actor, unit))


def _returned(waits: Work, actor: Actor, unit: Organisation) -> Task:
    note = _("Cơ sở hỗ trợ tác giả hoàn tất")
    url = _queue(actor, unit, **{"trang-thai": State.RETURNED})
    return Task(waits.returned, _("Hồ sơ tác giả đang bổ sung"), note, url, "gold")


def _due(actor: Actor, unit: Organisation) -> Task:
    """Values that the hat's own union looks at again after a year; counted as far as anybody goes on counting."""
    number = due_for(actor)[:_MOST_COUNTED].count() if actor.unit == unit else 0
    note = _("Sáng kiến đã áp dụng đủ một năm")
    return Task(number, _("Giá trị đến hạn đánh giá lại"), note, reverse("values-due"))


def _silent(quiet: Sequence[Figures], unit: Organisation) -> Task:
    names = ", ".join(figures.unit.short_name for figures in quiet[:_MOST_NAMES])
    more = _(" và %(n)s đơn vị khác") % {"n": number(len(quiet) - _MOST_NAMES)} if len(quiet) > _MOST_NAMES else ""
    url = reverse("silent-units", args=[unit.code])
    return Task(len(quiet), _("Đơn vị chưa có sáng kiến nộp trong 7 ngày"), names + more, url, "gold")


def _queue(actor: Actor, unit: Organisation, **sieve: str) -> str:
    """The list where the hat finds them: a grassroots officer's own page, else the queue with its sieve."""
    if actor.holds(Role.GRASSROOTS_OFFICER):
        return reverse("grassroots")
    return f"{reverse('queue')}?{urlencode({**sieve, 'don-vi': unit.code})}"
