"""`sangkien migrate`, `serve` and `worker`."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType

import click
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from sangkien.base.clock import now, real_now
from sangkien.base.days import day_of
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.employers import forget_papers
from sangkien.councils.summoning import summon
from sangkien.counting.actions import fold
from sangkien.counting.rebuilding import wrong_in_a_sample
from sangkien.desks.escalating import escalate
from sangkien.desks.sharing import share_out
from sangkien.difficulties.watching import watch
from sangkien.directory.actions import forget_askers
from sangkien.evidence.actions import remind
from sangkien.evidence.norms import keep_norms
from sangkien.files.sweeping import sweep_orphans, sweep_uploads
from sangkien.grading.telling import remind_due
from sangkien.guidance.shipped import load_guidance
from sangkien.initiatives.turns import redate
from sangkien.initiatives.unowned import forget_drafts
from sangkien.jobs.actions import forget_old as forget_old_jobs
from sangkien.milestones.actions import decide
from sangkien.notices.actions import deliver, forget_old
from sangkien.ops.commands.common import with_database
from sangkien.ops.faults import in_a_line
from sangkien.ops.hands import Hand, work_off
from sangkien.ops.pulse import leave_a_beat
from sangkien.ops.serving import environment, reached_at, web_server
from sangkien.organisations.keeping import keep
from sangkien.reforms.actions import bring_about, set_right
from sangkien.review.telling import tell
from sangkien.search.actions import follow_moves, read_new
from sangkien.similarity.actions import count_crowds, learn_first, take_prints
from sangkien.similarity.marking import take_marks
from sangkien.sittings.telling import tell_agendas
from sangkien.standings.actions import take_daily
from sangkien.statistics.figures import days_of_members
from sangkien.stories.actions import publish_due
from sangkien.triage.looking import look
from sangkien.web.confirmations.links import public_address

MINUTE, HOUR = 60, 3600  # seconds
REST = 1.0  # somebody may be waiting for a code
LOCK = "4s"  # so long a migration may wait for one
_TRIED = 60  # times, before somebody has to see what holds it
PATIENCE = 10.0  # for a job to come to the end of its step when the worker is to leave
BREATH = 0.2  # in a rush something comes in all the time: what came meanwhile is done in one go


@click.command()
@with_database
def migrate() -> None:
    """Đưa cơ sở dữ liệu về đúng phiên bản này."""
    _wait_no_longer_for_a_lock()
    for tried in range(1, _TRIED + 1):
        try:
            call_command("migrate", interactive=False, verbosity=1)
            return
        except OperationalError as no:
            if tried == _TRIED or not isinstance(no.__cause__, LockNotAvailable):
                raise
        time.sleep(REST)  # for who waited behind it


def _wait_no_longer_for_a_lock() -> None:
    """Behind a change that waits for a table everybody who reads it waits as well: rather it fails, and is tried again:
    a migration is one transaction, or goes on with the step that failed (`base.resuming`). How long the database or the
    address already says, stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false) WHERE current_setting('lock_timeout') = '0'", [LOCK]
        )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--workers", type=int, default=2, show_default=True)
@with_database
def serve(host: str, port: int, workers: int) -> None:
    """Mở trang web, cùng bộ xử lý nền."""
    start_serving(host=host, port=port, workers=workers)


def start_serving(*, host: str, port: int, workers: int = 2) -> None:
    """Run the web server and one worker until told to stop or until one of them ends."""
    gather_static_files()
    server = web_server("sangkien.config.wsgi:application", host=host, port=port, workers=workers)
    told = environment()
    alone = {"SANGKIEN_BEAT_URL": settings.BEAT_URL or reached_at(host, port), "SANGKIEN_POOL": "0"}
    children = [
        subprocess.Popen(server, env=told),
        subprocess.Popen([sys.executable, "-m", "sangkien.ops", "worker"], env=told | alone),
    ]
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _leave)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=15)
    sys.exit(3)


def gather_static_files() -> None:
    """In a home that has none yet: no page can be drawn without their names."""
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


