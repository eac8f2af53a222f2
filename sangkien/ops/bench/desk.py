"""How fast an officer's queue is shown when very much waits, beside the bare SQL of the same lines in the same run."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import QueryDict  # noqa: TID251 what stretches are asked with

from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.initiatives.models import Initiative
from sangkien.ops.bench.corpus import Progress, fill, sweep
from sangkien.ops.bench.results import Goal, Result, median, percentile, timed
from sangkien.organisations.models import Organisation
from sangkien.triage.models import Kind
from sangkien.web.review.desk import rows_of
from sangkien.web.review.kept import views_of
from sangkien.web.review.sieve import Sieve, listed
from sangkien.web.stretches import counted, stretch

DESK = "CD-KCN"
WAITING = 200_000  # at most, at one desk
A_PAGE = 25
TIMES = 25
SLOWEST = 40.0  # ms, the middle of a list page at national size

KINDS = (Kind.ALIKE, Kind.UNIT, Kind.DECISION, Kind.LARGE)

# So many of the corpus lie at one desk, day after day; of a hundred three have a flag of each of these kinds.
_GATHER = """
WITH chosen AS (SELECT id FROM initiatives_initiative ORDER BY id LIMIT %(waiting)s)
UPDATE initiatives_initiative i SET state = 'REVIEWING', closed_at = NULL, duplicate_of_id = NULL,
    superior_id = %(desk)s, desk_id = %(desk)s, waiting_since = i.submitted_at, confirmed_by_id = NULL
FROM chosen WHERE chosen.id = i.id
"""
_PLACES = """
INSERT INTO triage_place (initiative_id, desk_id, waiting_since, looked_at)
SELECT id, desk_id, waiting_since, waiting_since FROM initiatives_initiative WHERE desk_id IS NOT NULL
"""
_FLAGS = """
INSERT INTO triage_flag (place_id, kind, hours, facts)
SELECT initiative_id, %(kind)s, 24, '[{"code": "no_number"}]' FROM triage_place
WHERE abs(hashint8extended(initiative_id, hashtext(%(kind)s)) %% 100) < 3
"""
_MARKS = """
UPDATE triage_place p SET (hours, marks) = (SELECT sum(f.hours), array_agg(f.kind ORDER BY f.kind)
    FROM triage_flag f WHERE f.place_id = p.initiative_id)
WHERE EXISTS (SELECT FROM triage_flag f WHERE f.place_id = p.initiative_id)
"""
_BARE = """
SELECT i.*, p.ranked_at FROM triage_place p JOIN initiatives_initiative i ON i.id = p.initiative_id
WHERE p.desk_id = %(desk)s AND {which} ORDER BY p.ranked_at, p.initiative_id LIMIT 26
"""


def queue(records: int, *, progress: Progress = lambda made: None) -> Result:
    """The first stretch of the list, one in the middle, one of a rare flag, and all counts beside it; each beside bare
    SQL that reads the same dossiers and asks for no right."""
    fill(records, progress=progress)
    desk = Organisation.objects.get(code=DESK)
    _gather(desk, min(records, WAITING))
    return measured(desk, records)


def measured(desk: Organisation, records: int) -> Result:
    """The same for a database that is full already."""
    actor = _reviewer()
    middle = _middle(actor)
    asked: dict[str, tuple[Callable[[], Any], str]] = {
        "first": (lambda: _lines(actor, Sieve(), ""), "true"),
        "middle": (lambda: _lines(actor, Sieve(), middle), f"(p.ranked_at, p.initiative_id) > ({_after(middle)})"),
        "flagged": (lambda: _lines(actor, Sieve(flag=Kind.ALIKE), ""), "p.marks @> ARRAY['ALIKE']::varchar[]"),
    }
    figures: dict[str, float] = {
        "records": float(records),
        "waiting": float(Initiative.objects.filter(desk=desk).count()),
    }
    for name, (ask, which) in asked.items():
        mine, plain = zip(*(_both(ask, desk, which) for _ in range(TIMES)), strict=True)
        figures |= {
            f"{name}_ms": median(mine),
            f"{name}_p95_ms": percentile(mine, 95),
            f"{name}_bare_ms": median(plain),
        }
    counts = [timed(lambda: views_of(actor, Sieve())) for _ in range(TIMES)]
    figures |= {"counts_ms": median(counts), "counts_p95_ms": percentile(counts, 95)}
    ratios = {f"{name}_to_bare": figures[f"{name}_ms"] / figures[f"{name}_bare_ms"] for name in asked}
    goals = [Goal(f"{name}_ms", SLOWEST, figures[f"{name}_ms"]) for name in asked]
    return Result("queue", figures, ratios, goals)


def _gather(desk: Organisation, waiting: int) -> None:
    """Let so many wait at the desk; triggers sleep, their work is done for all rows at once."""
    with connection.cursor() as cursor:
        for table in ("initiatives_initiative", "triage_flag"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(_GATHER, {"waiting": waiting, "desk": desk.pk})
        cursor.execute(_PLACES)
        for kind in KINDS:
            cursor.execute(_FLAGS, {"kind": kind.value})
        cursor.execute(_MARKS)
        for table in ("initiatives_initiative", "triage_flag"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    sweep()


def _reviewer() -> Actor:
    hat = Appointment.objects.filter(organisation__code=DESK, role=Role.REVIEWER).select_related("organisation")[0]
    last = Initiative.objects.latest("submitted_at")
    return Actor(person=hat.person, on=day_of(last.submitted_at), hat=hat)


def _lines(actor: Actor, sieve: Sieve, given: str) -> None:
    """What the page of the list asks for, without drawing it."""
    found = listed(actor, sieve)
    rows_of(stretch(found, sieve.order, QueryDict(given), size=A_PAGE).lines, on=actor.on, reader=actor)


def _middle(actor: Actor) -> str:
    """The address of the stretch that begins in the middle of the queue."""
    line = listed(actor, Sieve())[counted(listed(actor, Sieve()), most=WAITING) // 2]
    return f"sau={Sieve().order.mark(line)}"


def _after(address: str) -> str:
    micros, _, key = address.removeprefix("sau=").partition(".")
    return f"timestamptz 'epoch' + {micros} * interval '1 microsecond', {key}"


def _both(ask: Callable[[], Any], desk: Organisation, which: str) -> tuple[float, float]:
    return timed(ask), timed(lambda: _bare(desk, which))


def _bare(desk: Organisation, which: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE.format(which=which), {"desk": desk.pk})
        cursor.fetchall()
