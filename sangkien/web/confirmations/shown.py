"""What the pages of a dossier show of its confirmations: a flag for the lists, the block for the dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.models import Applied, AuthorAnswer, EmployerAnswer, Said, Withheld
from sangkien.confirmations.queries import (
    AuthorSaid,
    Evidence,
    Standing,
    authors_said,
    completed_since,
    employer_answer,
    evidence,
    unsettled,
)
from sangkien.confirmations.rules import READ_METHOD, entered_for
from sangkien.consents.models import Purpose
from sangkien.initiatives.models import Initiative
from sangkien.web.confirmations.flags import flags_for
from sangkien.web.evidence.worth import value_said

_LOOKS = {
    Standing.SENDER: ("grey", "send"),
    Standing.WAITING: ("grey", "clock"),
    Standing.CONFIRMED: ("green", "check"),
    Standing.CHANGED: ("gold", "repeat"),
    Standing.SHARE_WRONG: ("gold", "triangle-alert"),
    Standing.DENIED: ("red", "x"),
}


@dataclass(frozen=True)
class AuthorLine:
    """One author with the standing in words; `proof`: how they agreed that the union enters it, or empty."""

    said: AuthorSaid
    tone: str
    picture: str
    proof: str

    @property
    def name(self) -> str:
        """As it stands in the dossier."""
        return self.said.author.full_name

    @property
    def reason(self) -> str:
        """What they wrote with the answer."""
        return self.said.answer.reason if self.said.answer else ""

    @property
    def at(self) -> datetime | None:
        """When they answered."""
        return self.said.answer.at if self.said.answer else None


@dataclass(frozen=True)
class Shown:
    """All of it. `flags`: what nobody should overlook; `proof_missing`: somebody entered it for its authors and not
    every one's agreement is proven; `offered`: the employer tells of a decision that the dossier does not name;
    `outdated`: it was completed after that answer."""

    level: Evidence
    authors: list[AuthorLine]
    employer: EmployerAnswer | None
    withheld: Withheld | None
    flags: list[str]
    waiting: int
    helped: bool
    proof_missing: bool
    offered: bool
    outdated: bool

    @property
    def value(self) -> str:
        """What the employer says of the value, in words."""
        return value_said(self.employer) if self.employer else ""

    @property
    def alone(self) -> bool:
        """Is nobody there to be asked besides the one who sent it?"""
        return all(line.said.standing == Standing.SENDER for line in self.authors)


def shown(initiative: Initiative) -> Shown:
    """What a dossier's page says, in a fixed number of queries."""
    answer, helped = employer_answer(initiative), entered_for(initiative)
    lines = [_line(said) for said in authors_said(initiative)]
    standings = [line.said.standing for line in lines]
    return Shown(
        level=evidence(initiative, answer),
        authors=lines,
        employer=answer,
        withheld=Withheld.objects.filter(initiative=initiative).first(),
        flags=flags_for(unsettled([initiative]).get(initiative.pk, [])),
        waiting=standings.count(Standing.WAITING),
        helped=helped,
        proof_missing=helped and not all(line.proof for line in lines),
        offered=bool(answer and answer.number and answer.number != initiative.recognition_number),
        outdated=bool(answer and completed_since(answer)),
    )


@dataclass(frozen=True)
class Step:
    """An answer as a line of the history."""

    at: datetime
    what: str
    who: str
    said: str
    tone: str


def told(initiative: Initiative) -> list[Step]:
    """Every answer, oldest first. Three queries, and one for the authors unless they are read."""
    names = {line.link.mark: line.author.full_name for line in authors_said(initiative) if line.link}
    links = initiative.author_links.prefetch_related("answers")
    authors = [_author_step(answer, names.get(link.mark, "")) for link in links for answer in link.answers.all()]
    given = EmployerAnswer.objects.filter(link__initiative=initiative)
    return sorted([*authors, *map(_employer_step, given)], key=lambda step: step.at)


def as_read_by(actor: Actor, initiative: Initiative) -> Initiative:
    """The dossier as who may see it may read it: without the words that tell how it is done, where these are not for
    them. Only in memory, and never to be saved."""
    if not actor.may(READ_METHOD, initiative):
        initiative.restricted = True
        initiative.before = initiative.after = initiative.benefit_method = ""
    return initiative


def _line(said: AuthorSaid) -> AuthorLine:
    tone, picture = _LOOKS[said.standing]
    consent = said.consents.get(Purpose.ENTERED_FOR_ME)
    return AuthorLine(said, tone, picture, proof=consent.get_means_display() if consent else "")


def _author_step(answer: AuthorAnswer, name: str) -> Step:
    what = {
        Said.CONFIRMED: _("Đồng tác giả xác nhận có tham gia"),
        Said.SHARE_WRONG: _("Đồng tác giả báo phần đóng góp ghi chưa đúng"),
        Said.DENIED: _("Người được ghi là tác giả trả lời không phải mình"),
    }
    tones = {Said.CONFIRMED: "green", Said.SHARE_WRONG: "gold", Said.DENIED: "red"}
    said = Said(answer.said)
    return Step(answer.at, what[said], name, answer.reason, tones[said])


def _employer_step(answer: EmployerAnswer) -> Step:
    told = [answer.get_applied_display(), answer.get_recognised_display(), value_said(answer)]
    said = " ".join(f"{one}." for one in [*told, answer.get_disclosure_display()] if one)
    who = f"{answer.name}, {answer.position}"
    return Step(answer.at, _("Doanh nghiệp trả lời"), who, said, "green" if answer.applied != Applied.NO else "gold")


def interleaved(lines: Iterable[Any], initiative: Initiative) -> list[Any]:
    """The history with the answers where they belong in time."""
    return sorted([*lines, *told(initiative)], key=lambda line: line.at)