@click.command()
@click.option("--once", is_flag=True, help="Làm hết việc đang chờ rồi dừng.")
@with_database
def worker(once: bool) -> None:
    """Bộ xử lý nền: việc dài như nhập tệp; báo kết luận, gửi tin, hỏi tác giả, cộng sổ, dò trùng, tìm dấu hiệu, theo
    quyết định sắp xếp."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _leave)
    if once:
        while sum(_done(errand) for errand in [*EVERY, work_off]):
            pass
        return
    threading.Thread(target=_fold_alongside, daemon=True).start()
    hand = Hand()
    hand.start()
    try:
        _run_errands()
    finally:
        hand.stop(within=PATIENCE)


def _run_errands() -> None:
    due = dict.fromkeys(EVERY, float("-inf"))
    while True:
        done = 0
        for errand, seconds in EVERY.items():
            if time.monotonic() >= due[errand]:
                due[errand] = time.monotonic() + seconds
                done += _done(errand)
        time.sleep(BREATH if done else REST)


def _fold_alongside() -> None:
    """Boards are read quickest when little waits to be folded: it waits for no other errand, some of which take seconds
    in a rush. Ends with the worker; killed in the middle, nothing was taken."""
    while True:
        time.sleep(BREATH if _done(fold) else REST)


def _done(errand: Callable[[], int]) -> int:
    """How much an errand did. One that fails, whatever the reason (a deadlock, a full disk, a fault of ours), is told
    of and tried again on the next round; it takes neither the others nor the pages down with it."""
    try:
        return errand()
    except Exception as fault:
        click.echo(f"{errand.__name__.lstrip('_')}: {in_a_line(fault)}", err=True)
        connection.close()
        return 0


def _deliver() -> int:
    return deliver(at=now())


def _look() -> int:
    """Flags of the dossiers that wait; after the prints, so that two that came together know of each other."""
    return look(at=now())


def _tell() -> int:
    """What was decided ten minutes ago is told."""
    return tell(at=now())


def _forget_notices() -> int:
    return forget_old(at=now())


def _forget_jobs() -> int:
    return forget_old_jobs(at=now(), heard=real_now())


def _bring_about() -> int:
    return bring_about(at=now())


def _set_right() -> int:
    """Open dossiers follow the tree also where no decision moved it, such as after a correction from a file."""
    return set_right(at=now())


def _forget_askers() -> int:
    """Empty who asked for a missing workplace, so many days after the answer as the page has promised."""
    at = now()
    return forget_askers(answered_before=at - timedelta(days=settings.ASKER_KEPT_DAYS), at=at)


def _forget_drafts() -> int:
    """Erase what was begun without an account and never sent, so many days after the last word."""
    at = now()
    return forget_drafts(untouched_since=at - timedelta(days=settings.DRAFT_KEPT_DAYS), at=at)


def _ask_authors() -> int:
    """Co-authors are asked; by a message where the product knows its public address."""
    return ask_authors(at=now(), address=public_address if settings.PUBLIC_URL else None)


def _forget_papers() -> int:
    return forget_papers(at=now())


def _remind() -> int:
    return remind(at=now())


def _summon() -> int:
    """Councillors learn what waits for their sheet."""
    return summon(at=now())


def _remind_graded() -> int:
    """Unions that have not scored themselves."""
    return remind_due(at=now())


def _tell_agendas() -> int:
    """Councils that meet tomorrow."""
    return tell_agendas(at=now())


def _keep_norms() -> int:
    return keep_norms(at=now())


def _sweep_uploads() -> int:
    return sweep_uploads(at=now())


def _sweep_orphans() -> int:
    """One slice of the store an hour: the whole of it in eleven days, however large it is."""
    at = now()
    return sweep_orphans(int(at.timestamp() // HOUR), at=at)


def _count_crowds() -> int:
    """A look-up stays quick however many dossiers come to tell of the same thing. Nothing waits for it."""
    count_crowds()
    return 0


def _look_into_the_totals() -> int:
    """Another sample each hour; what is wrong is told where whoever runs the platform reads, and in `doctor`."""
    if wrong := wrong_in_a_sample(place=now().hour / 24):
        click.echo(f"{wrong} tổng chênh sổ đếm, chạy: sangkien recount --repair", err=True)
    return 0


def _escalate() -> int:
    """What no desk answered in time is told one level up."""
    return escalate(at=now())


def _publish_stories() -> int:
    """Stories whose moment has come are read by everybody, or go back with the reason."""
    return publish_due(at=now())


def _share_out() -> int:
    """What waits at desks that share is given out among their officers."""
    return share_out(at=now())


def _decide_milestones() -> int:
    """Which dossier was the thousandth is written down."""
    return decide(at=now())


def _keep_sums() -> int:
    """Boards find the members of a nation in one row; sums of other days are made when asked for."""
    return keep(days_of_members(day_of(now())))


def _take_daily() -> int:
    """The table of six o'clock."""
    return take_daily(at=now())


def _watch_difficulties() -> int:
    """What no desk answered in time lies one level up; what nobody speaks of any more is settled."""
    return watch(at=now())


def _load_guidance() -> int:
    """The articles that the product comes with are there, as this version has them."""
    return len(load_guidance(at=now()))


# What the worker does, and after how many seconds again.
EVERY: dict[Callable[[], int], float] = {
    _tell: 0,
    _deliver: 0,
    fold: 0,
    read_new: 0,
    follow_moves: 0,
    _bring_about: 0,
    take_prints: 0,
    take_marks: 0,
    _look: 0,
    _ask_authors: 10,
    _forget_askers: 0,
    _forget_notices: 0,
    _set_right: MINUTE,
    _share_out: 10,
    _publish_stories: 10,
    _decide_milestones: 10,
    _keep_sums: 10,
    _take_daily: MINUTE,
    _escalate: MINUTE,
    _watch_difficulties: MINUTE,
    leave_a_beat: MINUTE,
    _forget_papers: MINUTE,
    _sweep_uploads: MINUTE,
    _forget_drafts: MINUTE,
    _sweep_orphans: HOUR,
    _forget_jobs: HOUR,
    _keep_norms: HOUR,
    _remind: HOUR,
    _summon: HOUR,
    _remind_graded: HOUR,
    _tell_agendas: HOUR,
    learn_first: HOUR,
    _count_crowds: HOUR,
    _look_into_the_totals: HOUR,
    redate: HOUR,
    _load_guidance: HOUR,
}
