"""Who made an initiative: its authors with their phones, their work and their shares."""

from random import Random

from sangkien.ops.demo.names import full_name
from sangkien.ops.demo.plans import AuthorPlan
from sangkien.ops.demo.registers import Hat, Unit, officers, workers
from sangkien.ops.demo.themes import Theme, departments

WHOLE = 10_000
HOW_MANY = {1: 836, 2: 78, 3: 43, 4: 22, 5: 21}  # of 1,000 dossiers, as published lists have it
SHARES: dict[int, list[tuple[int, ...]]] = {
    2: [(5000, 5000), (6000, 4000), (7000, 3000), (8000, 2000), (5500, 4500)],
    3: [(3334, 3333, 3333), (5000, 2500, 2500), (4000, 3000, 3000), (6000, 2000, 2000)],
    4: [(2500, 2500, 2500, 2500), (4000, 2000, 2000, 2000), (5500, 1500, 1500, 1500)],
    5: [(2000, 2000, 2000, 2000, 2000), (4000, 1500, 1500, 1500, 1500), (3333, 1667, 1667, 1667, 1666)],
}
BLOCK = 500_000  # phones 0300 5xx xxx: no operator gives out 030, so no stranger's telephone rings


def team(rng: Random, number: int, unit: Unit, theme: Theme, first: Hat | None) -> tuple[AuthorPlan, ...]:
    """The authors of a dossier. Without a `first` none of them has an account: the union typed for them."""
    size = rng.choices(list(HOW_MANY), weights=list(HOW_MANY.values()))[0]
    shares = rng.choice(SHARES[size]) if size > 1 else (WHOLE,)
    colleagues = _colleagues(rng, unit, first, size - 1) if first else []
    known = ([first] if first else []) + colleagues
    return tuple(
        _known(rng, unit, theme, known[place], share)
        if place < len(known)
        else _made(rng, unit, theme, number * 10 + place, share)
        for place, share in enumerate(shares)
    )


def one_author_forgotten(authors: tuple[AuthorPlan, ...]) -> tuple[AuthorPlan, ...]:
    """The same work with only its first author named."""
    first = authors[0]
    alone = AuthorPlan(
        full_name=first.full_name,
        phone=first.phone,
        department=first.department,
        job=first.job,
        share=WHOLE,
        login=first.login,
    )
    return (alone,)


def _colleagues(rng: Random, unit: Unit, first: Hat, most: int) -> list[Hat]:
    others = [hat for hat in workers(unit.code) if hat.login != first.login]
    return rng.sample(others, min(most, len(others), rng.randint(0, most)))


def _known(rng: Random, unit: Unit, theme: Theme, hat: Hat, share: int) -> AuthorPlan:
    return AuthorPlan(
        full_name=hat.full_name,
        phone=hat.phone,
        department=rng.choice(departments(unit.sector)),
        job=_job(rng, unit, theme, hat),
        share=share,
        login=hat.login,
    )


def _made(rng: Random, unit: Unit, theme: Theme, serial: int, share: int) -> AuthorPlan:
    return AuthorPlan(
        full_name=full_name(rng, unit.parent),
        phone=f"+84300{BLOCK + serial}",
        department=rng.choice(departments(unit.sector)),
        job=_job(rng, unit, theme, None),
        share=share,
    )


def _job(rng: Random, unit: Unit, theme: Theme, hat: Hat | None) -> str:
    if hat in officers(unit.code):
        return "MANAGER" if rng.random() < 0.4 else "OFFICE"
    jobs = [job for job in theme.jobs if unit.is_public or job != "public"]
    return (rng.choice(jobs) if jobs else "office").upper()
