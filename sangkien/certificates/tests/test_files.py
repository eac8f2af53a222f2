"""A certificate as a file: A4 and a phone's width, every Vietnamese letter, its seal inside, made in no time."""

import io
import unicodedata
from dataclasses import replace
from datetime import date
from statistics import median
from time import perf_counter

import pypdfium2
import pytest
from PIL import Image

from sangkien.certificates.content import Content
from sangkien.certificates.drawing import MOST_IN_A_FILE, as_a4, as_phone_picture, sealed_in
from sangkien.certificates.models import Certificate, SigningKey
from sangkien.certificates.sealing import opened, own_key, seal

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
EVERY_LETTER = "".join(sorted({*LETTERS, *VOWELS}))
SAYS = Content(
    serial="LDLD-NINH-THUAN-2022-00001-K7QMXR",
    heading="Giấy chứng nhận sáng kiến",
    above="Tổng Liên đoàn Lao động Việt Nam",
    issuer="Liên đoàn Lao động tỉnh Ninh Thuận",
    verb="chứng nhận",
    name="Nguyễn Thị Lan",
    workplace="Chuyền 7, Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
    deed="là tác giả của sáng kiến",
    work="Đồ gá may túi giúp giữ mép vải bằng một tay",
    basis="Được công nhận theo Quyết định số 05/QĐ-LĐLĐ ngày 18/05/2022 của Liên đoàn Lao động tỉnh Ninh Thuận.",
    reference="SK-NT-2022-000123",
    place="Ninh Thuận",
    day=date(2022, 5, 18),
    title="TM. Ban Thường vụ\nChủ tịch",
    signer="Đặng Quốc Đông",
)
LONGEST = {
    "name": "Công Tằng Tôn Nữ Hoàng Thị Bích Phượng Nguyễn Khoa",
    "issuer": "Công đoàn cơ sở Cơ quan Ban Quản lý các khu công nghiệp tỉnh Ninh Thuận",
    "workplace": "Tổ kỹ thuật bảo trì máy phát điện số 12, Công đoàn cơ sở Cơ quan Ban Quản lý các khu công nghiệp",
    "work": ("Ứng dụng phần mềm quản lý kho vật tư nông nghiệp kết hợp mã vạch " * 4)[:250],
    "deed": "là đồng tác giả, phần đóng góp 33,33 %, của sáng kiến",
}


def certificate(**changes: str) -> Certificate:
    """One that was never stored."""
    sealed = seal(replace(SAYS, **changes))
    key = SigningKey(name=sealed.key.name, public=sealed.key.public)
    given = {"serial": SAYS.serial, "issued_on": SAYS.day, "content": sealed.canonical, "signature": sealed.signature}
    return Certificate(key=key, **given)


def address(serial: str) -> str:
    return f"https://sangkien.vn/xac-minh/{serial}/"


def words(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def test_it_is_one_sheet_of_a4_lying_that_says_all_of_it() -> None:
    made = as_a4([certificate()], address=address)

    page = pypdfium2.PdfDocument(made)[0]
    assert (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) == (297, 210)
    said = words(made)
    for part in (SAYS.name, SAYS.work, SAYS.deed, SAYS.reference, SAYS.serial, SAYS.signer, SAYS.place_and_day):
        assert part in said
    assert "GIẤY CHỨNG NHẬN SÁNG KIẾN" in said
    assert "sangkien.vn/xac-minh" in said


def test_the_picture_is_as_wide_as_a_phone_and_small_enough_to_send() -> None:
    made = as_phone_picture(certificate(), address=address)

    assert Image.open(io.BytesIO(made)).size == (1_080, 1_440)
    assert len(made) < 1_000_000


@pytest.mark.parametrize("letters", [EVERY_LETTER, EVERY_LETTER.upper()])
def test_every_vietnamese_letter_is_in_a_name(letters: str) -> None:
    for first in range(0, len(letters), 30):
        some = letters[first : first + 30]
        assert some in words(as_a4([certificate(name=some)], address=address))


def test_whatever_is_longest_stays_on_one_sheet() -> None:
    assert len(pypdfium2.PdfDocument(as_a4([certificate(**LONGEST)], address=address))) == 1
    assert as_phone_picture(certificate(**LONGEST), address=address)


def test_a_hundred_are_a_page_each_in_one_file_to_print() -> None:
    made = as_a4([certificate(**LONGEST)] * MOST_IN_A_FILE, address=address)

    assert len(pypdfium2.PdfDocument(made)) == MOST_IN_A_FILE


def test_the_seal_in_a_file_is_opened_without_us() -> None:
    keys = {own_key().name: own_key()}

    for made in (as_a4([certificate()], address=address), as_phone_picture(certificate(), address=address)):
        [sealed] = sealed_in(made)
        assert opened(sealed, keys) == SAYS
    assert sealed_in(b"%PDF-1.7 nothing") == sealed_in(b"nothing") == []


def test_the_same_certificate_gives_the_same_file() -> None:
    assert as_a4([certificate()], address=address) == as_a4([certificate()], address=address)


def test_one_takes_less_than_three_tenths_of_a_second() -> None:
    """Signed and set on A4, the middle one of seven; each of another name, so that nothing is remembered."""

    def seconds(nth: int) -> float:
        begun = perf_counter()
        one = certificate(name=f"Nguyễn Thị Lan {nth}")
        as_a4([one], address=address)
        return perf_counter() - begun

    seconds(0)  # the fonts are read once
    assert median(seconds(nth) for nth in range(1, 8)) < 0.3
