"""Entering for others (nhập thay): sent with the proof that the author agreed; how a helper works, and what is odd.

Mass entry by helpers was official practice in the predecessor programme, and the place where figures are made up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.confirmations.actions import keep_slip, look_at_slip
from sangkien.confirmations.models import AuthorAnswer, Said
from sangkien.confirmations.rules import GivenPaper
from sangkien.consents.models import Consent, Means, Purpose
from sangkien.initiatives import actions
from sangkien.initiatives.content import Content
from sangkien.initiatives.models import Author, Draft, Initiative
from sangkien.initiatives.states import State

# From these on a helper's work is looked at more closely; it is a reason to ask, never a verdict.
MOST_AN_HOUR = 30
ENOUGH_TO_JUDGE = 10
LEAST_ANSWERED = Fraction(8, 10)
MOST_ALIKE = Fraction(1, 2)
TIME_TO_ANSWER = timedelta(days=7)
_LOOKED_BACK = timedelta(days=120)


def send_for(draft: Draft, content: Content, *, slip: GivenPaper | None, by: Actor, at: datetime) -> Initiative:
    """Send a dossier that was entered for its authors, and with it the slip that the first of them signed: both or
    neither. Raises NotAllowed and NotPossible as `submit` and `consent_by_slip` do."""
    signed = look_at_slip(slip) if slip else None
    with transaction.atomic():
        initiative = actions.submit(draft, content, by=by, at=at)
        if signed:
            keep_slip(initiative, initiative.credited[0], signed, by=by, at=at)
    return initiative


def entered_for_others(helper: Person) -> "QuerySet[Initiative]":
    """The dossiers that somebody entered without being one of the authors."""
    own = Author.objects.filter(initiative=OuterRef("pk")).filter(_is(helper))
    return Initiative.objects.filter(~Exists(own), entered_by=helper)


def with_word_of_an_author() -> Q:
    """Those of which an author has said that it is theirs: by the link, or by a code that they read out. A photo of a
    slip is the helper's word for it."""
    took_part = [Said.CONFIRMED, Said.SHARE_WRONG]
    confirmed = AuthorAnswer.objects.filter(link__initiative=OuterRef("pk"), said__in=took_part)
    return Q(Exists(confirmed)) | Q(Exists(_agreed(means=Means.CODE)))


def with_slip() -> Q:
    """Those for which a signed slip was photographed."""
    return Q(Exists(_agreed(means=Means.SLIP)))


def _agreed(*, means: Means) -> "QuerySet[Consent]":
    given = Consent.objects.holding().to(Purpose.ENTERED_FOR_ME)
    return given.filter(initiative=OuterRef("pk"), means=means)


@dataclass(frozen=True)
class Credit:
    """What a helper has done for others: dossiers entered and not withdrawn, with an author's word, found valid."""

    entered: int
    confirmed: int
    valid: int


def credit_of(helper: Person) -> Credit:
    """Three queries."""
    entered = entered_for_others(helper).exclude(state=State.WITHDRAWN)
    return Credit(
        entered=entered.count(),
        confirmed=entered.filter(with_word_of_an_author()).count(),
        valid=entered.filter(state=State.VALID).count(),
    )


@dataclass(frozen=True)
class Habit:
    """How a helper has been working lately. `hour`: most dossiers within one hour; `old`: sent more than a week ago,
    of which `answered` have an author's word; `same_amount`, `same_title`: the most that share one."""

    entered: int
    hour: int
    old: int
    answered: int
    same_amount: int
    same_title: int


def habit_of(helper: Person, *, at: datetime) -> Habit:
    """The helper's last months, up to the moment `at`. Five queries, whatever their number."""
    lately = entered_for_others(helper).filter(submitted_at__gte=at - _LOOKED_BACK).exclude(state=State.WITHDRAWN)
    old = lately.filter(submitted_at__lte=at - TIME_TO_ANSWER)
    return Habit(
        entered=lately.count(),
        hour=_most(lately, "submitted_at__date", "submitted_at__hour"),
        old=old.count(),
        answered=old.filter(with_word_of_an_author()).count(),
        same_amount=_most(lately.filter(benefit_vnd__isnull=False), "benefit_vnd"),
        same_title=_most(lately, "folded_title"),
    )


def oddities(habit: Habit) -> list[str]:
    """What a reviewer should ask about, in words; none for most helpers."""
    found = []
    if habit.hour > MOST_AN_HOUR:
        found.append(ngettext("%(n)s hồ sơ trong một giờ", "%(n)s hồ sơ trong một giờ", habit.hour) % {"n": habit.hour})
    if habit.old >= ENOUGH_TO_JUDGE and Fraction(habit.answered, habit.old) < LEAST_ANSWERED:
        text = _("mới %(answered)s trên %(old)s hồ sơ đã quá một tuần được tác giả xác nhận")
        found.append(text % {"answered": habit.answered, "old": habit.old})
    if habit.entered >= ENOUGH_TO_JUDGE:
        found += _alike(habit)
    return found


def _alike(habit: Habit) -> list[str]:
    told = [
        (habit.same_amount, _("%(n)s hồ sơ ghi cùng một số tiền")),
        (habit.same_title, _("%(n)s hồ sơ cùng tên")),
    ]
    return [text % {"n": n} for n, text in told if Fraction(n, habit.entered) > MOST_ALIKE]


def _most(dossiers: "QuerySet[Initiative]", *same: str) -> int:
    """How many at most share all of `same`. One query."""
    groups = dossiers.order_by().values(*same).annotate(n=Count("pk"))
    most: int | None = groups.aggregate(most=Max("n"))["most"]
    return most or 0


def _is(helper: Person) -> Q:
    known = Q(person=helper)
    return known | Q(phone=helper.phone) if helper.phone else known
