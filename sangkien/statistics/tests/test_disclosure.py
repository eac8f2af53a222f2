"""Small-cell suppression: what is left out cannot be worked out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.statistics.disclosure import FEWEST, Sum, determined, hidden

Table = list[list[int]]


def cells_of(table: Table) -> tuple[dict[object, int], list[Sum]]:
    """A table with its margins: ("row", 0) is the sum of the first row, "all" that of everything."""
    rows, columns = range(len(table)), range(len(table[0]))
    counts: dict[object, int] = {(r, c): table[r][c] for r in rows for c in columns}
    counts |= {("row", r): sum(table[r]) for r in rows}
    counts |= {("column", c): sum(table[r][c] for r in rows) for c in columns}
    counts["all"] = sum(map(sum, table))
    sums = [Sum(("row", r), [(r, c) for c in columns]) for r in rows]
    sums += [Sum(("column", c), [(r, c) for r in rows]) for c in columns]
    sums += [Sum("all", [("row", r) for r in rows]), Sum("all", [("column", c) for c in columns])]
    return counts, sums


def test_a_cell_of_fewer_than_five_and_another_beside_it_are_hidden() -> None:
    counts = {"May": 40, "Da giày": 3, "Cơ khí": 12, "cộng": 55}

    out = hidden(counts, [Sum("cộng", ["May", "Da giày", "Cơ khí"])])

    assert out == {"Da giày", "Cơ khí"}


def test_two_small_cells_that_are_small_together_take_a_third_along() -> None:
    counts = {"a": 1, "b": 2, "c": 30, "d": 60, "cộng": 93}

    assert hidden(counts, [Sum("cộng", ["a", "b", "c", "d"])]) == {"a", "b", "c"}


def test_what_is_large_enough_is_published_whole() -> None:
    counts, sums = cells_of([[5, 7], [9, 0]])

    assert hidden(counts, sums) == set()


def test_in_a_table_of_two_sides_no_row_or_column_gives_a_cell_away() -> None:
    counts, sums = cells_of([[3, 20, 30], [40, 50, 60], [70, 80, 90]])

    out = hidden(counts, sums)

    assert (0, 0) in out and len(out) == 4
    assert determined(sums, out) == set()


def test_two_rectangles_joined_by_one_cell_give_that_cell_away() -> None:
    """Every row and column has two hidden cells, and yet the one that joins the two blocks follows from the sums."""
    _counts, sums = cells_of([[9] * 4 for _ in range(4)])
    blocks = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)}

    assert determined(sums, blocks) == {(1, 2)}


def test_a_total_that_everybody_knows_is_shown_and_gives_nothing_away() -> None:
    counts = {"a": 3, "b": 0, "c": 0, "cộng": 3}

    out = hidden(counts, [Sum("cộng", ["a", "b", "c"])], known={"cộng"})

    assert "a" in out and len(out) == 2 and "cộng" not in out


def test_what_follows_from_what_everybody_knows_ends_the_search() -> None:
    assert hidden({"a": 3, "cộng": 3}, [Sum("cộng", ["a"])], known={"cộng"}) == {"a"}


def test_1396_of_1398_stay_public_though_two_are_not_valid() -> None:
    counts = {"nộp": 1398, "hợp lệ": 1396, "còn lại": 2}

    assert hidden(counts, [Sum("nộp", ["hợp lệ", "còn lại"])], known=counts) == set()


def test_what_was_taken_back_is_as_small_as_what_came() -> None:
    counts = {"tuần 1": 40, "tuần 2": -2, "tuần 3": 9, "cộng": 47}

    assert hidden(counts, [Sum("cộng", ["tuần 1", "tuần 2", "tuần 3"])]) == {"tuần 2", "tuần 3"}


def test_what_follows_only_by_way_of_other_sums_is_covered_in_them() -> None:
    """c lies with hidden cells alone in its only sum, and still follows from the two others."""
    counts = {"c": 4, "d": 3, "e": 2, "f": 20, "g": 9, "cde": 9, "def": 25, "deg": 14}
    sums = [Sum("cde", ["c", "d", "e"]), Sum("def", ["d", "e", "f"]), Sum("deg", ["d", "e", "g"])]

    out = hidden(counts, sums)

    assert {"c", "d", "e"} <= out and determined(sums, out) == set()


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not come to it"):
        hidden({"a": 1, "cộng": 9}, [Sum("cộng", ["a"])])


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3))
@settings(max_examples=60, deadline=None)
def test_nothing_that_is_hidden_can_be_worked_out(table: Table) -> None:
    counts, sums = cells_of(table)

    out = hidden(counts, sums)

    assert all(cell in out for cell, count in counts.items() if 0 < count < FEWEST)
    assert determined(sums, out) == set()


@given(st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=3), min_size=2, max_size=2))
@settings(max_examples=40, deadline=None)
def test_another_table_of_whole_numbers_would_show_the_same(table: Table) -> None:
    """By trying: for each hidden cell of the inside there is a table that agrees with all that is shown and differs in
    it."""
    table = [row[: min(map(len, table))] for row in table]
    counts, sums = cells_of(table)
    out = hidden(counts, sums)
    inside = [cell for cell in out if isinstance(cell[0], int)]

    found = {cell: {counts[cell]} for cell in inside}
    for tried in _around(inside, counts):
        other = [[tried.get((r, c), value) for c, value in enumerate(row)] for r, row in enumerate(table)]
        seen, _sums = cells_of(other)
        if all(seen[cell] == count for cell, count in counts.items() if cell not in out):
            for cell in inside:
                found[cell].add(seen[cell])

    assert all(len(values) > 1 for values in found.values())


def _around(inside: list, counts: dict) -> list[dict]:
    """Every way to move the hidden cells by one up or down."""
    ways = product((-1, 0, 1), repeat=len(inside))
    return [{cell: counts[cell] + by for cell, by in zip(inside, way, strict=True)} for way in ways]
