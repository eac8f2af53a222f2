"""Old encodings are made readable; good text is never touched."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.encodings import (
    DECOMPOSED,
    TCVN3,
    UNICODE,
    UTF8_AS_1252,
    VNI,
    WINDOWS_1258,
    Repaired,
    repair,
)
from sangkien.base.syllables import is_syllable
from sangkien.base.text import nfc

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
class TestRepair:
    def test_reads_tcvn3_though_it_has_no_capitals_with_tones(self, case: dict[str, str]) -> None:
        repaired = repair(case[TCVN3])

        assert repaired.text.lower() == case["text"].lower()
        assert repaired.encoding == TCVN3

    @pytest.mark.parametrize("encoding", [VNI, WINDOWS_1258, UTF8_AS_1252])
    def test_reads_the_other_old_encodings_to_the_letter(self, case: dict[str, str], encoding: str) -> None:
        assert repair(case[encoding]) == Repaired(case["text"], encoding)

    def test_composes_letters_and_marks_that_came_apart(self, case: dict[str, str]) -> None:
        apart = unicodedata.normalize("NFD", case["text"])

        assert repair(apart) == Repaired(case["text"], DECOMPOSED)

    def test_has_nothing_to_do_the_second_time(self, case: dict[str, str]) -> None:
        for typed in case.values():
            once = repair(typed).text

            assert repair(once) == Repaired(once, UNICODE)


@pytest.mark.parametrize("text", GOOD)
def test_good_text_is_never_touched(text: str) -> None:
    assert repair(text) == Repaired(text, UNICODE)


def test_one_clearly_broken_word_is_enough() -> None:
    assert repair("D¹y").text == "Dạy"
    assert repair("CÃ´ng ty").text == "Công ty"


def test_names_as_they_are_met_in_old_lists_are_read() -> None:
    assert repair("L\u00adu ThÞ Hoµ") == Repaired("Lưu Thị Hoà", TCVN3)
    assert repair("Uû ban nh©n d©n") == Repaired("Uỷ ban nhân dân", TCVN3)
    assert repair("BOÄ GIAO THOÂNG VAÄN TAÛI") == Repaired("BỘ GIAO THÔNG VẬN TẢI", VNI)


def test_what_lost_a_byte_on_the_way_stays_as_it_came() -> None:
    assert repair("Tá»‘i Ä‘a vÃ tá»‘i thiá»ƒu") == Repaired("Tá»‘i Ä‘a vÃ tá»‘i thiá»ƒu", UNICODE)


@given(st.text())
def test_text_with_a_letter_only_unicode_has_is_at_most_composed(s: str) -> None:
    assert repair(s + "ệ").text == nfc(s + "ệ")


@given(st.text(st.characters(max_codepoint=127)))
def test_text_without_accents_is_never_touched(s: str) -> None:
    assert repair(s) == Repaired(s, UNICODE)


@given(st.text())
def test_whatever_comes_in_leaves_composed(s: str) -> None:
    assert unicodedata.is_normalized("NFC", repair(s).text)


@pytest.mark.parametrize(
    "word", ["nghiêng", "QUỲNH", "gì", "giếng", "khuỷu", "Thuỷ", "thủy", "ướt", "yếu", "xoong", "ủ"]
)
def test_what_can_be_read_aloud_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "Müller", "nghiªn", "hàt", "càch", "việ́t", "bq", "ngước1"])
def test_what_cannot_be_read_aloud_is_none(word: str) -> None:
    assert not is_syllable(word)
