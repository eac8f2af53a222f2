"""Phát động chiến dịch: the campaign, the targets, and the letter, in one go (letter of the 40-day campaign)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Stale
from sangkien.counting.settling import one_moment, settled
from sangkien.organisations.models import Organisation
from sangkien.programmes import nesting
from sangkien.programmes.models import Campaign
from sangkien.programmes.rules import LAUNCH
from sangkien.registry import actions as papers
from sangkien.registry import registering
from sangkien.registry.freezing import Taken, content
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper
from sangkien.registry.reaching import OfStretch
from sangkien.registry.templates import template_for
from sangkien.statistics.stretches import stretch_of
from sangkien.steering import rules
from sangkien.steering.models import Launch
from sangkien.steering.plans import Launching
from sangkien.steering.queries import launched_with
from sangkien.steering.writing import told_in
from sangkien.targets import actions as targets
from sangkien.targets.models import Allocation, TargetKind
from sangkien.targets.plan import Plan, Signed
from sangkien.targets.queries import Targets, last_decision, targets_of
from sangkien.targets.rules import raises

TEMPLATE = "campaign-launch"


@dataclass(frozen=True)
class Prepared:
    """The figures that the letter will say, with the targets that are set together with it, and as text."""

    of: OfStretch
    taken: Taken
    text: str


def prepare(unit: Organisation, launching: Launching, *, by: Actor, at: datetime) -> Prepared:
    """Read everything that the letter will say; nothing is written. Raises NotAllowed, and NotPossible with all that is
    missing."""
    by.must(LAUNCH, unit)
    campaign = _campaign(unit, launching)
    after = _targets_after(unit, launching)
    own = after.get(unit.pk, Targets())
    if problems := rules.missing_to_launch(launching, unit=unit, own=own, campaign=campaign, on=by.on):
        raise NotPossible(problems)
    assert campaign is not None  # its days are right
    of, taken = _of(unit, launching.plan, campaign, after, on=by.on), Taken(unit, settled(), at)
    with one_moment():
        return Prepared(of, taken, content(of, taken))


def _of(
    unit: Organisation, plan: Plan | None, campaign: Campaign, after: Mapping[int, Targets], *, on: date
) -> OfStretch:
    """Of the campaign, with the number that is divided, of its kind; a percentage that comes to more than the union has
    is what it raises for itself."""
    if plan is None:
        return OfStretch(stretch_of(campaign), on)
    own, against = after[unit.pk], plan.divides
    if raises(plan, own):
        own, against = with_total(own, TargetKind.SELF_RAISED, plan.total), TargetKind.SELF_RAISED
    return OfStretch(stretch_of(campaign), on, {**after, unit.pk: own}, against)


def letter(unit: Organisation, launching: Launching, prepared: Prepared, *, by: Actor) -> OfficialPaper:
    """The letter as it will be drafted, not stored."""
    at, author = prepared.taken.at, by.somebody
    figures = papers.unkept(prepared.of, prepared.taken, prepared.text, by=author)
    template, signer = template_for(unit, TEMPLATE), launching.letter.signer
    draft = papers.composed(unit, template, figures, by=author, at=at, signer=signer)
    draft.addressees = launching.letter.addressees
    return draft


def launch(unit: Organisation, launching: Launching, *, by: Actor, at: datetime) -> Launch:
    """Launch the campaign: the stretch, the targets with their decision, and the draft of the letter, all or nothing;
    pressed twice it is launched once. The figures are taken before anything is locked: nobody who sends waits for it.

    Raises NotAllowed, NotPossible with all that is missing, and Stale when something else was decided meanwhile."""
    by.must(LAUNCH, unit)
    if known := launched_with(unit, launching.key):
        return known
    prepared = prepare(unit, launching, by=by, at=at)
    return _write(unit, launching, prepared, by=by, at=at)


@transaction.atomic
def _write(unit: Organisation, launching: Launching, prepared: Prepared, *, by: Actor, at: datetime) -> Launch:
    hold(f"launch {unit.pk}")
    if known := launched_with(unit, launching.key):
        return known
    if launching.joins:
        campaign = _joined(unit, launching.joins)
    else:
        campaign = nesting.launch(unit, launching.details, programme=launching.programme, by=by, at=at)
    if campaign.code != prepared.of.stretch.code:  # the letter names it
        raise Stale
    if launching.week:
        nesting.open_stretch(unit, replace(launching.week, parent=campaign), by=by, at=at)
    decision = _give(unit, launching, launching.plan, by=by, at=at) if launching.plan else None
    paper = _draft(unit, launching, prepared, by=by, at=at)
    said = {"unit": unit, "campaign": campaign, "paper": paper, "allocation": decision, "key": launching.key}
    made = Launch.objects.create(**said, by=by.somebody, at=at)
    after = {"campaign": campaign.code, "paper": paper.pk, "decision": decision.number if decision else ""}
    record(verb="campaign.send_out", target=made, by=by.person, at=at, unit=unit, after=after)
    return made


@transaction.atomic
def recall(launched: Launch, *, by: Actor, at: datetime) -> None:
    """Take a campaign back that the union launched as its own, before it begins and before a union below has launched
    it too. The letter and the targets stay, each with verbs of its own. Raises NotAllowed, NotPossible."""
    by.must(LAUNCH, launched.campaign.organiser)
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=launched.campaign_id)
    if problems := rules.keeps_from_recall(campaign):
        raise NotPossible(problems)
    launched.delete()
    nesting.recall(campaign, by=by, at=at)


def _joined(unit: Organisation, campaign: Campaign) -> Campaign:
    """The campaign of the programme's file or of a union above, held so that nobody takes it back meanwhile. Raises
    Stale where somebody has, or has launched it for the union."""
    free = Campaign.objects.select_for_update(no_key=True, of=("self",)).exclude(launches__unit=unit)
    if held := free.filter(pk=campaign.pk).first():
        return held
    raise Stale


def _campaign(unit: Organisation, launching: Launching) -> Campaign | None:
    """As it will be; None while its days cannot be read."""
    first, last = launching.details.first_day, launching.details.last_day
    if launching.joins:
        return launching.joins
    return nesting.planned(launching.programme, unit, launching.details) if first and last and first <= last else None


def _targets_after(unit: Organisation, launching: Launching) -> Mapping[int, Targets]:
    """The numbers of the union and those below it, once the decision stands; nothing where they stay as they are."""
    plan = launching.plan
    if plan is None:
        return {}
    now = targets_of([unit.pk, *(below.pk for below in plan.parts)], **plan.which.key)
    given = {
        below.pk: replace(now.get(below.pk, Targets()), assigned=part.value or 0) for below, part in plan.parts.items()
    }
    return given | {unit.pk: with_total(now.get(unit.pk, Targets()), plan.divides, launching.total)}


def with_total(own: Targets, kind: TargetKind, total: int) -> Targets:
    """The union's numbers with this one of that kind."""
    numbers = {"registered": own.registered, "self_raised": own.self_raised, "assigned": own.assigned}
    return Targets(**numbers | {kind.value.lower(): total})


