"""Telephone numbers are understood however they are written, and never shown to everybody."""

import pytest

from sangkien.base.phones import masked, normalise, show
from sangkien.base.problems import NotUnderstood

LAN = "+84912345678"


class TestNormalise:
    @pytest.mark.parametrize(
        "typed",
        [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "(0912) 345-678",
            "+84 912 345 678",
            "84912345678",
            "０９１２３４５６７８",
            " 0912\u00a0345\u200b678 ",
        ],
    )
    def test_every_usual_way_of_writing_is_one_number(self, typed: str) -> None:
        assert normalise(typed) == LAN

    def test_keeps_foreign_numbers(self) -> None:
        assert normalise("+66 81 234 5678") == "+66812345678"

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("", "empty"),
            ("lan.nguyen", "unreadable"),
            ("0912 CALL ME", "unreadable"),
            ("+", "unreadable"),
            ("1" * 400, "unreadable"),
            ("0912 345 67", "invalid"),
            ("113", "invalid"),
        ],
    )
    def test_says_why_it_is_no_number(self, typed: str, code: str) -> None:
        with pytest.raises(NotUnderstood) as no:
            normalise(typed)

        assert no.value.code == code
        assert "0912 345 678" in no.value.text


@pytest.mark.parametrize(
    ("number", "shown"),
    [(LAN, "0912 345 678"), ("+842593822123", "0259 3822 123"), ("+66812345678", "+66 81 234 5678")],
)
def test_a_number_is_shown_as_people_at_home_write_it(number: str, shown: str) -> None:
    assert show(number) == shown
    assert normalise(shown) == number


def test_a_masked_number_is_known_to_its_owner_only() -> None:
    assert masked(LAN) == "09•• ••• 678"
