"""Tổng kết giai đoạn: the table frozen, and the letter that reviews the phase and begins the next, in one go (letter of
phase 2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.clusters.models import Cluster
from sangkien.counting.queries import View
from sangkien.counting.settling import one_moment, settled
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase
from sangkien.programmes.queries import following
from sangkien.registry import actions as papers
from sangkien.registry.filling import with_words
from sangkien.registry.freezing import Taken
from sangkien.registry.freezing import content as figures_as_text
from sangkien.registry.models import OfficialPaper
from sangkien.registry.reaching import OfStretch
from sangkien.registry.templates import Template, template_for
from sangkien.standings import actions as standings
from sangkien.standings.content import Frozen
from sangkien.standings.content import content as table_as_text
from sangkien.standings.models import Kind
from sangkien.standings.rules import FREEZE
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import Grouping
from sangkien.statistics.stretches import Stretch
from sangkien.steering import rules
from sangkien.steering.models import Closing
from sangkien.steering.plans import Reviewing
from sangkien.steering.writing import told_in

NEXT, INTERIM, LAST = "phase-review", "interim-review", "final-review"
FOCUS = "trọng tâm giai đoạn sau"


@dataclass(frozen=True)
class Drawn:
    """The table and the figures of the letter, of one moment and up to the same entry of the ledger."""

    frozen: Frozen
    table: str
    of: OfStretch
    taken: Taken
    figures: str


def close(unit: Organisation, stretch: Stretch, reviewing: Reviewing, *, by: Actor, at: datetime) -> Closing:
    """Close the phase of `stretch` for the union: its table is frozen, and the letter drafted from figures of the same
    moment; all or nothing, and pressed twice once. Raises NotAllowed, and NotPossible with all that is missing."""
    by.must(FREEZE, unit)
    if known := Closing.objects.filter(unit=unit, key=reviewing.key).first():
        return known
    assert stretch.phase is not None
    asks = template_of(stretch, on=by.on) == NEXT
    if problems := rules.missing_to_close(reviewing, stretch, unit=unit, asks_for_focus=asks, on=by.on):
        raise NotPossible(problems)
    drawn = _drawn(unit, stretch, reviewing, by=by, at=at)
    return _write(unit, stretch.phase, reviewing, drawn, by=by, at=at)


def template_of(stretch: Stretch, *, on: date) -> str:
    """Which letter: of an interim review, of a phase that another follows, of the last."""
    if rules.is_interim(stretch, on=on):
        return INTERIM
    return NEXT if stretch.phase and following(stretch.phase) else LAST


def _drawn(unit: Organisation, stretch: Stretch, reviewing: Reviewing, *, by: Actor, at: datetime) -> Drawn:
    """Nothing is written, and nobody who sends waits for it."""
    kind = Kind.INTERIM if rules.is_interim(stretch, on=by.on) else Kind.FINAL
    grouping = Grouping.CLUSTERS if Cluster.objects.filter(organiser=unit).exists() else Grouping.CHILDREN
    mark, asked = settled(), (Order.TARGET, View.AS_THEN, reviewing.as_of)
    frozen = Frozen(stretch.programme, unit, kind, stretch.code, grouping, *asked, mark, at)
    of, taken = OfStretch(stretch, reviewing.as_of), Taken(unit, mark, at)
    with one_moment():
        return Drawn(frozen, table_as_text(frozen), of, taken, figures_as_text(of, taken))


@transaction.atomic
def _write(unit: Organisation, phase: Phase, reviewing: Reviewing, drawn: Drawn, *, by: Actor, at: datetime) -> Closing:
    hold(f"closing {unit.pk}")
    if known := Closing.objects.filter(unit=unit, key=reviewing.key).first():
        return known
    snapshot = standings.keep(drawn.frozen, drawn.table, by=by.somebody)
    paper = _draft(unit, drawn, reviewing, by=by, at=at)
    interim = snapshot.kind == Kind.INTERIM
    made = Closing.objects.create(
        unit=unit,
        phase=phase,
        number=Closing.objects.filter(unit=unit, phase=phase).count() + 1,
        interim=interim,
        reason=reviewing.reason.strip() if interim else "",
        snapshot=snapshot,
        paper=paper,
        key=reviewing.key,
        by=by.somebody,
        at=at,
    )
    after = {"phase": phase.code, "number": made.number, "snapshot": snapshot.number, "paper": paper.pk}
    record(verb="phase.close", target=made, by=by.person, at=at, unit=unit, after=after)
    return made


def _draft(unit: Organisation, drawn: Drawn, reviewing: Reviewing, *, by: Actor, at: datetime) -> OfficialPaper:
    figures = papers.keep(drawn.of, drawn.taken, drawn.figures, by=by.somebody)
    template = template_for(unit, template_of(drawn.of.stretch, on=by.on))
    paper = papers.begin(
        unit, _with_focus(template, figures.facts["next_focus"], reviewing), figures, by=by.somebody, at=at
    )
    return told_in(paper, reviewing.letter, by=by, at=at)


def _with_focus(template: Template, known: str | None, reviewing: Reviewing) -> Template:
    """A focus that is not the programme's is the drafter's own word, and stands in the text as such."""
    focus = reviewing.focus.strip()
    own = {} if not focus or focus == known else {FOCUS: focus}
    return replace(template, body=with_words(template.body, own))
