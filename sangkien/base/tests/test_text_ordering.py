"""Lists are in the order that a Vietnamese reader expects."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.text import nfc, person_sort_key, sort_key


class TestSortKey:
    def in_order(self, *names: str) -> bool:
        backwards = names[::-1]  # so that equal keys would show
        return sorted(backwards, key=sort_key) == list(names)

    def test_follows_the_vietnamese_alphabet(self) -> None:
        assert self.in_order("an", "ăn", "ân", "bao", "chua", "da", "đa", "em", "êm", "oi", "ôi", "ơi", "ung", "ưng")

    def test_lets_letters_decide_before_tones(self) -> None:
        assert self.in_order("ma", "mà", "mả", "mã", "má", "mạ", "mai")

    def test_puts_the_shorter_name_and_the_word_gap_first(self) -> None:
        assert self.in_order("An", "An Bình", "Anh", "Anh Sơn")

    def test_keeps_both_tone_placements_together(self) -> None:
        assert self.in_order("hoa", "hoà", "hòa", "hoả")

    def test_puts_numbers_by_value(self) -> None:
        assert self.in_order("Phường 02", "Phường 2A", "Phường 10", "Phường 1234567890", "Phường An")

    def test_does_not_care_about_capitals_or_encoding(self) -> None:
        assert sort_key("ĐÀ NẴNG").split()[:2] == sort_key(unicodedata.normalize("NFD", "Đà Nẵng")).split()[:2]

    def test_keeps_foreign_letters_after_ours(self) -> None:
        assert self.in_order("zét", "Яна")

    @given(st.text(), st.text())
    def test_gives_different_texts_different_keys(self, one: str, other: str) -> None:
        assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))


class TestPersonSortKey:
    def test_goes_by_given_name_then_family_name(self) -> None:
        people = ["Lê Dung", "Trần Văn Đông", "Đặng Hà", "Lê Hà", "Nguyễn Thị Hà", "Bùi Thị Hạ", "Hà"]

        by_name = sorted(people, key=person_sort_key)

        assert by_name == [
            "Lê Dung",
            "Trần Văn Đông",
            "Hà",
            "Đặng Hà",
            "Lê Hà",
            "Nguyễn Thị Hà",
            "Bùi Thị Hạ",
        ]
