"""Amounts are read as people type them; what could be misread is asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.numbers import MOST_DONG, AmbiguousAmount, parse_dong
from sangkien.base.problems import NotUnderstood

UNDERSTOOD = [
    ("0", 0),
    ("120000000", 120_000_000),
    ("120.000.000", 120_000_000),
    ("120,000,000", 120_000_000),
    ("120 000 000 đ", 120_000_000),
    ("120'000'000", 120_000_000),
    ("１２０．０００．０００", 120_000_000),
    ("1.200.000.000 đồng", 1_200_000_000),
    ("1.200.000,00", 1_200_000),
    ("94.090.000đ", 94_090_000),
    ("120.000 ₫", 120_000),
    ("VND 120,000", 120_000),
    ("5 triệu đồng.", 5_000_000),
    ("1.234", 1_234),
    ("1,234", 1_234),
    ("15,9 tỷ", 15_900_000_000),
    ("15.9 tỉ", 15_900_000_000),
    ("1,2 triệu", 1_200_000),
    ("0,5 tỷ", 500_000_000),
    ("0,125 tỷ", 125_000_000),
    ("120tr", 120_000_000),
    ("500k", 500_000),
    ("50 ngàn đồng", 50_000),
    ("5 TRĂM TRIỆU", 500_000_000),
    ("2 nghìn tỷ", 2_000_000_000_000),
    ("1.200.000 triệu", 1_200_000_000_000),
    ("1 tỷ 200 triệu", 1_200_000_000),
    ("1 tỷ 200 triệu 500 nghìn", 1_200_500_000),
    ("1 tỷ 200.000", 1_000_200_000),
    ("600 ngàn 175", 600_175),
    ("1.000.000.000.000.000", MOST_DONG),
]

REFUSED = [
    ("", "empty"),
    (" \u200b ", "empty"),
    ("-5.000", "negative"),
    ("−5.000", "negative"),
    ("(5.000)", "negative"),
    ("âm 5 triệu", "negative"),
    ("hàng trăm triệu đồng", "no_number"),
    ("mười triệu", "no_number"),
    ("NaN", "no_number"),
    ("<script>", "no_number"),
    ("١٢٣", "no_number"),
    ("10-20 triệu", "several"),
    ("10 triệu – 20 triệu", "several"),
    ("từ 10 đến 20 triệu", "several"),
    ("41.040 USD", "currency"),
    ("$500", "currency"),
    ("500 đô la", "currency"),
    ("gần 35 tỷ", "roughly"),
    ("hơn 13,3 tỷ đồng", "roughly"),
    ("16 tỷ đồng/năm", "per_time"),
    ("100 triệu mỗi tháng", "per_time"),
    ("16 × 1.280.000", "arithmetic"),
    ("1/2 tỷ", "arithmetic"),
    ("1e5", "unreadable"),
    ("10²", "unreadable"),
    ("5 quả", "unreadable"),
    ("1 triệu 2 tỷ", "unreadable"),
    ("1" * 61, "unreadable"),
    ("12.34.567", "grouping"),
    ("12 34", "grouping"),
    ("1234.567", "grouping"),
    ("001.000", "grouping"),
    ("0.500", "fraction"),
    ("1,5", "fraction"),
    ("1.234.567,89", "fraction"),
    ("1,0000000000000000000000000000000001 tỷ", "fraction"),
    ("1.000.000.000.000.001", "too_big"),
    ("5 tỷ tỷ", "too_big"),
]

AMBIGUOUS = [
    ("1.234 tỷ", (1_234_000_000, 1_234_000_000_000)),
    ("1,234 tỷ", (1_234_000_000, 1_234_000_000_000)),
    ("1.200,000", (1_200, 1_200_000)),
    ("1 tỷ 200", (1_000_000_200, 1_200_000_000)),
    ("2tr5", (2_000_005, 2_500_000)),
]


@pytest.mark.parametrize(("typed", "amount"), UNDERSTOOD)
def test_amounts_are_read_in_every_usual_form(typed: str, amount: int) -> None:
    assert parse_dong(typed) == amount


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as no:
        parse_dong(typed)

    assert no.value.code == code
    assert no.value.text


@pytest.mark.parametrize(("typed", "readings"), AMBIGUOUS)
def test_two_readings_a_thousandfold_apart_are_both_shown(typed: str, readings: tuple[int, int]) -> None:
    with pytest.raises(AmbiguousAmount) as no:
        parse_dong(typed)

    assert no.value.readings == readings
    assert no.value.code == "ambiguous"


def test_an_ambiguous_amount_is_asked_back_in_full() -> None:
    with pytest.raises(AmbiguousAmount) as no:
        parse_dong("1.234 tỷ")

    assert "1.234.000.000 đồng hoặc 1.234.000.000.000 đồng" in no.value.text


@given(st.text() | st.text("0123456789.,' -/tỷriệunghđkvd₫×"))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    try:
        amount = parse_dong(typed)
    except NotUnderstood as no:
        assert no.text
    else:
        assert 0 <= amount <= MOST_DONG
