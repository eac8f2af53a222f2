"""Search keys: one spelling for the many ways in which people write the name of a workplace."""

import re

from sangkien.base.text import fold

# What is said of many workplaces, in full (folded), and the short form that people write as well.
_SHORT = {
    "cong doan co so": "cdcs",
    "cong doan": "cd",
    "cao dang": "cd",
    "lien doan lao dong": "ldld",
    "cong ty": "cty",
    "trach nhiem huu han": "tnhh",
    "mot thanh vien": "mtv",
    "co phan": "cp",
    "doanh nghiep tu nhan": "dntn",
    "hop tac xa": "htx",
    "xi nghiep": "xn",
    "san xuat": "sx",
    "thuong mai": "tm",
    "dich vu": "dv",
    "xay dung": "xd",
    "xuat nhap khau": "xnk",
    "viet nam": "vn",
    "khu cong nghiep": "kcn",
    "khu che xuat": "kcx",
    "ban quan ly": "bql",
    "uy ban nhan dan": "ubnd",
    "bao hiem xa hoi": "bhxh",
    "benh vien": "bv",
    "trung tam": "tt",
    "thi tran": "tt",
    "thi xa": "tx",
    "thanh pho": "tp",
    "mam non": "mn",
    "mau giao": "mg",
    "tieu hoc": "th",
    "trung hoc co so": "thcs",
    "trung hoc pho thong": "thpt",
    "giao duc thuong xuyen": "gdtx",
    "dai hoc": "dh",
}
# A short form with two meanings stays as it is written.
_IN_FULL = {short: full for full, short in _SHORT.items() if list(_SHORT.values()).count(short) == 1}
_SAID_IN_FULL = re.compile(r"\b(" + "|".join(sorted(_SHORT, key=len, reverse=True)) + r")\b")
_SAID_SHORT = re.compile(r"\b(" + "|".join(_IN_FULL) + r")\b")

# P. Đô Vinh, Q.1, H. Ninh Phước: a letter for the kind of place, with the name after it.
_PLACES = {"p": "phuong", "q": "quan", "h": "huyen", "x": "xa"}
_PLACE = re.compile(r"\b([pq]) ?(?=\d)|\b([pqhx]) (?=\w)")

# These tell no workplace from another: left out of a question that says anything else.
_LEGAL_FORMS = {"cdcs", "cd", "cty", "tnhh", "mtv", "cp", "dntn"}

# All words that a legal form or a federation is made of, short and long, and those for the kind of a place.
_FORMS = _LEGAL_FORMS | {"ldld"}
SAYING_LITTLE = _FORMS | {
    *(word for full, short in _SHORT.items() if short in _FORMS for word in full.split()),
    *_PLACES.values(),
    *("tinh", "thanh", "pho", "thi", "tran", "tp", "tx", "tt"),
}

# Unicode calls these letters; in "Cư Mʼgar" they are typed for the apostrophe.
_AS_APOSTROPHES = str.maketrans(dict.fromkeys("ʹʺʻʼʽʾʿˈ", "'"))


def folded(text: str) -> str:
    """The text as a key, whichever apostrophe was typed."""
    return fold(text.translate(_AS_APOSTROPHES))


def search_key(*texts: str) -> str:
    """The words of `texts` without marks, and of what is often shortened both forms: what search compares."""
    full = in_full(" ".join(dict.fromkeys(_spelt_out(folded(text)) for text in texts if text)))
    shorts = dict.fromkeys(_SHORT[found] for found in _SAID_IN_FULL.findall(full))
    return " ".join([full, *shorts])


def in_full(key: str) -> str:
    """Folded text with everything in full that is written short and has one meaning only."""
    return _SAID_SHORT.sub(lambda found: _IN_FULL[found[0]], key)


def asked_words(text: str) -> list[str]:
    """The words of a question that tell one workplace from another, each once, in the order they were typed.

    What is often shortened is asked for by its short form: one rare word instead of several common ones.
    """
    words = _SAID_IN_FULL.sub(lambda found: _SHORT[found[0]], _spelt_out(folded(text))).split()
    return list(dict.fromkeys([word for word in words if word not in _LEGAL_FORMS] or words))


def _spelt_out(key: str) -> str:
    return _PLACE.sub(lambda found: f"{_PLACES[found[1] or found[2]]} ", key)
