"""The building site of a made nation: a schema of its own that stands while it is built, and remembers what is done.

Every step is one transaction and leaves its name behind in it: whatever stops the builder, a step is whole or absent,
and the next run goes on with the first that is absent. What keeps the tables is taken off in one step and put back in
the last; until then the site holds how.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible, Problem
from sangkien.counting.models import Entry, PeriodTotal, Total
from sangkien.initiatives.models import Author, Event, Initiative
from sangkien.ops.national.bulk import AS_EVER, QUICK, keepers
from sangkien.review.models import Decision

TABLES = [Initiative, Author, Event, Decision, Entry, Total, PeriodTotal, Record]

_BEGIN = """
CREATE SCHEMA nation;
CREATE TABLE nation.step (name text PRIMARY KEY);
CREATE TABLE nation.asked (items int NOT NULL, grassroots int NOT NULL, seed int NOT NULL,
                           stories int NOT NULL);
CREATE TABLE nation.keeper (n int GENERATED ALWAYS AS IDENTITY, put_back text NOT NULL);
"""
# A number from 0 to below 1, one below `among`, one of the normal distribution, the number of a name, that follow
# from `x` alone. Nobody of whom only the name is known is a namesake of an officer: nobody decides on their own.
_DRAWS = """
CREATE FUNCTION nation.u(x bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(x, salt + {seed}::bigint * 1000) & 9007199254740991) / 9007199254740992.0::float8 $$;
CREATE FUNCTION nation.pick(x bigint, salt int, among bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT floor(nation.u(x, salt) * among)::int $$;
CREATE FUNCTION nation.normal(x bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT sqrt(-2 * ln(1 - nation.u(x, salt))) * cos(2 * pi() * nation.u(x, salt + 1)) $$;
CREATE FUNCTION nation.name_of(x bigint, is_officer boolean) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN is_officer THEN nation.pick(x, 80, {officers})
               ELSE {officers} + nation.pick(x, 29, {names} - {officers}) END $$;
CREATE FUNCTION nation.at(day date, hour float8) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (day + make_interval(secs => round(hour * 3600))) AT TIME ZONE 'Asia/Ho_Chi_Minh' $$;
"""


@dataclass(frozen=True)
class Asked:
    """How large a nation: how many dossiers, of how many made grassroots unions, drawn by which seed."""

    items: int
    grassroots: int
    seed: int

    @property
    def stories(self) -> int:
        """How many stories workplaces of each sector tell."""
        return min(2_500, max(20, self.items // 10))

    @property
    def names(self) -> int:
        """How many full names there are, for about a quarter of the people to share theirs."""
        return min(60_000, max(500, self.items // 8))

    @property
    def officers(self) -> int:
        """How many of the names are those of officers."""
        return self.names // 5


def stands() -> bool:
    """Is somebody building, or was stopped?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('nation') IS NOT NULL")
        return bool(cursor.fetchone()[0])


@transaction.atomic
def begin(asked: Asked) -> None:
    """Begin, or go on with what was begun. Raises NotPossible when that is another nation."""
    with connection.cursor() as cursor:
        if not stands():
            cursor.execute(_BEGIN + _DRAWS.format(seed=asked.seed, names=asked.names, officers=asked.officers))
            sizes = [asked.items, asked.grassroots, asked.seed, asked.stories]
            cursor.execute("INSERT INTO nation.asked VALUES (%s, %s, %s, %s)", sizes)
        cursor.execute("SELECT items, grassroots, seed FROM nation.asked")
        begun = Asked(*cursor.fetchone())
    if begun != asked:
        begun_with = f"--items {begun.items} --grassroots {begun.grassroots} --seed {begun.seed}"
        text = f"Đang nạp dở một bản khác, hãy nạp tiếp đúng như thế: {begun_with}"
        raise NotPossible([Problem(code="another_nation", text=text)])


def once(name: str, work: Callable[[], object]) -> None:
    """Do this step in one transaction, unless it is done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO nation.step VALUES (%s) ON CONFLICT DO NOTHING", [name])
        if cursor.rowcount:
            work()


def done(name: str) -> bool:
    """Is this step done?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM nation.step WHERE name = %s)", [name])
        return bool(cursor.fetchone()[0])


def make(statement: str, values: Mapping[str, Any] | None = None) -> None:
    """Run SQL of the site."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def take_off() -> None:
    """What keeps the tables sleeps from here on; what it had still to look at, it looks at now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        kept = keepers(cursor, TABLES)
        cursor.executemany("INSERT INTO nation.keeper (put_back) VALUES (%s)", [[on] for _off, on in kept])
        cursor.execute("; ".join(off for off, _on in kept))


def put_back(told: Callable[[int, int], None]) -> None:
    """All of it wakes, one by one. `told`: how many of how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, put_back FROM nation.keeper ORDER BY n DESC")
        waiting = cursor.fetchall()
        for number, (key, statement) in enumerate(waiting, start=1):
            with transaction.atomic():
                cursor.execute(statement)
                cursor.execute("DELETE FROM nation.keeper WHERE n = %s", [key])
            told(number, len(waiting))


def hurry(yes: bool) -> None:
    """For this connection: whoever loses the last second of a demonstration loads it again."""
    make(QUICK if yes else AS_EVER)


def clear_away() -> None:
    """The nation stands."""
    make("DROP SCHEMA nation CASCADE")
