"""Two versions of a text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from sangkien.registry.comparing import MOST, Change, Words, compared

TEXTS = st.text(alphabet="ab \n", max_size=40)


def without(change: Change, found: list[Words]) -> str:
    return "".join(words.text for words in found if words.change != change)


@given(TEXTS, TEXTS)
def test_no_word_is_lost_of_either(old: str, new: str) -> None:
    found = compared(old, new)

    assert (without(Change.IN, found), without(Change.OUT, found)) == (old, new)


def test_only_what_differs_is_told_apart() -> None:
    found = compared("Đầu.\nMột hai ba.\nCuối.", "Đầu.\nMột bốn ba.\nCuối.")

    assert [(words.text, words.change) for words in found] == [
        ("Đầu.\n", Change.SAME),
        ("Một ", Change.SAME),
        ("hai ", Change.OUT),
        ("bốn ", Change.IN),
        ("ba.\n", Change.SAME),
        ("Cuối.", Change.SAME),
    ]


def test_what_is_too_long_to_compare_is_out_and_in() -> None:
    found = compared("một " * (MOST + 1), "hai")

    assert [words.change for words in found] == [Change.OUT, Change.IN]


def test_so_are_more_lines_than_can_be_compared() -> None:
    old = "a\n" * (MOST + 1)

    assert compared(old, old + "b\n") == [Words(old, Change.OUT), Words(old + "b\n", Change.IN)]


def test_and_changed_lines_that_are_too_long_together() -> None:
    changed = " ".join(f"chữ{number}" for number in range(MOST - 1))
    long = f"{changed} cuối"
    found = compared(f"{long}\ngiữ\n{long}\n", f"{changed}\ngiữ\n{changed}\n")

    last = found[next(place for place, words in enumerate(found) if words.text == "giữ\n") + 1 :]
    assert last == [Words(f"{long}\n", Change.OUT), Words(f"{changed}\n", Change.IN)]
    assert found[0].change == Change.SAME
