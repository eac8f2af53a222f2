"""Numbers are exact, and printed as the letters print them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.numbers import (
    MOST_DONG,
    WHOLE,
    format_decimal,
    format_dong,
    format_dong_short,
    format_int,
    format_percent,
    format_share,
    in_words,
    parse_dong,
    parse_share,
    percent,
)
from sangkien.base.problems import NotUnderstood


class TestPercent:
    def test_says_what_the_letter_of_phase_2_says(self) -> None:
        assert percent(1396, 1000) == Decimal("139.6")
        assert str(percent(1396, 1000)) == "139.6"

    @pytest.mark.parametrize(
        ("part", "whole", "shown"),
        [
            (0, 5, "0.0"),
            (1000, 1000, "100.0"),
            (1, 2000, "0.1"),
            (1, 2001, "0.0"),
            (2, 3, "66.7"),
            (999_999, 10**6, "100.0"),
        ],
    )
    def test_rounds_half_up_at_one_decimal(self, part: int, whole: int, shown: str) -> None:
        assert str(percent(part, whole)) == shown

    def test_is_undefined_without_a_target(self) -> None:
        assert percent(7, 0) is None

    @pytest.mark.parametrize(("part", "whole"), [(-1, 5), (1, -5)])
    def test_refuses_counts_that_cannot_be(self, part: int, whole: int) -> None:
        with pytest.raises(ValueError, match="never negative"):
            percent(part, whole)

    @given(st.integers(0, 10**12), st.integers(1, 10**9))
    def test_equals_exact_arithmetic(self, part: int, whole: int) -> None:
        shown = percent(part, whole)

        assert shown is not None
        assert Fraction(-1, 20) < Fraction(shown) - Fraction(100 * part, whole) <= Fraction(1, 20)


class TestPrinting:
    def test_groups_thousands_as_each_language_does(self) -> None:
        assert format_int(1396) == "1.396"
        assert format_int(1396, "en") == "1,396"
        assert format_int(-1_234_567) == "-1.234.567"

    def test_writes_decimals_as_each_language_does(self) -> None:
        assert format_decimal(Decimal("139.6")) == "139,6"
        assert format_decimal(Decimal("1234.50"), "en-gb") == "1,234.50"

    def test_keeps_the_percent_sign_on_the_line(self) -> None:
        assert format_percent(percent(1396, 1000)) == "139,6\u00a0%"
        assert format_percent(percent(1396, 1000), "en") == "139.6%"

    def test_shows_no_percentage_where_there_is_none(self) -> None:
        assert format_percent(percent(7, 0)) == "–"

    def test_names_the_currency(self) -> None:
        assert format_dong(120_000_000) == "120.000.000 đồng"
        assert format_dong(120_000_000, "en") == "120,000,000 VND"

    @pytest.mark.parametrize(
        ("amount", "shown"),
        [
            (0, "0 đồng"),
            (999_999, "999.999 đồng"),
            (1_000_000, "1 triệu đồng"),
            (3_650_000, "3,7 triệu đồng"),
            (99_950_000, "100 triệu đồng"),
            (312_400_000, "312 triệu đồng"),
            (999_499_999, "999 triệu đồng"),
            (999_500_000, "1 tỷ đồng"),
            (41_700_000_000, "41,7 tỷ đồng"),
            (33_000 * 10**9, "33.000 tỷ đồng"),
        ],
    )
    def test_shortens_money_for_headlines(self, amount: int, shown: str) -> None:
        assert format_dong_short(amount) == shown

    def test_shortens_money_in_english(self) -> None:
        assert format_dong_short(41_700_000_000, "en") == "41.7 billion VND"
        assert format_dong_short(312_000_000, "en") == "312 million VND"

    @given(st.integers(0, MOST_DONG))
    def test_prints_amounts_that_can_be_typed_again(self, amount: int) -> None:
        assert parse_dong(format_dong(amount)) == amount
        assert parse_dong(format_int(amount, "en")) == amount


class TestShares:
    @pytest.mark.parametrize(
        ("typed", "hundredths"),
        [
            ("33,33", 3333),
            ("33.33 %", 3333),
            ("50", 5000),
            ("100%", WHOLE),
            ("0,5", 50),
            ("33,3300", 3333),
            ("５０", 5000),
        ],
    )
    def test_are_read_as_hundredths_of_a_percent(self, typed: str, hundredths: int) -> None:
        assert parse_share(typed) == hundredths

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            (" ", "empty"),
            ("một nửa", "unreadable"),
            ("1/3", "unreadable"),
            ("1e2", "unreadable"),
            ("-5", "negative"),
            ("33,333", "too_fine"),
            ("100,01", "too_big"),
            ("9" * 5000, "unreadable"),
        ],
    )
    def test_say_why_they_cannot_be_read(self, typed: str, code: str) -> None:
        with pytest.raises(NotUnderstood) as no:
            parse_share(typed)

        assert no.value.code == code
        assert no.value.text

    def test_are_shown_without_idle_zeros(self) -> None:
        assert [format_share(share) for share in (0, 50, 3330, 5000)] == [
            "0\u00a0%",
            "0,5\u00a0%",
            "33,3\u00a0%",
            "50\u00a0%",
        ]

    @given(st.integers(0, WHOLE))
    def test_are_read_back_as_shown(self, share: int) -> None:
        assert parse_share(format_share(share)) == share
        assert parse_share(format_share(share, "en")) == share


DIGITS = "không một hai ba bốn năm sáu bảy tám chín"
VALUES = {word: value for value, word in enumerate(DIGITS.split())}
VALUES |= {"mốt": 1, "tư": 4, "lăm": 5}


def heard(said: str) -> int:
    """What a listener writes down: a second, independent reading of number words."""
    if "tỷ" in (spoken := said.lower().split()):
        last = len(spoken) - 1 - spoken[::-1].index("tỷ")
        return heard(" ".join(spoken[:last])) * 10**9 + heard(" ".join(spoken[last + 1 :]))
    total = group = digit = 0
    for word in spoken:
        match word:
            case "triệu" | "nghìn":
                total, group, digit = total + (group + digit) * (10**6 if word == "triệu" else 1000), 0, 0
            case "trăm":
                group, digit = digit * 100, 0
            case "mươi":
                group, digit = group + digit * 10, 0
            case "mười":
                group += 10
            case "linh":
                pass
            case _:
                digit = VALUES[word]
    return total + group + digit


class TestInWords:
    @pytest.mark.parametrize(
        ("n", "said"),
        [
            (0, "Không"),
            (5, "Năm"),
            (10, "Mười"),
            (14, "Mười bốn"),
            (15, "Mười lăm"),
            (21, "Hai mươi mốt"),
            (24, "Hai mươi tư"),
            (55, "Năm mươi lăm"),
            (100, "Một trăm"),
            (104, "Một trăm linh bốn"),
            (111, "Một trăm mười một"),
            (1396, "Một nghìn ba trăm chín mươi sáu"),
            (1_005, "Một nghìn không trăm linh năm"),
            (2_000_010, "Hai triệu không trăm mười"),
            (1_001_000_000, "Một tỷ không trăm linh một triệu"),
            (1_234 * 10**9, "Một nghìn hai trăm ba mươi tư tỷ"),
            (10**18, "Một tỷ tỷ"),
        ],
    )
    def test_speaks_as_taught_at_school(self, n: int, said: str) -> None:
        assert in_words(n, unit="") == said

    def test_speaks_of_dong_unless_told_otherwise(self) -> None:
        assert in_words(120_000_000) == "Một trăm hai mươi triệu đồng"
        assert in_words(3, unit="sáng kiến") == "Ba sáng kiến"

    @pytest.mark.parametrize(
        ("n", "said"),
        [
            (0, "Zero VND"),
            (13, "Thirteen VND"),
            (40, "Forty VND"),
            (105, "One hundred five VND"),
            (120_000_000, "One hundred twenty million VND"),
            (10**18 - 10**15 + 21, "Nine hundred ninety-nine quadrillion twenty-one VND"),
        ],
    )
    def test_speaks_english_too(self, n: int, said: str) -> None:
        assert in_words(n, "en", "VND") == said

    @pytest.mark.parametrize("n", [-1, 10**18 + 1])
    def test_has_no_words_beyond_its_range(self, n: int) -> None:
        with pytest.raises(ValueError, match="only from 0"):
            in_words(n)

    @given(st.integers(0, 10**18 - 1) | st.integers(0, 10**6))
    def test_is_heard_as_it_was_meant(self, n: int) -> None:
        assert heard(in_words(n, unit="")) == n