def _give(unit: Organisation, launching: Launching, plan: Plan, *, by: Actor, at: datetime) -> Allocation:
    """The union's own number, and what each below it gets of it."""
    own = targets_of([unit.pk], **plan.which.key).get(unit.pk, Targets())
    if own.of(plan.divides) != launching.total:
        targets.pledge(unit, {plan.divides: launching.total}, which=plan.which, by=by, at=at)
    signed = launching.decision if launching.decision.number else _numbered(unit, launching, by=by, at=at)
    follows = last_decision(unit, **plan.which.key)
    return targets.allocate(unit, plan, paper=signed, follows=follows, by=by, at=at)


def _numbered(unit: Organisation, launching: Launching, *, by: Actor, at: datetime) -> Signed:
    """The next number of the union's decisions, kept for this one."""
    assert launching.plan is not None
    subject = f"Giao chỉ tiêu {launching.plan.which.title} Chương trình {launching.programme.short_name}"
    kept = registering.reserve(unit, Kind.QD, subject=subject, by=by, at=at)
    return Signed(kept.line, day_of(at))


def _draft(unit: Organisation, launching: Launching, prepared: Prepared, *, by: Actor, at: datetime) -> OfficialPaper:
    figures = papers.keep(prepared.of, prepared.taken, prepared.text, by=by.somebody)
    paper = papers.begin(unit, template_for(unit, TEMPLATE), figures, by=by.somebody, at=at)
    return told_in(paper, launching.letter, by=by, at=at)
