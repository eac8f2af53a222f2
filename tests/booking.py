"""Valid initiatives booked straight into the ledger: rankings know dossiers only by what was counted."""

from datetime import date
from itertools import count

from sangkien.counting.actions import Standing, move
from sangkien.counting.models import Measure
from tests.cast import Cast

_numbers = count(10**9)


def book(cast: Cast, code: str, times: int, *, on: date, measure: Measure = Measure.VALID, benefit: int = 0) -> None:
    """So many in one measure for a union and all above it, each of that benefit (đồng); fewer than none: taken away."""
    standing = Standing(cast.programme.pk, cast.phase.pk, cast.chain(code), frozenset({measure}), benefit)
    steps = (None, standing) if times > 0 else (standing, None)
    for _one in range(abs(times)):
        move(*steps, initiative_id=next(_numbers), day=on)
