"""What notices say, and that nothing longer than a message ever goes out."""

from uuid import uuid4

import pytest

from sangkien.base.problems import NotPossible
from sangkien.notices.wording import Unwordable, message, read, without_marks, wording, wordings

CODE = {"code": "042917", "minutes": "10"}
GOOD = "hello:\n  params: {name: name}\n  vi: 'Chào {name}'\n  sms: 'Chao {name}'\n  en: 'Hello {name}'\n"


def test_a_code_is_said_in_full_and_fits_one_sms() -> None:
    said = message(
        uuid4(), "one_time_code", to="+84912345001", params={"code": "042917", "minutes": "10"}, language="vi"
    )

    assert said.text.startswith("042917 là mã đăng nhập Sáng Kiến của anh/chị, dùng trong 10 phút.")
    assert said.short.startswith("042917 la ma dang nhap Sang Kien")
    assert said.short.isascii() and len(said.short) <= 160


def test_every_kind_is_there() -> None:
    assert {"one_time_code", "author_asked", "received", "returned", "recognised"} <= set(wordings())


def test_whoever_is_asked_may_be_the_only_author() -> None:
    asked = wording("author_asked")

    assert [text for text in (asked.vi, asked.sms, asked.en) if "đồng tác" in text or "co-author" in text] == []


def test_a_text_that_speaks_of_a_button_needs_one() -> None:
    verdicts = {"returned", "not_recognised", "merged", "upgrade", "corrected", "looked_at_anew", "appeal_declined"}
    assert {kind for kind, said in wordings().items() if said.needs_button} == {"author_asked", *verdicts}
    assert [kind for kind, said in wordings().items() if "bam nut" in said.sms] == []


def test_in_english_for_who_reads_english() -> None:
    said = message(
        uuid4(), "one_time_code", to="+84912345001", params={"code": "042917", "minutes": "10"}, language="en"
    )

    assert said.text == said.short
    assert "sign-in code" in said.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Chao {name}", "Chao {name} " + "x" * 130), "sms dài tới 166 ký tự, tối đa 160"),
        (("Hello {name}", "Hello {name} " + "x" * 130), "en dài tới 167 ký tự"),
        (("Chào {name}", "Chào {name} " + "x" * 400), "vi dài tới 436 ký tự, tối đa 400"),
        (("Chao {name}", "Chào {name}"), "không dùng chữ có dấu"),
        (("Hello {name}", "Hello {nmae}"), "nmae"),
        (("  vi:", "  lời: 'x'\n  vi:"), "không có mục nào tên như vậy"),
        (("{name: name}", "{name: nickname}"), "chỉ nhận"),
    ],
)
def test_a_wording_that_cannot_be_sent_is_refused_when_it_is_read(change: tuple[str, str], told: str) -> None:
    with pytest.raises(NotPossible) as no:
        read(GOOD.replace(*change))

    assert told in no.value.problems[0].text


def test_names_are_cut_to_what_zalo_takes() -> None:
    said = wording("returned")

    filled = said.filled({"name": "Tôn Nữ Hoàng Phương Thảo Nguyên Anh", "dossier": "SK-2022-000871", "points": 2})

    assert filled == {"name": "Tôn Nữ Hoàng Phương Thảo Nguy…", "dossier": "SK-2022-000871", "points": "2"}


@pytest.mark.parametrize(
    ("kind", "params", "told"),
    [
        ("returned", {"name": "Lan", "dossier": "SK-2022-000871-000871", "points": "2"}, "too long: dossier"),
        ("returned", {"name": "Lan", "dossier": "SK-2022-000871"}, "not its params"),
        ("thank_you", {}, "no kind"),
    ],
)
def test_what_cannot_be_said_is_not_said(kind: str, params: dict[str, str], told: str) -> None:
    with pytest.raises(Unwordable, match=told):
        message(uuid4(), kind, to="+84912345001", params=params, language="vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_link_of_an_address_of_sixty_letters_fits_one_sms(language: str) -> None:
    link = f"https://{'x' * 52}/xn/{'t' * 27}/"
    params = wording("author_asked").filled({"name": "Tên " * 10, "dossier": "SK-2022-000871", "link": link})

    said = message(uuid4(), "author_asked", to="+84912345001", params=params, language=language)

    assert said.short.endswith(f": {link}")
    assert len(said.short) <= 160


@pytest.mark.parametrize("params", [{}, {"code": "1"}, {"code": "1", "minutes": "2", "more": "3"}])
def test_a_caller_who_forgets_a_parameter_is_told(params: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="This notice takes"):
        wording("one_time_code").filled(params)


def test_an_unknown_kind_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no kind 'thank_you'"):
        wording("thank_you")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đặng Quốc Đông", "Dang Quoc Dong"),
        ("Nguye\u0302\u0303n Thi\u0323 Lan", "Nguyen Thi Lan"),
        ("Ă Â Ê Ô Ơ Ư Ỹ", "A A E O O U Y"),
    ],
)
def test_sms_has_no_marks(text: str, plain: str) -> None:
    assert without_marks(text) == plain
