"""How fast the board of figures is drawn."""

from datetime import date

from django.db import connection

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.counting.actions import fold
from sangkien.initiatives import actions
from sangkien.ops.bench.results import Goal, Result, median, timed
from sangkien.ops.demo import load
from sangkien.ops.demo.replay import Replay
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.statistics.figures import figures


def board(items: int) -> Result:
    """The province's figures, against summing its totals with bare SQL; folded and with all entries waiting."""
    replay = _prepared()
    for number in list(replay.plans)[:items]:
        _submit(replay, number)
    waiting = median([timed(lambda: _figures(replay.programme)) for _ in range(15)])
    while fold():
        pass
    folded = median([timed(lambda: _figures(replay.programme)) for _ in range(15)])
    bare = median([timed(_bare_sum) for _ in range(15)])
    return Result(
        bench="board",
        figures={"folded_ms": folded, "waiting_ms": waiting, "bare_sql_ms": bare, "items": float(items)},
        ratios={"folded_to_bare_sql": folded / bare, "waiting_to_folded": waiting / folded},
        goals=[Goal("folded_to_bare_sql", 15.0, folded / bare)],
    )


def _prepared() -> Replay:
    load.load_frame()
    return Replay(Programme.objects.get(code=load.PROGRAMME))


def _submit(replay: Replay, number: int) -> None:
    step = replay.plans[number].steps[0]
    actor = Actor(person=Person.objects.get(username=step.by), on=day_of(step.at))
    draft = actions.start_draft(replay.programme, by=actor, at=step.at)
    replay.made[number] = actions.submit(draft, replay.content_of(number), by=actor, at=step.at).pk


def _figures(programme: Programme) -> None:
    unit = Organisation.objects.get(code="LDLD-NINH-THUAN")
    figures(unit, programme=programme, phase=programme.phases.get(code="GD1"), as_of=date(2022, 5, 31))


def _bare_sum() -> None:
    unit = Organisation.objects.get(code="LDLD-NINH-THUAN").pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT measure, sum(count), sum(benefit) FROM counting_total WHERE unit_id = %s GROUP BY 1", [unit]
        )
        cursor.fetchall()
