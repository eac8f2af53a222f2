"""What is shortened is one thing with what is in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.text import expanded, fold, is_syllable, words
from sangkien.base.text.abbreviations import IN_FULL

SHORT = st.lists(st.sampled_from([*{word for short in IN_FULL for word in words(short)}, "moi", "truong", "so"]))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("SKKN của GV và HS", "sáng kiến kinh nghiệm của giáo viên và học sinh"),
        ("BGH trường MN, TH", "ban giám hiệu trường mầm non, tiểu học"),
        ("THCS & THPT", "trung học cơ sở & trung học phổ thông"),
        ("CBCNV Cty TNHH MTV", "cán bộ công nhân viên công ty trách nhiệm hữu hạn một thành viên"),
        ("LĐLĐ, CĐCS, CĐ ngành", "liên đoàn lao động, công đoàn cơ sở, công đoàn ngành"),
        ("ATVSLĐ, AT-VSLĐ, PCCC", "an toàn vệ sinh lao động, an toàn vệ sinh lao động, phòng cháy chữa cháy"),
        ("trường CĐ Kinh tế TP.HCM", "trường cao đẳng Kinh tế thành phố Hồ Chí Minh"),
        ("TPHCM / Tp.HCM", "thành phố Hồ Chí Minh / thành phố Hồ Chí Minh"),
        ("GD&ĐT, GDĐT", "giáo dục đào tạo, giáo dục đào tạo"),
        ("BV HNĐK, BVHNĐK", "bệnh viện hữu nghị đa khoa, bệnh viện hữu nghị đa khoa"),
        ("PPDH, NCKH, HSSV, SV ĐH", "phương pháp dạy học, nghiên cứu khoa học, học sinh sinh viên, sinh viên đại học"),
        ("BTC, UBND, KCN, CNTT, BN", "ban tổ chức, ủy ban nhân dân, khu công nghiệp, công nghệ thông tin, bệnh nhân"),
        ("CNVCLĐ, CBGVNV", "công nhân viên chức lao động, cán bộ giáo viên nhân viên"),
    ],
)
def test_says_in_full_what_is_short(short: str, full: str) -> None:
    assert expanded(words(short)) == words(full)


def test_leaves_what_has_several_meanings_as_it_is() -> None:
    assert expanded(words("CĐ, XN, TT")) == ["cd", "xn", "tt"]


def test_takes_whole_words_only() -> None:
    assert expanded(["hsx", "xgv", "hs"]) == ["hsx", "xgv", "hoc", "sinh"]


def test_no_abbreviation_is_a_word_of_its_own() -> None:
    assert [short for short in IN_FULL if is_syllable(fold(short))] == []


def test_all_is_said_in_vietnamese() -> None:
    assert [full for full in IN_FULL.values() if not all(map(is_syllable, full.split()))] == []


@given(SHORT)
def test_has_nothing_to_do_the_second_time(shortened: list[str]) -> None:
    assert expanded(expanded(shortened)) == expanded(shortened)


@given(st.lists(st.text()))
def test_takes_whatever_folding_makes(typed: list[str]) -> None:
    folded = words(" ".join(typed))

    assert all(expanded(folded)) or not folded
