"""Search keys: one spelling for the many ways in which people write the name of a workplace."""

import re

from sangkien.base.text import fold

# Ways of writing (folded) that mean the same, and the one that keys keep. Longer ones first.
_SAME = {
    "trach nhiem huu han": "tnhh",
    "mot thanh vien": "mtv",
    "1 thanh vien": "mtv",
    "1tv": "mtv",
    "co phan": "cp",
    "cty": "cong ty",
    "cdcs": "cong doan co so",
    "ldld": "lien doan lao dong",
    "kcn": "khu cong nghiep",
    "kcx": "khu che xuat",
    "ubnd": "uy ban nhan dan",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
}
_WRITTEN = re.compile(r"\b(" + "|".join(_SAME) + r")\b")

# Said of most workplaces, so they find nothing: left out of a question that says anything else.
_LEGAL_FORM = re.compile(r"\b(cong doan co so|cong ty|tnhh|mtv|cp)\b")


def search_key(*texts: str) -> str:
    """The words of `texts` without marks, abbreviations written out: what search compares."""
    folded = " ".join(dict.fromkeys(fold(text) for text in texts))
    return _WRITTEN.sub(lambda found: _SAME[found[0]], folded)


def asked_words(text: str) -> list[str]:
    """The words of a question that tell one workplace from another, in the order they were typed."""
    key = search_key(text)
    return _LEGAL_FORM.sub(" ", key).split() or key.split()
