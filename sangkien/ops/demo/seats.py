"""How many dossiers each union sends and how each of them ends: decided first, so that the sums are exact.

The letter of phase 2 counts 1,396 valid initiatives. Around them stand those that were returned, refused,
doubled, withdrawn or still waiting: about 15 of 100 that were sent.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from sangkien.ops.demo.plans import Fate
from sangkien.ops.demo.registers import Activity, activities, workers

ENDINGS = {
    Fate.VALID: 1190,
    Fate.VALID_AFTER_RETURN: 140,
    Fate.VALID_AFTER_TWO_RETURNS: 28,
    Fate.VALID_AFTER_REROUTING: 38,
    Fate.WAITING_FOR_UNIT: 24,
    Fate.WAITING_FOR_SUPERIOR: 38,
    Fate.RETURNED: 58,
    Fate.INELIGIBLE: 78,
    Fate.DUPLICATE: 24,
    Fate.WITHDRAWN: 26,
}
FILLED_DOWN_BY = "CS-THPT-SONG-DINH"  # one title copied down over the rows of a list: 1 stands, 6 double it
FILLED_DOWN = 6

# A worker's own mistake, or a worker's dossier that its union has not looked at yet.
ONLY_BY_WORKERS = (Fate.VALID_AFTER_REROUTING, Fate.WAITING_FOR_UNIT)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One dossier to be written: by which union, how it ends, and what is planted in it."""

    serial: int
    activity: Activity
    fate: Fate
    planted: str = ""


def seats(seed: int) -> list[Seat]:
    """All dossiers of the script, in no order of time."""
    rng = Random(f"{seed}/seats")
    busy = list(activities())
    valid = [fate for fate in ENDINGS if fate.is_valid]
    others = [fate for fate in ENDINGS if not fate.is_valid]
    pairs = [pair for fates in (valid, others) for pair in _paired(rng, busy, fates)]
    rows = [Seat(serial=n, activity=activity, fate=fate) for n, (activity, fate) in enumerate(pairs)]
    return rows + _filled_down(len(rows))


def allocate(total: int, weights: list[int]) -> list[int]:
    """Largest remainder: whole numbers in proportion to the weights, with exactly this sum."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    whole = [int(share) for share in exact]
    by_rest = sorted(range(len(weights)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_rest[: total - sum(whole)]:
        whole[place] += 1
    return whole


def _paired(rng: Random, busy: list[Activity], fates: list[Fate]) -> list[tuple[Activity, Fate]]:
    """The unions' places for these endings, each place with one ending."""
    total = sum(ENDINGS[fate] for fate in fates)
    counts = allocate(total, [activity.weight for activity in busy])
    places = [activity for activity, count in zip(busy, counts, strict=True) for _ in range(count)]
    rng.shuffle(places)
    places.sort(key=lambda activity: not workers(activity.unit))
    endings = [fate for fate in fates for _ in range(ENDINGS[fate])]
    endings.sort(key=lambda fate: fate not in ONLY_BY_WORKERS)
    first = sum(ENDINGS[fate] for fate in fates if fate in ONLY_BY_WORKERS)
    rest = endings[first:]
    rng.shuffle(rest)
    return list(zip(places, endings[:first] + rest, strict=True))


def _filled_down(serial: int) -> list[Seat]:
    activity = next(activity for activity in activities() if activity.unit == FILLED_DOWN_BY)
    return [
        Seat(serial=serial + n, activity=activity, fate=Fate.DUPLICATE, planted="filled_down")
        for n in range(FILLED_DOWN)
    ]
