"""Who is compared with whom in the demonstration, what Đông froze of it, and the milestone that was reached."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.clusters.spec import configure, read
from sangkien.counting.queries import View
from sangkien.milestones.actions import decide
from sangkien.programmes.models import Programme
from sangkien.standings.actions import freeze_quarter
from sangkien.statistics.quarters import Quarter
from sangkien.statistics.standings import Grouping

FROZEN_AT = datetime(2022, 5, 30, 9, 0, tzinfo=VIETNAM)


def gather(*, at: datetime) -> None:
    """The province's clusters."""
    configure(read(Path(str(files("sangkien.ops.demo").joinpath("clusters.yaml")))), at=at)


def stand(programme: Programme, *, clock: datetime) -> None:
    """Once everything is counted: the first quarter is frozen, milestones are decided."""
    dong, on = Person.objects.get(username="dong"), day_of(FROZEN_AT)
    by = Actor(person=dong, on=on, hat=hats(dong, on=on)[0])
    freeze_quarter(
        by.office,
        programme=programme,
        quarter=Quarter(2022, 1),
        grouping=Grouping.CLUSTERS,
        view=View.AS_THEN,
        by=by,
        at=FROZEN_AT,
    )
    decide(at=clock)
