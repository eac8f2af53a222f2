"""Taking the prints of all dossiers that wait for it, with several processes at a time."""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django

from sangkien.similarity.models import Unread

_LOOK = 0.5  # seconds


def take_waiting(*, processes: int, progress: Callable[[int], None]) -> None:
    """Until none waits. `progress` is told how many wait. One that is stopped leaves nothing half done: what is left,
    the next run or the worker reads."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        running = [pool.submit(_drain) for _process in range(processes)]
        while not all(one.done() for one in running):
            progress(Unread.objects.count())
            time.sleep(_LOOK)
        for one in running:
            one.result()
    progress(Unread.objects.count())


def _drain() -> None:
    from sangkien.similarity.actions import take_prints  # once Django is set up

    while take_prints():
        pass
