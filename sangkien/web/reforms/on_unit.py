"""The part of a union's own page about decisions: those that touched it, and the ways to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.organisations.models import Organisation
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import touching
from sangkien.reforms.rules import READING, REORGANISE
from sangkien.web.doors import Request
from sangkien.web.reforms.words import State, state_of


@dataclass(frozen=True)
class Way:
    """A link into the steps of a new decision."""

    label: str
    url: str


@dataclass(frozen=True)
class Arranging:
    """The decisions, the newest effect first, each with where it stands; and what this reader may begin."""

    decisions: Sequence[tuple[Reform, State]]
    ways: Sequence[Way]


def arranging(request: Request, unit: Organisation) -> Arranging | None:
    """What this reader sees of it: nothing without a hat that reads decisions. Two queries at most."""
    actor = request.visit.actor
    if not actor.holds(*READING):
        return None
    decisions = [(reform, state_of(reform, actor.on)) for reform in touching(unit, by=actor)]
    there = Organisation.objects.on(actor.on).filter(pk=unit.pk)
    may = actor.holds(Role.ADMINISTRATOR) and actor.among(REORGANISE, there).exists()
    return Arranging(decisions, _ways(unit) if may else [])


def _ways(unit: Organisation) -> list[Way]:
    tasks = [
        ("merge", _("Sáp nhập…")),
        ("move", _("Chuyển…")),
        ("rename", _("Đổi tên…")),
        ("split", _("Chia…")),
        ("dissolve", _("Giải thể…")),
    ]
    return [Way(label, f"{reverse('new-reform')}?viec={task}&units={unit.code}") for task, label in tasks]
