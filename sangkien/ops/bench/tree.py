"""How fast the tree of unions answers and changes at the size of a nation."""

from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from sangkien.base.text import fold
from sangkien.ops.bench.corpus import sweep
from sangkien.ops.bench.questions import KINDS, Question, questions
from sangkien.ops.bench.results import Goal, Result, beside, median, percentile, timed
from sangkien.ops.demo.load import BEGINS
from sangkien.ops.national.load import load
from sangkien.organisations.actions import create_organisation, place
from sangkien.organisations.models import Ancestry, Organisation, UnitKind
from sangkien.organisations.queries import chain, members
from sangkien.organisations.search import search_workplaces

ON = date(2022, 5, 31)
MOVES_FROM = date(2022, 7, 1)
ROOT, OTHER_ROOT = "TLD", "TLD-KHAC"
QUESTIONS = 300
TIMES = 15

Figures = dict[str, float]


def org(units: int) -> Result:
    """The tree with `units` made grassroots unions; the biggest province stands for all."""
    took = timed(lambda: load(units))
    sweep()
    top = _biggest(Organisation.objects.filter(classifications__kind="PROVINCIAL"))
    figures: Figures = {"units": float(Organisation.objects.count()), "load_ms_per_unit": round(took / units, 3)}
    ratios: Figures = {}
    for part in (_subtree, _scope, _chain, _members):
        _add(figures, ratios, part(top))
    _add(figures, ratios, _search(questions(units, QUESTIONS)))
    _add(figures, ratios, _move(top))
    goals = [
        Goal("subtree_to_plain_read", 5.0, ratios["subtree_to_plain_read"]),
        Goal("search_p95_ms", 30.0, figures["search_p95_ms"]),
    ]
    return Result("org", figures, ratios, goals)


def _subtree(top: Organisation) -> tuple[Figures, Figures]:
    """Every union under the province, against as many rows read by their key."""
    tree = Organisation.objects.under(top, on=ON).values_list("pk", "code")
    size = tree.count()
    mine, plain = beside(lambda: list(tree.all()), lambda: list(_as_many(size)), times=TIMES)
    counted, plainly = beside(lambda: tree.all().count(), _as_many(size).count, times=TIMES)
    return {
        "subtree_units": float(size),
        "subtree_ms": mine,
        "plain_read_ms": plain,
        "subtree_count_ms": counted,
        "plain_count_ms": plainly,
    }, {"subtree_to_plain_read": mine / plain, "subtree_count_to_plain_count": counted / plainly}


def _scope(top: Organisation) -> tuple[Figures, Figures]:
    """What an officer of a district may see: how many unions, and is a given one among them?"""
    district = _biggest(Organisation.objects.filter(placements__parent=top, classifications__kind="DISTRICT"))
    scope = Organisation.objects.under(district, on=ON)
    one = scope.exclude(pk=district.pk)[0].pk
    counted, plain = beside(scope.count, _as_many(scope.count()).count, times=TIMES)
    asked, by_key = beside(scope.filter(pk=one).exists, Organisation.objects.filter(pk=one).exists, times=TIMES * 4)
    return {
        "scope_units": float(scope.count()),
        "scope_count_ms": counted,
        "scope_plain_count_ms": plain,
        "one_in_scope_ms": asked,
        "one_by_key_ms": by_key,
    }, {"scope_count_to_plain_count": counted / plain, "one_in_scope_to_one_by_key": asked / by_key}


def _chain(top: Organisation) -> tuple[Figures, Figures]:
    """From a grassroots union to the root, against reading one union by its key."""
    some = Organisation.objects.under(top, on=ON).order_by("-pk")[:200]
    units = cycle(some)
    mine, plain = beside(lambda: chain(next(units), ON), lambda: Organisation.objects.get(pk=top.pk), times=len(some))
    return {"chain_ms": mine, "one_row_ms": plain}, {"chain_to_one_row": mine / plain}


def _members(top: Organisation) -> tuple[Figures, Figures]:
    """The members of the province, against adding up as many counts."""
    size = Organisation.objects.under(top, on=ON).count()
    sql = "SELECT sum(members) FROM (SELECT members FROM organisations_membercount ORDER BY id LIMIT %s) AS counts"
    mine, plain = beside(lambda: members(top, ON), partial(_asked, sql, size), times=TIMES)
    return {"members_ms": mine, "plain_sum_ms": plain}, {"members_to_plain_sum": mine / plain}


