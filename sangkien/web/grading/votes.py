"""What the council votes on in a round, and what came of it, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.grading.models import Round, Tabled
from sangkien.grading.queries import Graded
from sangkien.grading.rules import KIND_OF_ONE
from sangkien.grading.states import State
from sangkien.sittings.models import Council, Matter, Purpose, Sitting
from sangkien.sittings.queries import ahead
from sangkien.sittings.rules import LEAD, SEE_SITTING
from sangkien.sittings.states import MatterState
from sangkien.web.sittings.forms import AgendaForm


@dataclass(frozen=True)
class Vote:
    """A matter of the council in which sheets of a round are: which unions, where it stands, and whether the visitor
    may open the sitting."""

    matter: Matter
    about: str
    tone: str
    stands: str
    opens: bool

    @property
    def sitting(self) -> Sitting:
        """Where it is, or was, voted on."""
        return self.matter.sitting


def votes(found: Iterable[Graded], standing: Mapping[int, Tabled], actor: Actor) -> list[Vote]:
    """The matters in which these sheets are now, in the order in which they were put. One query at most."""
    names: dict[int, list[str]] = {}
    matters: dict[int, Matter] = {}
    for each in found:
        if row := standing.get(each.sheet.pk):
            matters[row.matter_id] = row.matter
            names.setdefault(row.matter_id, []).append(each.name)
    opens = actor.those(SEE_SITTING, Sitting, [matter.sitting_id for matter in matters.values()])
    return [
        Vote(matter, _about(matter, names[key]), *stands(matter), opens=matter.sitting_id in opens)
        for key, matter in sorted(matters.items())
    ]


def _about(matter: Matter, names: list[str]) -> str:
    return names[0] if matter.kind == KIND_OF_ONE else _("Danh sách %(n)s đơn vị") % {"n": len(names)}


def stands(matter: Matter) -> tuple[str, str]:
    """The tone and the words of where a matter stands."""
    if matter.state == MatterState.LISTED:
        return "blue", _("chờ biểu quyết")
    if matter.state == MatterState.PUT_OFF:
        return "grey", _("để lại: %(reason)s") % {"reason": matter.put_off_for}
    outcome = matter.outcome
    yes = {"yes": outcome.counts[matter.choices[0][0]], "cast": outcome.cast}
    if outcome.agreed:
        return "green", _("đã thông qua: %(yes)s/%(cast)s phiếu đồng ý") % yes
    return "gold", _("không được thông qua: %(yes)s/%(cast)s phiếu đồng ý") % yes


def council_of(one: Round, actor: Actor) -> Council | None:
    """The organiser's council for emulation today. One query."""
    return Council.objects.on(actor.on).filter(unit=one.organiser_id, purpose=Purpose.EMULATION).first()


def agenda_form(actor: Actor, one: Round, data: Any = None) -> AgendaForm | None:
    """For who leads a sitting of the organiser's council that is not over, while the round is there."""
    if one.state != State.COUNCIL:
        return None
    councils = Council.objects.filter(unit=one.organiser_id, purpose=Purpose.EMULATION)
    led = actor.among(LEAD, ahead(councils))
    return AgendaForm(data, among=led, initial={"openly": True}) if led else None
