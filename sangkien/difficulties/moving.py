"""The one place where state, desk, last day and version of a difficulty move together."""

from datetime import date, datetime

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.difficulties.clock import last_day, settled_on
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.rules import OFFICERS
from sangkien.difficulties.states import NEXT, OPEN, State
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain


def locked(pk: int, *, seen: int | None = None) -> Difficulty:
    """Its row until the transaction ends. Raises Stale when somebody changed it since it was `seen`."""
    difficulty = Difficulty.objects.select_for_update(of=("self",)).select_related("desk", "unit").get(pk=pk)
    if seen is not None and difficulty.version != seen:
        raise Stale
    return difficulty


def move(
    difficulty: Difficulty, *, verb: str, to: State, by: Actor | None, at: datetime, desk: Organisation | None = None
) -> None:
    """Take one step, on the way to this desk. A union that gets it, or gets it back, has its days anew. Raises
    NotPossible for a step that no arrow shows."""
    before = State(difficulty.state)
    if to not in NEXT[before]:
        text = f"{before.label} → {to.label}"
        raise NotPossible([Problem(code="wrong_moment", text=text)])
    difficulty.state, difficulty.desk = to, desk or difficulty.desk
    difficulty.waiting_since, difficulty.version = at, difficulty.version + 1
    difficulty.due_on = _due(difficulty, day_of(at))
    difficulty.save(update_fields=["state", "desk", "waiting_since", "version", "due_on"])
    record(
        verb=f"difficulty.{verb}",
        target=difficulty,
        by=by.person if by else None,
        at=at,
        unit=by.unit if by else None,
        before={"state": before},
        after={"state": to, "desk": difficulty.desk.code},
    )


def _due(difficulty: Difficulty, on: date) -> date | None:
    if difficulty.state in OPEN:
        return last_day(difficulty.desk, on=on)
    return settled_on(on) if difficulty.state == State.ANSWERED else None


def desk_for(unit: Organisation, *, on: date) -> Organisation:
    """Who answers: the union itself, or the nearest above it that has somebody to. Two queries."""
    above = [link.organisation_id for link in chain(unit, on)]
    hats = Appointment.objects.on(on).filter(organisation__in=above, role__in=OFFICERS).select_related("organisation")
    held = {hat.organisation_id: hat.organisation for hat in hats}
    return next((held[key] for key in above if key in held), unit)


def above(desk: Organisation, *, on: date) -> Organisation | None:
    """The next union on the way up that has somebody to answer; None at the top. Four queries at most."""
    standing = Organisation.objects.standing_for(desk, on=on).first() or desk
    links = chain(standing, on)[1:]
    if not links:
        return None
    nearest = desk_for(Organisation.objects.get(pk=links[0].organisation_id), on=on)
    return None if nearest == desk else nearest


def open_state(difficulty: Difficulty) -> State:
    """In which state it lies on its desk: with an upper union once it left the first."""
    return State.WITH_UPPER if difficulty.handovers.exists() and _is_above_its_first(difficulty) else State.RECEIVED


def _is_above_its_first(difficulty: Difficulty) -> bool:
    first = difficulty.handovers.order_by("pk").values_list("desk", flat=True).first()
    return difficulty.desk_id != first


def tell_officers(kind: str, desk: Organisation, difficulty: Difficulty, *, at: datetime) -> None:
    """A message to each officer of the desk with a phone; after two days it says nothing new."""
    hats = Appointment.objects.on(day_of(at)).filter(organisation=desk, role__in=OFFICERS).select_related("person")
    people = {hat.person_id: hat.person for hat in hats}
    for person in people.values():
        if person.phone and person.phone not in difficulty.parties:
            until = end_of(last_day(desk, on=day_of(at)))
            write(kind, to=person.phone, params={"difficulty": difficulty.code}, at=at, until=until)


def tell_asker(kind: str, difficulty: Difficulty, *, at: datetime) -> None:
    """A message to whoever asked, if there is a number."""
    phone = difficulty.phone or (difficulty.asked_by.phone if difficulty.asked_by else "") or ""
    if phone:
        write(kind, to=phone, params={"difficulty": difficulty.code}, at=at)
