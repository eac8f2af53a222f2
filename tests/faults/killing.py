"""Kills something of the site whenever so many more submissions have been acknowledged."""

import random
import threading
import time
from collections.abc import Callable, Iterator

from tests.faults.site import Site


class Killer(threading.Thread):
    """Kills a worker, the web server or the database, in an order and at moments that only the seed knows; each
    sort once before any comes again."""

    def __init__(self, site: Site, *, done: Callable[[], int], every: int, seed: int) -> None:
        super().__init__(daemon=True)
        self._site, self._done, self._every = site, done, every
        self._rng = random.Random(f"killer/{seed}")
        self._ended = threading.Event()

    def run(self) -> None:
        due = self._every // 2
        for kill in self._kills():
            while self._done() < due:
                if self._ended.wait(0.02):
                    return
            time.sleep(self._rng.random() * 0.3)
            kill()
            due = self._done() + self._rng.randint(self._every // 2, self._every * 3 // 2)

    def stop(self) -> None:
        """No more after this."""
        self._ended.set()
        self.join()

    def _kills(self) -> Iterator[Callable[[], None]]:
        kinds = [self._site.kill_worker, self._site.kill_app, self._site.kill_database]
        while True:
            yield from self._rng.sample(kinds, len(kinds))
