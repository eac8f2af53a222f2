"""Old encodings are made readable; good text is never touched."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.text import nfc
from sangkien.base.text.encodings import (
    DECOMPOSED,
    TCVN3,
    UNICODE,
    UTF8_AS_1252,
    VNI,
    WINDOWS_1258,
    Decoded,
    decoded,
)

CASES = json.loads((Path(__file__).parent / "encoding_cases.json").read_text())["cases"]

GOOD = [
    "Đồ gá may túi áo",
    "Công ty Thành Long",  # every letter of it also exists in Latin-1
    "LÊ VĂN HÙNG",
    "Lê Hà",
    "HNĐK, ĐHSG, CĐCS",
    "Triền khai qui trình",  # a typo is the author's to correct
    "Cai tien lo hoi",
    "Nồi hơi ±5 °C, 25 µm × 3 m²",
    "25 °C ± 2 «thử» 3×4",
    "Cải tạo bơm ЭЦВ6",
    "Où est la bibliothèque, là-bas ou à côté de l'hôtel ?",
    "été où déjà",
    "La señora Muñoz está en España",
    "São João não é também você",
    "IRMÃ MARIA",
    "Où, Coû ! Château, fiancée, naïve",  # two words could be VNI, three cannot
    "Größe über Ärger schön",
    "café",
    "où",
    "改善提案",
    "",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
class TestDecoded:
    def test_reads_tcvn3_though_it_has_no_capitals_with_tones(self, case: dict[str, str]) -> None:
        read = decoded(case[TCVN3])

        assert read.text.lower() == case["text"].lower()
        assert read.encoding == TCVN3

    @pytest.mark.parametrize("encoding", [VNI, WINDOWS_1258, UTF8_AS_1252])
    def test_reads_the_other_old_encodings_to_the_letter(self, case: dict[str, str], encoding: str) -> None:
        assert decoded(case[encoding]) == Decoded(case["text"], encoding)

    def test_composes_letters_and_marks_that_came_apart(self, case: dict[str, str]) -> None:
        apart = unicodedata.normalize("NFD", case["text"])

        assert decoded(apart) == Decoded(case["text"], DECOMPOSED)

    def test_has_nothing_to_do_the_second_time(self, case: dict[str, str]) -> None:
        for typed in case.values():
            once = decoded(typed).text

            assert decoded(once) == Decoded(once, UNICODE)


@pytest.mark.parametrize("text", GOOD)
def test_good_text_is_never_touched(text: str) -> None:
    assert decoded(text) == Decoded(text, UNICODE)


def test_one_clearly_broken_word_is_enough() -> None:
    assert decoded("D¹y").text == "Dạy"
    assert decoded("CÃ´ng ty").text == "Công ty"


def test_names_as_they_are_met_in_old_lists_are_read() -> None:
    assert decoded("L\u00adu ThÞ Hoµ") == Decoded("Lưu Thị Hoà", TCVN3)
    assert decoded("Uû ban nh©n d©n") == Decoded("Uỷ ban nhân dân", TCVN3)
    assert decoded("BOÄ GIAO THOÂNG VAÄN TAÛI") == Decoded("BỘ GIAO THÔNG VẬN TẢI", VNI)


def test_what_lost_a_byte_on_the_way_stays_as_it_came() -> None:
    assert decoded("Tá»‘i Ä‘a vÃ tá»‘i thiá»ƒu") == Decoded("Tá»‘i Ä‘a vÃ tá»‘i thiá»ƒu", UNICODE)


@given(st.text())
def test_text_with_a_letter_only_unicode_has_is_at_most_composed(s: str) -> None:
    assert decoded(s + "ệ").text == nfc(s + "ệ")


@given(st.text(st.characters(max_codepoint=127)))
def test_text_without_accents_is_never_touched(s: str) -> None:
    assert decoded(s) == Decoded(s, UNICODE)


@given(st.text())
def test_whatever_comes_in_leaves_composed(s: str) -> None:
    assert unicodedata.is_normalized("NFC", decoded(s).text)
