"""Which dossiers carry which defect: chosen once, by the shares seen in published lists."""

from random import Random

from sangkien.ops.demo.plans import Fate
from sangkien.ops.demo.registers import units, workers
from sangkien.ops.demo.seats import Seat

IN_TITLES = {"nfd": 46, "no_accents": 16, "double_space": 24, "all_caps": 5, "prefix": 14, "dash": 14, "vni": 1}
SERIES = 30
RESTRICTED = 8
THOUSANDFOLD = 5


def planted(seed: int, seats: list[Seat]) -> dict[int, str]:
    """The defect of each seat that has one, by serial."""
    rng = Random(f"{seed}/planted")
    straight = [seat for seat in seats if seat.fate == Fate.VALID]
    chosen: dict[int, str] = {}
    _plant(rng, chosen, [seat for seat in straight if workers(seat.activity.unit)], "series", SERIES)
    _plant(rng, chosen, [seat for seat in straight if _has_secrets(seat)], "restricted", RESTRICTED)
    for defect, count in IN_TITLES.items():
        _plant(rng, chosen, straight, defect, count)
    returned = [seat for seat in seats if seat.fate == Fate.VALID_AFTER_RETURN]
    _plant(rng, chosen, returned, "benefit_x1000", THOUSANDFOLD)
    return chosen


def _plant(rng: Random, chosen: dict[int, str], seats: list[Seat], defect: str, count: int) -> None:
    free = [seat.serial for seat in seats if seat.serial not in chosen]
    chosen.update(dict.fromkeys(rng.sample(free, count), defect))


def _has_secrets(seat: Seat) -> bool:
    return units()[seat.activity.unit].ownership in {"private", "fdi"}
