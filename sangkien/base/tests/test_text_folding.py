"""One key for all the ways in which a text is typed."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.base.tests.vietnamese import VIETNAMESE
from sangkien.base.text import fold, nfc, words


def without_marks(s: str) -> str:
    """What somebody types who has no Vietnamese keyboard."""
    apart = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


class TestFold:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Hoà Bình", "hoa binh"),
            ("HÒA BÌNH", "hoa binh"),
            ("Đổi mới đường", "doi moi duong"),
            ("Kê\u0301t hơ\u0323p", "ket hop"),
            ("TP.HCM – Quận_2/(cũ)", "tp hcm quan 2 cu"),
            ("Cư M’gar", "cu m gar"),
            ("Cư M'gar, M‘gar, M´gar", "cu m gar m gar m gar"),
            ("m² và １２", "m2 va 12"),
            ("Сải tạo", "cai tao"),
            ("АВЕКМНОРСТУХ", "abekmhopctyx"),  # all Cyrillic
            ("sáng\u200bkiến", "sangkien"),
            ("máy may\nHai ca\r\nBa\ttổ", "may may hai ca ba to"),
            ("", ""),
        ],
    )
    def test_gives_the_key_that_everybody_types(self, text: str, key: str) -> None:
        assert fold(text) == key

    @pytest.mark.parametrize("letter", "ʹʺʻʼʽʾʿˈ")
    def test_keeps_what_unicode_calls_a_letter_as_the_stored_keys_do(self, letter: str) -> None:
        assert fold(f"H{letter}Nía") == f"h{letter}nia"

    @given(st.text())
    @example("ͅΑ")
    @example("İẞﬃ")
    def test_changes_nothing_the_second_time(self, s: str) -> None:
        assert fold(fold(s)) == fold(s)

    @given(VIETNAMESE)
    def test_finds_with_marks_and_without_marks(self, s: str) -> None:
        assert fold(without_marks(s)) == fold(s)

    @given(st.text(), st.sampled_from([*"\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"]), st.text())
    def test_keeps_the_words_of_two_lines_apart(self, above: str, ends: str, below: str) -> None:
        assert fold(above + ends + below).split() == [*words(above), *words(below)]

    @given(st.text())
    def test_does_not_care_whether_letters_are_composed(self, s: str) -> None:
        assert fold(unicodedata.normalize("NFD", s)) == fold(nfc(s))

    def test_gives_words_in_their_order(self) -> None:
        assert words("  Đồ gá, máy-may! ") == ["do", "ga", "may", "may"]
