"""What a made dossier says, and what happens to it. Plain values: a replay hands them to the product's actions.

Codes are those of the programme's own lists and of the dossier's content (kinds, fields, MONEY, DIRECT …).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Verb(StrEnum):
    """One step in the life of a dossier."""

    SUBMIT = "submit"
    CONFIRM = "confirm"
    RETURN = "return"
    RESUBMIT = "resubmit"
    VALID = "valid"
    INELIGIBLE = "ineligible"
    DUPLICATE = "duplicate"
    REROUTE = "reroute"
    WITHDRAW = "withdraw"


class Fate(StrEnum):
    """How a dossier stands when the script ends."""

    VALID = "valid"
    VALID_AFTER_RETURN = "valid_after_return"
    VALID_AFTER_TWO_RETURNS = "valid_after_two_returns"
    VALID_AFTER_REROUTING = "valid_after_rerouting"
    RETURNED = "returned"
    INELIGIBLE = "ineligible"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    WAITING_FOR_UNIT = "waiting_for_unit"
    WAITING_FOR_SUPERIOR = "waiting_for_superior"

    @property
    def is_valid(self) -> bool:
        """Whether such a dossier counts towards the target."""
        return self.startswith("valid")


@dataclass(frozen=True, kw_only=True)
class AuthorPlan:
    """One author; `share` in hundredths of a percent, `phone` in E.164, `login` empty without an account."""

    full_name: str
    phone: str
    department: str
    job: str
    share: int
    login: str = ""


@dataclass(frozen=True, kw_only=True)
class RecognitionPlan:
    """Hình thức công nhận: which form, and its number, day and issuer where it has them."""

    form: str
    number: str = ""
    on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, kw_only=True)
class BenefitPlan:
    """Giá trị làm lợi: MONEY with an amount in đồng and how it was worked out, or another kind without one."""

    kind: str
    vnd: int | None = None
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class ContentPlan:
    """Everything an author types. `unit` is the code of the grassroots union that was chosen.

    A restricted dossier says only its title and its `effect`: `before` and `after` stay empty.
    """

    unit: str
    title: str
    kind: str
    field: str
    before: str
    after: str
    applied_on: date
    recognition: RecognitionPlan
    benefit: BenefitPlan
    effects: tuple[str, ...]
    authors: tuple[AuthorPlan, ...]
    restricted: bool = False
    effect: str = ""
    publish_name: bool = True

    def changed(self, changes: "Changes") -> "ContentPlan":
        """What the dossier says once these fields have been written anew."""
        return replace(self, **dict(changes))


Changes = tuple[tuple[str, Any], ...]  # (name of a field of ContentPlan, its new value)


@dataclass(frozen=True, kw_only=True)
class ReasonPlan:
    """Why a dossier comes back or is refused, and the words its author reads."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """Who did what when. `role` and `unit` are the hat worn for it; both empty for a worker.

    `level` of a return: "grassroots" or "superior". `of`: the number of the dossier that is doubled.
    `to`: the code of the grassroots union a dossier is sent on to.
    """

    verb: Verb
    at: datetime
    by: str
    role: str = ""
    unit: str = ""
    level: str = ""
    reasons: tuple[ReasonPlan, ...] = ()
    changes: Changes = ()
    of: int | None = None
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class DossierPlan:
    """One dossier: its number by order of sending, its words as first sent, its life, its planted defects.

    `home` is the grassroots union where it belongs; `content.unit` differs from it only in a dossier that
    was sent to the wrong one.
    """

    number: int
    fate: Fate
    home: str
    content: ContentPlan
    steps: tuple[Step, ...]
    planted: tuple[str, ...] = ()

    @property
    def entered_by(self) -> str:
        """The login of who typed it: a worker, or an officer of the union as helper."""
        return self.steps[0].by

    @property
    def submitted_at(self) -> datetime:
        """When it was first sent."""
        return self.steps[0].at

    @property
    def final_content(self) -> ContentPlan:
        """What it says after every correction and, where it was sent on, under its right union."""
        content = self.content
        for step in self.steps:
            content = content.changed(step.changes)
            content = replace(content, unit=step.to) if step.to else content
        return content


@dataclass(frozen=True, kw_only=True)
class TargetPlan:
    """Chỉ tiêu of a unit for phase 1: assigned from above, registered and self-raised where it has them."""

    unit: str
    assigned: int
    registered: int | None
    self_raised: int | None
    decided_on: date


@dataclass(frozen=True, kw_only=True, order=True)
class Happening:
    """One step of one dossier, for a replay in the order of time."""

    at: datetime
    number: int
    place: int
    step: Step = field(compare=False)
