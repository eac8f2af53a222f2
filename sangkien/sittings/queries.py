"""Who sits, who voted, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sangkien.accounts.models import Person
from sangkien.sittings.models import Council, Matter, Outcome, Purpose, Seat, Sitting
from sangkien.sittings.states import OVER, MatterState
from sangkien.sittings.thresholds import Base


@dataclass(frozen=True)
class Count:
    """What a vote stands at: `seats` of the day without the `excluded` ones, of these `present` and `cast`."""

    seats: int
    excluded: int
    present: int
    cast: int
    counts: Mapping[str, int]

    def of(self, base: Base) -> int:
        """Of how many a share is taken."""
        return self.seats if base == Base.SEATS else self.present


def outcome_of(kind: str, key: str) -> Outcome | None:
    """What was decided last of the thing. One query."""
    return Outcome.objects.filter(matter__kind=kind, matter__key=key).select_related("matter").order_by("pk").last()


def outcomes_of(kind: str, keys: list[str]) -> dict[str, Outcome]:
    """The same of many things, by their keys. One query."""
    found = Outcome.objects.filter(matter__kind=kind, matter__key__in=keys).select_related("matter").order_by("pk")
    return {outcome.matter.key: outcome for outcome in found}


def waiting(kind: str, key: str) -> Matter | None:
    """The agenda on which the thing stands, not decided yet. One query."""
    found = Matter.objects.filter(kind=kind, key=key, state=MatterState.LISTED)
    return found.select_related("sitting__council").first()


def members(sitting: Sitting) -> list[Person]:
    """Who has a seat on the day of the sitting, who leads first. One query, and the council unless read."""
    return [seat.person for seat in seats(sitting)]


def seats(sitting: Sitting) -> list[Seat]:
    """The seats of its day, who leads first. One query."""
    held = Seat.objects.on(sitting.day).filter(council=sitting.council_id).select_related("person")
    order = ["CHAIR", "DEPUTY", "SECRETARY", "MEMBER"]
    return sorted(held, key=lambda seat: (order.index(seat.office), seat.person.full_name))


def count(matter: Matter) -> Count:
    """What the vote stands at now; of a secret vote too, so that only closing may ask. Five queries."""
    sitting = matter.sitting
    seated = set(Seat.objects.on(sitting.day).filter(council=sitting.council_id).values_list("person", flat=True))
    out = seated & set(matter.recusals.values_list("person", flat=True))
    voted = set((matter.casts if matter.secret else matter.votes).values_list("person", flat=True))
    there = set(sitting.presences.filter(left_at=None).values_list("person", flat=True))
    slips = matter.box.slips if matter.secret else list(matter.votes.values_list("choice", flat=True))
    counts = {code: slips.count(code) for code in matter.labels}
    return Count(len(seated - out), len(out), len((there | voted) & (seated - out)), len(slips), counts)


def council_of(unit: int, purpose: Purpose) -> "QuerySet[Council]":
    """The union's councils of the purpose, the newest first."""
    return Council.objects.filter(unit=unit, purpose=purpose).order_by("-valid")


def ahead(councils: "QuerySet[Council]") -> "QuerySet[Sitting]":
    """Sittings of these councils that are not over, the next first."""
    found = Sitting.objects.filter(~Q(state__in=OVER), council__in=councils)
    return found.select_related("council__unit").order_by("day", "pk")
