"""`sangkien doctor`: is this installation in order?"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import uuid4

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sangkien.base.clock import now, real_now
from sangkien.base.days import day_of, format_moment
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible
from sangkien.counting.models import Entry
from sangkien.counting.rebuilding import wrong_in_a_sample
from sangkien.files import store
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import ON_A_DESK
from sangkien.jobs.models import Job
from sangkien.jobs.queries import late as late_jobs
from sangkien.jobs.queries import some_worker_is_there, stuck
from sangkien.notices.channels import configured
from sangkien.notices.queries import late
from sangkien.ops.commands.common import as_json, print_json, with_database
from sangkien.programmes.models import Beat, Programme
from sangkien.reforms.models import Reform
from sangkien.search.models import Unread
from sangkien.similarity.models import Unmarked
from sangkien.similarity.models import Unread as Unprinted
from sangkien.web.confirmations.links import letters_too_many

_BEATS_WITHIN = timedelta(minutes=10)  # the worker leaves one a minute
_BEHIND = 1_000  # dossiers: more than come in while the worker rests


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str


@click.command()
@as_json
@with_database
def doctor(as_json: bool) -> None:
    """Kiểm tra hệ thống: cơ sở dữ liệu, phiên bản, sổ đếm, việc chờ xử lý nền, tin nhắn, nhịp, kho tệp, tệp tĩnh."""
    checks = list(_checks())
    ok = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": ok, "checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            click.echo(f"{'✓' if check.ok else '✗'} {check.name}: {check.detail}")
    sys.exit(0 if ok else 1)


def _checks() -> Iterator[Check]:
    yield _database()
    yield _where()
    migrations = _migrations()
    yield migrations
    if migrations.ok:  # otherwise the tables to look into may not be there yet
        yield _fold()
        yield _totals()
        yield _derived()
        yield _reforms()
        yield _notices()
        yield _jobs()
        yield _beat()
    yield _files()
    yield _static()


def _database() -> Check:
    version = connection.cursor().execute("SHOW server_version").fetchone()[0]
    number = int(version.split(".")[0])
    return Check("postgresql", number >= 15, f"PostgreSQL {version}" + ("" if number >= 15 else ", cần từ 15 trở lên"))


def _where() -> Check:
    if os.environ.get("DATABASE_URL"):
        return Check("database", True, "cơ sở dữ liệu của đơn vị vận hành (DATABASE_URL)")
    return Check("database", True, "PostgreSQL đi kèm: chỉ để dùng thử; khi vận hành, đặt DATABASE_URL")


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    detail = "đúng phiên bản" if not waiting else f"còn {len(waiting)} bước, chạy: sangkien migrate"
    return Check("migrations", not waiting, detail)


def _fold() -> Check:
    waiting = Entry.objects.filter(folded=False).count()
    return Check("counting", waiting < 100_000, f"{waiting} dòng của sổ đếm chờ cộng dồn (số liệu vẫn đúng từng lúc)")


def _totals() -> Check:
    """Another sample each hour. `sangkien recount` reads the whole ledger, which takes minutes for a nation."""
    wrong = wrong_in_a_sample(place=now().hour / 24)
    detail = "các tổng khớp với sổ đếm, theo mẫu của giờ này; toàn bộ: sangkien recount"
    return Check(
        "totals", not wrong, f"{wrong} tổng chênh sổ đếm, chạy: sangkien recount --repair" if wrong else detail
    )


def _derived() -> Check:
    """What the worker has yet to work out of dossiers. After an update that brought something new, of all of them."""
    waiting = {
        "hạn trả lời": Initiative.objects.filter(state__in=ON_A_DESK, due_on=None).count(),
        "dấu văn bản": Unprinted.objects.values("initiative_id").distinct().count(),
        "dấu ảnh, quyết định": Unmarked.objects.values("initiative_id").distinct().count(),
        "văn bản tìm kiếm": Unread.objects.values("initiative_id").distinct().count(),
    }
    told = ", ".join(f"{format_int(number)} chờ {what}" for what, number in waiting.items() if number)
    behind = max(waiting.values()) >= _BEHIND
    mend = "; bộ xử lý nền (sangkien worker) đang hoặc sẽ làm, trang vẫn mở" if behind else ""
    return Check("dossiers", not behind, f"hồ sơ: {told}{mend}" if told else "không hồ sơ nào chờ xử lý nền")


def _reforms() -> Check:
    late = list(Reform.objects.due(day_of(now()) - timedelta(days=1)).values_list("code", flat=True))
    detail = f"chưa chuyển hồ sơ theo {', '.join(late)}, chạy: sangkien worker" if late else "không có quyết định chờ"
    return Check("reforms", not late, detail)


def _notices() -> Check:
    named, waiting, long = configured(), late(now()), letters_too_many()
    if not named:
        detail = "chưa nối cổng tin nhắn: chưa đăng nhập bằng mã được, mật khẩu vẫn dùng như thường"
    elif long:
        detail = f"SANGKIEN_PUBLIC_URL dài hơn mức cho phép {long} ký tự nên tin nhắn không mang được liên kết"
    elif waiting:
        detail = f"{waiting} tin chờ quá năm phút, xem bộ xử lý nền (sangkien worker) và cổng {', '.join(named)}"
    else:
        detail = f"gửi qua {', '.join(named)}, không có tin chậm"
    return Check("notices", not (named and (waiting or long)), detail)


def _jobs() -> Check:
    """Long work that nobody takes up, or that a worker holds and does not go on with. That no worker is there is no
    fault as long as nothing waits for one."""
    waiting, there = late_jobs(at=now()), some_worker_is_there(heard=real_now())
    if held := stuck(at=now()):
        return Check("jobs", False, _told_of_stuck(held, there=there))
    if not waiting:
        detail = "có bộ xử lý đang chạy" if there else "không có việc nào chờ, cũng không có bộ xử lý nào đang chạy"
        return Check("jobs", True, f"việc dài: {detail}")
    mend = "bộ xử lý đang bận, chạy thêm một: sangkien worker" if there else "chạy: sangkien worker"
    told = f"{len(waiting)} việc chờ quá mười phút, từ {format_moment(waiting[0].asked_at)}; {mend}"
    return Check("jobs", False, told)


def _told_of_stuck(held: Sequence[Job], *, there: bool) -> str:
    """Whoever hangs still says that it is there; whoever is dead does not, and then nobody has taken over."""
    named = ", ".join(f"#{job.pk} {job.kind}" for job in held[:3])
    mend = "khởi động lại bộ xử lý (sangkien worker)" if there else "chạy: sangkien worker"
    return f"{len(held)} việc đang làm mà quá mười phút không nhích lên ({named}); {mend}, việc sẽ được làm tiếp"


def _beat() -> Check:
    """Where an outage extends a phase, somebody has to be looking while the programme is open."""
    at = now()
    watched = Programme.objects.filter(opens__contains=day_of(at)).exclude(outage_minutes=None)
    codes = ", ".join(watched.order_by("code").values_list("code", flat=True))
    last = Beat.objects.first()
    if not codes:
        return Check("beat", True, "không có chương trình đang mở nào gia hạn khi hệ thống gián đoạn")
    detail = f"nhịp cuối {format_moment(last.at)}" if last else "chưa có nhịp nào"
    if last and at - last.at < _BEATS_WITHIN:
        return Check("beat", True, detail)
    mend = "chạy: sangkien serve, hoặc đặt SANGKIEN_BEAT_URL cho sangkien worker"
    return Check("beat", False, f"{detail}, {codes} không được gia hạn khi hệ thống gián đoạn; {mend}")


def _files() -> Check:
    """A file is written, read back and removed: nothing else shows that the store can do it."""
    name, content = f"doctor/{uuid4()}", b"sangkien doctor"
    try:
        store.write(name, content)
        whole = store.read(name) == content
        store.remove(name)
    except (NotPossible, FileNotFoundError) as fault:
        return Check("files", False, f"không ghi hoặc đọc được kho tệp: {fault.__cause__ or fault}")
    return Check("files", whole, "kho tệp ghi và đọc được" if whole else "kho tệp trả về nội dung khác với đã ghi")


def _static() -> Check:
    there = (settings.STATIC_ROOT / "staticfiles.json").exists()
    return Check("static", there, "đã gom tệp tĩnh" if there else "chưa gom tệp tĩnh, chạy: make setup")
