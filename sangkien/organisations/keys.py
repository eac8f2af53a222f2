"""Search keys: one spelling for the many ways in which people write the name of a workplace."""

import re

from sangkien.base.text import fold

# What is said of many workplaces, in full (folded), and the short form that people write as well.
_SHORT = {
    "cong doan co so": "cdcs",
    "lien doan lao dong": "ldld",
    "cong ty": "cty",
    "trach nhiem huu han": "tnhh",
    "mot thanh vien": "mtv",
    "co phan": "cp",
    "khu cong nghiep": "kcn",
    "khu che xuat": "kcx",
    "uy ban nhan dan": "ubnd",
    "trung hoc co so": "thcs",
    "trung hoc pho thong": "thpt",
}
_IN_FULL = {short: full for full, short in _SHORT.items()}
_SAID_IN_FULL = re.compile(r"\b(" + "|".join(_SHORT) + r")\b")
_SAID_SHORT = re.compile(r"\b(" + "|".join(_IN_FULL) + r")\b")

# These tell no workplace from another: left out of a question that says anything else.
_LEGAL_FORMS = {"cdcs", "cty", "tnhh", "mtv", "cp"}


def search_key(*texts: str) -> str:
    """The words of `texts` without marks, and of what is often shortened both forms: what search compares."""
    folded = " ".join(dict.fromkeys(fold(text) for text in texts))
    full = _SAID_SHORT.sub(lambda found: _IN_FULL[found[0]], folded)
    shorts = dict.fromkeys(_SHORT[found] for found in _SAID_IN_FULL.findall(full))
    return " ".join([full, *shorts])


def asked_words(text: str) -> list[str]:
    """The words of a question that tell one workplace from another, in the order they were typed.

    What is often shortened is asked for by its short form: one rare word instead of several common ones.
    """
    words = _SAID_IN_FULL.sub(lambda found: _SHORT[found[0]], fold(text)).split()
    return [word for word in words if word not in _LEGAL_FORMS] or words