def _search(asked: list[Question]) -> tuple[Figures, Figures]:
    """Each question once, against a LIKE on the same words through a trigram index."""
    _index_for_like()
    like = "SELECT organisation_id FROM organisations_workplace WHERE folded LIKE %s LIMIT 10"
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    mine, plain = [], []
    _warm(asked, like)
    for question in asked:
        mine.append(timed(partial(_ask, question, found[question.kind])))
        plain.append(timed(partial(_asked, like, f"%{fold(question.text)}%")))
    figures = _search_figures(asked, mine, plain)
    shares = {f"found_in_ten_{kind}": round(sum(hits) / len(hits), 3) for kind, hits in found.items()}
    p50, p95 = (figures[f"search_{p}_ms"] / figures[f"like_{p}_ms"] for p in ("p50", "p95"))
    return figures | shares, {"search_p50_to_like": p50, "search_p95_to_like": p95}


def _search_figures(asked: list[Question], mine: list[float], plain: list[float]) -> Figures:
    by_kind = {
        f"search_{kind}_p95_ms": percentile([t for q, t in zip(asked, mine, strict=True) if q.kind == kind], 95)
        for kind in KINDS
    }
    return {
        "search_p50_ms": median(mine),
        "search_p95_ms": percentile(mine, 95),
        "search_max_ms": round(max(mine), 3),
        "like_p50_ms": median(plain),
        "like_p95_ms": percentile(plain, 95),
        **by_kind,
    }


def _move(top: Organisation) -> tuple[Figures, Figures]:
    """The province goes under another root, all in one transaction, against an UPDATE of as many rows."""
    size = Organisation.objects.under(top, on=ON).count()
    _plain_table(size)
    roots = cycle([_another_root(), Organisation.objects.get(code=ROOT)])
    days = iter(MOVES_FROM + timedelta(days=30 * n) for n in range(4))
    mine, plain = beside(
        lambda: place(top, parent=next(roots), since=next(days), by=None, at=BEGINS),
        _update,
        times=3,
    )
    return {"moved_units": float(size), "move_ms": mine, "plain_update_ms": plain}, {
        "move_to_plain_update": mine / plain
    }


def _another_root() -> Organisation:
    kind = UnitKind.objects.get(code="CONFEDERATION")
    return create_organisation(
        code=OTHER_ROOT, kind=kind, name="Một gốc khác", parent=None, since=date(1992, 1, 1), by=None, at=BEGINS
    )


def _plain_table(size: int) -> None:
    """So many rows in a table that nothing follows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (id bigint PRIMARY KEY, parent_id bigint)")
        cursor.execute("INSERT INTO bench_plain SELECT n, 1 FROM generate_series(1, %s) AS n", [size])


@transaction.atomic
def _update() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bench_plain SET parent_id = parent_id + 1")


def _biggest(units: QuerySet[Organisation]) -> Organisation:
    sizes = Ancestry.objects.on(ON).filter(ancestor__in=units).values("ancestor").annotate(size=Count("*"))
    return Organisation.objects.get(pk=sizes.order_by("-size")[0]["ancestor"])


def _as_many(size: int) -> QuerySet[Organisation, tuple[int, str]]:
    """So many unions, next to each other in the key's index."""
    return Organisation.objects.filter(pk__gte=0).order_by("pk").values_list("pk", "code")[:size]


def _ask(question: Question, hits: list[bool]) -> None:
    """Was the union that was meant among the first ten?"""
    hits.append(question.meant in [found.code for found in search_workplaces(question.text, ON)])


def _warm(asked: list[Question], like: str) -> None:
    for question in islice(asked, 20):
        _ask(question, [])
        _asked(like, f"%{fold(question.text)}%")


def _asked(sql: str, value: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        cursor.fetchall()


def _index_for_like() -> None:
    """The yardstick's own, whatever the product indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS bench_like ON organisations_workplace USING gin (folded gin_trgm_ops)"
        )


def _add(figures: Figures, ratios: Figures, found: tuple[Figures, Figures]) -> None:
    figures.update(found[0])
    ratios.update({name: round(ratio, 3) for name, ratio in found[1].items()})
