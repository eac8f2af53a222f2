"""A whole nation with its programme of 2022-2023: unions, people, targets, dossiers of any number, ledger and log.

Everything follows from the seed and the size. It is made data and says so: the programme is `MAU-1TSK`, every dossier
is `made`. It stands in an empty database or around the small demonstration, never beside what anybody really sent.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection

import sangkien.programmes
from sangkien.base.problems import NotPossible, Problem
from sangkien.clusters.spec import configure
from sangkien.clusters.spec import read as read_clusters
from sangkien.counting.rebuilding import rebuild
from sangkien.evidence.norms import keep_norms
from sangkien.initiatives.models import Initiative
from sangkien.ops.demo.load import BEGINS, load_unions
from sangkien.ops.demo.load import loaded as small_one_loaded
from sangkien.ops.national import site
from sangkien.ops.national.dossiers import Base, base_now, go_on_counting, load_chunk, note_for_the_worker
from sangkien.ops.national.goals import set_goals
from sangkien.ops.national.load import load as load_tree
from sangkien.ops.national.people import settle
from sangkien.ops.national.plan import CLOCK, make_plan
from sangkien.ops.national.printed import write_down
from sangkien.ops.national.published import SENT
from sangkien.ops.national.registers import HERE
from sangkien.ops.national.site import Asked, once
from sangkien.ops.national.units import lay_out
from sangkien.ops.programme_file import load_programme, read
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec
from sangkien.search.actions import read_new
from sangkien.search.models import Unread

CODE = "MAU-1TSK"
MARK = {"vi": "dữ liệu dựng", "en": "made data"}
CHUNK = 25_000
UNIONS = 10_000  # at a time
READ_NOW = 20_000  # dossiers, the newest: search knows them when the demonstration opens; the others follow

Progress = Callable[[str, int, int], None]
"""Told what is being done, and how much of how much of it is."""


def loaded() -> int | None:
    """How many dossiers the nation has that was loaded here; None where there is none, or half of one."""
    made = Initiative.objects.filter(programme__code=CODE, made=True)
    return None if site.stands() or not made.exists() else made.count()


def grassroots_for(items: int) -> int:
    """How many grassroots unions a nation of this size has: one for twenty dossiers, as the country (123.129)."""
    return min(120_000, max(500, items // 20))


def load(asked: Asked, *, progress: Progress) -> None:
    """Load the nation, or go on where it was stopped; a nation of this size that is there already stays as it is.

    Raises NotPossible where somebody really sent something, or another nation stands or was begun."""
    if (there := loaded()) is not None:
        _must_be_that_one(there, asked)
        return
    _must_be_welcome()
    site.begin(asked)
    site.hurry(True)
    try:
        _build(asked, progress)
    finally:
        site.hurry(False)
    site.clear_away()


def read_newest(*, progress: Progress, most: int = READ_NOW) -> None:
    """Let search read the newest; the worker goes on with the others."""
    done, whole = 0, min(most, Unread.objects.count())
    while done < whole and (read := read_new(limit=1_000)):
        done += read
        progress("văn bản tìm kiếm", min(done, whole), whole)


def _build(asked: Asked, progress: Progress) -> None:
    _tree(asked, progress)
    for name, work in {
        "chương trình": _configure,
        "cụm thi đua": lambda: configure(read_clusters(HERE / "clusters.yaml"), at=BEGINS),
        "hạn mức": lambda: lay_out(_programme(), asked),
        "người dùng": lambda: settle(asked),
        "chỉ tiêu": lambda: set_goals(_programme(), asked),
        "kế hoạch": lambda: make_plan(_programme(), items=asked.items),
        "nền": _found,
        "gỡ": site.take_off,
    }.items():
        progress(name, 0, 1)
        once(name, work)
        progress(name, 1, 1)
    _dossiers(asked, progress)
    progress("cộng dồn", 0, 1)
    once("cộng dồn", _count)
    progress("cộng dồn", 1, 1)
    site.put_back(lambda done, whole: progress("chỉ mục, ràng buộc", done, whole))
    once("kết", lambda: _finish(asked))
    site.make("ANALYZE")


def _dossiers(asked: Asked, progress: Progress) -> None:
    programme, base = _programme(), _base()
    for first in range(1, asked.items + 1, CHUNK):
        last = min(asked.items, first + CHUNK - 1)
        once(f"hồ sơ {first}-{last}", partial(load_chunk, programme, base, first, last))
        progress("hồ sơ", last, asked.items)


def _tree(asked: Asked, progress: Progress) -> None:
    """So many grassroots unions at a time; with the first all that stand above them."""
    for after in range(0, max(1, asked.grassroots), UNIONS):
        last = min(asked.grassroots, after + UNIONS)
        once(f"đơn vị {last}", partial(_grow, after, last))
        progress("đơn vị", last, asked.grassroots)


def _grow(after: int, last: int) -> None:
    if not Organisation.objects.exists():
        load_unions()
    load_tree(last, after=after)


def _configure() -> None:
    load_programme(_spec(), by=None, at=BEGINS)


def _spec() -> ProgrammeSpec:
    """The programme of the catalogue, marked as made. Its targets are the nation's."""
    told = read(Path(sangkien.programmes.__file__).parent / "catalogue" / "ct1tsk.yaml")
    name = told.short_name.model_copy(
        update={"vi": f"{told.short_name.vi} ({MARK['vi']})", "en": f"{told.short_name.en} ({MARK['en']})"}
    )
    return told.model_copy(update={"code": CODE, "short_name": name, "targets": []})


def _found() -> None:
    """From which keys the nation begins; known to every run that goes on."""
    base = base_now()
    site.make("CREATE TABLE nation.base (dossiers bigint, codes bigint, steps bigint, verdicts bigint)")
    site.make("INSERT INTO nation.base VALUES (%(dossiers)s, %(codes)s, %(steps)s, %(verdicts)s)", vars(base))


def _base() -> Base:
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers, codes, steps, verdicts FROM nation.base")
        return Base(*cursor.fetchone())


def _count() -> None:
    site.make("ANALYZE counting_entry")
    rebuild()


def _finish(asked: Asked) -> None:
    go_on_counting()
    note_for_the_worker(_base())
    keep_norms(at=CLOCK)
    if asked.items == SENT:
        write_down(_programme(), at=CLOCK)


def _programme() -> Programme:
    return Programme.objects.get(code=CODE)


def _must_be_welcome() -> None:
    if site.stands():
        return
    real = Initiative.objects.filter(made=False).exists()
    if real or (Organisation.objects.exists() and not small_one_loaded()):
        text = "Cơ sở dữ liệu này đã có dữ liệu thật. Bản trình diễn cả nước chỉ nạp vào cơ sở dữ liệu trống."
        raise NotPossible([Problem(code="real_data", text=text)])


def _must_be_that_one(there: int, asked: Asked) -> None:
    if there != asked.items:
        text = f"Đã có bản trình diễn cả nước với {there} hồ sơ; cỡ khác cần một nơi khác (SANGKIEN_HOME)."
        raise NotPossible([Problem(code="another_nation", text=text)])
