"""Old encodings are made readable; good text is never touched."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.text import nfc
from sangkien.base.text.encodings import (
    BK_HCM2,
    DECOMPOSED,
    HALF_TCVN3,
    TCVN3,
    UNICODE,
    UTF8_AS_1252,
    VNI,
    WINDOWS_1258,
    Decoded,
    as_text,
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
    # units, signs, formulas
    "Mô-men 25 N·m",
    "25 N·m, 3 kW·h, 9 m×n",
    "Ma trận m×n, hiệu a−b, nhóm A−B−C",
    "Đường kính hạt 5 μm, đo bằng μm hoặc µm, dòng 3 µA",
    "µm, °C, Å, Ω, Ø 25",
    "Xử lý ion H−, Cl− và OH− trong nước thải",
    "TiO₂, H₂O, CO₂, 12 m², 3 m³, 10⁻³",
    "Nước Lavie®, phần mềm Windows® và Office™",
    "¼ inch, ½ lít, 5¾, § 5, 100 €",
    "α-amylase, β-carotene",
    "Vi\xadết tiếp ở dòng sau",  # where a line may break, not the letter ư
    "Đỗ Mười − Tổng Bí thư",
    # other languages
    "Köln, Zürich, São Paulo, Málaga",
    "naïve Bayes, Poincaré, Bézier, Ångström",
    "Müller, Weiß und Größmann",
    "für Köln: Maße, Höhe, Länge",
    "résumé, thèse, à la carte, crème brûlée",
    "Et si l’élève était déjà prêt à être évalué ?",
    "Piñata, mañana, niño, año",
    "Può, perché, così, più, è già là",
    "Rå adgangskoder gemmes ikke, så det er ikke muligt at se dem",
    "Starten på serien må ikke overstige enden av serien",
    "På norsk: å gå",
    "Krejt objektet vijues të lidhur me të do të fshihen",
    "Čeština, žluťoučký kůň",
    "Łódź, Kraków, Gdańsk",
    "6 π.μ., 6 μ.μ.",
    "ö.ö.",
    # titles of published lists
    "Kết hợp google Meet, Power point và công cụ chỉnh sửa trong việc xây dựng video e-learning",
    "Vận dụng ‘Peer Correction’ vào việc dạy kỹ năng Viết cho sinh viên ngành tiếng Anh",
    "Kết quả điều trị loét hành tá tràng có nhiễm H.pylori bằng phác đồ 4 thuốc có Levofloxacin (PALB)",
    "Nghiên cứu rối loạn nhịp tim ở bệnh nhân suy tim có phân suất tống máu thất trái < 50%",
    "Kết quả điều trị chấn thương cột sống cổ cao mất vững C1 C2 bằng phương pháp Harm’s cải tiến",
    "Tán sỏi qua da, sỏi thận kích thước > 2cm dưới hướng dẫn siêu âm tại BV HNĐK NA",
    "Điều chế TiO2 bằng phương pháp axit sunfuric có áp suất từ tinh quặng Ilmenite",
    "Nghiên cứu hiệu ứng đồng vận H2O2/ bức xạ gamma Coban-60 để chế tạo chitosan",
    "Khảo sát cao cloroform và etyl acetat của cây An điền Lindley Hedyotis lindleyana Hook",
    "Đánh giá hàm lượng kim loại nặng (Pb,Cd, As, ZN) trong rau muống ở TP.HCM",
    "Sự hình thành mô sẹo từ dâu tằm trắng (Morus alba L.) trên môi trường MS rắn và lỏng",
    "Cải tiến gãy nhựa mặt A model Rainbow G0, R0 CNC45",
    "Hợp bộ đa năng OLTC CM&TA phục vụ công tác thí nghiệm máy biến áp chịu lực",
    "Thông tin – Thư viện tại Trung tâm học liệu Trường Đại học Sài Gòn, năm học 2024 – 2025",
    "Synology NAS - Công cụ lưu trữ File phòng máy",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
class TestDecoded:
    def test_reads_tcvn3_though_it_has_no_capitals_with_tones(self, case: dict[str, str]) -> None:
        read = decoded(case[TCVN3])

        assert read.text.lower() == case["text"].lower()
        assert read.encoding == TCVN3

    @pytest.mark.parametrize("encoding", [VNI, BK_HCM2, WINDOWS_1258, UTF8_AS_1252])
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


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Uû BAN NH¢N D¢N", "UỶ BAN NHÂN DÂN"),
        ("C¤NG TY Cæ PHÇN may TiÕn Thµnh", "CÔNG TY Cổ PHẦN may Tiến Thành"),  # one letter does not tell
        ("§¹i héi C§CS", "Đại hội CĐCS"),
        ("øng dông CNTT vµo d¹y häc", "ứng dụng CNTT vào dạy học"),
        ("Lý Hµ", "Lý Hà"),
    ],
)
def test_tcvn3_has_capitals_where_the_word_has(typed: str, text: str) -> None:
    assert decoded(typed).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Vận động đoμn viên", "Vận động đoàn viên"),
        ("quản lý vμ sử dụng 5 μm", "quản lý và sử dụng 5 μm"),
        ("khen thưởng đ−ợc nh− vậy", "khen thưởng được như vậy"),
        ("l\xadu ý cho đ\xadợc", "lưu ý cho được"),
        ("®−ợc biết", "được biết"),
    ],
)
def test_what_a_converter_left_of_tcvn3_is_converted(typed: str, text: str) -> None:
    assert decoded(typed) == Decoded(text, HALF_TCVN3)


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


# Letters that old encodings are made of, so that the examples are nearly Vietnamese.
LEGACY = st.text("aeiouyghnmtclđươ ÂÊÔâêôûùøõïãäåæçéèöúµμ−\xad®©ª«¬¸¹º»ÖÐÓỊ̀́.5")


@given(LEGACY)
def test_nothing_is_converted_twice(s: str) -> None:
    once = decoded(s).text

    assert decoded(once).text == once


@pytest.mark.parametrize("text", ["µ", "−" * 20_000, "ª" * 20_000, "a©" * 10_000, "Ã" * 20_000, "ệ−1" * 10_000])
def test_odd_text_is_not_read_for_long(text: str) -> None:
    assert decoded(text).text


@given(st.binary())
def test_any_bytes_are_text(data: bytes) -> None:
    assert isinstance(as_text(data), str)


def test_bytes_of_old_files_are_shown_as_windows_does() -> None:
    assert as_text("\ufeffxã".encode()) == "xã"
    assert decoded(as_text("Uû ban nh©n d©n".encode("latin-1"))).text == "Uỷ ban nhân dân"
    assert as_text(b"\x93\x81\x94\xff") == "“\x81”ÿ"
