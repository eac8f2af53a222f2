"""What unions open themselves: a stretch inside a superior's campaign (letter of the 40-day campaign, item 2, first
dash), or, where they lead others, a campaign for all below them."""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.organisations.models import Organisation
from sangkien.programmes import rules
from sangkien.programmes.models import Campaign, CampaignKind, Programme
from sangkien.programmes.rules import StretchDetails

_CODE = "DV"  # of what unions open; a number follows
_CODES = re.compile(rf"{_CODE}(\d+)")
_OPENING = ("stretch.open", "campaign.launch")


@transaction.atomic
def open_stretch(organiser: Organisation, details: StretchDetails, *, by: Actor, at: datetime) -> Campaign:
    """Open a peak week, a peak month or a campaign of the union's own inside another one.

    Raises NotAllowed, and NotPossible with all that is missing."""
    by.must(rules.OPEN_STRETCH, organiser)
    parents = rules.possible_parents(organiser, on=by.on)
    if problems := rules.missing_to_open(details, parents=parents, on=by.on):
        raise NotPossible(problems)
    assert details.parent is not None  # missing_to_open saw to it
    return _opened(details.parent.programme, organiser, details, verb="stretch.open", by=by, at=at)


@transaction.atomic
def launch(
    organiser: Organisation, details: StretchDetails, *, programme: Programme, by: Actor, at: datetime
) -> Campaign:
    """Launch a campaign for the union and all below it, within a phase of the programme.

    Raises NotAllowed, and NotPossible with all that is missing."""
    by.must(rules.LAUNCH, organiser)
    if problems := rules.missing_to_launch(details, programme, organiser=organiser, on=by.on):
        raise NotPossible(problems)
    return _opened(programme, organiser, details, verb="campaign.launch", by=by, at=at)


@transaction.atomic
def change_stretch(stretch: Campaign, details: StretchDetails, *, seen: str, by: Actor, at: datetime) -> Campaign:
    """Another name, other days, another campaign of the same programme. `seen` is the `mark` of what it was.

    Raises NotAllowed, Stale, and NotPossible: it is over, or what is missing."""
    stretch = _locked(stretch, seen=seen)
    by.must(rules.CHANGE_STRETCH, stretch)
    parents = [one for one in rules.possible_parents(stretch.organiser, on=by.on) if one.pk != stretch.pk]
    same = [one for one in parents if one.programme_id == stretch.programme_id]
    problems = [*_over(stretch, by), *rules.missing_to_open(details, parents=same, on=by.on), *_holds(stretch, details)]
    if problems:
        raise NotPossible(problems)
    before = _told(stretch)
    _settle(stretch, details)
    stretch.save(update_fields=["parent", "kind", "name", "name_en", "window"])
    record(
        verb="stretch.change", target=stretch, by=by.person, at=at, unit=by.unit, before=before, after=_told(stretch)
    )
    return stretch


@transaction.atomic
def call_off(stretch: Campaign, *, seen: str, by: Actor, at: datetime) -> None:
    """Take it away before it begins. Raises NotAllowed, Stale, and NotPossible: it has begun, or something lies in
    it."""
    stretch = _locked(stretch, seen=seen)
    by.must(rules.CHANGE_STRETCH, stretch)
    _take_away(stretch, verb="stretch.call_off", by=by, at=at)


@transaction.atomic
def recall(campaign: Campaign, *, by: Actor, at: datetime) -> None:
    """Take back a campaign that the union launched, before it begins. Raises NotAllowed, and NotPossible: it has begun,
    or something lies in it."""
    by.must(rules.LAUNCH, campaign.organiser)
    launched = Campaign.objects.select_for_update(of=("self",)).filter(by_unit=True, parent=None)
    _take_away(launched.get(pk=campaign.pk), verb="campaign.recall", by=by, at=at)


def _take_away(stretch: Campaign, *, verb: str, by: Actor, at: datetime) -> None:
    problems = [] if by.on < stretch.window.lower else [Problem(code="begun", text=_("Đợt này đã bắt đầu."))]
    if stretch.parts.exists():
        problems.append(Problem(code="holds", text=_("Trong đợt này còn đợt khác hoặc ngày hội.")))
    if problems:
        raise NotPossible(problems)
    record(verb=verb, target=stretch, by=by.person, at=at, unit=by.unit, before=_told(stretch))
    stretch.delete()


