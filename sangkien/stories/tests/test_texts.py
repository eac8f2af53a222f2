"""A story holds no name of an author, only the place where one stands."""

from types import SimpleNamespace
from typing import Any

import pytest

from sangkien.stories.texts import names_left, read_out, told_of, with_places

LAN: Any = SimpleNamespace(full_name="Nguyễn Thị Lan")
HUNG: Any = SimpleNamespace(full_name="Võ Văn Hùng")
BOTH = [LAN, HUNG]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn Thị Lan thử ba lần.", "{tác giả 1} thử ba lần."),
        ("chị Lan và anh Hùng", "{chị 1} và {anh 2}"),
        ("Chị Nguyễn Thị Lan", "{Chị 1}"),
        ("NGUYỄN THỊ LAN", "{tác giả 1}"),
        ("hoa lan, chị Lành, lan can", "hoa lan, chị Lành, lan can"),
        ("đã có {tác giả 1}", "đã có {tác giả 1}"),
    ],
)
def test_names_become_places(typed: str, kept: str) -> None:
    assert with_places(typed, BOTH) == kept


@pytest.mark.parametrize(
    ("kept", "named", "read"),
    [
        ("{Chị 1} và {anh 2}", [LAN, HUNG], "Chị Lan và anh Hùng"),
        ("{Chị 1} và {anh 2}", [HUNG], "Tác giả và anh Hùng"),
        ("{tác giả 1}, {tác giả 3}", [LAN], "Nguyễn Thị Lan, tác giả"),
    ],
)
def test_places_are_read_as_names_while_their_owners_agree(kept: str, named: list[Any], read: str) -> None:
    assert read_out(kept, BOTH, named) == read


def test_a_name_is_no_markdown() -> None:
    odd: Any = SimpleNamespace(full_name="[x](https://a.vn) *Lan*")

    assert read_out("{tác giả 1}", [odd], [odd], markdown=True) == r"\[x\](https://a.vn) \*Lan\*"


def test_says_of_whom_it_speaks() -> None:
    assert told_of("{chị 1}, rồi {Tác giả 2}") == {1, 2}


def test_a_name_without_its_marks_is_found_all_the_same() -> None:
    assert names_left("chi Nguyen Thi Lan", BOTH) == ["Nguyễn Thị Lan"]
    assert names_left("{tác giả 1}", BOTH) == []
