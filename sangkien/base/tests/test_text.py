"""Vietnamese text is cleaned, folded and ordered as its readers expect."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.base.text import fold, forbidden, nfc, one_line, paragraphs, person_sort_key, sort_key, words

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxy AĐƯ-.,0189àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)


def without_marks(s: str) -> str:
    """What somebody types who has no Vietnamese keyboard."""
    apart = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


class TestOneLine:
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
            ("a\x00b\x07c", "abc"),
            ("Ｍáy　số　１２", "Máy số 12"),
            ("𝐓𝐢𝐞𝐭 ki𝑒𝑚", "Tiet kiem"),
            ("eﬃcient", "efficient"),
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
            ("m² và １２", "m2 va 12"),
            ("Сải tạo", "cai tao"),
            ("АВЕКМНОРСТУХ", "abekmhopctyx"),  # all Cyrillic
            ("sáng\u200bkiến", "sangkien"),
            ("", ""),
        ],
    )
    def test_gives_the_key_that_everybody_types(self, text: str, key: str) -> None:
        assert fold(text) == key

    @given(st.text())
    @example("ͅΑ")
    @example("İẞﬃ")
    def test_changes_nothing_the_second_time(self, s: str) -> None:
        assert fold(fold(s)) == fold(s)

    @given(VIETNAMESE)
    def test_finds_with_marks_and_without_marks(self, s: str) -> None:
        assert fold(without_marks(s)) == fold(s)

    @given(st.text())
    def test_does_not_care_whether_letters_are_composed(self, s: str) -> None:
        assert fold(unicodedata.normalize("NFD", s)) == fold(nfc(s))

    def test_gives_words_in_their_order(self) -> None:
        assert words("  Đồ gá, máy-may! ") == ["do", "ga", "may", "may"]


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
