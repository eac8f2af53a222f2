"""What makes a difficulty worth a look at once, and what must not be read by everybody. Signs are marked, nothing is
refused for them: a person decides."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from sangkien.base.text import fold
from sangkien.difficulties.models import Sign

_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|info|xyz|top|vn)\b", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\w)")
_PAPERS = re.compile(r"(?<![\d.,/-])(?:\d{12}|\d{9})(?![\d.,/-]|\s*(?:đồng|đ\b|vnd))", re.IGNORECASE)
HIDDEN = "•••"


def signs_in(text: str) -> list[str]:
    """The signs of these words, the gravest first."""
    plain = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
    found = [sign for sign, words in _words().items() if any(f" {word} " in plain for word in words)]
    return [*found, *([Sign.LINKS] if _LINK.search(text) else [])]


def masked(text: str, *, names: Sequence[str] = ()) -> str:
    """The words without what belongs to one person: phones, mailboxes, numbers of identity papers and these names. For
    every page beyond the desk that has the difficulty."""
    for pattern in (_MAIL, _PHONE, _PAPERS):
        text = pattern.sub(HIDDEN, text)
    for name in filter(None, names):
        text = re.sub(re.escape(name), HIDDEN, text, flags=re.IGNORECASE)
    return text


@cache
def _words() -> Mapping[Sign, Sequence[str]]:
    written = yaml.safe_load(files(__package__).joinpath("signs.yaml").read_text("utf-8"))
    return {Sign(code.upper()): [fold(word) for word in words] for code, words in written.items()}
