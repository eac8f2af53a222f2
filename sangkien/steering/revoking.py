"""Thu hồi trong một lần: the recognition of a dossier or an honour is taken back with all that rests on it, or nothing
is.

What falls with a thing is a plain list of consequences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.numbers import format_dong
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.certificates.actions import revoke_all_of
from sangkien.certificates.content import Source
from sangkien.certificates.queries import of_subjects
from sangkien.certificates.states import State as Certified
from sangkien.honours import revoking as honours
from sangkien.honours.models import Award
from sangkien.honours.rules import REVOKE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import again
from sangkien.review.deciding import Reason
from sangkien.review.rules import CORRECT
from sangkien.review.telling import tell_now
from sangkien.rewards.actions import reverse_all_of
from sangkien.rewards.queries import of_initiative
from sangkien.standings.correcting import correct_all, tables_with
from sangkien.standings.models import Snapshot
from sangkien.steering import rules
from sangkien.steering.models import Withdrawal
from sangkien.steering.plans import Ground
from sangkien.stories.actions import take_off_all_of
from sangkien.stories.models import Story
from sangkien.stories.queries import read
from sangkien.stories.states import State as Told

Fallen = Mapping[str, Any]
"""One thing that falls: `text` in words, and by what its page is found."""


@dataclass(frozen=True)
class Consequence:
    """One kind of things that fall with another: `ahead` what would fall, `follow` has it fall."""

    name: str
    label: Any
    ahead: Callable[[Any], list[Fallen]]
    follow: Callable[[Any, Ground, Actor, datetime], object]


def _certificates(source: Source, keys: Callable[[Any], Any]) -> Consequence:
    def ahead(thing: Any) -> list[Fallen]:
        held = of_subjects(source, keys(thing)).filter(state=Certified.ISSUED)
        return [{"text": f"{one.serial}, {one.name}", "serial": one.serial} for one in held]

    def follow(thing: Any, ground: Ground, by: Actor, at: datetime) -> object:
        told = {"reason": ground.reason, "decision": ground.decision}
        return revoke_all_of(source, keys(thing), **told, by=by, at=at)

    return Consequence("certificates", gettext_lazy("Giấy chứng nhận bị thu hồi"), ahead, follow)


def _rewards_ahead(initiative: Initiative) -> list[Fallen]:
    promised = [one for one in of_initiative(initiative) if not hasattr(one, "reversal")]
    text = _("%(to)s: đã hứa %(vnd)s, đã chi %(paid)s")
    return [
        {"text": text % {"to": one.to_name, "vnd": format_dong(one.vnd), "paid": format_dong(_paid(one))}}
        for one in promised
    ]


def _paid(promised: Any) -> int:
    paid: int = promised.paid
    return paid


def _rewards_follow(initiative: Initiative, ground: Ground, by: Actor, at: datetime) -> object:
    return reverse_all_of(initiative, why=f"Thu hồi theo {ground.decision}", by=by, at=at)


def _tables_ahead(initiative: Initiative) -> list[Fallen]:
    return [_table(one) for one in tables_with(initiative)]


def _table(one: Snapshot) -> Fallen:
    told = {"n": one.number, "kind": one.get_kind_display(), "unit": one.unit.code}
    text = _("Bảng chốt số %(n)s (%(kind)s) của %(unit)s") % told
    return {"text": text, "unit": one.unit.code, "number": one.number}


def _tables_follow(initiative: Initiative, ground: Ground, by: Actor, at: datetime) -> object:
    return correct_all(initiative, reason=ground.reason, decision=ground.decision, by=by, at=at)


def _stories_ahead(initiative: Initiative) -> list[Fallen]:
    told = Story.objects.for_list().filter(initiative=initiative).exclude(state=Told.WITHDRAWN).order_by("pk")
    return [{"text": f"“{one.headline}” ({one.story.unit.code})"} for one in read(list(told))]


def _stories_follow(initiative: Initiative, ground: Ground, by: Actor, at: datetime) -> object:
    return take_off_all_of(initiative, f"Thu hồi theo {ground.decision}", by=by, at=at)


WITH_A_DOSSIER: list[Consequence] = [
    _certificates(Source.INITIATIVE, lambda initiative: list(initiative.authors.values_list("pk", flat=True))),
    Consequence("rewards", gettext_lazy("Thưởng, thù lao được ghi hoàn lại"), _rewards_ahead, _rewards_follow),
    Consequence("tables", gettext_lazy("Bảng đã chốt được đính chính"), _tables_ahead, _tables_follow),
    Consequence("stories", gettext_lazy("Câu chuyện được gỡ xuống"), _stories_ahead, _stories_follow),
]
WITH_AN_HONOUR: list[Consequence] = [_certificates(Source.HONOUR, lambda award: [award.pk])]


def what_follows(thing: Initiative | Award) -> list[tuple[Consequence, list[Fallen]]]:
    """What would fall with it now, kind by kind."""
    return [(one, one.ahead(thing)) for one in _with(thing)]


@transaction.atomic
def revoke_recognition(initiative: Initiative, ground: Ground, *, seen: int, by: Actor, at: datetime) -> Withdrawal:
    """Take the recognition of a dossier back: it counts on no day any more, nobody undoes it, its people are told and
    may appeal, and all that rests on it falls. Raises NotAllowed (one's own verdict or dossier, another's union),
    NotPossible with all that is missing, Stale."""
    by.must(CORRECT, initiative)
    ground = _grounded(ground, by)
    if initiative.state != State.VALID:
        raise NotPossible([rules.not_recognised(initiative)])
    why = [Reason("revoked", ground.reason)]
    note = f"Thu hồi công nhận theo {ground.decision}. {ground.reason}"
    again.correct(initiative, to=State.INELIGIBLE, note=note, seen=seen, by=by, at=at, reasons=why, struck=True)
    initiative.refresh_from_db()
    tell_now(initiative, at=at)
    return _all_fall(initiative, ground, by=by, at=at, initiative=initiative)


@transaction.atomic
def revoke_honour(award: Award, ground: Ground, *, by: Actor, at: datetime) -> Withdrawal:
    """Take an honour back, and the certificates of it: its holder is told and may plead. Raises NotAllowed,
    NotPossible with all that is missing."""
    by.must(REVOKE, award.nomination)
    ground = _grounded(ground, by)
    told = {"reason": ground.reason, "number": ground.number, "signed_on": ground.signed_on}
    honours.revoke(award, **told, by=by, at=at)  # type: ignore[arg-type]
    return _all_fall(award, ground, by=by, at=at, award=award)


def _grounded(ground: Ground, by: Actor) -> Ground:
    tidy = replace(ground, reason=one_line(ground.reason), number=one_line(ground.number))
    if problems := rules.missing_ground(tidy, on=by.on):
        raise NotPossible(problems)
    return tidy


def _all_fall(thing: Initiative | Award, ground: Ground, *, by: Actor, at: datetime, **of: Any) -> Withdrawal:
    fell = []
    for one in _with(thing):
        with override("vi"):  # as papers are
            fell.append({"name": one.name, "each": [dict(item) for item in one.ahead(thing)]})
        one.follow(thing, ground, by, at)
    told = {"reason": ground.reason, "number": ground.number, "signed_on": ground.signed_on}
    made = Withdrawal.objects.create(unit=by.office, fell=fell, by=by.somebody, at=at, **told, **of)
    after = {"number": ground.number, "fell": {one["name"]: len(one["each"]) for one in fell}}
    record(verb="withdrawal.make", target=made, by=by.person, at=at, unit=by.unit, after=after)
    return made


def _with(thing: Initiative | Award) -> Sequence[Consequence]:
    return WITH_A_DOSSIER if isinstance(thing, Initiative) else WITH_AN_HONOUR
