"""`sangkien normalise` says what is made of a line, and in which encoding it came."""

import json

import pytest
from click.testing import CliRunner

from sangkien.ops.commands import group


def normalised(*lines: bytes) -> list[dict[str, str]]:
    answer = CliRunner().invoke(group, ["normalise", "--json"], input=b"\n".join(lines))
    assert answer.exit_code == 0
    document: list[dict[str, str]] = json.loads(answer.stdout)
    return document


def test_has_the_keys_of_the_contract() -> None:
    assert normalised("Uû ban  nh©n d©n".encode()) == [
        {"in": "Uû ban  nh©n d©n", "nfc": "Uỷ ban nhân dân", "folded": "uy ban nhan dan", "encoding": "tcvn3"}
    ]


@pytest.mark.parametrize(
    ("typed", "encoding"),
    [
        ("Hồ Chí Minh", "unicode"),
        ("Hô\u0300 Chi\u0301 Minh", "unicode-decomposed"),
        ("BOÄ GIAO THOÂNG", "vni"),
        ("Vận động đoμn viên", "tcvn3-half-converted"),
        ("SAÁNG TAÅO KYÄ THUÊÅT", "bk-hcm2"),
        ("C\u00c3\u00b4ng ty cao c\u00e1\u00ba\u00a5p \u00c4\u0091i\u00e1\u00bb\u0085n", "utf-8-as-windows-1252"),
        ("Naïve Bayes và Müller, 5 m²", "unicode"),
        ("Tich hop cong cu", "unicode"),
    ],
)
def test_tells_the_encoding(typed: str, encoding: str) -> None:
    assert [line["encoding"] for line in normalised(typed.encode())] == [encoding]


def test_answers_every_line_also_an_empty_one_and_one_that_is_no_utf8() -> None:
    lines = normalised("một\r".encode(), b"", "Qu¶n lý".encode("latin-1"), b"")

    assert [line["nfc"] for line in lines] == ["một", "", "Quản lý"]
    assert normalised() == []


def test_is_a_table_without_json() -> None:
    answer = CliRunner().invoke(group, ["normalise"], input="Uû ban nh©n d©n\nTP.HCM\n")

    assert answer.stdout == "tcvn3    Uỷ ban nhân dân\n         uy ban nhan dan\nunicode  TP.HCM\n         tp hcm\n"
