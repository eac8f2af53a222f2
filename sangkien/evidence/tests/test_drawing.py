"""The draw: as plain as it is written down, and steered by nobody."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from sangkien.evidence.drawing import Line, commitment, digest, draw, seed, shares

SECRET, PRIZE = "ab" * 32, "04718"
LINES = [Line(f"{n:016x}", "CD-KCN" if n % 3 else "LDLD-NINH-PHUOC") for n in range(90)]
populations = st.dictionaries(st.from_regex(r"[0-9a-f]{16}", fullmatch=True), st.sampled_from("ABC"), min_size=1)


def test_can_be_done_again_with_nothing_but_sha_256() -> None:
    """Written out once more from the description, without the code that it checks."""
    text = "".join(sorted(f"{line.mark} {line.stratum}\n" for line in LINES))
    known = sha256(text.encode()).hexdigest()
    grown = sha256(f"sangkien-hau-kiem-1\n{known}\n{SECRET}\n{PRIZE}\n".encode()).hexdigest()
    tickets = {line.mark: sha256(f"{grown}:{line.mark}".encode()).hexdigest() for line in LINES}
    small = sorted((line.mark for line in LINES if line.stratum == "LDLD-NINH-PHUOC"), key=tickets.__getitem__)[:3]
    large = sorted((line.mark for line in LINES if line.stratum == "CD-KCN"), key=tickets.__getitem__)[:7]

    drawn = draw(LINES, seed=seed(population=digest(LINES), secret=SECRET, prize=PRIZE), size=10)

    assert digest(LINES) == known
    assert commitment(SECRET) == sha256(SECRET.encode()).hexdigest()
    assert [line.mark for line in drawn] == large + small


def test_another_prize_draws_another_sample() -> None:
    samples = {
        tuple(draw(LINES, seed=seed(population=digest(LINES), secret=SECRET, prize=f"{n:05}"), size=10))
        for n in range(20)
    }

    assert len(samples) == 20


def test_strata_get_their_share_by_largest_remainders_and_one_at_least() -> None:
    assert shares({"A": 50, "B": 49, "C": 1}, size=10) == {"A": 5, "B": 4, "C": 1}
    assert shares({"A": 5, "B": 5, "C": 5}, size=2) == {"A": 1, "B": 1, "C": 0}
    assert shares({"A": 3, "B": 2}, size=9) == {"A": 3, "B": 2}


@given(
    st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=2), st.integers(1, 500), min_size=1), st.integers(1, 900)
)
def test_the_shares_fill_the_sample_and_no_stratum_gives_more_than_it_has(strata: dict[str, int], size: int) -> None:
    given_ = shares(strata, size=size)

    assert sum(given_.values()) == min(size, sum(strata.values()))
    assert all(0 <= given_[name] <= strata[name] for name in strata)
    assert size < len(strata) or all(given_.values())


@given(populations, st.integers(1, 30), st.randoms())
def test_the_order_of_the_list_does_not_matter(population: dict[str, str], size: int, random: object) -> None:
    lines = [Line(mark, stratum) for mark, stratum in population.items()]
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert digest(shuffled) == digest(lines)
    assert draw(shuffled, seed="5" * 64, size=size) == draw(lines, seed="5" * 64, size=size)


@given(populations, st.integers(1, 30))
def test_a_sample_is_of_its_population_and_nobody_is_drawn_twice(population: dict[str, str], size: int) -> None:
    lines = [Line(mark, stratum) for mark, stratum in population.items()]

    drawn = draw(lines, seed="7" * 64, size=size)

    assert set(drawn) <= set(lines)
    assert len(set(drawn)) == len(drawn) == min(size, len(lines))


def test_everybody_has_the_same_chance() -> None:
    """Of 10 records 2 are drawn, with 2.000 prizes: each about 400 times."""
    lines = [Line(f"{n:016x}") for n in range(10)]
    times = dict.fromkeys((line.mark for line in lines), 0)
    for n in range(2_000):
        for line in draw(lines, seed=seed(population=digest(lines), secret=SECRET, prize=f"{n:05}"), size=2):
            times[line.mark] += 1

    assert all(320 < number < 480 for number in times.values())
