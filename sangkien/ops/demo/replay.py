"""The replay: phase 1 in Ninh Thuận, step by step through the product's own actions, with the clock passed in.

Nothing is inserted behind the rules' back; what the rules refuse stops the replay.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from django.db import connection

from sangkien.accounts.models import Appointment, Person
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.counting.actions import fold
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Initiative, Untold
from sangkien.initiatives.telling import UNDO
from sangkien.ops.demo import employers
from sangkien.ops.demo.gathering import Held, at_event
from sangkien.ops.demo.plans import ContentPlan, DossierPlan, Happening, Step, Verb
from sangkien.ops.demo.script import dossiers, happenings
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme, TermList
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.review.telling import tell

Progress = Callable[[int, int], None]
_READ = ("version", "benefit_vnd", "unit")  # of a dossier, before an action reads it under its lock


class Replay:
    """Everything that is looked up again and again, looked up once."""

    def __init__(
        self, programme: Programme, held: Sequence[Held] = (), *, plans: Iterable[DossierPlan] | None = None
    ) -> None:
        """`plans`: those of the script unless given."""
        self.programme = programme
        self.held = held
        self.plans = {plan.number: plan for plan in (dossiers() if plans is None else plans)}
        self.content: dict[int, ContentPlan] = {number: plan.content for number, plan in self.plans.items()}
        self.made: dict[int, int] = {}  # number of the plan -> primary key of the dossier
        self.units = {unit.code: unit for unit in Organisation.objects.all()}
        self.people = {person.username: person for person in Person.objects.all()}
        self.hats = {
            (hat.person_id, hat.role, hat.organisation_id): hat
            for hat in Appointment.objects.select_related("organisation")
        }
        terms = programme.terms.filter(list__in=[TermList.RETURN_REASON, TermList.REFUSAL_REASON])
        self.fields = {term.code: str(term.attributes.get("field", "")) for term in terms}
        self.untold = deque(Untold.objects.order_by("until").values_list("until", flat=True))

    def run(self, *, progress: Progress, only: Collection[int] | None = None) -> None:
        """All happenings (or those of some dossiers only) in the order of time; verdicts are told and the ledger is
        folded meanwhile, as in life."""
        everything = [one for one in happenings(self.plans.values()) if only is None or one.number in only]
        with _whole_or_not_at_all():
            for done, happening in enumerate(everything, start=1):
                self._play(happening)
                if done % 500 == 0:
                    fold()
                    progress(done, len(everything))
        while fold():
            pass
        progress(len(everything), len(everything))

    def _play(self, happening: Happening) -> None:
        step = happening.step
        actor = self._actor(step)
        if step.verb == Verb.SUBMIT:
            self._submit(happening.number, by=actor, at=step.at)
        else:
            initiative = Initiative.objects.only(*_READ).get(pk=self.made[happening.number])
            self._tell(at=step.at)
            _VERBS[step.verb](self, initiative, happening, actor)
            self.untold.append(step.at + UNDO)

    def _tell(self, *, at: datetime) -> None:
        """As the worker does, and without asking when nothing can be due."""
        due = False
        while self.untold and self.untold[0] <= at:
            due = bool(self.untold.popleft())
        if due:
            tell(at=at)

    def _actor(self, step: Step) -> Actor:
        person = self.people[step.by]
        hat = self.hats[person.pk, step.role, self.units[step.unit].pk] if step.role else None
        return Actor(person=person, on=day_of(step.at), hat=hat)

    def _submit(self, number: int, *, by: Actor, at: datetime) -> None:
        event = at_event(self.held, self.units[self.content[number].unit], at)
        draft = actions.start_draft(self.programme, by=by, at=at, update_day=event)
        made = actions.submit(draft, self.content_of(number), by=by, at=at, made=True)
        self.made[number] = made.pk

    def content_of(self, number: int) -> Content:
        """What the dossier of that number says by now."""
        plan = self.content[number]
        return Content(
            unit=self.units[plan.unit].pk,
            title=plan.title,
            kind=plan.kind,
            field=plan.field,
            restricted=plan.restricted,
            before=plan.before,
            after=plan.after,
            effect=plan.effect,
            applied_on=plan.applied_on,
            benefit_kind=plan.benefit.kind,
            benefit_vnd=plan.benefit.vnd,
            benefit_method=plan.benefit.method,
            effects=plan.effects,
            recognition=Recognition(**asdict(plan.recognition)),
            authors=tuple(
                AuthorEntry(full_name=a.full_name, phone=a.phone, department=a.department, job=a.job, share=a.share)
                for a in plan.authors
            ),
            publish_name=plan.publish_name,
        )

    def _reasons(self, step: Step) -> list[Reason]:
        return [Reason(reason.code, reason.text, self.fields[reason.code]) for reason in step.reasons]

    def _confirm(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        review.confirm(initiative, seen=initiative.version, by=by, at=happening.at)
        employers.ask(initiative, happening.number, by=by, at=happening.at)

    def _validate(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        review.validate(initiative, seen=initiative.version, by=by, at=happening.at)

    def _return(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        reasons = self._reasons(happening.step)
        review.send_back(initiative, reasons=reasons, seen=initiative.version, by=by, at=happening.at)

    def _refuse(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        reasons = self._reasons(happening.step)
        review.refuse(initiative, reasons=reasons, seen=initiative.version, by=by, at=happening.at)

    def _duplicate(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        assert happening.step.of is not None
        original = Initiative.objects.get(pk=self.made[happening.step.of])
        review.mark_duplicate(initiative, of=original, seen=initiative.version, by=by, at=happening.at)

    def _reroute(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        to = self.units[happening.step.to]
        review.reroute(initiative, to=to, seen=initiative.version, by=by, at=happening.at)

    def _withdraw(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        actions.withdraw(initiative, seen=initiative.version, by=by, at=happening.at)

    def _resubmit(self, initiative: Initiative, happening: Happening, by: Actor) -> None:
        number = happening.number
        self.content[number] = self.content[number].changed(happening.step.changes)
        draft = actions.start_correction(initiative, by=by, at=happening.at)
        actions.resubmit(draft, self.content_of(number), by=by, at=happening.at)


_VERBS: dict[Verb, Callable[[Replay, Initiative, Happening, Actor], None]] = {
    Verb.CONFIRM: Replay._confirm,
    Verb.VALID: Replay._validate,
    Verb.RETURN: Replay._return,
    Verb.INELIGIBLE: Replay._refuse,
    Verb.DUPLICATE: Replay._duplicate,
    Verb.REROUTE: Replay._reroute,
    Verb.WITHDRAW: Replay._withdraw,
    Verb.RESUBMIT: Replay._resubmit,
}


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """Without the savepoints of the actions: what goes wrong here stops everything, so nothing is ever taken back in
    part, and they would be a third of what is asked of the database."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = True
