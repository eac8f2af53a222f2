"""`python -m tests.faults`: see the package."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from tests.faults.dossiers import dossiers
from tests.faults.frame import build
from tests.faults.killing import Killer
from tests.faults.lossy import LossyNetwork
from tests.faults.sending import Browser, Sender, Tally
from tests.faults.site import Site, environment_of

CLOCK = "2022-05-18T09:00:00+07:00"  # the day on which the cast of the tests lives
PASSWORD = "mot hai ba sang kien"
EVERY = 125  # something is killed about so often; of few submissions at least six times
GOOD_LINES, LINES = 3, 4  # of four people three have a good line


@click.command()
@click.option("--submissions", type=click.IntRange(10, 100_000), default=10_000, show_default=True)
@click.option("--clients", type=click.IntRange(1, 64), default=16, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(submissions: int, clients: int, seed: int) -> None:
    """Send so many dossiers while the product is being killed; exit code 1 when one is lost or doubled."""
    home = Path(tempfile.mkdtemp(prefix="sangkien-faults-"))
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(environment_of(home, CLOCK))
    guarding = [sys.executable, "-m", "sangkien.embedded.guard", str(home)]
    with subprocess.Popen(guarding, stdin=subprocess.PIPE, start_new_session=True):
        (home / "static").mkdir()  # the pages look for it
        logins = build(home, people=clients)
        with Site(home, dict(os.environ)) as site:
            faults = Storm(site, logins, submissions=submissions, seed=seed).run()
    sys.exit(1 if faults else 0)


class Storm:
    """Everybody sends at once while things are killed; then calm, what is left is sent, and all is looked at."""

    def __init__(self, site: Site, logins: list[str], *, submissions: int, seed: int) -> None:
        self.site, self.tally, self.unexpected = site, Tally(), list[str]()
        self.network = LossyNetwork(site.port, seed=seed)
        every = min(EVERY, submissions // 6)
        self.killer = Killer(site, done=lambda: self.tally.acknowledged, every=every, seed=seed)
        self.all = dossiers(submissions, seed=seed)
        self.shares = {login: self.all[place :: len(logins)] for place, login in enumerate(logins)}
        self.senders = {login: self._sender(place, login, seed) for place, login in enumerate(logins)}

    def _sender(self, place: int, login: str, seed: int) -> Sender:
        port = self.network.port if place % LINES >= GOOD_LINES else self.site.port
        browser = Browser(port, login, PASSWORD, self.tally)
        return Sender(browser, self.tally, random.Random(f"{login}/{seed}"), self.unexpected)

    def run(self) -> int:
        """How many faults there are; everything is printed."""
        began = time.monotonic()
        self.killer.start()
        self._together(lambda login: self.senders[login].send_all(self.shares[login]))
        took = time.monotonic() - began
        self.killer.stop()
        self.site.wait_until_well()
        self._together(self._send_the_rest)
        faults = self._faults()
        self._tell(took, faults)
        return faults.total()

    def _send_the_rest(self, login: str) -> None:
        self.senders[login].send_all([dossier for dossier in self.shares[login] if not dossier.code])

    def _faults(self) -> Counter[str]:
        from tests.faults.verdict import faults_in_the_database, receipts_missing

        def missing(login: str) -> int:
            return receipts_missing(Browser(self.site.port, login, PASSWORD, self.tally), self.shares[login])

        found = faults_in_the_database(self.all)
        found["receipts that cannot be fetched again"] = sum(self._together(missing))
        found["answers nobody expected"] = len(self.unexpected)
        return found

    def _together(self, doing: Callable[[str], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(self.senders)) as people:
            return list(people.map(doing, self.senders))

    def _tell(self, took: float, faults: Counter[str]) -> None:
        """Every count on a line of its own."""
        calm = {"submissions": len(self.all), "seconds": round(took), "a second": round(len(self.all) / took, 1)}
        kills = {f"killed: {what}": count for what, count in self.site.kills.items()}
        for what, count in [*calm.items(), *kills.items(), *self.network.cuts.items(), *self.tally.counts.items()]:
            click.echo(f"{count:>8}  {what}")
        click.echo("")
        for what, count in faults.items():
            click.echo(f"{count:>8}  {what}")
        for what in self.unexpected[:20]:
            click.echo(what, err=True)


if __name__ == "__main__":
    main()
