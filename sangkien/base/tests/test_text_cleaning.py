"""What comes in is made clean, or what cannot be kept is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.tests.vietnamese import VIETNAMESE
from sangkien.base.text import forbidden, one_line, paragraphs
from sangkien.base.text.characters import in_one_script, nfc
from sangkien.base.text.cleaning import _ORDINARY, _SHOWN, plain_forms


class TestOneLine:
    @given(st.text([c for c in map(chr, range(0x3000)) if _ORDINARY.fullmatch(c)]))
    def test_has_nothing_to_change_in_ordinary_letters(self, s: str) -> None:
        assert in_one_script(nfc(plain_forms(s.translate(_SHOWN)))) == s

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  Xã  Vĩnh\tTường ", "Xã Vĩnh Tường"),
            ("Phường \nHoàn Kiếm", "Phường Hoàn Kiếm"),
            ("dòng một\u2028dòng hai\r\ndòng ba", "dòng một dòng hai dòng ba"),
            ("máy\u00a0may", "máy may"),
            ("Xa\u0303 Trung Gi\u00e3", "Xã Trung Giã"),
            ("sáng\u200b kiến\ufeff", "sáng kiến"),
            ("\u202eđảo chiều\u202c", "đảo chiều"),
            ("a\x00b\x01c", "abc"),
            ("ô\x07ô", "ô ô"),  # where a cell ends in Word
            ("Ｍáy　số　１２", "Máy số 12"),
            ("𝐓𝐢𝐞𝐭 ki𝑒𝑚", "Tiet kiem"),
            ("eﬃcient", "efficient"),
            ("\u0421ải tạo ЭЦВ6", "Cải tạo ЭЦВ6"),  # a Cyrillic С among Latin letters
            ("Pocc\u0438я, Россия, Кр-45", "Pocc\u0438я, Россия, Кр-45"),
            ("\uf0b7 Bước một", "• Bước một"),
            ("diện tích 5 m²", "diện tích 5 m²"),
            (" \u200b\n", ""),
        ],
    )
    def test_keeps_what_is_meant_and_drops_what_nobody_sees(self, typed: str, kept: str) -> None:
        assert one_line(typed) == kept

    @given(st.text())
    def test_changes_nothing_the_second_time(self, s: str) -> None:
        assert one_line(one_line(s)) == one_line(s)

    @given(st.text())
    def test_never_lets_through_what_the_database_or_a_reader_cannot_take(self, s: str) -> None:
        kept = {unicodedata.category(c) for c in one_line(s)}

        assert kept.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


class TestParagraphs:
    def test_keeps_line_breaks_and_at_most_one_empty_line(self) -> None:
        typed = "\r\n Trước đây:  may tay\r\n\r\n\r\n\r\nBây giờ:\tcó đồ gá \n"

        assert paragraphs(typed) == "Trước đây: may tay\n\nBây giờ: có đồ gá"

    @given(st.text())
    def test_changes_nothing_the_second_time(self, s: str) -> None:
        assert paragraphs(paragraphs(s)) == paragraphs(s)


class TestForbidden:
    @pytest.mark.parametrize(
        "fine",
        [
            "",
            "Đồ gá may túi",
            "nồng độ < 5% và > 2%",
            "a < b",
            "<Tên sáng kiến>",
            "🏭👩‍🏭",
            "m²",
            "\uf0b7 mục",
            "\u200b",
        ],
    )
    def test_accepts_what_people_really_write(self, fine: str) -> None:
        assert forbidden(fine) == ""

    @pytest.mark.parametrize(
        ("typed", "named"),
        [
            ("S\ufffdng ki\ufffdn", "ký tự bị hỏng"),
            ("\ud83d", "ký tự bị hỏng"),
            ("phông \ue123", "phông chữ"),
            ("\ufffe", "phông chữ"),
            ("\ufdd0", "phông chữ"),
            ("<script>alert(1)</script>", "mã lệnh"),
            ("x < IMG src=x onerror=alert(1)>", "mã lệnh"),
            ("</style >", "mã lệnh"),
            ("Z" + "\u0301" * 5, "quá nhiều dấu"),
        ],
    )
    def test_names_what_cannot_be_kept(self, typed: str, named: str) -> None:
        assert named in forbidden(typed)

    @given(VIETNAMESE)
    def test_never_blames_vietnamese_however_it_is_encoded(self, s: str) -> None:
        assert forbidden(unicodedata.normalize("NFD", s)) == ""
