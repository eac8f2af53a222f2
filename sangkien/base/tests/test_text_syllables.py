"""What is a Vietnamese syllable as it is written, and where its tone mark stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.tests.vietnamese import VIETNAMESE
from sangkien.base.text import fold, is_syllable, nfc, tones_placed, words

# From published lists of initiatives and research topics: ordinary ones, and those with rare syllables.
TITLES = [
    "Cải tiến quy trình hỗ trợ thủ tục hành chính dành cho học sinh sinh viên",
    "Nghiên cứu thay đổi công nghệ khấu không để lại trụ bảo vệ cho các lò chợ",
    "Ứng dụng phương pháp tiếp cận năng lực trong môn Quản trị chuỗi cung ứng",
    "Khảo sát tỷ lệ dương tính của chỉ số ở bệnh nhân nhiễm viêm gan",
    "Chất lượng cuộc sống và các yếu tố liên quan ở bệnh nhân xơ gan",
    "Kết quả chăm sóc dự phòng loét tỳ đè ở bệnh nhân cao tuổi tại khoa bỏng",
    "Đánh giá rủi ro trong rau muống đến sức khoẻ con người",
    "Xây dựng khuếch đại, huỳnh quang, tuýp, xoong, khoét, ngoằn ngoèo, khuya khoắt, quýnh quáng",
    "Thuở ấy, giếng khơi, gì, giữ gìn, yểng, uống, ướt, ưu, ý, ở, ồ ạt, ào ào",
]


class TestIsSyllable:
    @pytest.mark.parametrize("title", TITLES)
    def test_knows_every_word_of_a_vietnamese_title(self, title: str) -> None:
        strange = [word for word in title.replace(",", "").split() if not is_syllable(word)]

        assert strange == []

    @pytest.mark.parametrize("title", TITLES)
    def test_knows_them_without_marks_and_in_capitals(self, title: str) -> None:
        assert all(map(is_syllable, words(title)))
        assert all(map(is_syllable, title.upper().replace(",", "").split()))

    @pytest.mark.parametrize(
        "word", ["nghiêng", "QUỲNH", "gì", "giếng", "khuỷu", "Thuỷ", "thủy", "ướt", "yếu", "xoong", "ủ", "quý", "hoc"]
    )
    def test_is_what_can_be_read_aloud(self, word: str) -> None:
        assert is_syllable(word)
        assert is_syllable(unicodedata.normalize("NFD", word))

    @pytest.mark.parametrize(
        "word",
        [
            *("thơng", "đợc", "nớc", "hớng", "thờng"),  # ư was lost on the way
            *("hàt", "càch", "kêt"),  # closed by p, t, c or ch without its tone
            *("TNHH", "SKKN", "CĐCS", "HNĐK", "t", "bq"),
            *("video", "Excel", "website", "chitosan", "Müller", "véctơ", "Lênin", "Pleikrông"),
            *("Сải", "ЭЦВ", "nghiªn", "đoμn", "việ́t", "ngước1", "", " ", "a b", "а"),
        ],
    )
    def test_is_nothing_else(self, word: str) -> None:
        assert not is_syllable(word)

    @given(st.text())
    def test_never_fails_whatever_it_is_asked(self, s: str) -> None:
        assert is_syllable(s) in (True, False)


class TestTonesPlaced:
    @pytest.mark.parametrize(
        ("typed", "placed"),
        [
            ("Tỉnh Thanh Hoá", "Tỉnh Thanh Hóa"),
            ("Xã Thanh Thuỷ", "Xã Thanh Thủy"),
            ("loè, uý, khoẻ, LUỸ, Uỷ ban", "lòe, úy, khỏe, LŨY, Ủy ban"),
            ("hòa, thủy, lòe, úy", "hòa, thủy, lòe, úy"),
            ("hoàn toàn, huỳnh, khuỷu, ngoáy, xoèn", "hoàn toàn, huỳnh, khuỷu, ngoáy, xoèn"),
            ("qúy, quý, qủa, gía, giá, gìn giữ", "quý, quý, quả, giá, giá, gìn giữ"),
            ("hươú, thuở, mía, của, giường, yểng", "hướu, thuở, mía, của, giường, yểng"),
            ("Boá Müller, naïve, véctơ, 5 m²", "Bóa Müller, naïve, véctơ, 5 m²"),
            (unicodedata.normalize("NFD", "Hoá học"), "Hóa học"),
        ],
    )
    def test_is_one_spelling_of_both_schools(self, typed: str, placed: str) -> None:
        assert tones_placed(typed) == placed

    @given(VIETNAMESE)
    def test_changes_nothing_the_second_time(self, s: str) -> None:
        assert tones_placed(tones_placed(s)) == tones_placed(s)

    @given(VIETNAMESE)
    def test_moves_tones_and_nothing_else(self, s: str) -> None:
        assert fold(tones_placed(s)) == fold(s)
        assert sorted(unicodedata.normalize("NFD", tones_placed(s))) == sorted(unicodedata.normalize("NFD", s))

    @given(st.text())
    def test_leaves_composed_whatever_comes_in(self, s: str) -> None:
        assert nfc(tones_placed(s)) == tones_placed(s)
