"""Quantities as they are typed on a shop floor."""

from decimal import Decimal

import pytest

from sangkien.base.numbers import parse_quantity, plain_quantity
from sangkien.base.problems import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("15", "15"),
        ("6,4", "6.4"),
        ("6.4", "6.4"),
        ("0,125", "0.125"),
        ("1.250", "1250"),
        ("1 250", "1250"),
        ("1.250,5", "1250.5"),
        ("12.000.000", "12000000"),
        ("900 × 300", "270000"),
        ("1,5x2*5", "15"),
        ("1,1250", "1.125"),
    ],
)
def test_is_read(typed: str, quantity: str) -> None:
    assert parse_quantity(typed) == Decimal(quantity)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("mười", "unreadable"),
        ("-3", "unreadable"),
        ("3 công", "unreadable"),
        ("3 ×", "unreadable"),
        ("1.25.3", "unreadable"),
        ("9" * 61, "unreadable"),
        ("1,250", "ambiguous"),
        ("0", "nothing"),
        ("5 × 0", "nothing"),
        ("0,0005", "too_fine"),
        ("0,25 × 0,25 × 0,25", "too_fine"),
    ],
)
def test_is_refused_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as no:
        parse_quantity(typed)

    assert (no.value.code, bool(no.value.text)) == (code, True)


@pytest.mark.parametrize("quantity", ["15", "6.4", "1.125", "1250.5", "1000", "0.125", "12000000"])
def test_is_typed_again_as_the_same(quantity: str) -> None:
    assert parse_quantity(plain_quantity(Decimal(quantity))) == Decimal(quantity)
