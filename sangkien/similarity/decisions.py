"""Which dossiers name one and the same decision, however its number and its issuer were typed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.organisations.keys import asked_words
from sangkien.similarity.models import DecisionListing

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SAYING_DECISION = {"so", "qd", "quyet", "dinh", "ngay", "nam"}
# Who signs for a workplace: the decision is the workplace's.
_HEADS = re.compile(r"(?:(?:ban|tong|pho) )*(?:giam doc|giam hieu|hieu truong|chu tich|thu truong)(?: |$)")
_SHOWN = 50


@dataclass(frozen=True)
class Uses:
    """What else a dossier's decision stands for. `others`: the other dossiers that name it, the oldest first, at most
    fifty; `most`: how many it may stand for; `said`: an officer has read that in the paper; `other_days`: those of the
    others that give it another day."""

    others: Sequence[Initiative]
    most: int
    said: bool
    other_days: Sequence[Initiative]

    @property
    def over(self) -> bool:
        """Is it named by more dossiers than it lists?"""
        return len(self.others) + 1 > self.most


@lru_cache(maxsize=4096)  # the rows of a list name few decisions
def mark_of(number: str, issuer: str, day: date | None) -> str:
    """The same for "41/QĐ-TT" and "Số 041 /QD - TT" of "Cty TNHH May Tiến Thuận" and "Giám đốc Công ty TNHH May Tiến
    Thuận" in one year, since the numbers begin anew each year. Empty where a number without digits or no issuer is
    given: of these nothing can be told."""
    words = [_plain(word) for word in fold(number).split() if word not in _SAYING_DECISION]
    years = [word for word in words if len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()]
    told = [word for word in words if word not in years]
    told = told if _has_digits(told) else words
    place = _issuer(issuer)
    if not place or not _has_digits(told):
        return ""
    year = str(day.year) if day else (years or [""])[0]
    return " | ".join([" ".join(word for word in told if word), place, year])[:300]


def uses_of(initiative: Initiative, *, among: "QuerySet[Initiative]") -> Uses | None:
    """The other dossiers `among` those of which may be told that name the dossier's decision; None where it names none
    or no other does. Two queries.

    Until an officer has read how many initiatives the paper lists, it is one; but dossiers with the very same copy of
    it were entered together by their union, which has it before its eyes."""
    mark = mark_of(initiative.recognition_number, initiative.recognition_issuer, initiative.recognised_on)
    others = list(among.filter(cited__mark=mark).exclude(pk=initiative.pk).order_by("pk")[:_SHOWN]) if mark else []
    if not others:
        return None
    said = DecisionListing.objects.filter(mark=mark).order_by("pk").last()
    days = [one for one in others if one.recognised_on != initiative.recognised_on]
    return Uses(others, said.lists if said else _entered_together([initiative, *others]), said is not None, days)


def _entered_together(dossiers: Sequence[Initiative]) -> int:
    copies = Counter(one.recognition_paper_id for one in dossiers if one.recognition_paper_id)
    return max(copies.values(), default=1)


def _has_digits(words: Sequence[str]) -> bool:
    return any(letter.isdigit() for word in words for letter in word)


def _plain(word: str) -> str:
    """Leading zeros go, and "qdtt" is "tt"."""
    return word.lstrip("0") or "0" if word.isdigit() else word.removeprefix("qd")


def _issuer(typed: str) -> str:
    folded = fold(typed)
    head = _HEADS.match(folded)
    place = folded[head.end() :] if head else folded
    return " ".join(asked_words(place)) if place else ""
