"""Two versions of a text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from sangkien.registry.comparing import MOST, Change, Words, compared, readable

TEXTS = st.text(alphabet="ab \n", max_size=40)
MARKED = st.text(alphabet="ab* \n", max_size=40)


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


def test_a_reader_sees_bold_words_and_the_names_of_fields_and_no_marks() -> None:
    found = readable(compared("**Kết quả:** đạt {hợp lệ}.", "**Kết quả:** đã đạt {chỉ tiêu}."))

    assert [(one.text, one.change, one.bold, one.field) for one in found if one.text != " "] == [
        ("Kết quả:", Change.SAME, True, False),
        ("đã ", Change.IN, False, False),
        ("đạt ", Change.SAME, False, False),
        ("hợp lệ", Change.OUT, False, True),
        ("chỉ tiêu", Change.IN, False, True),
        (".", Change.SAME, False, False),
    ]


def test_what_only_became_bold_is_told_and_bold_ends_with_its_line() -> None:
    found = list(readable(compared("Một.\nHai.", "**Một.\nHai.")))

    assert [(one.text, one.change, one.bold) for one in found] == [
        ("Một.", Change.OUT, False),
        ("Một.", Change.IN, True),
        ("\n", Change.SAME, True),
        ("Hai.", Change.SAME, False),
    ]


@given(MARKED, MARKED)
def test_no_word_is_lost_to_a_reader_either(old: str, new: str) -> None:
    seen = list(readable(compared(old, new)))

    for change, text in ((Change.IN, old), (Change.OUT, new)):
        assert "".join(one.text for one in seen if one.change != change) == text.replace("**", "")
