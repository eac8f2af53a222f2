"""The letters of old one-byte encodings, as they look when they are read as Windows-1252, and how each is read."""

import re
from functools import cache

from sangkien.base.text.characters import nfc

_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sharp, falling, asking, tumbling, heavy: the order of the tables below
_SEEN_IN_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def windows_1252(data: bytes) -> str:
    """Bytes as Windows shows them; its five holes as Latin-1, as browsers do."""
    return data.decode("latin-1").translate(_SEEN_IN_WINDOWS)


def from_utf8(s: str) -> str:
    """UTF-8 that was opened as Windows-1252: "CÃ´ng"."""
    try:
        return _bytes(s).decode("utf-8")
    except UnicodeError:
        return s


def from_1258(s: str) -> str:
    """Windows-1258: "Ðôìng"."""
    try:
        return _bytes(s).decode("cp1258")
    except UnicodeError:
        return s


def from_tcvn3(s: str) -> str:
    """TCVN3: "C«ng". It has no capitals with tones: they are small, or capitals where their word is in capitals."""
    shouted = all(map(_is_capital, _SURE.findall(s))) and any(_is_in_capitals(word) for word in _LETTERS.findall(s))
    return _LETTERS.sub(lambda found: _tcvn3_word(found.group(), shouted), s)


def from_vni(s: str) -> str:
    """VNI: "Coâng"."""
    table, letter = _vni()
    return letter.sub(lambda found: table[found.group()], s)


def from_bk_hcm2(s: str) -> str:
    """BK HCM 2, of Ho Chi Minh City's University of Technology: "Cöng"."""
    table, letter = _bk_hcm2()
    return letter.sub(lambda found: table[found.group()], s)


def _bytes(s: str) -> bytes:
    if not _CONTROLS.search(s):
        return s.encode("cp1252")
    return b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in s)


def _paired(codes: str, letters: str) -> dict[str, str]:
    return dict(zip(codes.split(), letters.split(), strict=True))


_CONTROLS = re.compile("[\x80-\x9f]")  # the bytes that Windows-1252 leaves free, as web pages read them

# TCVN 5712:1993, third table. The only capitals beyond ASCII are those of the seven letters without tones.
_TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3_SMALL = dict(zip("\xa8©ª«¬\xad®", "ăâêôơưđ", strict=True))
# À is met as either micro sign, and ư as a minus: some fonts and programs took the codes for those.
_TCVN3_MISTAKEN = {"μ": "à", "−": "ư"}
_TCVN3 = str.maketrans(
    _TCVN3_CAPITALS | _TCVN3_SMALL | _TCVN3_MISTAKEN
    | _paired("µ ¶ · ¸ ¹", "à ả ã á ạ")
    | _paired("» ¼ ½ ¾ Æ", "ằ ẳ ẵ ắ ặ")
    | _paired("Ç È É Ê Ë", "ầ ẩ ẫ ấ ậ")
    | _paired("Ì Î Ï Ð Ñ", "è ẻ ẽ é ẹ")
    | _paired("Ò Ó Ô Õ Ö", "ề ể ễ ế ệ")
    | _paired("× Ø Ü Ý Þ", "ì ỉ ĩ í ị")
    | _paired("ß á â ã ä", "ò ỏ õ ó ọ")
    | _paired("å æ ç è é", "ồ ổ ỗ ố ộ")
    | _paired("ê ë ì í î", "ờ ở ỡ ớ ợ")
    | _paired("ï ñ ò ó ô", "ù ủ ũ ú ụ")
    | _paired("õ ö ÷ ø ù", "ừ ử ữ ứ ự")
    | _paired("ú û ü ý þ", "ỳ ỷ ỹ ý ỵ")
)  # fmt: skip
_LETTERS = re.compile(f"[A-Za-z{re.escape(''.join(map(chr, _TCVN3)))}]+")
# Letters whose case is not lost.
_SURE = re.compile(f"[A-Za-z{''.join([*_TCVN3_CAPITALS, *_TCVN3_SMALL])}]")


def _tcvn3_word(word: str, shouted: bool) -> str:
    read = word.translate(_TCVN3)
    return read.upper() if shouted or _is_in_capitals(word) else read


def _is_in_capitals(word: str) -> bool:
    """By more than its first letter: "Uû" may be Uỷ or UỶ."""
    sure = _SURE.findall(word)
    return len(sure) > 1 and all(map(_is_capital, sure))


def _is_capital(letter: str) -> bool:
    return letter.isupper() or letter in _TCVN3_CAPITALS


@cache
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    """A plain letter and one more that carries the mark; only i, ỵ, đ, ơ and ư stand alone."""
    small = _paired("í ì æ ó ò î ñ ô ö", "í ì ỉ ĩ ị ỵ đ ơ ư")
    for base, written in zip("aeouyơư", "aeouyôö", strict=True):
        small |= _with_tones(base, written, "ùøûõï")
    for base, written in zip("âêô", "aeo", strict=True):
        small |= {f"{written}â": base} | _with_tones(base, written, "áàåãä")
    small |= {"aê": "ă"} | _with_tones("ă", "a", "éèúüë")
    return _in_both_cases(small)


@cache
def _bk_hcm2() -> tuple[dict[str, str], re.Pattern[str]]:
    """Letters with marks of their own stand alone, and one more carries the tone; only í ì ỉ ĩ ị are one."""
    small = _paired("à ñ ò ó ô õ", "đ í ì ỉ ĩ ị")
    for base, written in zip("aeouyơư", "aeouyúû", strict=True):
        small |= _with_tones(base, written, "áâãäå")
    for base, written in zip("âêô", "êïö", strict=True):
        small |= _with_tones(base, written, "ëìíîå")
    small |= _with_tones("ă", "ù", "æçèéå")
    return _in_both_cases(small | _paired("ù ê ï ö ú û", "ă â ê ô ơ ư"))


def _with_tones(base: str, written: str, marks: str) -> dict[str, str]:
    return {written + mark: nfc(base + tone) for mark, tone in zip(marks, _TONES, strict=True)}


def _in_both_cases(small: dict[str, str]) -> tuple[dict[str, str], re.Pattern[str]]:
    capitals = {written.upper(): letter.upper() for written, letter in small.items()}
    # One hand on the shift key is enough for a word's first letter: "Aù" is met beside "AÙ".
    mixed = {written.capitalize(): letter.upper() for written, letter in small.items()}
    table = small | mixed | capitals
    return table, re.compile("|".join(sorted(table, key=len, reverse=True)))
