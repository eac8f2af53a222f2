"""Who may do what where a council meets. It is the province's for emulation: Đông in the chair, Thảo its secretary;
Minh, Yến, Hoa and Quang are members. The matters name Yến.

LISTED waits for votes at the OPEN sitting, PLANNED_MATTER before one of tomorrow; DECIDED was closed today at the one
that is OVER.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Model

from sangkien.sittings import actions, meeting
from sangkien.sittings.models import Matter, Purpose
from sangkien.sittings.tests.holding import SEATED, council, opened, put, vote
from tests.cast import NOW, TODAY, Cast

SITTINGS = """
                                         nobody carrier lan hung mai kim minh chair yen thao dong ha
council.set_up       GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    x   x
council.set_up       INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    x   x
council.set_up       PROVINCE              .      .     .    .   .   .    .    .    .    .    x   x
council.set_up       CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
council.keep         COUNCIL               .      .     .    .   .   .    .    .    .    .    x   x
council.see          COUNCIL               .      .     .    .   .   .    x    x    x    x    x   x
sitting.plan         COUNCIL               .      .     .    .   .   .    .    .    .    x    x   x
sitting.see          OPEN                  .      .     .    .   .   .    x    x    x    x    x   x
sitting.lead         PLANNED               .      .     .    .   .   .    .    .    .    x    x   .
sitting.lead         OPEN                  .      .     .    .   .   .    .    .    .    x    x   .
sitting.lead         OVER                  .      .     .    .   .   .    .    .    .    .    .   .
sitting.attend       PLANNED               .      .     .    .   .   .    .    .    .    .    .   .
sitting.attend       OPEN                  .      .     .    .   .   .    x    x    x    x    x   .
sitting.attend       OVER                  .      .     .    .   .   .    .    .    .    .    .   .
matter.vote          LISTED                .      .     .    .   .   .    x    x    .    x    x   .
matter.vote          PLANNED_MATTER        .      .     .    .   .   .    .    .    .    .    .   .
matter.vote          DECIDED               .      .     .    .   .   .    .    .    .    .    .   .
matter.close         LISTED                .      .     .    .   .   .    .    .    .    x    x   .
matter.close         PLANNED_MATTER        .      .     .    .   .   .    .    .    .    .    .   .
matter.close         DECIDED               .      .     .    .   .   .    .    .    .    .    .   .
matter.recuse        LISTED                .      .     .    .   .   .    x    x    x    x    x   .
matter.recuse        PLANNED_MATTER        .      .     .    .   .   .    x    x    x    x    x   .
matter.recuse        DECIDED               .      .     .    .   .   .    .    .    .    .    .   .
matter.see_votes     LISTED                .      .     .    .   .   .    x    x    .    x    x   .
matter.see_votes     DECIDED               .      .     .    .   .   .    x    x    .    x    x   .
"""


def sittings(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Ways to make them; all of one council, made with the first."""
    made: dict[str, Model] = {}

    def make(name: str) -> Model:
        if not made:
            made.update(_made(cast))
        return made[name]

    names = ("COUNCIL", "PLANNED", "OPEN", "OVER", "LISTED", "PLANNED_MATTER", "DECIDED")
    return {name: lambda name=name: make(name) for name in names}  # type: ignore[misc]


def _made(cast: Cast) -> dict[str, Model]:
    here, thao = council(cast, purpose=Purpose.INITIATIVES), cast.actor("thao")  # grading has one of the other kind
    over, sitting = opened(cast, here), opened(cast, here)
    later = meeting.plan(here, day=TODAY + timedelta(days=1), place="Phòng họp số 2", by=thao, at=NOW)
    yens = [str(cast.person("yen").phone)]
    decided, listed, planned = (put(cast, one, key=str(one.pk), parties=yens) for one in (over, sitting, later))
    vote(cast, decided, **{who: "AGREE" for who in SEATED if who != "yen"})
    actions.close(decided, by=thao, at=NOW)
    meeting.close_sitting(over, by=thao, at=NOW)
    matters = {"LISTED": listed, "PLANNED_MATTER": planned, "DECIDED": Matter.objects.get(pk=decided.pk)}
    return {"COUNCIL": here, "PLANNED": later, "OPEN": sitting, "OVER": over, **matters}
