"""The dossiers that are sent, each under the key that a phone would have given it."""

import random
from uuid import UUID

from sangkien.ops.bench.typed import typed
from tests.faults.sending import Dossier

UNITS = ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN", "CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU"]


def dossiers(count: int, *, seed: int) -> list[Dossier]:
    """So many, always the same for the same seed."""
    rng = random.Random(f"dossiers/{seed}")
    return [
        Dossier(UUID(int=rng.getrandbits(128), version=4), typed(rng, number, units=UNITS)) for number in range(count)
    ]
