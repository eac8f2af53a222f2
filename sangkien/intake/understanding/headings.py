"""What a heading means: by its wording, else by how close it comes to one."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from sangkien.base.text import fold
from sangkien.intake.understanding.shapes import Field
from sangkien.intake.understanding.texts import kept_if_short
from sangkien.intake.understanding.wordings import BEGINNINGS, NOTHING, WHOLE

OUR_KEY, OUR_ERROR = "ma dong", "loi"  # folded headings of the two columns that a file has when we gave it back
_LONGEST = 160
_MOST_WORDS = 22
_SURE, _LEAST = 0.95, 0.55
_CLOSE_ENOUGH = 86
_PARENTHESES = re.compile(r"\(([^)]*)\)|\[[^\]]*\]|（[^）]*）")
_LANGUAGES = re.compile(r"\n|\s?/\s?|\s-\s|\|")
_ASKED_POLITELY = re.compile(
    r"(?:(?:anh chi|ban|quy vi|dong chi) )?(?:(?:vui long|xin|hay|moi|de nghi) )+(?:cho biet|ghi|nhap|dien|neu) "
    r"(?:(?:ro|day du|chinh xac) )*|(?<=.) cua (?:anh chi|ban|dong chi)$"
)
_PERIODS = {"nam", "thang", "quy", "ngay", "year", "month"}  # behind a stroke: "đồng/năm"
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]+")


class Meaning(NamedTuple):
    """What a heading may mean: how surely, from 0 to 1. A field of None is something that we know and do not need."""

    field: Field | None
    sure: float


UNKNOWN = Meaning(None, 0)
NOT_ASKED = Meaning(None, 1)


def key_of(heading: str) -> str:
    """What a heading is remembered by."""
    return fold(heading)[:250]


def meaning_of(heading: str, remembered: Mapping[str, Field | None]) -> Meaning:
    """What a unit's officers said it means (None: nothing that is asked for), else what its wording says."""
    if (key := key_of(heading)) in remembered:
        return Meaning(remembered[key], 1)
    return _by_wording(heading)


@kept_if_short
def _by_wording(heading: str) -> Meaning:
    if not heading.strip() or len(heading) > _LONGEST or len(heading.split()) > _MOST_WORDS:
        return UNKNOWN
    return max(map(_by_words, _readings(heading)), key=lambda meaning: meaning.sure, default=UNKNOWN)


def one_heading(heading: str) -> str:
    """Without what divides it into languages, or into two things."""
    return " ".join(_LANGUAGES.sub(" ", heading).split())


def _readings(heading: str) -> Iterator[str]:
    """The whole, without what is in brackets, and each language of "Tên sáng kiến / Title / 제목"."""
    bare = _PARENTHESES.sub(" ", heading)
    yield fold(heading)
    yield fold(bare)
    yield _ASKED_POLITELY.sub("", fold(bare))
    parts = [part for part in _LANGUAGES.split(bare) if part.strip()]
    if len(parts) > 1:
        yield from (folded for part in parts if (folded := fold(part)) not in _PERIODS)
    if _EAST_ASIAN.search(bare) and not _EAST_ASIAN.fullmatch(bare.strip()):
        yield fold(_EAST_ASIAN.sub(" ", bare))
        yield from map(fold, _EAST_ASIAN.findall(bare))
    yield from (fold(inside) for inside in _PARENTHESES.findall(heading) if inside and not inside.isascii())


def _by_words(folded: str) -> Meaning:
    wordings = _wordings()
    if folded in wordings:
        return Meaning(wordings[folded][0], 1)
    return _by_beginning(folded.split()) or _by_closeness(folded)


def _by_beginning(words: list[str]) -> Meaning | None:
    """The longest wording that it begins with; the surer, the more of it that is."""
    for length in range(min(len(words), _longest()), 0, -1):
        field, may_go_on = _wordings().get(" ".join(words[:length]), (None, False))
        if may_go_on:
            return Meaning(field, _LEAST + (_SURE - _LEAST) * length / len(words))
    return None


def _by_closeness(folded: str) -> Meaning:
    """A wording with a typing error, or one inside the heading: "Các tác giả", "Hình thức, cấp công nhận"."""
    found = process.extractOne(folded, _long_wordings(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    if found:
        return Meaning(_wordings()[found[0]][0], 0.8 * found[1] / 100)
    words = folded.split()
    for at in range(1, min(len(words), 5)):
        for length in range(min(len(words) - at, _longest()), 1, -1):
            field, may_go_on = _wordings().get(" ".join(words[at : at + length]), (None, False))
            if may_go_on:
                return Meaning(field, 0.7 - 0.05 * at)
    return UNKNOWN


@cache
def _wordings() -> dict[str, tuple[Field | None, bool]]:
    """Each wording folded: what it means, and whether a longer heading may begin with it."""
    table: dict[str, tuple[Field | None, bool]] = dict.fromkeys(_listed(NOTHING), (None, True))
    for wordings, may_go_on in ((WHOLE, False), (BEGINNINGS, True)):
        for field, text in wordings.items():
            table |= {folded: (field, may_go_on) for folded in _listed(text) if folded not in table or may_go_on}
    return table


@cache
def _long_wordings() -> list[str]:
    return [folded for folded in _wordings() if len(folded) >= 6]


@cache
def _longest() -> int:
    return max(len(folded.split()) for folded in _wordings())


def _listed(text: str) -> list[str]:
    return [folded for wording in text.split("|") if (folded := fold(wording))]
