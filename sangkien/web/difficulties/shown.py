"""What was done about a difficulty, step by step, as its reader may know it: officers read names, whoever asked reads
role and union."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.base.days import day_of
from sangkien.difficulties.models import Difficulty, Handover, Reply, ReplyKind, Verdict
from sangkien.difficulties.rules import OFFICERS
from sangkien.guidance.models import Article
from sangkien.organisations.models import Organisation, UnitName

_TONES = {
    ReplyKind.ANSWER: "green",
    ReplyKind.QUESTION: "gold",
    ReplyKind.MORE: "blue",
    ReplyKind.NOTE: "",
    ReplyKind.ASIDE: "red",
    ReplyKind.TAKEN_UP: "blue",
}
STATE_TONES = {
    "RECEIVED": ("blue", "inbox"),
    "WITH_UPPER": ("blue", "send"),
    "ASKED_BACK": ("gold", "rotate-ccw"),
    "ANSWERED": ("green", "circle-check"),
    "CLOSED": ("grey", "check"),
    "REOPENED": ("gold", "rotate-ccw"),
    "GROUPED": ("grey", "git-merge"),
    "ASIDE": ("grey", "x"),
}


@dataclass(frozen=True)
class Step:
    """One line of the history, as `components/timeline.html` prints it."""

    what: str
    who: str
    at: datetime
    said: str = ""
    tone: str = ""
    until: None = None


@dataclass(frozen=True)
class Story:
    """The history, and the last answer with the article that goes with it."""

    steps: list[Step]
    answer: Reply | None
    article: Article | None
    verdict: Verdict | None


def story(difficulty: Difficulty, *, for_officers: bool) -> Story:
    """All steps in their order; notes are for officers. Six queries, whatever the number of steps."""
    told = difficulty.replies.select_related("by", "desk", "article", "verdict").order_by("pk")
    replies = list(told if for_officers else told.exclude(kind=ReplyKind.NOTE))
    handovers = list(difficulty.handovers.select_related("by", "desk", "to").order_by("pk"))
    naming = _Naming(difficulty, replies, handovers, for_officers=for_officers)
    steps = [_asked(difficulty), *_said(replies, naming), *_handed(handovers, naming, for_officers=for_officers)]
    answer = next((one for one in reversed(replies) if one.kind == ReplyKind.ANSWER), None)
    verdict = getattr(answer, "verdict", None) if answer else None
    return Story(sorted(steps, key=lambda step: step.at), answer, answer.article if answer else None, verdict)


def _asked(difficulty: Difficulty) -> Step:
    return Step(_("Gửi vướng mắc"), difficulty.full_name, difficulty.asked_at, tone="blue")


def _said(replies: Iterable[Reply], naming: "_Naming") -> Iterator[Step]:
    for one in replies:
        kind = ReplyKind(one.kind)
        yield Step(str(kind.label), naming.who(one), one.at, one.text, _TONES[kind])
        if verdict := getattr(one, "verdict", None):
            what = _("Người hỏi: đã giải quyết được") if verdict.helped else _("Người hỏi: chưa giải quyết được")
            yield Step(what, "", verdict.at, verdict.text, "green" if verdict.helped else "gold")


def _handed(handovers: Iterable[Handover], naming: "_Naming", *, for_officers: bool) -> Iterator[Step]:
    for one in handovers:
        what = _("Chuyển tới %(union)s") % {"union": naming.union(one.to, one.at)}
        if one.by is None:
            yield Step(what, _("Quá hạn trả lời ở %(union)s") % {"union": naming.union(one.desk, one.at)}, one.at)
        else:
            yield Step(what, naming.who(one), one.at, one.reason if for_officers else "")


class _Naming:
    """Who said it: the names of those days. Two queries."""

    def __init__(
        self, difficulty: Difficulty, replies: list[Reply], handovers: list[Handover], *, for_officers: bool
    ) -> None:
        lines: list[Reply | Handover] = [*replies, *handovers]
        units = {one.desk_id for one in lines} | {one.to_id for one in handovers}
        people = {one.by_id for one in lines if one.by_id}
        self._asker, self._for_officers = difficulty.full_name, for_officers
        self._names = list(UnitName.objects.filter(organisation__in=units))
        self._hats = list(Appointment.objects.filter(person__in=people, organisation__in=units, role__in=OFFICERS))

    def union(self, unit: Organisation, at: datetime) -> str:
        """Its short name of that day."""
        held = (name for name in self._names if name.organisation_id == unit.pk and day_of(at) in name.valid)
        return next((name.short_name for name in held), unit.code)

    def who(self, line: Reply | Handover) -> str:
        """A name and a union; for whoever asked a role and a union."""
        if line.by is None or (isinstance(line, Reply) and line.kind == ReplyKind.MORE):
            return self._asker
        union = self.union(line.desk, line.at)
        if self._for_officers:
            return f"{line.by.full_name}, {union}"
        role = self._role(line.by, line)
        return f"{role.label}, {union}" if role else union

    def _role(self, person: Person, line: Reply | Handover) -> Role | None:
        held = (hat for hat in self._hats if hat.person_id == person.pk and hat.organisation_id == line.desk_id)
        return next((Role(hat.role) for hat in held if day_of(line.at) in hat.valid), None)
