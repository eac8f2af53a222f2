"""A real site for the browser: the whole demonstration, served as in life, in databases of its own.

The demonstration is loaded once a run; every site gets a copy of it, so that what one journey changes no other
sees. `make test` runs the journeys by themselves, two at a time, against the run's own PostgreSQL: first those that
need no demonstration, while it is loaded, then those with a site of their own, which take longest.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql

from sangkien.embedded.dropping import drop
from sangkien.ops.demo.load import CLOCK
from tests.migrated import migrated

DEMO = "sangkien_demo"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # each has databases of its own
LONG_NAME = "Công đoàn cơ sở Nội thận - Tiết niệu - Lọc máu Nội tiết - Bệnh viện Hữu nghị Đa khoa Nghệ An, Sở Y tế"
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]


@dataclass(frozen=True)
class Demo:
    """The demonstration in a database of its own."""

    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """`sangkien …`; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "sangkien.ops", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stats(self, unit: str = "LDLD-NINH-THUAN") -> dict[str, Any]:
        """The figures of a unit on 31 May 2022, as `sangkien stats` gives them."""
        where = ["--unit", unit, "--programme", "CT1TSK", "--phase", "GD1"]
        answer: dict[str, Any] = json.loads(self.run("stats", *where, "--as-of", "2022-05-31", "--json"))
        return answer