def mark(stretch: Campaign) -> str:
    """What somebody has seen of it: whoever changes it names this."""
    return "|".join(map(str, _told(stretch).values()))


def nest_day(
    parent: Campaign, *, organiser: Organisation, kind: CampaignKind, code: str, name: str, name_en: str, day: date
) -> Campaign:
    """Write a campaign of one day into `parent`, in the caller's transaction. Who may, and whether the day lies within
    the parent, the caller has asked."""
    return Campaign.objects.create(
        programme=parent.programme,
        parent=parent,
        organiser=organiser,
        kind=kind,
        code=code,
        name=name,
        name_en=name_en,
        window=_one_day(day),
        by_unit=True,
    )


def move_day(campaign: Campaign, *, parent: Campaign, day: date) -> None:
    """Put it into another campaign of the same programme or on another day, in the caller's transaction."""
    campaign.parent, campaign.window = parent, _one_day(day)
    campaign.save(update_fields=["parent", "window"])


# Helpers, in the order of call -----------------------------------------------------------------------------


def _opened(
    programme: Programme, organiser: Organisation, details: StretchDetails, *, verb: str, by: Actor, at: datetime
) -> Campaign:
    stretch = planned(Programme.objects.select_for_update().get(pk=programme.pk), organiser, details)
    stretch.save(force_insert=True)
    record(verb=verb, target=stretch, by=by.person, at=at, unit=by.unit, after=_told(stretch))
    return stretch


def planned(programme: Programme, organiser: Organisation, details: StretchDetails) -> Campaign:
    """As it will be, not stored. Another may take its code meanwhile, unless the programme's row is locked."""
    stretch = Campaign(programme=programme, organiser=organiser, code=_next_code(programme), by_unit=True)
    _settle(stretch, details)
    return stretch


def _next_code(programme: Programme) -> str:
    """One that was never given: figures and papers still name by its code what was taken away. The log has them all."""
    log = Record.objects.filter(target_type=Campaign._meta.label_lower, verb__in=_OPENING)
    given = [*programme.campaigns.values_list("code", flat=True), *log.values_list("after__code", flat=True)]
    numbers = [int(found[1]) for code in given if (found := _CODES.fullmatch(code))]
    return f"{_CODE}{max(numbers, default=0) + 1}"


def _settle(stretch: Campaign, details: StretchDetails) -> None:
    stretch.parent, stretch.kind = details.parent, details.kind
    stretch.name, stretch.name_en = details.name, details.name_en
    stretch.window = _window(details)


def _window(details: StretchDetails) -> DateRange:
    assert details.first_day is not None and details.last_day is not None  # missing_to_open saw to it
    return DateRange(details.first_day, date.fromordinal(details.last_day.toordinal() + 1))


def _told(stretch: Campaign) -> dict[str, Any]:
    return {
        "code": stretch.code,
        "parent": stretch.parent.code if stretch.parent else "",
        "kind": str(stretch.kind),
        "name": stretch.name,
        "name_en": stretch.name_en,
        "first_day": str(stretch.window.lower),
        "last_day": str(stretch.last_day),
    }


def _locked(stretch: Campaign, *, seen: str) -> Campaign:
    """As it is now; only what unions opened inside a campaign, and no update day, which has verbs of its own."""
    own = rules.opened_inside().select_related("organiser", "parent")
    found = own.select_for_update(of=("self",)).get(pk=stretch.pk)
    if mark(found) != seen:
        raise Stale
    return found


def _over(stretch: Campaign, by: Actor) -> list[Problem]:
    if stretch.last_day is None or by.on <= stretch.last_day:
        return []
    return [Problem(code="over", text=_("Đợt này đã kết thúc nên không sửa được nữa."))]


def _holds(stretch: Campaign, details: StretchDetails) -> list[Problem]:
    """What lies in it stays in it."""
    if details.first_day is None or details.last_day is None or details.last_day < details.first_day:
        return []
    outside = stretch.parts.filter(by_unit=True).exclude(window__contained_by=_window(details))
    text = _("“%(name)s” nằm trong đợt này sẽ ở ngoài những ngày mới.")
    return [Problem(code="part_outside", field="last_day", text=text % {"name": one.title}) for one in outside]


def _one_day(day: date) -> DateRange:
    return DateRange(day, date.fromordinal(day.toordinal() + 1))
