"""What somebody is about to do, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.programmes.models import Campaign, Programme
from sangkien.programmes.rules import StretchDetails
from sangkien.targets.plan import Plan, Signed


@dataclass(frozen=True)
class Letter:
    """What the officer settles about the letter at once; the rest is its template's, to be changed in the draft."""

    addressees: str
    delivered: bool
    signer: Person | None


@dataclass(frozen=True)
class Launching:
    """A campaign about to be launched: one that is there (`joins`), or a new one of these `details`.

    `week`: a peak week inside it. `plan`: how the target `total` is divided; None: the targets stay as they are.
    `decision`: the paper by which it is given; without a number the next one of the union's register is taken."""

    key: UUID
    programme: Programme
    joins: Campaign | None
    details: StretchDetails
    letter: Letter
    week: StretchDetails | None = None
    plan: Plan | None = None
    total: int = 0
    decision: Signed = field(default_factory=Signed)


@dataclass(frozen=True)
class Ground:
    """Why something is taken back, and by which decision."""

    reason: str
    number: str
    signed_on: date | None

    @property
    def decision(self) -> str:
        """As it is read beside what fell; the day is there once nothing is missing."""
        assert self.signed_on is not None
        return f"Quyết định số {self.number} ngày {format_day(self.signed_on)}"


@dataclass(frozen=True)
class Reviewing:
    """A phase about to be closed. `focus` is that of the next phase, `reason` that of an interim review."""

    key: UUID
    as_of: date
    letter: Letter
    focus: str = ""
    reason: str = ""