@dataclass(frozen=True)
class Site(Demo):
    """The demonstration, served."""

    url: str

    def __call__(self, path: str) -> str:
        """The whole address of a path."""
        return self.url + path

    def ten_minutes_later(self) -> None:
        """What was decided can no longer be undone: the worker tells its people."""
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as database:
            database.execute("UPDATE initiatives_untold SET until = until - interval '10 minutes'")
            for _time in range(300):
                if database.execute("SELECT count(*) FROM initiatives_untold").fetchone() == (0,):
                    return
                time.sleep(0.2)
        raise AssertionError("Nobody was told.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nobody waits: neither for the demonstration, nor at the end for a long journey that began last."""
    items.sort(key=lambda item: [name in _needs(item) for name in ("light_site", "own_site", "demo")], reverse=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Whoever runs tests begins to load the demonstration, when one of them needs it."""
    sends_others = session.config.getoption("numprocesses", None)
    if not sends_others and any("demo" in _needs(item) for item in session.items):
        threading.Thread(target=_load_the_demonstration, daemon=True).start()


def _needs(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def demo() -> Demo:
    """The demonstration; it goes with the PostgreSQL."""
    return _load_the_demonstration()


def _load_the_demonstration() -> Demo:
    """Through `sangkien demo`, by whoever is first; the others wait for it."""
    database, home = _database(DEMO, copy_of="template1"), Path(os.environ["SANGKIEN_HOME"], "demo")
    home.mkdir(exist_ok=True)
    demo = Demo(_environment(database.url, home) | {"SANGKIEN_DEMO_CLOCK": CLOCK})
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.is_there():
            with database.unless_it_fails():
                demo.run("demo", "--no-serve")
                demo.run("worker", "--once")  # or each copy does it again
    return demo


@pytest.fixture(scope="session")
def site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served copy that only looks: pages are opened, nothing is changed."""
    with _database(f"sangkien_look{WORKER}", copy_of=DEMO) as url, _served(url, tmp_path_factory) as site:
        yield site


@pytest.fixture(scope="session")
def long_site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served copy in which the garment factory's union has one of the longest names that there are."""
    with _database(f"sangkien_long{WORKER}", copy_of=DEMO) as url:
        with psycopg.connect(url) as database:
            rename = """UPDATE organisations_unitname SET name = %(name)s, short_name = %(name)s
                        WHERE organisation_id = (SELECT id FROM organisations_organisation WHERE code = %(code)s)"""
            database.execute(rename, {"name": LONG_NAME, "code": "CS-MAY-TIEN-THUAN"})
        with _served(url, tmp_path_factory) as site:
            yield site


@pytest.fixture
def own_site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served copy for one journey that changes things."""
    with _database(f"sangkien_journey{WORKER}", copy_of=DEMO) as url, _served(url, tmp_path_factory) as site:
        yield site


@pytest.fixture(scope="session")
def light_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The cast's small province, served: enough for whoever writes and sends."""
    with _database(f"sangkien_light{WORKER}") as url:
        environment = _environment(url, tmp_path_factory.mktemp("light"))
        subprocess.run([sys.executable, "-m", "tests.journeys.light"], env=environment, check=True, timeout=120)
        with _served(url, tmp_path_factory) as site:
            yield site


@dataclass(frozen=True)
class Deployment:
    """A product that was installed and holds nothing: commands and pages at any moment of its life."""

    url: str
    homes: pytest.TempPathFactory

    def at(self, clock: str) -> Demo:
        """Its commands, as of that moment."""
        return Demo(_environment(self.url, self.homes.mktemp("fresh")) | {"SANGKIEN_DEMO_CLOCK": clock})

    def served(self, clock: str) -> AbstractContextManager[Site]:
        """Its pages, from that moment on."""
        return _served(self.url, self.homes, clock)


@pytest.fixture
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """An empty one."""
    with _database(f"sangkien_fresh{WORKER}") as url:
        yield Deployment(url, tmp_path_factory)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = os.environ.get("SANGKIEN_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def large_browser(browser: Browser) -> Iterator[Browser]:
    """The same for who has set its text to 200 %: the page's own units, and the widths at which it changes, follow."""
    twice = [*CHROMIUM_ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    program = os.environ.get("SANGKIEN_CHROMIUM", "/usr/bin/chromium")
    large = browser.browser_type.launch(executable_path=program, args=twice)
    yield large
    large.close()


class _database:
    """A database that is there for a while."""

    def __init__(self, name: str, copy_of: str = "") -> None:
        """`copy_of` another; else of the one that is migrated and empty."""
        self._name, self._copy_of = name, copy_of

    def __enter__(self) -> str:
        self._drop()
        self._create()
        return self.url

    def __exit__(self, *_: object) -> None:
        self._drop()

    @property
    def url(self) -> str:
        """Where it is."""
        place = settings.DATABASES["default"]
        return f"postgresql://{place['USER']}@/{self._name}?host={place['HOST']}&port={place['PORT']}"

    @contextmanager
    def unless_it_fails(self) -> Iterator[None]:
        """Make it, to be kept if what is done meanwhile goes well."""
        self._create()
        try:
            yield
        except BaseException:
            self._drop()
            raise

    def _create(self) -> None:
        names = map(sql.Identifier, [self._name, self._copy_of or migrated()])
        with self._server() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def is_there(self) -> bool:
        """Has somebody made it?"""
        with self._server() as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [self._name]).fetchone()
        return found is not None

    def _drop(self) -> None:
        with self._server() as connection:
            drop(connection, self._name)

    def _server(self) -> "psycopg.Connection[Any]":
        place = settings.DATABASES["default"]
        keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        where = {key: place[name] for key, name in keys.items() if place.get(name)}
        return psycopg.connect(dbname="postgres", autocommit=True, **where)


class _served(AbstractContextManager[Site]):
    """`sangkien serve` on a free port of this machine, with collected static files, as in life."""

    def __init__(self, url: str, homes: pytest.TempPathFactory, clock: str = CLOCK) -> None:
        self._environment = _environment(url, homes.mktemp("site")) | {"SANGKIEN_DEMO_CLOCK": clock}

    def __enter__(self) -> Site:
        port = _free_port()
        Path(self._environment["SANGKIEN_HOME"], "static").symlink_to(_static_files())
        serve = [sys.executable, "-m", "sangkien.ops", "serve", "--port", str(port), "--workers", "1"]
        self._process = subprocess.Popen(serve, env=self._environment)
        site = Site(self._environment, f"http://127.0.0.1:{port}")
        _wait_for(site("/livez"))
        return site

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


@cache
def _static_files() -> Path:
    """The static files, collected as in life, once for all sites of a process."""
    home = Path(os.environ["SANGKIEN_HOME"], f"collected{WORKER}")
    gather = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(gather, env=_environment(_database(DEMO).url, home), check=True, timeout=120)
    return home / "static"


def _environment(url: str, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "SANGKIEN_PLAIN_STATIC"}
    return kept | {"DATABASE_URL": url, "SANGKIEN_HOME": str(home), "PYTHONWARNINGS": "default"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 40) -> None:
    """Until the site answers."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")
